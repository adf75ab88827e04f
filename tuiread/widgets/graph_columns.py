"""The columns of the research graph: relations, what one leads to, and what stands behind the selected one.

    120 columns   relations │ first list, who also works together │ second list │ the selected one
     80 columns   relations │ first list │ the selected one
     60 columns   relations or first list │ the selected one

The screen gives records and hears what the reader moves to; nothing here asks the library.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical

from tuiread.lines import Line
from tuiread.records import JointTable, Neighbour, Node, RelationCount, Surroundings
from tuiread.widgets.graph_list import GraphList
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.graph import column_title, empty_words, neighbour_row, relation_row
from tuiread.words.graph_detail import Column, Portrait, centre_lines, matrix_lines, portrait_lines, side_lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

NORMAL, WIDE = 80, 120
"""From the first on the relations stand beside the list, from the second on two lists."""


class GraphColumns(Horizontal):
    """Up to four columns."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.side = Vertical(id="side")
        self.relations: GraphList[RelationCount] = GraphList(relation_row, id="relations")
        self.past = TextPane(can_focus=False, id="past")
        self.middle = Vertical(id="middle")
        self.first: GraphList[Neighbour] = GraphList(self.draw_first, id="first")
        self.matrix = TextPane(can_focus=False, id="matrix")
        self.second: GraphList[Neighbour] = GraphList(neighbour_row, id="second")
        self.detail = TextPane(can_focus=False, id="detail")
        self.works_in_second = False
        """True while the second list is the one that is worked in."""
        self._is_among_relations = False
        self._is_yours = False
        """True while the first list is the reader's own."""

    def compose(self) -> ComposeResult:
        """Put the columns beside each other."""
        with self.side:
            yield self.relations
            yield self.past
        with self.middle:
            yield self.first
            if self.is_wide:
                yield self.matrix
        if self.is_wide:
            yield self.second
        yield self.detail

    @property
    def is_wide(self) -> bool:
        """Whether there is room for two lists."""
        return self.app.size.width >= WIDE

    @property
    def has_list_behind(self) -> bool:
        """Whether the second list shows what the selected one of the first leads to."""
        return self.is_wide and not self.works_in_second

    @property
    def is_among_relations(self) -> bool:
        """Whether the keys go to the relations."""
        return self._is_among_relations

    @property
    def worked_in(self) -> GraphList[Neighbour]:
        """The list of the level that is worked in."""
        return self.second if self.works_in_second else self.first

    @property
    def pane(self) -> RowList[Any]:
        """What has the keys."""
        return self.relations if self._is_among_relations else self.worked_in

    @property
    def joints(self) -> tuple[int, ...]:
        """The columns in which the lines between the lists stand."""
        panes = (self.middle, self.second, self.detail)
        return tuple(pane.region.x for pane in panes if pane.display and pane.region.x)

    def draw_first(self, row: Neighbour, cells: int) -> list[Line]:
        """Return a row of the first list."""
        return neighbour_row(row, cells, is_yours=self._is_yours)

    # Verbs

    def show_centre(self, around: Surroundings, column: Column, past: Sequence[Node], pins: Sequence[Node]) -> None:
        """Show whose relations stand in the first column, and which is open."""
        self.relations.show_heading(lambda cells: [*centre_lines(around, cells), ()])
        open_relation = column.found.relation
        places = [place for place, one in enumerate(around.relations) if one.relation == open_relation]
        self.relations.show(around.relations, cursor=places[0] if places else 0)
        self.show_past(past, pins)

    def show_past(self, past: Sequence[Node], pins: Sequence[Node]) -> None:
        """Show what was in the middle before, and what is pinned."""
        self.past.show(lambda cells: side_lines(past, pins, cells))
        self.past.styles.height = len(side_lines(past, pins, 20)) + 1

    def show_first(self, column: Column) -> None:
        """Show the first list."""
        self._is_yours = column.around.node.is_you
        _fill(self.first, column)

    def show_second(self, column: Column | None) -> None:
        """Show the second list; nothing where the selected one leads to nothing."""
        if column is None:
            self.second.show_heading(None)
            self.second.empty = ()
            self.second.show(())
        else:
            _fill(self.second, column)

    def show_portrait(self, portrait: Portrait | None) -> None:
        """Show the selected one in detail."""
        has_list = self.has_list_behind
        self.detail.show(lambda cells: portrait_lines(portrait, cells, has_list=has_list) if portrait else ())

    def show_matrix(self, table: JointTable | None) -> None:
        """Show who also work together, where there is room for it."""
        lines = matrix_lines(table, 24) if table and self.is_wide else []
        self.matrix.display = bool(lines)
        self.matrix.styles.height = len(lines) + 1
        self.matrix.show(lambda cells: matrix_lines(table, cells) if table else ())

    def fit_columns(self) -> None:
        """Show the columns that fit."""
        width = self.app.size.width
        self.side.display = width >= NORMAL or self._is_among_relations
        self.middle.display = width >= NORMAL or not self._is_among_relations
        if self.is_wide and not self.second.is_attached and self.is_attached:
            self.middle.mount(self.matrix)
            self.mount(self.second, before=self.detail)
        self.second.display = self.is_wide

    def work_in(self, *, second: bool) -> None:
        """Let the keys go to the first or the second list."""
        self.works_in_second = second
        self.fit_columns()

    def go_among_relations(self, *, is_there: bool = True) -> None:
        """Let the keys go to the relations, or back to the list."""
        self._is_among_relations = is_there
        self.fit_columns()


def _fill(shown: GraphList[Neighbour], column: Column) -> None:
    shown.empty = empty_words(column.found, column.needle)
    shown.show_heading(lambda cells: [column_title(column.found, cells)])
    shown.show(column.rows, cursor=column.place)
