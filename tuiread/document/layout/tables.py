"""Data tables: columns by content, heads with a rule under them, spans, and records where columns do not fit.

    Table ──> Grid ── columns ──> framed or bare columns ──> lines
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


class _Frame(NamedTuple):
    """What stands before, between and after columns."""

    left: str
    between: str
    right: str
    cross: str
    line: str = "─"

    def taken(self, columns: int) -> int:
        return len(self.left) + len(self.right) + len(self.between) * (columns - 1)


_FRAMED = _Frame("│ ", " │ ", " │", "┼")
_BARE = _Frame("", " ", "", " ")


class _Sheet(NamedTuple):
    """A table whose columns have widths."""

    grid: Grid
    widths: list[int]
    frame: _Frame
    numbers: set[int]

    def cells_of(self, cell: Placed) -> int:
        columns = self.widths[cell.column : cell.column + cell.column_count]
        return sum(columns) + len(self.frame.between) * (len(columns) - 1)


def table(block: Table, setting: Setting) -> list[TextLine]:
    """Sets a data table in all cells of the pane."""
    grid = grid_of(block, is_ascii=setting.is_ascii)
    if not grid.cells:
        return []
    frame = _frame_for(grid, setting.cells)
    if not frame:
        return anchored(records(grid, setting), block.anchor)
    room = setting.cells - frame.taken(grid.column_count)
    widths = column_widths(grid, room, len(frame.between))
    return anchored(_drawn(_Sheet(grid, widths, frame, number_columns(grid))), block.anchor)


def _frame_for(grid: Grid, cells: int) -> _Frame | None:
    """Chooses bars while words stay whole between them, else blanks; none when columns get too narrow."""
    columns = grid.column_count
    if columns > cells / _LEAST_CELLS:
        return None
    for frame in (_FRAMED, _BARE):
        if not breaks_words(grid, cells - frame.taken(columns), len(frame.between)):
            return frame
    return None if columns > 2 else _BARE


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
            lines.append(_trimmed(beside(_in_frame(cells, parts, sheet))))
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


def _in_frame(cells: Sequence[Placed], parts: Sequence[TextLine], sheet: _Sheet) -> Iterator[TextLine]:
    """Gives the pieces of one line from left to right."""
    frame = sheet.frame
    yield _bar(frame.left)
    column = 0
    for cell, part in zip(cells, parts, strict=True):
        while column < cell.column:
            yield blanks(sheet.widths[column])
            yield _bar(frame.between)
            column += 1
        yield part
        yield blanks(sheet.cells_of(cell) - part.cells)
        column += cell.column_count
        if column < sheet.grid.column_count:
            yield _bar(frame.between)
    for left in range(column, sheet.grid.column_count):
        yield blanks(sheet.widths[left])
        if left + 1 < sheet.grid.column_count:
            yield _bar(frame.between)
    yield _bar(frame.right)


def _rule(sheet: _Sheet, across: Sequence[Placed]) -> TextLine:
    """Draws a line under a row, but not through cells that go on below."""
    frame = sheet.frame
    open_columns = {column for cell in across for column in range(cell.column, cell.column + cell.column_count)}
    signs = [" " if column in open_columns else frame.line for column in range(sheet.grid.column_count)]
    text = ""
    for column, width in enumerate(sheet.widths):
        sign, before = signs[column], signs[column - 1] if column else " "
        text += _joint(frame, before, sign, column) + sign * width
    end = signs[-1] + ("┤" if signs[-1] != " " else "│") if frame.right else ""
    return TextLine((Span((text + end).rstrip(), "dim"),))


def _joint(frame: _Frame, before: str, after: str, column: int) -> str:
    """Gives the piece of a rule between two columns."""
    if not frame.left:
        return " " if column else ""
    sign = {(False, False): "│", (True, False): "┤", (False, True): "├", (True, True): frame.cross}
    joint = sign[before != " ", after != " "]
    return joint + after if not column else before + joint + after


def _trimmed(line: TextLine) -> TextLine:
    """Leaves out the blanks at the end of a line without a frame."""
    *spans, last = line.line
    return line if last.text.strip() else line._replace(line=tuple(spans))


def _bar(text: str) -> TextLine:
    return TextLine((Span(text, "dim"),)) if text else TextLine()
