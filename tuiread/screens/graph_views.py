"""The three views of the explorer: what they read, what they show, and what is under the cursor in each.

Not here: keys, clicks and the way through the graph (GraphScreen), acts (GraphActs).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Literal

from tuiread.errors import NotFoundError
from tuiread.lines import Span
from tuiread.records import Neighbour, PaperId
from tuiread.screens.graph_acts import GraphActs
from tuiread.screens.graph_reading import (
    ALL_ROWS,
    FEW_ROWS,
    FIRST_ROWS,
    read_column,
    read_columns,
    read_map,
    read_portrait,
)
from tuiread.screens.narrowing import Narrowing
from tuiread.widgets.graph_columns import WIDE, GraphColumns
from tuiread.widgets.graph_map import GraphMap
from tuiread.widgets.lane_list import LaneList
from tuiread.widgets.needle_input import NeedleInput
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.graph import filter_words, status_words, trail_words
from tuiread.words.graph_detail import Column, Portrait, portrait_lines
from tuiread.words.graph_lanes import Lanes, lay_out, lineage_head, lineage_words
from tuiread.words.graph_map import MARGIN_FROM, map_head

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widget import Widget

    from tuiread.records import GraphView, Lineage, LineageKind, Node, Surroundings
    from tuiread.screens.graph_trail import Trail
    from tuiread.words.graph_detail import ColumnsAnswer
    from tuiread.words.graph_map import MapAnswer

REST_DELAY_S = 0.12
"""How long the cursor rests before what stands behind the selected one follows, so that a held key costs two lines."""

HIGH = 30
"""From so many lines on, the paper under the cursor stands below the lanes."""

FEW_LANES, MANY_LANES = 6, 10
"""How many lines may run beside each other, on a normal and on a wide screen."""

View = Literal["columns", "map", "lanes"]
VIEWS: tuple[View, ...] = ("columns", "map", "lanes")

Show = Callable[[], None]
"""Shows what was read."""


class GraphViews(GraphActs, Narrowing):
    """Something in the middle and what stands around it, in one of three views."""

    def __init__(self, place: str, trail: Trail | None = None) -> None:
        super().__init__(place)
        self.columns = GraphColumns(id="columns")
        self.map = GraphMap(id="map")
        self.lanes = LaneList(id="lanes")
        self.below = TextPane(can_focus=False, id="below")
        self.nothing = RowList[Any](lambda row, cells: (), id="nothing")
        self.view: View = "columns"
        self.trail = trail
        self.column: Column | None = None
        """The list of the level that is worked in."""
        self.answer: MapAnswer | None = None
        """What the map shows."""
        self.lineage: Lineage | None = None
        """What the lanes show."""
        self.woven = Lanes((), ())
        self.lineage_of: PaperId | None = None
        """Whose lineage that is."""
        self.lineage_kind: LineageKind = "cites"
        self.amount: int | None = None
        """How many neighbours a side of the map shows; None for as many as look good."""
        self.limit = FIRST_ROWS
        """How many neighbours a list has."""
        self._load_count = 0
        """How often something was read to be shown; what comes late of an earlier time is not shown."""
        self._rest_timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Put the columns under the head, if they are what comes first: each view comes when it is first shown."""
        yield self.head
        if self.trail:
            yield self.columns

    # What is in hand

    def thing_in_hand(self) -> Node | None:
        """Return what the cursor stands on, or what is in the middle."""
        if self.trail is None:
            return None
        found = self._selected()
        return found.node if found else self.trail.here.node

    def around_here(self) -> Surroundings | None:
        """Return what stands around the level that is worked in."""
        return self.column.around if self.column else None

    def list_in_hand(self) -> RowList[Any]:
        """Return the list that the keys mean."""
        return self.columns

    async def view_to_write(self, trail: Trail) -> GraphView:
        """Return what leads from the level that is worked in, as many as its list has, narrowed as the list is."""
        from tuiread.screens.graph_export import narrowed_view

        graph, level = self.app.library.graph, trail.here
        needle = self.needle if self.view == "columns" else ""
        view = await graph.view(level.node, trail.which, ALL_ROWS if needle else self.limit)
        return narrowed_view(view, level.relation, needle) if needle else view

    def _selected(self) -> Neighbour | None:
        if self.view == "columns":
            return None if self.columns.is_among_relations else self.columns.worked_in.current
        if self.view == "map":
            return self.map.current.found if self.map.current else None
        paper = self.lanes.current
        return Neighbour(paper.node, nearness=paper.nearness) if paper else None

    # Loading

    async def load(self) -> None:
        """Show what the trail and its filter say; what is gone, such as somebody forgotten, gives way."""
        # What was to follow the cursor belongs to a list that goes now.
        if self._rest_timer is not None:
            self._rest_timer.stop()
        self.workers.cancel_group(self, "rest")
        if self.trail is None:
            return self.show_shown()
        try:
            await self._load(self.trail)
        except NotFoundError as error:
            if self.trail.go_out() or self.trail.go_back():
                self.follow_centre()
                await self.load()
            else:
                self.trail = self.app.graph_centre = None
                self.show_shown()
            self.notice(str(error))
        return None

    def follow_centre(self) -> None:
        """Show the lineage of what is in the middle now; what is no paper has none, and is shown in columns."""
        if self.trail is None or self.view != "lanes":
            return
        node = self.trail.here.node
        self.view, self.lineage_of = ("lanes", PaperId(node.key)) if node.kind == "paper" else ("columns", None)

    async def _load(self, trail: Trail) -> None:
        self.app.graph_centre = trail.centre.key
        self._load_count += 1
        number = self._load_count
        reads = {"columns": self._read_columns, "map": self._read_map, "lanes": self._read_lanes}
        show = await reads[self.view](trail)
        if number != self._load_count:
            return
        show()
        if self.view == "lanes":
            await self.show_below()
        self.show_shown()

    async def _read_columns(self, trail: Trail) -> Show:
        """Read all that the columns show, to show it at once: each pause would be a paint."""
        graph, is_wide = self.app.library.graph, self.columns.is_wide
        answer = await read_columns(graph, trail, is_wide=is_wide, limit=self.limit, needle=self.needle)
        return lambda: self.show_columns(trail, answer)

    def show_columns(self, trail: Trail, answer: ColumnsAnswer) -> None:
        """Show what was read."""
        here, columns = answer.here, self.columns
        self.column = here
        if here.rows:
            trail.choose(here.rows[here.place].node.key)
        inner = here if answer.outer else None
        columns.show_lists(answer.outer or here, inner, trail.past_nodes, trail.pins)
        columns.show_matrix(answer.table)
        columns.show_portrait(answer.portrait)

    async def show_behind(self) -> None:
        """Show what stands behind the selected one: in detail, and on wide screens as a list."""
        found = self.columns.worked_in.current
        if self.trail is None or self.column is None:
            return
        portrait, trail = None, self.trail
        if found is not None:
            rows = FIRST_ROWS if self.columns.has_list_behind else FEW_ROWS
            portrait = await read_portrait(self.app.library.graph, trail.here.node, found, trail.which, rows)
        if found is self.columns.worked_in.current:
            self.columns.show_portrait(portrait)

    async def _read_map(self, trail: Trail) -> Show:
        graph, level, which = self.app.library.graph, trail.here, trail.which
        answer = await read_map(graph, level.node, which, has_letters=self.app.size.width >= MARGIN_FROM)
        column = await read_column(graph, level, which, 1)
        return lambda: self._show_map(trail, answer, column)

    def _show_map(self, trail: Trail, answer: MapAnswer, column: Column) -> None:
        self.answer, self.column = answer, column
        self.map.show(answer.sectors, self.amount, trail.here.key)

    async def _read_lanes(self, trail: Trail) -> Show:
        paper_id = self.lineage_of or PaperId(trail.here.node.key)
        lineage = await self.app.library.graph.lineage(paper_id, trail.which, self.lineage_kind)
        return lambda: self._show_lanes(lineage, paper_id)

    def _show_lanes(self, lineage: Lineage, paper_id: PaperId) -> None:
        self.lineage, self.woven = lineage, lay_out(lineage, FEW_LANES if self.app.size.width < WIDE else MANY_LANES)
        current = self.lanes.current
        keys = {paper.node.key for paper in self.woven.papers}
        self.lanes.show(self.woven, current.node.key if current and current.node.key in keys else paper_id)

    async def show_below(self) -> None:
        """Show the paper under the cursor below the lanes, where there is room."""
        paper = self.lanes.current
        if paper is None or self.trail is None or not self.below.display:
            return
        around = await self.app.library.graph.surroundings(paper.node, self.trail.which)
        if paper is self.lanes.current:
            portrait = Portrait(around, Neighbour(paper.node, nearness=paper.nearness))
            self.below.show(lambda cells: portrait_lines(portrait, cells))

    # What shows

    def show_pins(self) -> None:
        """Show what is pinned."""
        if self.trail and self.column:
            self.columns.show_past(self.trail.past_nodes, self.trail.pins)

    def show_shown(self) -> None:
        """Show the view, and give it the keys."""
        is_there = self.trail is not None
        panes: dict[View, Widget] = {"columns": self.columns, "map": self.map, "lanes": self.lanes}
        self._display(self.nothing, is_shown=not is_there)
        for view, widget in panes.items():
            self._display(widget, is_shown=is_there and view == self.view)
        self._display(self.below, is_shown=is_there and self.view == "lanes" and self.app.size.height >= HIGH)
        if not isinstance(self.focused, NeedleInput):
            (panes[self.view] if is_there else self.nothing).focus()
        self.head.joints = self.status_line.joints = self.columns.joints if self.columns.display and is_there else ()
        self.show_heads()
        self.show_hints()

    def _display(self, widget: Widget, *, is_shown: bool) -> None:
        """Show or hide a widget; one that was never shown is put on the screen only then."""
        if is_shown and not widget.is_attached:
            self.mount(widget, before=self.status_line)
        widget.display = is_shown

    def show_heads(self) -> None:
        """Say what the view shows, and what its figures mean."""
        trail, width = self.trail, self.app.size.width
        if trail is None:
            self.show_head((Span("Graph", "heading"),))
            self.say("who and what stands beside whom and what, from your cache")
            return
        words = filter_words(trail.which, is_long=width >= WIDE)
        if self.view == "columns" and self.column:
            column = self.column
            names = trail_words(trail.names(), width - len(words) - 4)
            self.show_head((Span(names, "heading"),), (Span(words, "dim"),))
            self.say(status_words(column.found, len(column.rows), self.needle, width))
        elif self.view == "map" and self.answer:
            left, counts = map_head(self.answer.sectors, self.map.picture, self.answer.totals, width)
            self.show_head((*left, Span(f"   {counts}")), (Span(words, "dim"),))
        elif self.view == "lanes" and self.lineage and self.woven:
            self.show_head(*lineage_head(self.lineage, width))
            self.say(lineage_words(self.lineage, self.woven))

    # The cursor

    def follow_cursor(self, job: Callable[[], Coroutine[Any, Any, None]], group: str = "rest") -> None:
        """Do something when the cursor has rested."""
        if self._rest_timer is not None:
            self._rest_timer.stop()
        self._rest_timer = self.set_timer(REST_DELAY_S, lambda: self.work(job, group))
