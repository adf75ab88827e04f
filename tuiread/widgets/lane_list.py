"""The lanes of a lineage: papers and the lines between them, with a cursor that stands on papers only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tuiread.lines import Line, Span
from tuiread.records import LineageRow
from tuiread.widgets.drawn import Drawn
from tuiread.widgets.viewport import Viewport
from tuiread.words.graph_lanes import LaneRow, Lanes, lane_line


class LaneList(Drawn, can_focus=True):
    """Papers in time order with lanes from each to what it cites."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move_by(1)", "Next", tooltip="Move to the next paper", id="lanes.down", show=False),
        Binding("k,up", "move_by(-1)", "Previous", tooltip="Move to the previous paper", id="lanes.up", show=False),
        Binding("g,home", "move_by(-9999)", "First", tooltip="Move to the newest paper", id="lanes.first", show=False),
        Binding("G,end", "move_by(9999)", "Last", tooltip="Move to the oldest paper", id="lanes.last", show=False),
        Binding("ctrl+d", "page(1, 2)", "Half down", tooltip="Move half a page down", id="lanes.half_down", show=False),
        Binding("ctrl+u", "page(-1, 2)", "Half up", tooltip="Move half a page up", id="lanes.half_up", show=False),
        Binding("pagedown", "page(1)", "Page down", tooltip="Move a page down", id="lanes.page_down", show=False),
        Binding("pageup", "page(-1)", "Page up", tooltip="Move a page up", id="lanes.page_up", show=False),
        Binding(
            "l,right", "along(1)", "cited", tooltip="Go down the lines to what this cites", id="lanes.in", show=False
        ),
        Binding("enter", "open_current", "centre", tooltip="Put this into the middle", id="lanes.centre", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another paper; only the newest of several is kept."""

        lane_list: LaneList
        paper: LineageRow | None

        @property
        def control(self) -> LaneList:
            """The list, for `on` selectors."""
            return self.lane_list

        def can_replace(self, message: Message) -> bool:
            """Whether a newer message makes this one out of date."""
            return isinstance(message, LaneList.Moved) and message.lane_list is self.lane_list

    @dataclass
    class Opened(Message):
        """The reader asks for a paper to be put into the middle."""

        lane_list: LaneList
        paper: LineageRow

        @property
        def control(self) -> LaneList:
            """The list, for `on` selectors."""
            return self.lane_list

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lanes = Lanes((), ())
        self._view = Viewport()
        self._lines: list[int] = []
        """The line of each paper."""
        self._drawn: dict[int, Strip] = {}

    @property
    def cursor(self) -> int:
        """The paper under the cursor, as a number."""
        return self._lines.index(self._view.cursor) if self._view.cursor in self._lines else 0

    @property
    def current(self) -> LineageRow | None:
        """The paper under the cursor, if there is any."""
        return self._lanes.papers[self.cursor] if self._lanes.papers else None

    def show(self, lanes: Lanes, key: str | None) -> None:
        """Shows another lineage, with the cursor on a paper if it is there."""
        self._lanes = lanes
        self._lines = [line for line, row in enumerate(lanes.rows) if row.paper is not None]
        keys = [paper.node.key for paper in lanes.papers]
        line = self._lines[keys.index(key) if key in keys else 0] if self._lines else 0
        self._view.stand_on(len(lanes.rows), line, is_new=True)
        self.forget_drawings()
        self.redraw()
        self.tell(self.Moved(self, self.current))

    # Verbs

    def move_to(self, paper: int) -> None:
        """Moves to a paper by its number."""
        if not self._lines:
            return
        if self._view.move_to(self._lines[max(0, min(paper, len(self._lines) - 1))]):
            self.redraw()
            self.tell(self.Moved(self, self.current))

    def move_by(self, count: int) -> None:
        """Moves down by so many papers, up if negative."""
        self.move_to(self.cursor + count)

    def page(self, direction: int, parts: int = 1) -> None:
        """Moves down by as many papers as stand on a page, or on a part of it, up if negative."""
        page = range(self._view.first, self._view.first + max(1, self._view.page))
        self.move_by(direction * max(1, (sum(line in page for line in self._lines) - 1) // parts))

    def along(self, direction: int) -> None:
        """Moves down to the first paper that this one cites, or up to the nearest one that cites it."""
        current = self.current
        if current is None:
            return
        papers = self._lanes.papers
        if direction > 0:
            places = [place for place, paper in enumerate(papers) if paper.node.key in current.cites]
            self.move_to(places[0] if places else self.cursor)
        else:
            places = [place for place, paper in enumerate(papers) if current.node.key in paper.cites]
            self.move_to(places[-1] if places else self.cursor)

    def open_current(self) -> None:
        """Asks for the paper under the cursor."""
        if self.current:
            self.tell(self.Opened(self, self.current))

    action_move_by = move_by
    action_page = page
    action_along = along
    action_open_current = open_current

    # Drawing

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the lines on the screen; the cursor's one has its mark."""
        self._view.resize(height)
        shown = range(self._view.first, min(len(self._lanes.rows), self._view.first + height))
        self._drawn = {line: self._drawn.get(line) or self._strip_of(line, cells) for line in shown}
        marked = self._view.cursor
        return [
            self._marked(self._lanes.rows[line], cells) if line == marked else strip
            for line, strip in self._drawn.items()
        ]

    def forget_drawings(self) -> None:
        """Forgets the lines drawn for another width or in other colours."""
        self._drawn.clear()

    def _strip_of(self, line: int, cells: int) -> Strip:
        return self.strip((Span(" "), *self._line_of(self._lanes.rows[line], cells)), cells)

    def _marked(self, row: LaneRow, cells: int) -> Strip:
        mark = Span(">", "accent" if self.has_focus else "dim")
        return self.strip((mark, *self._line_of(row, cells)), cells, is_strong=self.has_focus)

    def _line_of(self, row: LaneRow, cells: int) -> Line:
        return lane_line(self._lanes, row, cells - 2)

    # Handlers

    def on_click(self, event: events.Click) -> None:
        """Moves to the paper clicked on; a click on the one under the cursor opens it."""
        offset = event.get_content_offset(self)
        line = self._view.first + offset.y if offset else -1
        if line not in self._lines:
            return
        event.stop()
        if line == self._view.cursor:
            self.open_current()
        else:
            self.move_to(self._lines.index(line))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Moves down by three papers."""
        event.stop()
        self.move_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Moves up by three papers."""
        event.stop()
        self.move_by(-3)
