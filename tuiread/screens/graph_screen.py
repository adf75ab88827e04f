"""The explorer of the research graph: one thing in the middle, and three views of what stands around it.

    columns    what each relation leads to, and what stands behind that        h l out and in, Tab another relation
    map        people left, papers right, topics above, institutions below     arrows by geometry, Tab another side
    lanes      a paper's lineage, newest first                 h l along the lines, Tab cites, similar or both

The views share the middle, the selection, the filter, the way back and the pins (`Trail`).  A step sends two lines;
what follows the cursor comes when it rests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.records import GraphFilter, LineageKind, PaperId
from tuiread.screens.graph_reading import ALL_ROWS, FIRST_ROWS
from tuiread.screens.graph_trail import Trail
from tuiread.screens.graph_views import VIEWS, GraphViews
from tuiread.widgets.graph_columns import GraphColumns
from tuiread.widgets.graph_map import GraphMap
from tuiread.widgets.lane_list import LaneList
from tuiread.widgets.row_list import RowList
from tuiread.words.graph import node_words, nothing_lines
from tuiread.words.graph_map import place_words

if TYPE_CHECKING:
    from textual.events import Resize, ScreenResume, ScreenSuspend
    from textual.geometry import Size

    from tuiread.messages import StoreChanged
    from tuiread.records import Node
    from tuiread.screens.graph_views import View
    from tuiread.words.graph_detail import ColumnsAnswer


KINDS: tuple[LineageKind, ...] = ("cites", "similar", "both")
"""What the lanes show, in the order of Tab."""


class GraphScreen(GraphViews):
    """One thing and what stands around it.

    Args:
        place: the digit of the place that it was opened from.
        trail: what is in the middle; None for the reader, else what was there last.
        first: what the columns show of it at first, read before, so that the first paint is the whole.
        view: which view comes first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "out", "out", tooltip="Go out again; on the map left", show=False, id="graph.out"),
        Binding(
            "tab",
            "turn(1)",
            "relation",
            tooltip="Next relation, side of the map, or kind of papers on the lanes",
            id="graph.relation",
        ),
        Binding("shift+tab", "turn(-1)", "relation before", tooltip="Previous relation", show=False, id="graph.before"),
        Binding("v", "next_view", "view", tooltip="Next view: columns, map, lanes", id="graph.view"),
        Binding("n", "name", "name", tooltip="Put somebody or something into the middle by name", id="graph.name"),
        Binding("backspace", "return", "centre before", tooltip="Back to what was in the middle", id="graph.return"),
    ]
    COMMON_HINTS: ClassVar[tuple[str, ...]] = (
        "graph.page", "graph.path", "graph.view", "list.filter", "graph.fewer", "graph.big", "paper.follow",
        "graph.pin", "graph.compare", "graph.topic", "graph.ask", "graph.export", "graph.name", "go.back",
    )  # fmt: skip
    NEEDLE_HINT: ClassVar[str] = "words of the name or the title"
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: the view gives the focus."""

    def hints(self) -> tuple[str, ...]:
        """Return the keys that matter in this view."""
        if self.trail is None:
            return ("graph.name",)
        moves: dict[View, tuple[str, ...]] = {
            "columns": ("graph.in", "graph.centre", "graph.relation"),
            "map": ("map.centre", "graph.relation"),
            "lanes": ("lanes.in", "lanes.centre", "graph.relation"),
        }
        panes = {"columns": self.columns, "map": self.map, "lanes": self.lanes}
        is_there = panes[self.view].is_attached  # what has these keys may be on its way to the screen
        return (*(moves[self.view] if is_there else ()), *self.COMMON_HINTS)

    def __init__(
        self,
        place: str,
        trail: Trail | None = None,
        first: ColumnsAnswer | None = None,
        view: View = "columns",
    ) -> None:
        super().__init__(place, trail)
        self._first_view: View = view
        self._first = first
        self._shown_at: Size | None = None
        """The size that the columns were shown for; Textual tells of the first one, too."""
        self._was_away = False

    async def open_first(self) -> None:
        """Put the reader into the middle, else what was there last, else ask for a name."""
        claim = await self.app.library.researchers.own_claim()
        key = claim.person if claim else self.app.graph_centre
        if key:
            await self.put_centre(await self.app.library.graph.node(key))
        else:
            self.show_shown()

    # Verbs

    async def put_centre(self, node: Node) -> None:
        """Put something into the middle; what the cache does not hold stays where it is."""
        if not node.is_cached:
            return self.notice(f"{node_words(node)} is not in your cache; w asks for it and opens it.")
        await self._look_around(node)
        if self.trail is None:
            self.trail = Trail(node)
        else:
            self.trail.put_centre(node)
        self.follow_centre()
        self._begin_again()
        self.columns.go_among_relations(is_there=False)
        await self.load()
        return None

    async def name_centre(self) -> None:
        """Ask what to put into the middle."""
        named = await self.name_somebody(
            "Whose graph?", "a name, an arXiv id, a topic such as cs.LG", await self.people_to_offer()
        )
        if named is not None:
            await self.put_centre(await self.app.library.graph.node(named))

    async def go_in(self, node: Node) -> None:
        """Go in to what a neighbour leads to."""
        if not node.is_cached:
            return self.notice(f"{node_words(node)} is not in your cache; w asks for it and opens it.")
        await self._look_around(node)
        if self.trail:
            self.trail.go_in(node)
            self._begin_again()
            await self.load()
        return None

    async def _look_around(self, node: Node) -> None:
        """Make sure that the cache holds something, by the question that showing it asks next."""
        await self.app.library.graph.surroundings(node, self.trail.which if self.trail else GraphFilter())

    async def go_out(self) -> None:
        """Go out again, in the middle to its relations; on the map left, on the lanes up a line."""
        if self.view == "map":
            return self.map.go("left")
        if self.view == "lanes":
            return self.lanes.along(-1)
        if self.columns.is_among_relations:
            return self.notice("This is the middle: Backspace goes to the one before, q leaves the graph.")
        if self.trail and self.trail.go_out():
            self._begin_again()
            return await self.load()
        self.columns.go_among_relations()
        self.show_shown()
        return None

    async def turn(self, step: int) -> None:
        """Open the next relation of the level that is worked in; on the map go to the next side."""
        if self.view == "map":
            return self.map.next_sector(step)
        if self.view == "lanes":
            self.lineage_kind = KINDS[(KINDS.index(self.lineage_kind) + step) % len(KINDS)]
            return await self.load()
        if self.trail is None or self.column is None:
            return None
        relations = [one.relation for one in self.column.around.relations]
        place = relations.index(self.column.found.relation)
        self.trail.turn_to(relations[(place + step) % len(relations)])
        self._begin_again()
        await self.load()
        return None

    async def show_view(self, view: View, node: Node | None = None) -> None:
        """Show another view of the same thing, or of the one given."""
        node = node or self.thing_in_hand()
        if self.trail is None or node is None:
            return
        if view == "lanes":
            papers = [one for one in (node, self.trail.here.node) if one.kind == "paper" and one.is_cached]
            if not papers:
                self.notice("Lanes show a paper's lineage: put the cursor on a paper first.")
                view = "columns"
            else:
                self.lineage_of = PaperId(papers[0].key)
        self.view = view
        await self.load()

    def _begin_again(self) -> None:
        """Read a list from its top, without what it was narrowed to."""
        self.limit, self.needle = FIRST_ROWS, ""

    def narrow_to(self, needle: str) -> None:
        """Narrow the list that is worked in."""
        self.needle = needle.strip()
        self.work(self.load, "load")

    # Handlers

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Let what stands behind the selected one follow when the cursor rests."""
        trail = self.trail
        if trail is None or message.row_list is not self.columns:
            return
        if self.columns.is_among_relations:
            trail.turn_to(message.row.counted.relation)
            self.follow_cursor(self.load, "load")
        else:
            trail.choose(message.row.node.key)
            self._follow_row()

    def _follow_row(self) -> None:
        if self._is_at_the_end():
            self.follow_cursor(self._load_more, "load")
        else:
            self.follow_cursor(self.show_behind)

    def _is_at_the_end(self) -> bool:
        """Tell whether the cursor has come to the end of rows of which there are more."""
        column, rows = self.column, self.columns
        return bool(
            column
            and not self.needle
            and len(column.rows) < column.found.total_count
            and rows.cursor >= rows.row_count - 1
        )

    async def _load_more(self) -> None:
        """Read all neighbours; the cursor stays."""
        self.limit = ALL_ROWS
        await self.load()

    def on_mount(self) -> None:
        """Show what came along, or what is to be in the middle."""
        self.nothing.empty = nothing_lines(self.app.hint(self, "graph.name")[0])
        self._shown_at = self.app.size
        if self.trail and self._first:
            self.app.graph_centre = self.trail.centre.key
            self.show_columns(self.trail, self._first)
            self.show_shown()
            if self._first_view != "columns":
                centre = self.trail.centre
                self.work(lambda: self.show_view(self._first_view, centre), "load")
        else:
            self.work(self.open_first, "load")

    def on_resize(self, event: Resize) -> None:
        """Show the columns that fit."""
        if event.size != self._shown_at:
            self._shown_at = event.size
            self._load_again()

    def on_screen_suspend(self, event: ScreenSuspend) -> None:
        """Note that something may change on another screen."""
        self._was_away = True

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        if self._was_away:
            self._load_again()

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        self._load_again()

    def _load_again(self) -> None:
        """Show what is there now, once something has been shown."""
        if self.trail and self.column:
            self.work(self.load, "load")

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Put the row into the middle; from the relations, go to the list."""
        row = message.row
        if self.columns.is_among_relations:
            self._leave_relations()
        else:
            self.work(lambda: self.put_centre(row.node), "load")

    def on_graph_columns_went_in(self, message: GraphColumns.WentIn) -> None:
        """Go in."""
        row = self.columns.current
        if self.columns.is_among_relations:
            self._leave_relations()
        elif row is not None:
            self.work(lambda: self.go_in(row.node), "load")

    def on_graph_columns_went_out(self, message: GraphColumns.WentOut) -> None:
        """Go out."""
        self.action_out()

    def _leave_relations(self) -> None:
        self.columns.go_among_relations(is_there=False)
        self.show_shown()

    def on_graph_map_moved(self, message: GraphMap.Moved) -> None:
        """Say what is under the cursor; the other views will stand on it."""
        place, answer = message.place, self.answer
        if self.trail and place and answer and self.view == "map":
            if message.is_step:
                self.trail.turn_to(answer.relations[place.sector], place.found.node.key)
            self.show_heads()
            self.say(place_words(answer.sectors, place))

    def on_graph_map_opened(self, message: GraphMap.Opened) -> None:
        """Put the label's thing into the middle."""
        node = message.place.found.node
        self.work(lambda: self.put_centre(node), "load")

    def on_lane_list_moved(self, message: LaneList.Moved) -> None:
        """Let the paper below the lanes follow when the cursor rests."""
        if self.below.display:
            self.follow_cursor(self.show_below)

    def on_lane_list_opened(self, message: LaneList.Opened) -> None:
        """Put the paper into the middle."""
        node = message.paper.node
        self.work(lambda: self.put_centre(node), "load")

    # Actions

    def action_name(self) -> None:
        """Ask what to put into the middle."""
        self.work(self.name_centre, "paper")

    def action_out(self) -> None:
        """Go out, or left."""
        self.work(self.go_out, "load")

    def action_turn(self, step: int) -> None:
        """Open the next relation, or go to the next side of the map."""
        self.work(lambda: self.turn(step), "load")

    def action_next_view(self) -> None:
        """Show the next view."""
        view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self.work(lambda: self.show_view(view), "load")

    def action_return(self) -> None:
        """Bring back what was in the middle before."""
        if self.trail and self.trail.go_back():
            self._begin_again()
            self.follow_centre()
            self.work(self.load, "load")
        else:
            self.notice("Nothing else was in the middle yet; q leaves the graph.")

    def action_amount(self, step: int) -> None:
        """Look at fewer or more years; on the map, show fewer or more neighbours."""
        if self.view != "map" or self.trail is None:
            return super().action_amount(step)
        picture = self.map.picture
        shown = max(len([one for one in picture.places if one.sector == sector]) for sector in ("people", "papers"))
        self.amount = max(1, min(picture.most, (self.amount or shown) - 2 * step))
        self.work(self.load, "load")
        return None
