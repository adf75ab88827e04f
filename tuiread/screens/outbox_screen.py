"""The outbox: letters that the reader wrote, how far each is, and which wait for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuiread.lines import Line, Span
from tuiread.records import Letter
from tuiread.screens.people_verbs import PeopleVerbs
from tuiread.widgets.row_list import RowList
from tuiread.words.letter import letter_row, outbox_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import ScreenResume

    from tuiread.records import BrokenLetter

EMPTY: list[Line] = [
    (Span("The outbox is empty.", "heading"),),
    (Span("m on a profile drafts a letter; nothing is ever sent from here."),),
]


class OutboxScreen(PeopleVerbs):
    """All letters, newest first."""

    HINTS: ClassVar[tuple[str, ...]] = ("list.open", "go.back")

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.rows: RowList[Letter | BrokenLetter] = RowList(self.draw_letter, row_height=2, empty=EMPTY)

    def compose_body(self) -> ComposeResult:
        """Put the list under its head."""
        yield self.head
        yield self.rows

    def draw_letter(self, row: Letter | BrokenLetter, cells: int) -> Sequence[Line]:
        """Return a letter's lines."""
        return letter_row(row, cells, self.app.library.now().astimezone().date())

    async def load(self) -> None:
        """Show what lies in the outbox now."""
        outbox = await self.app.library.letters.outbox()
        self.rows.show(outbox.rows, cursor=min(self.rows.cursor, max(0, len(outbox.rows) - 1)))
        counts = outbox_counts(outbox, self.app.library.now().astimezone().date())
        self.show_head((Span("Outbox", "heading"), Span(f"   {counts}")))
        self.say("letters are files of yours: edit, rename or delete them as you like")

    def on_mount(self) -> None:
        """Look into the outbox."""
        self.work(self.load, "load")

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Look again."""
        self.work(self.load, "load")

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the letter, or say why it cannot be read."""
        row = message.row
        if isinstance(row, Letter):
            self.work(lambda: self.open_letter(row), "person")
        else:
            self.notice(row.problem)
