"""The line in which somebody is named: what fits stands below it, and the arrows move there while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tuiread.widgets.needle_input import NeedleInput


class FindInput(NeedleInput):
    """A `NeedleInput` above a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", tooltip="Close without naming anybody", id="find.close"),
        Binding("down", "step(1)", "next", tooltip="Move to the next name", id="find.down"),
        Binding("up", "step(-1)", "previous", tooltip="Move to the name before", id="find.up"),
    ]

    @dataclass
    class Stepped(Message):
        """The reader moves in the list below."""

        step: int

    @dataclass
    class Closed(Message):
        """The reader names nobody."""

    def action_step(self, step: int) -> None:
        """Ask for the next row, or the one before."""
        self.post_message(self.Stepped(step))

    def action_close(self) -> None:
        """Give up."""
        self.post_message(self.Closed())
