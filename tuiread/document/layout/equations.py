"""Displayed equations: two-dimensional boxes, aligned columns, and numbers at the right edge.

    TeX ── columns at & ── mathematics.box ──> boxes, side by side on their baselines ──> lines

Not here: how a formula looks (mathematics).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tuiread.blocks import Equation, EquationLine, Formula
from tuiread.document.layout.filling import filled
from tuiread.document.layout.setting import EMPTY, Setting, TextLine, anchored, beside, blanks, cells_of, shifted
from tuiread.document.layout.words import prose, said
from tuiread.document.mathematics import box as formula_box
from tuiread.lines import Span

INDENT = 4
"""How far an equation is set in."""

_TEX = re.compile(r"\\begin\b|\\end\b|\\.|[{}&]", re.DOTALL)
_DEPTH = {r"\begin": 1, "{": 1, r"\end": -1, "}": -1}


class _Box(NamedTuple):
    """Lines of equal width, one of which is in line with what stands beside."""

    lines: tuple[str, ...]
    baseline: int

    @property
    def cells(self) -> int:
        return cells_of(self.lines[0]) if self.lines else 0


def equation(block: Equation, setting: Setting) -> list[TextLine]:
    """Sets displayed equations."""
    indent = setting.indent(INDENT)
    inner = setting.within(indent)
    boxes = _aligned([columns_of(line.tex) for line in block.lines])
    lines: list[TextLine] = []
    for line, box in zip(block.lines, boxes, strict=True):
        fitting = box if box.cells <= inner.cells else _narrowed(line.tex, inner.cells)
        body = _inked(fitting.lines) if fitting else _as_text(line.tex, inner)
        baseline = fitting.baseline if fitting else len(body) - 1
        lines += anchored(_numbered(body, baseline, line, inner), line.anchor)
    return anchored(shifted(lines, indent), block.anchor if lines and not lines[0].anchor else "")


def columns_of(tex: str) -> list[str]:
    """Splits TeX at those ``&`` that are in no group and no environment."""
    columns: list[str] = []
    depth = start = 0
    for match in _TEX.finditer(tex):
        token = match.group()
        depth = max(0, depth + _DEPTH.get(token, 0))
        if token == "&" and not depth:
            columns.append(tex[start : match.start()].strip())
            start = match.end()
    columns.append(tex[start:].strip())
    return columns


def _aligned(rows: Sequence[Sequence[str]]) -> list[_Box]:
    """Sets columns below one another: to the right and to the left in turn, as authors align equations."""
    grid = [[_box(tex) for tex in row] for row in rows]
    count = max(map(len, grid), default=0)
    columns = [[row[number] for row in grid if 1 < len(row) > number] for number in range(count)]
    widths = [max((box.cells for box in column), default=0) for column in columns]
    return [
        row[0]
        if len(row) == 1
        else _side_by_side([_to_width(box, widths[at], at % 2 == 0) for at, box in enumerate(row)])
        for row in grid
    ]


def _box(tex: str) -> _Box:
    if not tex:
        return _Box(("",), 0)
    lines, baseline = formula_box(tex)
    return _Box(tuple(lines), baseline) if lines else _Box(("",), 0)


def _to_width(box: _Box, cells: int, is_right: bool) -> _Box:
    missing = " " * (cells - box.cells)
    return _Box(tuple(missing + text if is_right else text + missing for text in box.lines), box.baseline)


def _side_by_side(boxes: Sequence[_Box]) -> _Box:
    """Joins boxes on their baselines, a blank between them."""
    boxes = [box for box in boxes if box.cells]
    above = max((box.baseline for box in boxes), default=0)
    below = max((len(box.lines) - box.baseline for box in boxes), default=1)
    columns = [list(_raised(box, above, below)) for box in boxes]
    lines = tuple(" ".join(parts) for parts in zip(*columns, strict=True)) if columns else ("",)
    return _Box(lines, above)


def _raised(box: _Box, above: int, below: int) -> Iterator[str]:
    empty = " " * box.cells
    yield from [empty] * (above - box.baseline)
    yield from box.lines
    yield from [empty] * (below - (len(box.lines) - box.baseline))


def _narrowed(tex: str, cells: int) -> _Box | None:
    """Gives a box that is broken to a width; none when it cannot be."""
    lines, baseline = formula_box(" ".join(columns_of(tex)), cells)
    box = _Box(tuple(lines), baseline)
    return box if lines and all(cells_of(text) <= cells for text in lines) else None


def _as_text(tex: str, setting: Setting) -> list[TextLine]:
    """Sets a formula that is too wide for any box like a sentence, in all cells."""
    wide = Setting(setting.cells, setting.cells)
    return filled(prose((Formula(" ".join(columns_of(tex))),)), wide, 2)


def _inked(texts: Sequence[str]) -> list[TextLine]:
    """Gives the lines of a box without the blanks at their ends; none for an empty box."""
    lines = [TextLine((Span(text.rstrip()),)) if text.strip() else EMPTY for text in texts]
    return lines if any(line.line for line in lines) else []


def _numbered(body: list[TextLine], baseline: int, line: EquationLine, setting: Setting) -> list[TextLine]:
    """Sets the number of an equation at the right edge of the measure, or below where there is no room."""
    if not line.number:
        return body
    taken = max((text.cells for text in body), default=0)
    number = TextLine((Span(line.number),))
    edge = max(setting.room, taken + 2 + number.cells)
    if edge > setting.cells and body and body[-1].cells + 2 + number.cells <= setting.room:
        edge, baseline = setting.room, len(body) - 1
    if edge > setting.cells:
        return [*body, *_at_right(line.number, setting.room, setting)]
    if not body:
        return [beside((blanks(edge - number.cells), number))]
    gap = blanks(edge - number.cells - body[baseline].cells)
    return [*body[:baseline], beside((body[baseline], gap, number)), *body[baseline + 1 :]]


def _at_right(number: str, edge: int, setting: Setting) -> list[TextLine]:
    return [beside((blanks(edge - line.cells), line)) for line in filled(said(number), setting)]
