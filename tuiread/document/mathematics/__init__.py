"""Formulas in a terminal: TeX becomes one line of Unicode, or a box of lines.

    TeX ── tokens ── parser ──> tree ── inline ──> xᵢ² + 1/2
                                   └─── boxes ──>  fractions, sums with limits, matrices

Nothing is refused: what is unknown is shown by its name, what is unbalanced ends where the formula does.  Not here:
where a formula stands in a text (layout).
"""

from __future__ import annotations

from tuiread.document.mathematics.boxes import draw as _draw, fitted as _fitted
from tuiread.document.mathematics.canvas import Box
from tuiread.document.mathematics.inline import write as _write
from tuiread.document.mathematics.parser import Parser

__all__ = ["Box", "box", "line"]


def line(tex: str) -> str:
    r"""Return a formula on one line, for the middle of a sentence.

    >>> line(r"\frac{a}{b} \le \sqrt{x_i^2}")
    'a/b ≤ √xᵢ²'
    """
    return " ".join(_write(Parser(tex).parse()).split())


def box(tex: str, cells: int | None = None) -> Box:
    r"""Return a displayed formula as lines of equal width.

    Args:
        tex: the formula.
        cells: the width to break it to, before relations and operators; None for as wide as it is.

    Returns:
        The lines and which of them is in line with what stands beside.  Where no break makes it fit, it is the one-line
        form, which may be wider than asked for.
    """
    node = Parser(tex).parse()
    found = _draw(node)
    if cells is None or found.cells <= cells:
        return found
    return _fitted(node, cells) or Box((line(tex),), 0)
