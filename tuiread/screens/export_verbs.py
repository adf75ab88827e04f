"""Writing papers for other programs, the same on every screen that has papers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuiread.screens.people_verbs import PeopleVerbs

if TYPE_CHECKING:
    from tuiread.records import PaperId
    from tuiread.records.exports import Entry

WRITE = "write"
"""The row that ends the choice of notes."""


class ExportVerbs(PeopleVerbs):
    """A screen whose papers can be exported; the key stands with those of a paper in hand."""

    def papers_to_export(self) -> Sequence[PaperId]:
        """Return the papers that an export means."""
        return ()

    async def export(self) -> None:
        """Ask how to export papers, do it, and say where they are."""
        from tuiread.screens.export_menu import ExportMenu
        from tuiread.words.times import count

        paper_ids = tuple(self.papers_to_export())
        if not paper_ids:
            return self.notice("There is no paper here to export.")
        form = await self.app.push_screen_wait(ExportMenu(f"Export {count(len(paper_ids), 'paper')} as"))
        if form is not None:
            self.notice(await self._exported(form, paper_ids))
        return None

    async def _exported(self, form: str, paper_ids: Sequence[PaperId]) -> str:
        """Export papers; return where they are."""
        from tuiread.words.files import exported_words, notes_words

        exports = self.app.library.files.exports
        if form == "markdown":
            folder = exports.folder / "notes"
            return notes_words(await exports.write_notes(folder, paper_ids), str(folder))[0]
        if form == "zotero":
            return await exports.give_to_zotero(paper_ids)
        if form == "pack":
            return await self._packed(paper_ids)
        return exported_words(len(paper_ids), await exports.write_text(form, paper_ids))

    async def _packed(self, paper_ids: Sequence[PaperId]) -> str:
        """Write a pack with the notes that the reader ticks; return where it is."""
        from tuiread.words.files import packed_words

        exports = self.app.library.files.exports
        notes_of = await self._ticked_notes(await exports.noted(paper_ids))
        if notes_of is None:
            return "Nothing was written."
        content = await exports.pack(paper_ids, notes_of=notes_of)
        path = await exports.write_own(content, "pack", "json")
        return packed_words(len(paper_ids), len(notes_of), str(path))

    async def _ticked_notes(self, noted: Sequence[Entry]) -> set[PaperId] | None:
        """Ask which notes go along, none to begin with; None where the reader closes the list."""
        from tuiread.screens.pick_screen import PickScreen
        from tuiread.words.files import note_choice

        ticked: set[PaperId] = set()
        rows: tuple[Entry | str, ...] = (WRITE, *noted)
        cursor, draw = 0, partial(note_choice, ticked)
        while noted:
            title = "Which of your notes go along? Enter ticks"
            chosen = await self.app.push_screen_wait(PickScreen(title, rows, draw, cursor=cursor))
            if chosen is None:
                return None
            if isinstance(chosen, str):
                break
            ticked ^= {chosen.paper.id}
            cursor = rows.index(chosen)
        return ticked

    # Actions

    def action_export(self) -> None:
        """Export papers."""
        self.work(self.export, "paper")
