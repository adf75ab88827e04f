"""A question over the screen that is answered by a name: people are found while one types, an id is taken as it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from tuiread.records import PersonRow
from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.find_input import FindInput
from tuiread.widgets.row_list import RowList
from tuiread.words.person import person_row

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

Find = Callable[[str], Coroutine[Any, Any, Sequence[PersonRow]]]
"""Returns the people whose names hold a text."""

ROWS = 8
"""So many people are shown at once."""


class FindScreen(OverScreen[str | None]):
    """Name somebody or something; Escape names nothing.

    Args:
        title: the question.
        hint: what the line says before anything is typed.
        offers: whom it offers before anything is typed, the likeliest first.
        find: finds people while one types.
    """

    def __init__(self, title: str, hint: str, offers: Sequence[PersonRow], find: Find) -> None:
        super().__init__(title)
        self._input = FindInput("", hint)
        self._offers = offers
        self._find = find
        self._looked_for = ""
        """The text that the rows answer; empty for the offers."""
        self._list: RowList[PersonRow] = RowList(person_row, id="found")

    def compose_body(self) -> ComposeResult:
        """Put who fits under the line."""
        yield self._input
        yield self._list

    def on_mount(self) -> None:
        """Let the reader type at once."""
        self.show_title("Enter takes it")
        self._list.show(self._offers)
        self._list.can_focus = False
        self.box.styles.height = min(ROWS + 4, self.app.size.height - 2)
        self._input.focus()

    async def look(self, text: str) -> None:
        """Show who fits a text."""
        self._list.show(await self._find(text) if text else self._offers, is_new=True)
        self._looked_for = text

    async def take(self, text: str) -> None:
        """Answer with the row under the cursor, once the rows answer a text, or with the text itself."""
        if text != self._looked_for:
            await self.look(text)
        person = self._list.current
        self.answer(person.key if person else text or None)

    # Handlers

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find people with every key; the newest text counts."""
        text = event.value.strip()
        self.run_worker(cast(Awaitable[None], partial(self.look, text)), group="find", exclusive=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed; who fitted less of it counts no more."""
        text = event.value.strip()
        self.workers.cancel_group(self, "find")
        self.run_worker(cast(Awaitable[None], partial(self.take, text)), group="take", exclusive=True)

    def on_find_input_stepped(self, message: FindInput.Stepped) -> None:
        """Move in the list."""
        self._list.move_by(message.step)

    def on_find_input_closed(self, message: FindInput.Closed) -> None:
        """Answer with nothing."""
        self.answer(None)

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Answer with a row that was clicked."""
        self.answer(message.row.key)
