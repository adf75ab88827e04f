"""The line in which tags are typed: Tab takes the tag that is offered first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tuiread.widgets.needle_input import NeedleInput


class TagInput(NeedleInput):
    """An input that asks for its last word to be completed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", tooltip="Take the tag that is offered first", id="tags.complete"),
    ]

    @dataclass
    class Wanted(Message):
        """The reader wants the last word completed."""

    def action_complete(self) -> None:
        """Ask for the last word to be completed."""
        self.post_message(self.Wanted())
