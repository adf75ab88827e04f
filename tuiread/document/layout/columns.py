"""How wide the columns of a table are: by what they hold, and balanced when there is too little room.

Not here: which cell is where (grid), and how a table looks (tables).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tuiread.document.layout.grid import Grid, Placed, is_number

_LONGEST_KEPT = 14
"""A word up to this width is not broken in a column while there is any other way."""
_NUMBERS_A_WORD = 3
"""A column of numbers may hold a word for every three of them: a head that is not marked as one, a name."""
_NO_VALUES = frozenset({"-", "–", "—", "−", "--", "n/a", "N/A", "✓", "✗", "×", "?"})


def column_widths(grid: Grid, room: int, gap: int) -> list[int]:
    """Gives each column its cells; together they take at most `room`, if every column can have one.

    Args:
        grid: the table.
        room: the cells for all columns, without what stands between them.
        gap: the cells between two columns, which a cell that spans them can use.
    """
    natural = _needed(grid, gap, is_whole=True)
    if sum(natural) <= room:
        return natural
    least = _needed(grid, gap, is_whole=False)
    if sum(least) > room:
        return _capped(least, [1] * len(least), room)
    return _capped(natural, least, room)


def breaks_words(grid: Grid, room: int, gap: int) -> bool:
    """Says whether words have to be broken, so that the columns fit."""
    return sum(_needed(grid, gap, is_whole=False)) > room


def number_columns(grid: Grid) -> set[int]:
    """Finds the columns whose cells below the heads are numbers, but for a few words among them."""
    numbers: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for cell in grid.cells:
        if cell.row < grid.head_count or cell.column_count > 1:
            continue
        text = " ".join(word.text for word in cell.words)
        if text not in _NO_VALUES:
            (numbers if is_number(text) else others)[cell.column] += 1
    return {column for column, count in numbers.items() if count >= _NUMBERS_A_WORD * others[column]}


def _needed(grid: Grid, gap: int, *, is_whole: bool) -> list[int]:
    """Counts the cells that each column needs: for its cells on one line, or for its longest words."""
    needed = [1] * grid.column_count
    wide: list[tuple[int, Placed]] = []
    for cell in grid.cells:
        wanted = cell.cells if is_whole else min(max(word.cells for word in cell.words), _LONGEST_KEPT)
        if cell.column_count == 1:
            needed[cell.column] = max(needed[cell.column], wanted)
        else:
            wide.append((wanted, cell))
    for wanted, cell in sorted(wide, key=lambda each: each[1].column_count):
        _widen(needed, cell, wanted - gap * (cell.column_count - 1))
    return needed


def _widen(needed: list[int], cell: Placed, wanted: int) -> None:
    """Widens the columns under a spanning cell evenly, if they are too narrow for it."""
    columns = range(cell.column, cell.column + cell.column_count)
    missing = wanted - sum(needed[column] for column in columns)
    if missing > 0:
        each, rest = divmod(missing, len(columns))
        for number, column in enumerate(columns):
            needed[column] += each + (number < rest)


def _capped(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Cuts the widest columns down to one cap, so that all fit; what is left over goes to the first of them."""
    low, high = 1, max(wanted)
    while low < high:
        cap = (low + high + 1) // 2
        if sum(_under(wanted, least, cap)) <= room:
            low = cap
        else:
            high = cap - 1
    widths = _under(wanted, least, low)
    rest = room - sum(widths)
    for column, width in enumerate(widths):
        if rest > 0 and width < wanted[column]:
            widths[column] += 1
            rest -= 1
    return widths


def _under(wanted: Sequence[int], least: Sequence[int], cap: int) -> list[int]:
    return [max(few, min(many, cap)) for many, few in zip(wanted, least, strict=True)]
