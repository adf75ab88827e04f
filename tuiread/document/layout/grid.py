"""A data table as a grid: which columns and rows each cell covers, without those that hold nothing.

    rows of cells with spans ──> `Grid` of `Placed` cells

Pages set tables with empty columns for distance and with spans that reach beyond the table; neither may cost a cell of
the screen.  Not here: how wide a column is (columns) and how a table looks (tables).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tuiread.blocks import Cell, Table
from tuiread.document.layout.words import Word, bound, prose

_MOST_HEADS = 2
_WIDEST_SPAN = 1000
"""Browsers believe no wider one.  Source: https://html.spec.whatwg.org/multipage/tables.html"""

_NUMBER_SIGNS = frozenset("0123456789.,:;/%°×·⋅∙x*†‡§()[]{}<>≤≥≈~±+-−–— ^_⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉eEkKMBsm↑↓$")
_DIGITS = frozenset("0123456789")


class Placed(NamedTuple):
    """A cell in its place."""

    words: tuple[Word, ...]
    row: int
    column: int
    row_count: int
    column_count: int
    is_head: bool
    align: str

    @property
    def cells(self) -> int:
        """The width of its words on one line."""
        return sum(word.cells for word in self.words) + sum(word.gap for word in self.words[1:])


class Grid(NamedTuple):
    """A table whose every row and column holds something."""

    cells: tuple[Placed, ...]
    """By row and column."""
    row_count: int
    column_count: int
    head_count: int
    """How many rows at the top are heads."""
    ruled_after: frozenset[int]
    """Rows under which there is a line, never the last."""


def grid_of(table: Table, *, is_ascii: bool = False) -> Grid:
    """Places the cells of a table that have words."""
    placed = [cell for cell in _placed(table.rows, is_ascii) if cell.words]
    rows = sorted({cell.row for cell in placed})
    columns = sorted({cell.column for cell in placed})
    cells = tuple(_moved(cell, rows, columns) for cell in placed)
    ruled = {bisect_left(rows, after + 1) - 1 for after in table.ruled_after}
    heads = _head_count(cells, len(rows)) or _ruled_off(ruled, len(rows))
    ruled.add(heads - 1)
    return Grid(cells, len(rows), len(columns), heads, frozenset(row for row in ruled if 0 <= row < len(rows) - 1))


def _placed(rows: Sequence[Sequence[Cell]], is_ascii: bool) -> Iterator[Placed]:
    """Gives each cell the first free place of its row."""
    free_from: dict[int, int] = {}  # by column: the first row that no cell from above reaches
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while free_from.get(column, 0) > number:
                column += 1
            across = _free_run(free_from, number, column, cell.column_count)
            down = max(1, min(cell.row_count, len(rows) - number))
            if down > 1:
                free_from |= dict.fromkeys(range(column, column + across), number + down)
            words = _words(cell, is_ascii)
            yield Placed(words, number, column, down, across, cell.is_head, cell.align)
            column += across


def is_number(text: str) -> bool:
    """Says whether a cell's text is a number, with its unit, error or mark."""
    return bool(_DIGITS & set(text)) and set(text) <= _NUMBER_SIGNS


def _words(cell: Cell, is_ascii: bool) -> tuple[Word, ...]:
    """Gives the words of a cell; a number such as 2.1 ± 0.3 is one."""
    words = prose(cell.inlines, "strong" if cell.is_head else "text", is_ascii=is_ascii)
    is_one = len(words) > 1 and is_number(" ".join(word.text for word in words))
    return (bound(words),) if is_one else tuple(words)


def _free_run(free_from: dict[int, int], row: int, column: int, wanted: int) -> int:
    """Counts the columns that a cell can take before it meets one from above."""
    count = 1
    while count < min(wanted, _WIDEST_SPAN) and free_from.get(column + count, 0) <= row:
        count += 1
    return count


def _moved(cell: Placed, rows: list[int], columns: list[int]) -> Placed:
    """Moves a cell to where it is when empty rows and columns are left out."""
    row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
    return cell._replace(
        row=row,
        column=column,
        row_count=bisect_left(rows, cell.row + cell.row_count) - row,
        column_count=bisect_left(columns, cell.column + cell.column_count) - column,
    )


def _ruled_off(ruled: set[int], row_count: int) -> int:
    """Counts the rows above the first line, which are heads if they are few."""
    first = min((row for row in ruled if row >= 0), default=row_count)
    return first + 1 if first < min(_MOST_HEADS, row_count - 1) else 0


def _head_count(cells: Sequence[Placed], row_count: int) -> int:
    """Counts the rows at the top whose cells are all heads; a table of heads alone has none."""
    with_data = min((cell.row for cell in cells if not cell.is_head), default=0)
    reach = max((cell.row + cell.row_count for cell in cells if cell.row < with_data), default=0)
    return min(max(with_data, reach if with_data else 0), row_count)
