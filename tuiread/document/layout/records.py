"""Tables with more columns than a line can hold, as records: a list of "head: value" for each row.

Not here: tables that fit (tables).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tuiread.document.layout.filling import filled
from tuiread.document.layout.grid import Grid, Placed
from tuiread.document.layout.setting import EMPTY, Setting, TextLine, shifted
from tuiread.document.layout.words import Word, glue

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


def _record(cells: Sequence[Placed], heads: Sequence[Sequence[Word]], setting: Setting) -> Iterator[TextLine]:
    indent = setting.indent(_INDENT)
    for number, cell in enumerate(cells):
        is_title = not number and cell.column == 0
        head = [] if is_title else _head_of(cell, heads)
        lines = filled([*head, *_strong(cell.words)] if is_title else [*head, *cell.words], setting.within(indent), 2)
        yield from lines if is_title else shifted(lines, indent)


def _head_of(cell: Placed, heads: Sequence[Sequence[Word]]) -> list[Word]:
    """Gives the words before a value: its column's head and a colon."""
    words = heads[cell.column]
    return glue(words, after=":", role=words[-1].pieces[-1].role) if words else []


def _heads(grid: Grid) -> list[list[Word]]:
    """Gives for each column the words of all heads above it, from the top."""
    heads: list[list[Word]] = [[] for _ in range(grid.column_count)]
    for cell in grid.cells:
        if cell.row < grid.head_count:
            for column in range(cell.column, cell.column + cell.column_count):
                heads[column] += cell.words
    return heads


def _strong(words: Sequence[Word]) -> list[Word]:
    return [
        word._replace(
            pieces=tuple(piece._replace(role="strong") if piece.role == "text" else piece for piece in word.pieces)
        )
        for word in words
    ]
