"""A column of the research graph: a list under its own heading, in which Enter and `l` are two things.

Enter puts a row into the middle of the explorer, `l` goes in to what it leads to; both are the screen's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tuiread.lines import Line, Span
from tuiread.widgets.row_list import RowList, T

Heading = Callable[[int], Sequence[Line]]
"""Gives the lines over a column for a width."""


class GraphList(RowList[T]):
    """A `RowList` with a heading."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_current", "centre", tooltip="Put this into the middle", id="graph.centre", show=False),
        Binding("l,right", "go_in", "in", tooltip="Go in to what this leads to", id="graph.in", show=False),
    ]

    @dataclass
    class WentIn(Message):
        """The reader goes in to what the row under the cursor leads to."""

        graph_list: GraphList[Any]

        @property
        def control(self) -> GraphList[Any]:
            """The list, for `on` selectors."""
            return self.graph_list

    heading: Heading | None = None
    """What stands over the rows; nothing takes no line."""
    _heading_height = 0

    def show_heading(self, heading: Heading | None) -> None:
        """Says something else over the rows."""
        self.heading = heading
        self.redraw()

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the heading, then the rows."""
        lines = self.heading(max(1, cells - 2)) if self.heading else ()
        self._heading_height = len(lines)
        heading = [self.strip((Span(" "), *line), cells) for line in lines]
        return [*heading, *super().draw_lines(cells, max(1, height - len(heading)))]

    def on_click(self, event: events.Click) -> None:
        """Moves to the row clicked on; the heading is none."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        event.prevent_default()
        event.stop()
        index = self._view.first + (offset.y - self._heading_height) // self.row_height
        if offset.y < self._heading_height or index >= self.row_count:
            return
        if index == self.cursor:
            self.open_current()
        else:
            self.move_to(index)

    def action_go_in(self) -> None:
        """Tells the screen."""
        self.tell(self.WentIn(self))
