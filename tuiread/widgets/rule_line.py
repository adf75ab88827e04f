"""A rule across the screen, where a pane ends and another part of the screen begins."""

from __future__ import annotations

from textual.strip import Strip

from tuiread.lines import Line
from tuiread.widgets.bar import Bar


class RuleLine(Bar):
    """Only a rule."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(rule="above", id=id)
        self.styles.height = 1

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draw the rule."""
        return super().draw_lines(cells, height)[:1]

    def line(self, cells: int) -> Line:
        """Say nothing: there is no room for words."""
        return ()
