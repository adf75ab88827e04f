"""The columns of the research graph: relations, what one leads to, and what stands behind the selected one.

    120 columns   relations │ first list, who also works together │ second list │ the selected one
     80 columns   relations │ first list │ the selected one
     60 columns   relations or first list │ the selected one
     a profile    relations

They are one widget and not several: a tree of panes costs twice the time whenever the explorer opens.  The keys mean
one of the lists.  The screen gives records and hears what the reader moves to; nothing here asks the library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tuiread.lines import Line, Span
from tuiread.records import JointTable, Neighbour, Node
from tuiread.widgets.row_list import RowList
from tuiread.widgets.rows import Rows
from tuiread.widgets.text_column import TextColumn
from tuiread.words.graph import Slice, column_title, empty_words, neighbour_row, slice_row
from tuiread.words.graph_detail import Column, Portrait, centre_lines, matrix_lines, portrait_lines, side_lines

NORMAL, WIDE = 80, 120
"""From the first on the relations stand beside the list, from the second on two lists."""

SIDE, MIDDLE = 24, 31
"""Cells of the relations, and of the first list where there is a second one."""

Name = Literal["relations", "near", "behind", "detail"]


class _Place(NamedTuple):
    """Where a column stands."""

    name: Name
    x: int
    cells: int


def places_of(cells: int, *, is_alone: bool, is_among_relations: bool) -> list[_Place]:
    """Return the columns that have room, each but the first one cell after the one before: the line between them."""
    if is_alone:
        return [_Place("relations", 0, cells)]
    if cells < NORMAL:
        left: Name = "relations" if is_among_relations else "near"
        half = SIDE if is_among_relations else cells // 2
        return [_Place(left, 0, half), _Place("detail", half + 1, cells - half - 1)]
    x = SIDE + 1
    if cells < WIDE:
        half = (cells - x - 1) // 2
        detail = x + half + 1
        return [_Place("relations", 0, SIDE), _Place("near", x, half), _Place("detail", detail, cells - detail)]
    behind = x + MIDDLE + 1
    half = (cells - behind - 1) // 2
    return [
        _Place("relations", 0, SIDE),
        _Place("near", x, MIDDLE),
        _Place("behind", behind, half),
        _Place("detail", behind + half + 1, cells - behind - half - 1),
    ]


class GraphColumns(RowList[Any]):
    """Up to four columns; the keys mean one of the lists.

    Args:
        is_alone: Whether the relations are all there is, as on a profile.
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_current", "centre", tooltip="Put this into the middle", id="graph.centre", show=False),
        Binding("l,right", "go_in", "in", tooltip="Go in to what this leads to", id="graph.in", show=False),
    ]

    @dataclass
    class WentIn(Message):
        """The reader goes in to what the row under the cursor leads to."""

        columns: GraphColumns

        @property
        def control(self) -> GraphColumns:
            """The columns, for `on` selectors."""
            return self.columns

    @dataclass
    class WentOut(Message):
        """The reader goes out to the list before the one that is worked in."""

        columns: GraphColumns

        @property
        def control(self) -> GraphColumns:
            """The columns, for `on` selectors."""
            return self.columns

    def __init__(self, *, is_alone: bool = False, id: str | None = None) -> None:
        super().__init__(slice_row, id=id)
        self._is_alone = is_alone
        self.relations: Rows[Slice] = self._shown
        self.near: Rows[Neighbour] = Rows(self.draw_near)
        self.behind: Rows[Neighbour] = Rows(neighbour_row)
        self.past, self.matrix, self.detail = TextColumn(), TextColumn(), TextColumn()
        self.works_in_behind = False
        """True while the second list is the one that is worked in."""
        self.is_among_relations = is_alone
        """Whether the keys mean the relations."""
        self._is_yours = False
        """True while the first list is the reader's own."""
        self._parts: list[tuple[Strip, ...]] = []
        self._joined: list[Strip] = []
        self._choose_list()

    @property
    def is_wide(self) -> bool:
        """Whether there is room for two lists."""
        return self.app.size.width >= WIDE

    @property
    def has_list_behind(self) -> bool:
        """Whether the second list shows what the selected one of the first leads to."""
        return self.is_wide and not self.works_in_behind

    @property
    def worked_in(self) -> Rows[Neighbour]:
        """The list of the level that is worked in."""
        return self.behind if self.works_in_behind else self.near

    @property
    def joints(self) -> tuple[int, ...]:
        """The columns in which the lines between the lists stand."""
        return tuple(place.x - 1 for place in self._places(self.app.size.width)[1:])

    def draw_near(self, row: Neighbour, cells: int) -> list[Line]:
        """Return a row of the first list."""
        return neighbour_row(row, cells, is_yours=self._is_yours)

    # Verbs

    def show_lists(self, outer: Column, inner: Column | None, past: Sequence[Node], pins: Sequence[Node]) -> None:
        """Show the relations of what is outside, its list, and the one that is worked in where that is another."""
        around = outer.around
        open_places = [place for place, one in enumerate(around.relations) if one.relation == outer.found.relation]
        self.relations.show_heading(lambda cells: [*centre_lines(around, cells), ()])
        self.relations.show([Slice(one) for one in around.relations], cursor=open_places[0] if open_places else 0)
        self._is_yours = around.node.is_you
        _fill(self.near, outer)
        if inner:
            _fill(self.behind, inner)
        self.works_in_behind = inner is not None
        self._choose_list()
        self.show_past(past, pins)

    def show_past(self, past: Sequence[Node], pins: Sequence[Node]) -> None:
        """Show what was in the middle before, and what is pinned."""
        self.past.show(lambda cells: side_lines(past, pins, cells))
        self.redraw()

    def show_portrait(self, portrait: Portrait | None) -> None:
        """Show the selected one in detail, and what it leads to as a list where there is room for one."""
        has_list = self.has_list_behind
        self.detail.show(lambda cells: portrait_lines(portrait, cells, has_list=has_list) if portrait else ())
        if has_list:
            beside = portrait.beside if portrait else None
            _fill(self.behind, Column(portrait.around, beside, beside.rows) if portrait and beside else None)
        self.redraw()

    def show_matrix(self, table: JointTable | None) -> None:
        """Show who also work together."""
        self.matrix.show(lambda cells: matrix_lines(table, cells) if table else ())
        self.redraw()

    def go_among_relations(self, *, is_there: bool = True) -> None:
        """Let the keys mean the relations, or the list again."""
        self.is_among_relations = is_there
        self._choose_list()
        self.redraw()

    def go_in(self) -> None:
        """Tells the screen to go in; relations that are all there is are opened."""
        if self._is_alone:
            self.open_current()
        else:
            self.tell(self.WentIn(self))

    action_go_in = go_in

    def _lists(self) -> dict[Name, Rows[Any]]:
        return {"relations": self.relations, "near": self.near, "behind": self.behind}

    def _choose_list(self) -> None:
        self._shown = self.relations if self.is_among_relations else self.worked_in

    # Drawing

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the columns beside each other; lines of which no part changed stay the same."""
        parts = list(zip(*self._columns(cells, height), strict=True))
        before = zip(self._parts, self._joined, strict=True) if len(self._parts) == len(parts) else ()
        kept = {y: strip for y, (old, strip) in enumerate(before) if _is_same(old, parts[y])}
        self._joined = [kept.get(y) or Strip.join(line) for y, line in enumerate(parts)]
        self._parts = parts
        return self._joined

    def _places(self, cells: int) -> list[_Place]:
        return places_of(cells, is_alone=self._is_alone, is_among_relations=self.is_among_relations)

    def _columns(self, cells: int, height: int) -> list[list[Strip]]:
        rule = self.strip((Span("│", "dim"),), 1)
        columns = []
        for place in self._places(cells):
            columns += [[rule] * height] if place.x else []
            columns.append(self._draw_column(place, height))
        return columns

    def _draw_column(self, place: _Place, height: int) -> list[Strip]:
        """Draws a column: a list and what stands below it, or a text."""
        blank = self.strip((), place.cells)
        if place.name == "detail":
            strips = self.detail.draw(place.cells, height, self)
            return strips + [blank] * (height - len(strips))
        below = {"relations": self.past, "near": self.matrix}.get(place.name)
        foot = below.draw(place.cells, height // 2, self) if below and self._has_foot(place) else []
        foot += [blank] if foot else []
        room = max(1, height - len(foot))
        rows = self._lists()[place.name]
        has_keys = self.has_focus and rows is self._shown
        strips = rows.draw(place.cells, room, self, has_keys=has_keys)[:room]
        return (strips + [blank] * (room - len(strips)) + foot)[:height]

    def _has_foot(self, place: _Place) -> bool:
        return place.name == "relations" or self.is_wide

    def forget_drawings(self) -> None:
        """Forgets what was drawn for another width or in other colours."""
        for column in (self.relations, self.near, self.behind, self.past, self.matrix, self.detail):
            column.forget()

    # Handlers

    def on_click(self, event: events.Click) -> None:
        """Goes to the list clicked on, and to its row."""
        offset = event.get_content_offset(self)
        place = self._place_at(offset.x) if offset else None
        if offset is None or place is None:
            return
        event.stop()
        event.prevent_default()
        if place.name in ("near", "behind") and self.is_among_relations:
            self.go_among_relations(is_there=False)
        self._click(place.name, offset.y)

    def _click(self, name: Name, y: int) -> None:
        if name == "relations" and not self.is_among_relations:
            self.go_among_relations()
        clicks: dict[Name, Callable[[], object]] = {
            "relations": lambda: self.click_line(y),
            "near": lambda: self.tell(self.WentOut(self)) if self.works_in_behind else self.click_line(y),
            "behind": lambda: self.click_line(y) if self.works_in_behind else self.go_in(),
            "detail": lambda: None,
        }
        clicks[name]()

    def _place_at(self, x: int) -> _Place | None:
        places = self._places(self.size.width)
        return next((place for place in places if place.x <= x < place.x + place.cells), None)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls the text under the mouse, else moves down."""
        self._scroll(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls the text under the mouse, else moves up."""
        self._scroll(event, -3)

    def _scroll(self, event: events.MouseEvent, count: int) -> None:
        offset = event.get_content_offset(self)
        place = self._place_at(offset.x) if offset else None
        event.stop()
        event.prevent_default()
        if place and place.name == "detail":
            self.detail.scroll_by(count)
            self.redraw()
        else:
            self.move_by(count)


def _fill(shown: Rows[Neighbour], column: Column | None) -> None:
    """Show a list; nothing where the selected one leads to nothing."""
    shown.empty = empty_words(column.found, column.needle) if column else ()
    shown.show_heading((lambda cells: [column_title(column.found, cells)]) if column else None)
    shown.show(column.rows if column else (), cursor=column.place if column else 0)


def _is_same(old: tuple[Strip, ...], new: tuple[Strip, ...]) -> bool:
    return len(old) == len(new) and all(one is other for one, other in zip(old, new, strict=True))
