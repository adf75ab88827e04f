"""The vertical line beside a pane, which rules above and below it are to meet.  Not here: who draws either."""

from __future__ import annotations

from typing import NamedTuple

from textual.widget import Widget


class Upright(NamedTuple):
    """A vertical line beside a pane, by the column and the rows of the screen that it takes."""

    column: int
    top: int
    bottom: int
    """Its last row."""


def upright(pane: Widget) -> Upright | None:
    """Return the line that a pane has at its left or right edge; None where it has none or is not shown."""
    region, styles = pane.region, pane.styles
    if not pane.display or not region:
        return None
    if region.x and styles.border_left[0]:
        return Upright(region.x, region.y, region.bottom - 1)
    return Upright(region.right - 1, region.y, region.bottom - 1) if styles.border_right[0] else None
