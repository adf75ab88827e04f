"""The line in which a search is typed; Escape, Enter and Down go to what was found and keep what was typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tuiread.widgets.needle_input import NeedleInput


class SearchInput(NeedleInput):
    """A `NeedleInput` that stays on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,down", "leave", "to the list", tooltip="Go to what was found", id="search.leave"),
    ]

    def action_leave(self) -> None:
        """Go to what was found."""
        self.post_message(self.Submitted(self, self.value))
