"""Tables with more columns than a line can hold, as records: a list of "head: value" for each row.

Not here: tables that fit (tables).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tuiread.document.layout.filling import filled
from tuiread.document.layout.grid import Grid, Placed
from tuiread.document.layout.setting import EMPTY, Setting, TextLine, shifted
from tuiread.document.layout.words import Word, bound, glue, together

_INDENT = 2


def records(grid: Grid, setting: Setting) -> list[TextLine]:
    """Sets each row below its first cell; a value that belongs to several columns has the heads of the first."""
    ragged = setting.ragged
    body = [cell for cell in grid.cells if cell.row >= grid.head_count]
    heads = _heads(grid)
    groups = [filled(_heads_alone(grid, {cell.column for cell in body}), ragged)]
    groups += (_record(list(cells), heads, ragged) for _, cells in groupby(body, key=lambda cell: cell.row))
    lines: list[TextLine] = []
    for group in groups:
        lines += [EMPTY, *group] if lines and group else group
    return lines


def _record(cells: Sequence[Placed], heads: Sequence[Sequence[Word]], setting: Setting) -> list[TextLine]:
    indent = setting.indent(_INDENT)
    values = [_value(cell, heads[cell.column]) for cell in cells]
    has_title = cells[0].column == 0
    title = filled(_strong(values[:has_title]), setting, _INDENT)
    rest = values[has_title:]
    listed = [glue([value], after=";") for value in rest[:-1]]
    return [*title, *shifted(filled(together(*listed, rest[-1:]), setting.within(indent)), indent)]


def _heads_alone(grid: Grid, with_values: set[int]) -> list[Word]:
    """Gives the heads under which no row has a value."""
    alone: list[Word] = []
    for cell in grid.cells:
        if cell.row < grid.head_count and with_values.isdisjoint(range(cell.column, cell.column + cell.column_count)):
            alone = together(alone, cell.words)
    return alone


def _value(cell: Placed, head: Sequence[Word]) -> Word:
    """Makes a value and its column's head one word, so that lines end between values."""
    label = glue(head, after=":", role=head[-1].pieces[-1].role) if head else []
    return bound(together(label, cell.words))


def _heads(grid: Grid) -> list[list[Word]]:
    """Gives for each column the words of all heads above it, from the top."""
    heads: list[list[Word]] = [[] for _ in range(grid.column_count)]
    for cell in grid.cells:
        if cell.row < grid.head_count:
            for column in range(cell.column, cell.column + cell.column_count):
                heads[column] = together(heads[column], cell.words)
    return heads


def _strong(words: Sequence[Word]) -> list[Word]:
    return [
        word._replace(
            pieces=tuple(piece._replace(role="strong") if piece.role == "text" else piece for piece in word.pieces)
        )
        for word in words
    ]
