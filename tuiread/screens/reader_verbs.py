"""What can be done at a place of a text: follow a link, mark it, note something, copy it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.arxiv_id import ids_in
from tuiread.blocks import Pointer, Reference
from tuiread.document.places import Found, find_place, place_at
from tuiread.lines import fit
from tuiread.screens.change_verbs import ChangeVerbs
from tuiread.screens.mark_menu import MarkMenu
from tuiread.screens.pick_screen import PickScreen
from tuiread.words.reader import copy_row, copyable

if TYPE_CHECKING:
    from tuiread.document.flow import Flow
    from tuiread.records import PaperPage, TextPage
    from tuiread.screens.text_search import TextSearch
    from tuiread.widgets.text_view import TextView

REFERENCE = "reference:"
"""How the target of a reference's own line begins; its part follows."""

_WEB = ("http://", "https://", "mailto:")


class ReaderVerbs(ChangeVerbs):
    """A screen with a text in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark", "mark", tooltip="Mark this place with a letter", id="read.mark"),
        Binding("apostrophe", "jump", "jump", tooltip="Go to a mark; ' again goes back", id="read.jump"),
        Binding("e", "note", "note", tooltip="Write a private note at this place", id="read.note"),
        Binding("y", "copy", "copy", tooltip="Copy a paragraph, a reference or a formula's LaTeX", id="read.copy"),
    ]

    flow: Flow
    search: TextSearch
    view: TextView

    def __init__(self, place: str, page: PaperPage, text: TextPage) -> None:
        super().__init__(place)
        self.page = page
        self.text = text

    # What the screen gives

    def show_stops(self) -> None:
        """Fill the contents anew."""
        raise NotImplementedError

    def go_to_part(self, part: int, line: int = 0) -> None:
        """Show a part, with a way back."""
        raise NotImplementedError

    def return_to(self) -> None:
        """Go back to where the last jump began."""
        raise NotImplementedError

    def share_at_top(self) -> float:
        """Return how far into its part the first line of the screen is."""
        raise NotImplementedError

    # Verbs

    async def reload(self) -> None:
        """Take marks and notes as they are now."""
        library = self.app.library
        page, text = await library.paper(self.page.paper.id), await library.texts.open(self.page.paper.id)
        if self in self.app.screen_stack:
            self.page, self.text = page, text
            self.show_stops()

    async def take_change(self) -> None:
        """Show what an act changed here, and tell the other screens."""
        self.app.store_changed()

    async def read_ahead(self) -> None:
        """Make the text ready to be searched, off the screen's thread: formulas take a moment."""
        await asyncio.to_thread(self.search.read)

    async def follow_target(self, target: str) -> None:
        """Go where a link leads: a place of this text, a paper, a figure, or a page on the web."""
        if target.startswith(REFERENCE):
            await self.open_reference(int(target.removeprefix(REFERENCE)))
        elif target.startswith(_WEB):
            await self.open_address(target)
        elif (part := self.flow.part_of(target)) is None:
            self.notice("This text does not have what the link leads to.")
        else:
            self.go_to_part(part)
            self.choose_reference(part)

    def choose_reference(self, part: int) -> None:
        """Let Enter open the paper of a reference that was just gone to."""
        if isinstance(self.flow.parts[part], Reference):
            self.view.choose_line(part, f"{REFERENCE}{part}")

    async def open_reference(self, part: int) -> None:
        """Open the paper of a reference, if it is one that can be opened here."""
        named = await self.app.library.texts.paper_of(self.reference_text(part))
        if named is None:
            self.notice("This entry names no arXiv id; y copies it.")
        else:
            await self.open_named(named)

    async def open_address(self, url: str) -> None:
        """Show a figure of this text; open anything else: a paper of the cache here, other pages in the browser."""
        if url in self.flow.pictures:
            return await self.show_figure(url)
        named = await self.app.library.texts.paper_of(url)
        if named is None or (self.app.is_offline and not await self.app.library.has_paper(named)):
            return self.open_url(url)
        return await self.open_named(named)

    async def show_figure(self, url: str) -> None:
        """Show a figure in the terminal, or say what that needs."""
        data = await self.app.library.texts.figure(self.page.paper.id, url)
        self.app.show_figure_outside(data, self.flow.pictures[url])

    async def set_mark(self) -> None:
        """Mark the place at the top of the screen."""
        letter = await self.app.push_screen_wait(MarkMenu("Mark this place: press a letter", self.text.marks))
        if letter is None or letter == "'":
            return
        part = self.part_in_hand()
        await self.app.library.texts.mark(
            self.page.paper.id, letter, place_at(self.flow, part, self.share_in_hand()), self.snippet(part)
        )
        self.notice(f"Marked {letter}; '{letter} comes back here.")
        await self.take_change()

    async def jump_to_mark(self) -> None:
        """Go to a mark, or back to where the last jump began."""
        letter = await self.app.push_screen_wait(MarkMenu("Go to which mark?  ' goes back", self.text.marks))
        if letter == "'":
            self.return_to()
        elif letter is not None:
            place = next((mark.place for mark in self.text.marks if mark.letter == letter), None)
            if place is None:
                self.notice(f"There is no mark {letter} in this text.")
            else:
                found = find_place(self.flow, place)
                self.go_to_part(found.part, self.line_at(found))

    async def write_note(self) -> None:
        """Write a note at the place at the top of the screen, in the editor; an empty one goes."""
        part = self.part_in_hand()
        note = next((note for note in self.text.notes if find_place(self.flow, note.place).part == part), None)
        before = note.note if note else ""
        written = self.app.write_outside(before).strip()
        if written == before.strip():
            return self.notice("The note is as it was.")
        texts, paper_id = self.app.library.texts, self.page.paper.id
        if note is not None and not written:
            await texts.drop_note(note)
            self.notice("Removed; u puts it back.")
        else:
            place = note.place if note else place_at(self.flow, part, 0.0)
            await texts.note(paper_id, place, self.snippet(part), written, note_id=note.id if note else None)
            self.notice("Kept, for you alone; u takes it back.")
        await self.take_change()
        return None

    async def choose_copy(self) -> None:
        """Let the reader pick what to copy of what is on the screen."""
        rows = list(copyable(self.flow, self._parts_from_hand()))
        if not rows:
            return self.notice("Nothing on this screen can be copied.")
        chosen = await self.app.push_screen_wait(PickScreen("Copy what?", rows, copy_row))
        if chosen is not None:
            self.copy_text(chosen[1])
        return None

    async def kept_text(self) -> TextPage:
        """Return the text that is read."""
        return self.text

    # The place in hand

    def part_in_hand(self) -> int:
        """Return the part that a mark or a note means: that of the chosen link, else the first that begins here."""
        if self.view.chosen:
            return self.view.chosen.spot.part
        beginning = (spot.part for spot, line in self.view.lines_on_screen if spot.line == 0 and line is not None)
        return next(beginning, self.view.top.part)

    def share_in_hand(self) -> float:
        """Return how far into the part in hand its first line on the screen is."""
        return self.share_at_top() if self.part_in_hand() == self.view.top.part else 0.0

    def _parts_from_hand(self) -> list[int]:
        """Return the parts on the screen, the one whose link is chosen first."""
        parts = list(self.view.parts_on_screen)
        if self.view.chosen and self.view.chosen.spot.part in parts:
            parts.remove(self.view.chosen.spot.part)
            parts.insert(0, self.view.chosen.spot.part)
        return parts

    def line_at(self, found: Found) -> int:
        """Return the line at which a place is."""
        return round(found.share * len(self.view.lines(found.part)))

    def snippet(self, part: int) -> str:
        """Return the first words of a part, for lists of marks and notes."""
        return fit(" ".join(self.flow.text(part).split()), 60)

    def reference_text(self, part: int) -> str:
        """Return what a reference says, with the addresses of its links."""
        reference = self.flow.parts[part]
        inlines = reference.inlines if isinstance(reference, Reference) else ()
        links = [inline.target for inline in inlines if isinstance(inline, Pointer)]
        return "\n".join((self.flow.text(part), *links))

    def target_words(self, target: str) -> str:
        """Return where a link leads, for the status line."""
        if target.startswith(REFERENCE):
            names = any(ids_in(self.reference_text(int(target.removeprefix(REFERENCE)))))
            return "Enter opens this paper · Backspace returns" if names else "y copies this entry · Backspace returns"
        if target.startswith(_WEB):
            return f"{target} · Enter opens"
        part = self.flow.part_of(target)
        if part is None:
            return "leads nowhere in this text"
        hint = " · Enter goes there"
        return f"{fit(self.snippet(part), max(20, self.app.size.width - len(self.search.words) - len(hint) - 6))}{hint}"

    def snippet_of_notes(self) -> str:
        """Return the first line of a note on the screen, for the status line while nothing else is to be said."""
        shown, notes = set(self.view.parts_on_screen), self.note_parts()
        said = next((note.note for note in self.text.notes if notes[note.id] in shown), "")
        return f"your note: {said.splitlines()[0]}" if said else ""

    def mark_parts(self) -> dict[str, int]:
        """Return where each mark is."""
        return {mark.letter: find_place(self.flow, mark.place).part for mark in self.text.marks}

    def note_parts(self) -> dict[str, int]:
        """Return where each note is."""
        return {note.id: find_place(self.flow, note.place).part for note in self.text.notes}

    def signs(self) -> dict[int, str]:
        """Return the letter beside each part that carries a mark or a note."""
        notes = dict.fromkeys(self.note_parts().values(), "n")
        return notes | {part: letter for letter, part in self.mark_parts().items()}

    # Actions

    def action_mark(self) -> None:
        """Mark this place."""
        self.work(self.set_mark, "paper")

    def action_jump(self) -> None:
        """Go to a mark."""
        self.work(self.jump_to_mark, "paper")

    def action_note(self) -> None:
        """Write a note at this place."""
        self.work(self.write_note, "paper")

    def action_copy(self) -> None:
        """Copy something of what is on the screen."""
        self.work(self.choose_copy, "paper")

    def action_browse(self) -> None:
        """Open the chosen link's page or figure in the browser, else the page that this text was made from."""
        target = self.view.chosen.link.target if self.view.chosen else ""
        self.open_url(target if target.startswith(_WEB) else self.text.facts.url)
