"""Writing papers for other programs, the same on every screen that has papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread.screens.people_verbs import PeopleVerbs

if TYPE_CHECKING:
    from tuiread.records import PaperId


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
            content = await exports.pack(paper_ids, has_notes=False, has_follows=False)
            return exported_words(len(paper_ids), await exports.write_own(content, "pack", "json"))
        return exported_words(len(paper_ids), await exports.write_text(form, paper_ids))

    # Actions

    def action_export(self) -> None:
        """Export papers."""
        self.work(self.export, "paper")
