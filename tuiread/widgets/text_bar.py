"""A bar that says what it is told: a left part, which gives way, and a right part."""

from __future__ import annotations

from tuiread.lines import Line, left_right
from tuiread.widgets.bar import Bar, Rule


class TextBar(Bar):
    """Words given by a screen, at the left and at the right edge.

    Args:
        left: What to say at first.
        right: What to say at first at the right edge.
        rule: On which side a rule is drawn.
        id: The widget's id.
    """

    def __init__(self, left: Line = (), right: Line = (), *, rule: Rule | None = None, id: str | None = None) -> None:
        super().__init__(rule=rule, id=id)
        self._left = left
        self._right = right

    def show(self, left: Line, right: Line = ()) -> None:
        """Says something else."""
        self._left, self._right = left, right
        self.redraw()

    def line(self, cells: int) -> Line:
        """Sets both parts on one line."""
        return left_right(self._left, self._right, cells)
