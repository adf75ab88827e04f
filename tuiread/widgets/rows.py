"""Rows with a cursor as lines, drawn on demand: what a `RowList` shows, and each list of several side by side.

It is no widget: the one that shows it gives a width, a height and its pen, and says whether the keys come here.  It
keeps no drawing of rows that are not on the screen.

    ┌ gutter: the cursor's mark, and a star on a row that is marked
    > N f   64 A title                     row 0
               three authors · cs.LG
      N     57 Another title               row 1
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from textual.strip import Strip

from tuiread.lines import Line, Span, wrap_line
from tuiread.widgets.viewport import Viewport

if TYPE_CHECKING:
    from tuiread.widgets.drawn import Drawn

T = TypeVar("T")

GUTTER = 2
"""Cells at the left of every row: the cursor's mark, and a blank or a star."""

Draw = Callable[[T, int], Sequence[Line]]
"""Gives the lines of a row for a width; missing ones are left blank, more than the row's height are not shown."""

Heading = Callable[[int], Sequence[Line]]
"""Gives what stands over the rows for a width."""


class _Drawing(NamedTuple):
    """A row on the screen as its owner drew it, and as it looks without the cursor."""

    lines: tuple[Line, ...]
    strips: tuple[Strip, ...]


class Rows(Generic[T]):
    """Rows of one or more lines with a cursor, and perhaps a heading over them.

    Args:
        draw: Gives the lines of a row.
        rows: What to list; only `len` and the rows on the screen are asked for.
        row_height: Lines of a row.
        empty: What to say when there are no rows.
        is_marked: Whether a row carries a star.
    """

    def __init__(
        self,
        draw: Draw[T],
        *,
        rows: Sequence[T] = (),
        row_height: int = 1,
        empty: Sequence[Line] = (),
        is_marked: Callable[[T], bool] = lambda row: False,
    ) -> None:
        self._draw_row = draw
        self._rows = rows
        self._replaced: dict[int, T] = {}
        self._is_marked = is_marked
        self._drawings: dict[int, _Drawing] = {}
        self._heading: Heading | None = None
        self._heading_strips: list[Strip] | None = None
        self._marked: tuple[object, tuple[Strip, ...]] | None = None
        self._cells = 0
        self.row_height = max(1, row_height)
        self.empty: Sequence[Line] = tuple(empty)
        self.view = Viewport()
        """Where the cursor is, and which rows are on the screen."""
        self.view.stand_on(len(rows), 0)

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def cursor(self) -> int:
        """The index of the row under the cursor; 0 when there is none."""
        return self.view.cursor

    @property
    def current(self) -> T | None:
        """The row under the cursor, if there is one."""
        return self.row(self.view.cursor) if self._rows else None

    def row(self, index: int) -> T:
        """Gives a row as it is shown now."""
        return self._replaced[index] if index in self._replaced else self._rows[index]

    def row_at(self, y: int) -> int | None:
        """Gives the row on a line of what was drawn, if there is one."""
        y -= len(self._heading_strips or ())
        index = self.view.first + y // self.row_height
        return index if y >= 0 and index < self.row_count else None

    # Changes; whoever shows the rows draws them again

    def show(self, rows: Sequence[T], *, cursor: int = 0, is_new: bool = False) -> None:
        """Lists other rows; the cursor's row keeps its place on the screen as far as the rows allow.

        A new list, unlike another state of the same one, begins at its top if the cursor's row is then on the screen.
        """
        self._rows = rows
        self._replaced.clear()
        self.view.stand_on(len(rows), cursor, is_new=is_new)
        self.forget()

    def show_heading(self, heading: Heading | None) -> None:
        """Says something else over the rows."""
        self._heading, self._heading_strips = heading, None

    def replace_row(self, index: int, row: T) -> None:
        """Shows another record in a row's place, until other rows are listed."""
        self._replaced[index] = row
        self.forget_row(index)

    def forget_row(self, index: int) -> None:
        """Forgets how a row was drawn."""
        self._drawings.pop(index, None)
        self._marked = None

    def forget(self) -> None:
        """Forgets all that was drawn, as with another width or in other colours."""
        self._drawings.clear()
        self._heading_strips = self._marked = None

    # Drawing

    def draw(self, cells: int, height: int, pen: Drawn, *, has_keys: bool) -> list[Strip]:
        """Draws the heading and the rows on the screen; a last one that does not fit is cut.

        Args:
            cells: The width.
            height: The most lines.
            pen: The widget in whose colours it is drawn.
            has_keys: Whether the keys come here; the line under the cursor shows it.
        """
        if cells != self._cells:
            self.forget()
            self._cells = cells
        if self._heading_strips is None:
            lines = self._heading(max(1, cells - 2)) if self._heading else ()
            self._heading_strips = [pen.strip((Span(" "), *line), cells) for line in lines]
        height = max(1, height - len(self._heading_strips))
        return [*self._heading_strips, *self._draw_rows(cells, height, pen, has_keys=has_keys)]

    def _draw_rows(self, cells: int, height: int, pen: Drawn, *, has_keys: bool) -> list[Strip]:
        if not self._rows:
            return self._draw_empty(cells, height, pen)
        self.view.resize(max(1, height // self.row_height))
        first = self.view.first
        shown = range(first, min(len(self._rows), first + -(-height // self.row_height)))
        self._drawings = {index: self._drawings.get(index) or self._drawing(index, cells, pen) for index in shown}
        strips: list[Strip] = []
        for index, drawing in self._drawings.items():
            strips += self._under_cursor(drawing, cells, pen, has_keys) if index == self.cursor else drawing.strips
        return strips

    def _drawing(self, index: int, cells: int, pen: Drawn) -> _Drawing:
        drawn = tuple(islice(self._draw_row(self.row(index), max(1, cells - GUTTER - 1)), self.row_height))
        lines = drawn + ((),) * (self.row_height - len(drawn))
        star = Span("*" if self._is_marked(self.row(index)) else " ", "key")
        lines = ((star, *lines[0]), *((Span(" "), *line) for line in lines[1:]))
        return _Drawing(lines, tuple(pen.strip((Span(" "), *line), cells) for line in lines))

    def _under_cursor(self, drawing: _Drawing, cells: int, pen: Drawn, has_keys: bool) -> tuple[Strip, ...]:
        wanted = (drawing, has_keys)
        if self._marked is None or self._marked[0] != wanted:
            line = (Span(">", "accent" if has_keys else "dim"), *drawing.lines[0])
            self._marked = (wanted, (pen.strip(line, cells, is_strong=has_keys), *drawing.strips[1:]))
        return self._marked[1]

    def _draw_empty(self, cells: int, height: int, pen: Drawn) -> list[Strip]:
        lines = [part for line in self.empty for part in wrap_line(line, cells - 2 * GUTTER, GUTTER) or [()]]
        above = max(0, (height - len(lines)) // 3)
        return [pen.strip((), cells)] * above + [pen.strip(line, cells) for line in lines]
