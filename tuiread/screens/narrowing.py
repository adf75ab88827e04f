"""A screen whose list is narrowed while one types: ``/`` opens a line, Enter keeps what it found, Escape shows all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from textual.widgets import Input

    from tuiread.widgets.row_list import RowList


class Narrowing(BaseScreen):
    """A list that can be narrowed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "narrow", "filter", tooltip="Narrow this list, while you type", id="list.filter"),
    ]
    NEEDLE_HINT: ClassVar[str] = "words of the title, an author, an organisation"
    """What the line says before anything is typed."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.needle = ""
        """What the list is narrowed to."""

    def list_in_hand(self) -> RowList[Any]:
        """Return the list that the keys mean."""
        raise NotImplementedError

    def narrow_to(self, needle: str) -> None:
        """Narrow the list to rows with certain words; none for all rows."""
        raise NotImplementedError

    def go_back(self) -> bool:
        """End narrowing first, then leave."""
        if self.needle:
            self.narrow_to("")
            return True
        return super().go_back()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing."""
        self.narrow_to(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the narrowed list and go back to it."""
        event.input.remove()
        self.list_in_hand().focus()

    def action_narrow(self) -> None:
        """Ask what to narrow to."""
        from tuiread.widgets.needle_input import NeedleInput

        needle = next(iter(self.query(NeedleInput)), None)
        if needle is None:
            needle = NeedleInput(self.needle, self.NEEDLE_HINT)
            self.mount(needle, before=self.status_line)
        needle.focus()
