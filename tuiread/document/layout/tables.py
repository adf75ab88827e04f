"""Data tables: columns by content, heads with a rule under them, spans, and records where columns do not fit.

    Table ──> Grid ── columns ──> columns with air or a blank between ──> lines
                └── too many columns ──> records, one list of "head: value" a row

Not here: where cells are (grid) and how wide columns are (columns).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from tuiread.blocks import Table
from tuiread.document.layout.columns import breaks_words, column_widths, number_columns
from tuiread.document.layout.filling import broken, run
from tuiread.document.layout.grid import Grid, Placed, grid_of
from tuiread.document.layout.records import records
from tuiread.document.layout.setting import Setting, TextLine, anchored, beside, blanks
from tuiread.lines import Span

_LEAST_CELLS = 4
"""With fewer cells a column on average, a table becomes records."""


_GAPS = (3, 2, 1)
"""Blanks between two columns, as many as leave words whole."""

_LINE = "─"


class _Sheet(NamedTuple):
    """A table whose columns have widths."""

    grid: Grid
    widths: list[int]
    gap: int
    numbers: set[int]

    def cells_of(self, cell: Placed) -> int:
        columns = self.widths[cell.column : cell.column + cell.column_count]
        return sum(columns) + self.gap * (len(columns) - 1)


def table(block: Table, setting: Setting) -> list[TextLine]:
    """Sets a data table in all cells of the pane."""
    grid = grid_of(block, is_ascii=setting.is_ascii)
    if not grid.cells:
        return []
    gap = _gap_for(grid, setting.cells)
    if not gap:
        return anchored(records(grid, setting), block.anchor)
    widths = column_widths(grid, setting.cells - gap * (grid.column_count - 1), gap)
    return anchored(_drawn(_Sheet(grid, widths, gap, number_columns(grid))), block.anchor)


def _gap_for(grid: Grid, cells: int) -> int:
    """Chooses as much air between columns as leaves words whole; 0 when columns get too narrow."""
    columns = grid.column_count
    if columns > cells / _LEAST_CELLS:
        return 0
    for gap in _GAPS:
        if not breaks_words(grid, cells - gap * (columns - 1), gap):
            return gap
    return 0 if columns > 2 else min(_GAPS)


def _drawn(sheet: _Sheet) -> list[TextLine]:
    """Draws row by row; a cell that spans rows goes on in the rows below."""
    texts = {(cell.row, cell.column): _set_cell(cell, sheet) for cell in sheet.grid.cells}
    heights = _heights(sheet.grid, texts)
    tops = [0, *accumulate(heights)]
    covering: list[list[Placed]] = [[] for _ in heights]
    for cell in sheet.grid.cells:
        for row in range(cell.row, cell.row + cell.row_count):
            covering[row].append(cell)
    rules = _rules(sheet.grid, heights)
    lines: list[TextLine] = []
    for row, height in enumerate(heights):
        cells = sorted(covering[row], key=lambda cell: cell.column)
        for line in range(height):
            parts = [_line_of(texts[cell.row, cell.column], tops[row] - tops[cell.row] + line) for cell in cells]
            lines.append(beside(_side_by_side(cells, parts, sheet)))
        if row in rules:
            lines.append(_rule(sheet, [cell for cell in cells if cell.row + cell.row_count > row + 1]))
    return lines


def _line_of(text: Sequence[TextLine], number: int) -> TextLine:
    return text[number] if number < len(text) else TextLine()


def _set_cell(cell: Placed, sheet: _Sheet) -> list[TextLine]:
    """Breaks a cell's words to its columns' width and aligns them."""
    cells = sheet.cells_of(cell)
    lines = [run(row) for row in broken(cell.words, cells)]
    is_right = cell.align == "right" or (cell.column_count == 1 and cell.column in sheet.numbers)
    if is_right:
        return [beside((blanks(cells - line.cells), line)) for line in lines]
    if cell.align == "center" or (cell.column_count > 1 and cell.is_head):
        return [beside((blanks((cells - line.cells) // 2), line)) for line in lines]
    return lines


def _heights(grid: Grid, texts: dict[tuple[int, int], list[TextLine]]) -> list[int]:
    """Counts the lines of each row; the last row under a tall cell makes room for it."""
    heights = [1] * grid.row_count
    tall: list[Placed] = []
    for cell in grid.cells:
        if cell.row_count == 1:
            heights[cell.row] = max(heights[cell.row], len(texts[cell.row, cell.column]))
        else:
            tall.append(cell)
    for cell in tall:
        last = cell.row + cell.row_count - 1
        missing = len(texts[cell.row, cell.column]) - sum(heights[cell.row : last + 1])
        heights[last] += max(0, missing)
    return heights


def _rules(grid: Grid, heights: Sequence[int]) -> set[int]:
    """Finds the rows under which a line is drawn: the authors' lines, and around rows of several lines."""
    body = range(grid.head_count, grid.row_count)
    around = {near for row in body if heights[row] > 1 for near in (row - 1, row)}
    return {row for row in grid.ruled_after | around if 0 <= row < grid.row_count - 1}


def _side_by_side(cells: Sequence[Placed], parts: Sequence[TextLine], sheet: _Sheet) -> Iterator[TextLine]:
    """Gives the pieces of one line from left to right, without blanks at its end."""
    at = 0
    for cell, part in zip(cells, parts, strict=True):
        start = sum(sheet.widths[: cell.column]) + sheet.gap * cell.column
        if part.line:
            yield blanks(start - at)
            yield part
            at = start + part.cells


def _rule(sheet: _Sheet, across: Sequence[Placed]) -> TextLine:
    """Draws a line under a row, but not through cells that go on below."""
    open_columns = {column for cell in across for column in range(cell.column, cell.column + cell.column_count)}
    signs = [" " if column in open_columns else _LINE for column in range(sheet.grid.column_count)]
    text = ""
    for column, (sign, width) in enumerate(zip(signs, sheet.widths, strict=True)):
        is_joined = column and sign == signs[column - 1]
        text += (sign if is_joined else " ") * (sheet.gap if column else 0) + sign * width
    return TextLine((Span(text.rstrip(), "dim"),))
