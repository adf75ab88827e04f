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
    """Sets each row below its first cell; a value that belongs to several columns has all their heads."""
    heads = _heads(grid)
    lines: list[TextLine] = []
    body = [cell for cell in grid.cells if cell.row >= grid.head_count]
    for number, (_, cells) in enumerate(groupby(body, key=lambda cell: cell.row)):
        if number:
            lines.append(EMPTY)
        lines += _record(list(cells), heads, setting)
    if not body:
        lines = [line for cell in grid.cells for line in filled(cell.words, setting)]
    return lines


def _record(cells: Sequence[Placed], heads: Sequence[Sequence[Word]], setting: Setting) -> list[TextLine]:
    indent = setting.indent(_INDENT)
    has_title = cells[0].column == 0
    title = filled(_strong(cells[0].words), setting, _INDENT) if has_title else []
    values = [_value(cell, heads[cell.column]) for cell in cells[has_title:]]
    listed = [glue([value], after=" ·", role="dim") for value in values[:-1]]
    return [*title, *shifted(filled(together(*listed, values[-1:]), setting.within(indent).ragged), indent)]


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
