"""Lines of a text as one column of several: what a `TextPane` shows, without being a widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.strip import Strip

from tuiread.lines import Line, Span

if TYPE_CHECKING:
    from tuiread.widgets.drawn import Drawn

Layout = Callable[[int], Sequence[Line]]
"""Gives the lines of a text for a width in cells."""


class TextColumn:
    """Lines laid out for a width, one blank cell from each edge."""

    def __init__(self) -> None:
        self._make_lines: Layout = lambda _cells: ()
        self._strips: list[Strip] = []
        self._cells: int | None = None
        self._first = 0

    def show(self, layout: Layout) -> None:
        """Shows another text from its top."""
        self._make_lines = layout
        self._first = 0
        self.forget()

    def forget(self) -> None:
        """Forgets what was drawn for another width or in other colours."""
        self._cells = None

    def scroll_by(self, count: int) -> None:
        """Scrolls down by so many lines, up if negative."""
        self._first += count

    def draw(self, cells: int, height: int, pen: Drawn) -> list[Strip]:
        """Draws the lines that are on the screen."""
        self._lay_out(cells, pen)
        self._first = max(0, min(self._first, len(self._strips) - height))
        return self._strips[self._first : self._first + height]

    def _lay_out(self, cells: int, pen: Drawn) -> None:
        if self._cells != cells:
            self._cells = cells
            self._strips = [pen.strip((Span(" "), *line), cells) for line in self._make_lines(max(1, cells - 2))]
