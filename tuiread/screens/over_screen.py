"""What every short question or answer over a screen has: a title above its body, and one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from tuiread.lines import Span
from tuiread.widgets.head_line import HeadLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

R = TypeVar("R")


class OverScreen(ModalScreen[R], Generic[R]):
    """A box at the bottom of the screen below, with a title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._head = HeadLine(rule="below")
        self.box = Vertical()

    def compose(self) -> ComposeResult:
        """Put the title over the body."""
        with self.box:
            yield self._head
            yield from self.compose_body()

    def compose_body(self) -> ComposeResult:
        """Return what stands under the title."""
        yield from ()

    def show_title(self, where: str = "") -> None:
        """Show the title, and where in the body one is."""
        hint = f"{where} · Esc closes " if where else "Esc closes "
        self._head.show((Span(f" {self._title}", "heading"),), (Span(hint, "dim"),))

    def answer(self, result: R) -> None:
        """Close with an answer; a second key that comes too fast closes nothing else."""
        if self.is_active:
            self.dismiss(result)
