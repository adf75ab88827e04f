"""Catching up after days away: three passes over all that came, each marked read in one step.

    [ ]  other pass     A  mark the pass read, go to the next     x  hide     u  undo a whole pass     ctrl+r  fetch

What is in a pass stays in it while the screen is open; opened again, it begins where something is unread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tuiread.dates import day_period, weekdays
from tuiread.lines import Span
from tuiread.screens.hide_verbs import HideVerbs
from tuiread.widgets.rule_line import RuleLine
from tuiread.widgets.text_pane import TextPane
from tuiread.words.catch_up import catch_up_head, catch_up_row, empty_words, pass_lines, pass_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tuiread.lines import Line
    from tuiread.records import CatchUp, FeedRow


class CatchUpScreen(HideVerbs):
    """Everything that came while the reader was away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket,H", "step(-1)", "pass before", tooltip="Go to the pass before", id="catch_up.before"
        ),
        Binding("right_square_bracket,L", "step(1)", "next pass", tooltip="Go to the next pass", id="catch_up.next"),
        Binding("ctrl+r", "fetch", "fetch", tooltip="Fetch the days that are not here", id="catch_up.fetch"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "paper.save", "list.hide", "list.read_all", "catch_up.before", "catch_up.next", "list.read_up_to",
        "catch_up.fetch",
    )  # fmt: skip

    def __init__(self, place: str, found: CatchUp) -> None:
        super().__init__(place)
        self.found = found
        self.number = next((number for number, one in enumerate(found.passes) if one.done_count < len(one.rows)), 0)
        """The pass that is shown, from 0."""
        self.passes = TextPane(can_focus=False, id="passes")
        self._waiting = 0

    def compose_body(self) -> ComposeResult:
        """Put the passes above the list of one of them."""
        yield self.head
        yield self.passes
        yield RuleLine()
        with Horizontal():
            yield self.rows
            yield self.preview

    # Page

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the rows of the shown pass with their states as the store has them now."""
        fresh = await self.app.library.ranking.catch_up(self.found.first_day)
        if fresh is None:
            return self.all_rows
        by_id = {row.id: row for one in fresh.passes for row in one.rows}
        known = {row.id for one in self.found.passes for row in one.rows}
        self._waiting = len(by_id.keys() - known - self._hidden_here)
        passes = tuple(
            replace(one, rows=tuple(by_id.get(row.id, row) for row in one.rows)) for one in self.found.passes
        )
        self.found = replace(self.found, passes=passes, missing_count=fresh.missing_count)
        return [row for row in passes[self.number].rows if row.id in by_id]

    async def reload(self) -> None:
        """Take fresh states; what was hidden in this pass and is not any more comes back."""
        self.put_back(await self.fresh_rows())
        await super().reload()

    def show_pass(self, number: int) -> None:
        """Show a pass, with the cursor on its first unread paper."""
        self.number = number
        rows = [row for row in self.found.passes[number].rows if row.id not in self._hidden_here]
        first = next((row.id for row in rows if row.is_unread), None)
        self.nothing = [(Span(text),) for text in empty_words(self.found, number)]
        self.show_rows(rows, cursor_on=first, is_new=True)

    def show_heads(self) -> None:
        """Say what came, how the passes stand, and how far this one is."""
        self.show_head(*catch_up_head(self.found, self.app.size.width))
        found, number = self.found, self.number
        self.passes.show(lambda cells: pass_lines(found, number, cells), home=False)
        more = f"{self._waiting} new, C in the feed shows them · " if self._waiting else ""
        self.say(self.narrowed_words() if self.needle else more + pass_words(found, number))

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a paper on one line, with why it is here."""
        return [catch_up_row(row, self.found.passes[self.number], cells)]

    def lines_a_row(self, cells: int) -> int:
        """Return how many lines a row takes: one, on every terminal."""
        return 1

    # Verbs

    def step(self, by: int) -> None:
        """Go to another pass."""
        number = self.number + by
        if 0 <= number < len(self.found.passes):
            self.show_pass(number)
        else:
            self.notice("This is the first pass." if by < 0 else "This is the last pass.")

    async def mark_rows_read(self, rows: Sequence[FeedRow], label: str) -> None:
        """Mark rows as read in one step; a whole pass leads to the next."""
        is_whole = label == "all read" and not self.needle
        number = self.number
        await super().mark_rows_read(rows, f"read pass {number + 1} of the catch-up" if is_whole else label)
        if is_whole and number == self.number and number + 1 < len(self.found.passes):
            self.show_pass(number + 1)

    def fetch(self) -> None:
        """Fetch the days that are missing, and renew the others."""
        days = weekdays(self.found.first_day, self.found.last_day)
        self.app.start_sync([day_period(day) for day in reversed(days)])

    # Handlers

    def on_mount(self) -> None:
        """Show the first pass that is not done."""
        self.show_pass(self.number)

    # Actions

    def action_step(self, by: int) -> None:
        """Go to another pass."""
        self.step(by)

    def action_fetch(self) -> None:
        """Ask Hugging Face."""
        self.fetch()
