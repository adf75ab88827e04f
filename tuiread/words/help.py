"""The help in words: keys under headings, in two columns where they fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from tuiread.lines import Line, Span, fit, hang, pad, wrap

GAP = 2
COLUMN = 36
"""The least width of a column."""
KEYS = 11
LONG = 54
"""From this width on a column holds sentences."""


def help_lines(groups: Mapping[str, Sequence[tuple[str, str, str]]], cells: int, footer: str = "") -> list[Line]:
    """Return keys and meanings under their headings, in columns of equal height as far as groups allow.

    Args:
        groups: keys, short and long meaning by heading; a narrow column gets the short ones.
        cells: the width.
        footer: a last sentence.
    """
    blocks = [_block(name, entries, min(cells, _column(cells))) for name, entries in groups.items() if entries]
    columns = _columns(cells)
    stacks = _balance(blocks, columns)
    lines = [_side_by_side(row, _column(cells)) for row in zip_longest(*stacks, fillvalue=())]
    return [*lines, *wrap(footer, cells, role="dim")] if footer else lines


def _columns(cells: int) -> int:
    return 2 if cells >= 2 * COLUMN + GAP else 1


def _column(cells: int) -> int:
    columns = _columns(cells)
    return (cells - GAP * (columns - 1)) // columns


def _block(name: str, entries: Sequence[tuple[str, str, str]], cells: int) -> list[Line]:
    lines: list[Line] = [(Span(name, "heading"),)]
    for keys, short, long in entries:
        meaning = long if cells >= LONG else short
        lines += hang((Span(fit(keys, KEYS - 1), "key"),), wrap(meaning, cells - KEYS), KEYS)
    return [*lines, ()]


def _balance(blocks: Sequence[list[Line]], columns: int) -> list[list[Line]]:
    """Put each block under the shortest column so far, keeping the order within a column."""
    stacks: list[list[Line]] = [[] for _ in range(columns)]
    for block in blocks:
        min(stacks, key=len).extend(block)
    return stacks


def _side_by_side(row: Sequence[Line], cells: int) -> Line:
    spans: list[Span] = []
    for line in row[:-1]:
        spans += [*pad(line, cells), Span(" " * GAP)]
    return (*spans, *row[-1])
