"""Boxes of text: put side by side on their baselines, stacked, and surrounded by brackets that grow.

Widths are those of a terminal.  Nothing here knows formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tuiread.lines import Span, width

_TALL = {  # top, middle, bottom, and the piece at the waist
    "(": "⎛⎜⎝⎜", ")": "⎞⎟⎠⎟", "[": "⎡⎢⎣⎢", "]": "⎤⎥⎦⎥", "{": "⎧⎪⎩⎨", "}": "⎫⎪⎭⎬", "|": "││││", "∣": "││││", "‖": "‖‖‖‖",
    "⌊": "⎢⎢⎣⎢", "⌋": "⎥⎥⎦⎥", "⌈": "⎡⎢⎢⎢", "⌉": "⎤⎥⎥⎥", "⟨": "╱ ╲⟨", "⟩": "╲ ╱⟩", "⟦": "⟦⟦⟦⟦", "⟧": "⟧⟧⟧⟧",
}  # fmt: skip
_CURLED = {"{": "⎰⎱", "}": "⎱⎰"}
"""Braces of two lines, which have no waist."""


class Box(NamedTuple):
    """Lines of equal width, one of which is in line with what stands beside."""

    lines: tuple[str, ...]
    baseline: int
    """The index of that line, from 0."""

    @property
    def cells(self) -> int:
        """The width in terminal cells."""
        return cells_of(self.lines[0]) if self.lines else 0

    @property
    def height(self) -> int:
        """How many lines it has."""
        return len(self.lines)


def cells_of(text: str) -> int:
    """Return the width of a text in terminal cells."""
    return len(text) if text.isascii() else width((Span(text),))


def text_box(text: str) -> Box:
    """Return a box of one line."""
    return Box((text,), 0)


def beside(boxes: Sequence[Box]) -> Box:
    """Put boxes side by side on their baselines."""
    boxes = [box for box in boxes if box.cells]
    if not boxes:
        return text_box("")
    if len(boxes) == 1:
        return boxes[0]
    above = max(box.baseline for box in boxes)
    below = max(box.height - box.baseline for box in boxes)
    columns = [_raised(box, above, below) for box in boxes]
    return Box(tuple("".join(parts) for parts in zip(*columns, strict=True)), above)


def stacked(boxes: Sequence[Box], baseline_of: int) -> Box:
    """Stack boxes, centred; the baseline is that of one of them."""
    cells = max(box.cells for box in boxes)
    lines = [line for box in boxes for line in centred(box, cells).lines]
    before = sum(box.height for box in boxes[:baseline_of])
    return Box(tuple(lines), before + boxes[baseline_of].baseline)


def centred(box: Box, cells: int) -> Box:
    """Widen a box at both sides."""
    missing = cells - box.cells
    left = " " * (missing // 2)
    right = " " * (missing - missing // 2)
    return Box(tuple(left + line + right for line in box.lines), box.baseline) if missing > 0 else box


def aligned(box: Box, cells: int, align: str) -> Box:
    """Widen a box at its left (``r``), its right (``l``) or both sides (``c``)."""
    if align == "c":
        return centred(box, cells)
    missing = " " * (cells - box.cells)
    return Box(tuple(missing + line if align == "r" else line + missing for line in box.lines), box.baseline)


def fenced(left: str, box: Box, right: str) -> Box:
    """Put brackets around a box, as high as it is."""
    return beside([bracket(left, box), box, bracket(right, box)])


def bracket(sign: str, box: Box) -> Box:
    """Return a bracket as high as a box, in line with it."""
    if box.height == 1 or not sign:
        return text_box(sign)
    if box.height == 2 and sign in _CURLED:
        return Box(tuple(_CURLED[sign]), box.baseline)
    if sign not in _TALL or (sign in "⟨⟩" and box.height != 3):
        return Box(
            tuple(sign if at == box.baseline else " " * cells_of(sign) for at in range(box.height)), box.baseline
        )
    pieces = _TALL[sign]
    lines = [pieces[0], *[pieces[1]] * (box.height - 2), pieces[2]]
    if sign in "{}⟨⟩":
        lines[box.height // 2] = pieces[3]
    return Box(tuple(lines), box.baseline)


def _raised(box: Box, above: int, below: int) -> list[str]:
    empty = " " * box.cells
    return [
        *[empty] * (above - box.baseline), *box.lines, *[empty] * (below - (box.height - box.baseline)),
    ]  # fmt: skip
