"""One line to type in: what a list is narrowed to, or the answer to a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.events import Paste


class NeedleInput(Input):
    """An input without a blinking cursor, because each blink is bytes over a slow line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "show all", tooltip="Stop typing, with nothing typed", id="filter.close"),
    ]

    def __init__(self, value: str, hint: str) -> None:
        super().__init__(value, placeholder=hint, compact=True)
        self.cursor_blink = False

    def on_paste(self, event: Paste) -> None:
        """Take in all that is pasted, as one line: titles and phrases are often copied from two."""
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.split()), *self.selection)

    def action_give_up(self) -> None:
        """Give an empty line, which shows everything again or answers nothing."""
        self.value = ""
        self.post_message(self.Submitted(self, ""))
