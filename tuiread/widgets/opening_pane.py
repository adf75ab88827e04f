"""A pane of lines from which something can be opened: the full text, from a paper's summary or abstract.

It says only that the reader wants to open; what that is, its screen knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tuiread.widgets.text_pane import TextPane


class OpeningPane(TextPane, can_focus=True):
    """A `TextPane` whose Enter asks its screen to open what it tells of."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l", "open", "full text", tooltip="Read the full text here", id="text.open", show=False),
    ]

    @dataclass
    class Opened(Message):
        """The reader asks for what the text tells of."""

        pane: OpeningPane

        @property
        def control(self) -> Any:
            """The pane, for `on` selectors."""
            return self.pane

    def action_open(self) -> None:
        """Ask for what the text tells of."""
        self.tell(self.Opened(self))
