"""A tree as lines: fractions with rules, limits above and below, roots, matrices, brackets that grow.

       n
       ∑  xᵢ
m  =  i=1        What fits on one line stays there: indices and exponents that Unicode has.
      ───────
         n
"""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.document.mathematics.blanks import kind_of, spaced
from tuiread.document.mathematics.canvas import Box, aligned, beside, cells_of, centred, fenced, stacked, text_box
from tuiread.document.mathematics.inline import accented, lowered, raised, small, write
from tuiread.document.mathematics.symbols import ACCENT_WORDS
from tuiread.document.mathematics.tree import (
    EMPTY,
    Accent,
    Atom,
    Brace,
    Fence,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Scripts,
    Space,
)

CONTINUED = 4
"""How far the lines after the first are set in when a formula is broken."""

_LINES = ("\u0305", "\u0332", "\u0304", "\u0338")
"""Marks that go along with every letter."""

_GAP = "  "
"""Between the columns of a matrix."""


def draw(node: Node) -> Box:  # noqa: PLR0911 (one return for each kind of node)
    """Return a tree as a box."""
    match node:
        case Atom(text=text) | Space(text=text):
            return text_box(text)
        case Row(items=items):
            return _row(items)
        case Scripts():
            return _scripts(node)
        case Fraction(above=above, below=below, has_rule=has_rule):
            return _fraction(draw(above), draw(below), has_rule=has_rule)
        case Root(body=body, degree=degree):
            return _root(draw(body), write(degree) if degree is not None else "")
        case Fence(left=left, body=body, right=right):
            return fenced(left, draw(body), right)
        case Grid():
            return _grid(node)
        case Accent(mark=mark, body=body):
            return _accent(body, mark)
        case Brace():
            return _brace(node)


def fitted(node: Node, cells: int) -> Box | None:
    """Return a formula broken to a width before relations and operators; None where no break makes it fit."""
    if isinstance(node, Grid):
        rows = [fitted(Row(tuple(row)), cells) for row in node.rows]
        return _below(rows) if all(row is not None for row in rows) else None
    items = node.items if isinstance(node, Row) else (node,)
    lines: list[Box] = []
    current: list[Box] = []
    room = cells
    for piece in _breakable(items):
        box = _piece(piece)
        joined = beside([*current, text_box(" "), box] if current else [box])
        if joined.cells <= room:
            current = [joined]
            continue
        if current:
            lines.append(current[0])
            room = cells - CONTINUED
        current = [box]
        if box.cells > room:
            return None
    lines += current
    return _below([lines[0], *(beside([text_box(" " * CONTINUED), line]) for line in lines[1:])]) if lines else None


def _piece(items: Sequence[Node]) -> Box:
    """Draw a piece: the sign that it begins with stands between two things, one of them on the line before."""
    if len(items) > 1 and kind_of(items[0]) in ("rel", "bin"):
        return beside([draw(items[0]), text_box(" "), _row(items[1:])])
    return _row(items)


def _breakable(items: Sequence[Node]) -> list[list[Node]]:
    """Part things before each relation and operator that stands between two of them."""
    pieces: list[list[Node]] = [[]]
    for item in items:
        if kind_of(item) in ("rel", "bin") and pieces[-1]:
            pieces.append([])
        pieces[-1].append(item)
    return pieces


def _below(boxes: Sequence[Box | None]) -> Box | None:
    """Set boxes below one another at their left edge."""
    found = [box for box in boxes if box is not None]
    if not found:
        return None
    cells = max(box.cells for box in found)
    lines: list[str] = []
    for box in found:
        lines += aligned(box, cells, "l").lines
    return Box(tuple(lines), found[0].baseline)


def _row(items: Sequence[Node]) -> Box:
    parts: list[Box] = []
    before: Node = EMPTY
    for blank, item in spaced(items):
        box = draw(item)
        if blank:
            parts.append(text_box(blank))
        elif parts and isinstance(item, Fraction) and kind_of(before) != "open":
            parts.append(text_box(" "))  # a rule must not run into a sign or into another rule
        parts.append(box)
        before = item
    return beside(parts)


def _fraction(above: Box, below: Box, *, has_rule: bool) -> Box:
    cells = max(above.cells, below.cells, 1)
    if not has_rule:
        return stacked([centred(above, cells), text_box(" " * cells), centred(below, cells)], 1)
    if above.height > 1 or below.height > 1:
        cells += 2  # a rule above or below another one is longer, so that one sees which is which
    return stacked([centred(above, cells), text_box("─" * cells), centred(below, cells)], 1)


def _scripts(node: Scripts) -> Box:
    base = draw(node.base)
    below = None if node.below in (None, EMPTY) else node.below
    above = None if node.above in (None, EMPTY) else node.above
    if below is None and above is None:
        return base
    if node.is_limits:
        return _limits(base, below, above)
    if base.height == 1:
        short = _short_scripts(below, above)
        if short is not None:
            return beside([base, text_box(short)])
    return _tall_scripts(base, below, above)


def _small(node: Node) -> Box:
    box = draw(node)
    return text_box(small(node)) if box.height == 1 else box


def _short_scripts(below: Node | None, above: Node | None) -> str | None:
    """Return index and exponent as characters of Unicode; None where one of them has none."""
    low = "" if below is None else lowered(small(below))
    high = "" if above is None else raised(small(above))
    return None if low is None or high is None else low + high


def _tall_scripts(base: Box, below: Node | None, above: Node | None) -> Box:
    """Set an exponent above and an index below, to the right of the base."""
    high = _small(above) if above is not None else None
    low = _small(below) if below is not None else None
    cells = max(box.cells for box in (high, low) if box is not None)
    lines: list[str] = []
    top = high.height if high else 0
    for line in high.lines if high else ():
        lines.append(" " * base.cells + line + " " * (cells - cells_of(line)))
    for line in base.lines:
        lines.append(line + " " * cells)
    for line in low.lines if low else ():
        lines.append(" " * base.cells + line + " " * (cells - cells_of(line)))
    return Box(tuple(lines), top + base.baseline)


def _limits(base: Box, below: Node | None, above: Node | None) -> Box:
    parts = [_small(above)] if above is not None else []
    parts.append(base)
    parts += [_small(below)] if below is not None else []
    return stacked(parts, 1 if above is not None else 0)


def _root(body: Box, index: str) -> Box:
    sign = f"{raised(index) or index}√" if index and index != "2" else "√"
    edge = cells_of(sign)
    if body.height == 1:
        if body.cells <= 1:
            return text_box(sign + body.lines[0])
        return Box((" " * edge + "_" * body.cells, sign + body.lines[0]), 1)
    blank = " " * edge
    lines = [f"{blank}┌{'─' * (body.cells + 1)}"]
    lines += [f"{blank}│{line} " for line in body.lines[:-1]]
    lines.append(f"{sign}│{body.lines[-1]} ")
    return Box(tuple(lines), body.baseline + 1)


def _grid(node: Grid) -> Box:
    rows = [[draw(cell) for cell in row] for row in node.rows]
    count = max(map(len, rows), default=0)
    if not count:
        return text_box("")
    widths = [max((row[at].cells for row in rows if at < len(row)), default=0) for at in range(count)]
    boxes = [_grid_row(row, widths, node.align) for row in rows]
    is_tall = any(box.height > 1 for box in boxes)
    lines: list[str] = []
    for place, box in enumerate(boxes):
        if place and is_tall:
            lines.append(" " * box.cells)
        lines += box.lines
    return Box(tuple(lines), (len(lines) - 1) // 2 if len(boxes) > 1 else boxes[0].baseline)


def _grid_row(row: Sequence[Box], widths: Sequence[int], align: str) -> Box:
    parts: list[Box] = []
    for at, cells in enumerate(widths):
        box = row[at] if at < len(row) else text_box("")
        letter = ("r" if at % 2 == 0 else "l") if align == "=" else align[min(at, len(align) - 1)]
        if at and cells:
            parts.append(text_box(_GAP if align != "=" or at % 2 == 0 else " "))
        parts.append(aligned(box, cells, letter) if cells else box)
    return beside(parts)


def _accent(body: Node, mark: str) -> Box:
    text = write(body)
    box = draw(body)
    if box.height == 1 and (box.cells <= 1 or mark in _LINES or isinstance(body, Scripts)):
        return text_box(accented(text, mark))
    if mark == "\u0332":
        return stacked([box, text_box("‾" * box.cells)], 0)
    return stacked([text_box(ACCENT_WORDS.get(mark, "_" * box.cells)), box], 1)


def _brace(node: Brace) -> Box:
    body = draw(node.body)
    words = draw(node.words) if node.words is not None else None
    cells = max(body.cells, 3)
    left = (cells - 2) // 2
    ends = ("┌", "┴", "┐") if node.is_over else ("└", "┬", "┘")
    line = text_box(f"{ends[0]}{'─' * left}{ends[1]}{'─' * (cells - 3 - left)}{ends[2]}")
    parts = [*([words] if words else []), line, body] if node.is_over else [body, line, *([words] if words else [])]
    return stacked(parts, len(parts) - 1 if node.is_over else 0)
