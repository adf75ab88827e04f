"""Commands that are read in a way of their own: fractions, roots, environments, braces, arrows.

Each takes the parser, which stands behind the command's name, and the font that letters have there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuiread.document.mathematics.building import joined
from tuiread.document.mathematics.names import BRACKETED
from tuiread.document.mathematics.tree import EMPTY, Atom, Brace, Fence, Fraction, Grid, Node, Root, Row, Scripts, Space

if TYPE_CHECKING:
    from tuiread.document.mathematics.parser import Parser


def _fraction(parser: Parser, font: str | None) -> Node:
    above = parser.argument(font)
    return Fraction(above, parser.argument(font))


def _binomial(parser: Parser, font: str | None) -> Node:
    above = parser.argument(font)
    return Fence("(", Fraction(above, parser.argument(font), has_rule=False), ")")


def _general_fraction(parser: Parser, font: str | None) -> Node:
    """Read genfrac: brackets, the rule's thickness, a style, and the two parts."""
    left, right, thickness, _ = (parser.raw_argument() for _ in range(4))
    above = parser.argument(font)
    fraction = Fraction(above, parser.argument(font), has_rule="".join(thickness).strip() not in ("0pt", "0"))
    return Fence("".join(left), fraction, "".join(right)) if left or right else fraction


def _root(parser: Parser, font: str | None) -> Node:
    option = parser.raw_option()
    index = parser.inner(option) if option else None
    return Root(parser.argument(font), index)


def _right(parser: Parser, font: str | None) -> Node:
    return Atom(parser.delimiter(), "close")


def _middle(parser: Parser, font: str | None) -> Node:
    return Atom(parser.delimiter(), "rel")


def _begin(parser: Parser, font: str | None) -> Node:
    """Read an environment."""
    name = "".join(parser.raw_argument())
    base = name.rstrip("*")
    align = "c"
    if base in ("array", "tabular", "subarray", "darray"):
        parser.raw_option()
        align = "".join(letter for letter in "".join(parser.raw_argument()) if letter in "lcr") or "c"
    elif base in ("alignedat", "alignat", "xalignat"):
        parser.raw_argument()
        align = "="
    elif base in ("cases", "dcases", "rcases", "numcases"):
        align = "l"
    elif base not in BRACKETED:
        parser.raw_option()
        align = "c" if base in ("gather", "gathered", "multline", "multlined") else "="
    rows = parser.rows(name, font)
    left, right = BRACKETED.get(base, ("", ""))
    grid: Node = (
        Grid(rows, align)
        if len(rows) > 1 or any(len(row) > 1 for row in rows)
        else joined([cell for row in rows for cell in row])
    )
    return Fence(left, grid, right) if left or right else grid


def _end(parser: Parser, font: str | None) -> Node | None:
    parser.raw_argument()
    return None


def _substack(parser: Parser, font: str | None) -> Node:
    inner = parser.inner(parser.raw_argument())
    return inner._replace(align="c") if isinstance(inner, Grid) else inner


def _over(parser: Parser, font: str | None) -> Node:
    above = parser.argument(font)
    return Scripts(parser.argument(font), None, above, True)


def _under(parser: Parser, font: str | None) -> Node:
    below = parser.argument(font)
    return Scripts(parser.argument(font), below, None, True)


def _over_brace(parser: Parser, font: str | None) -> Node:
    return Brace(parser.argument(font), None, True)


def _under_brace(parser: Parser, font: str | None) -> Node:
    return Brace(parser.argument(font), None, False)


def _arrow(symbol: str) -> Callable[[Parser, str | None], Node]:
    def read(parser: Parser, font: str | None) -> Node:
        option = parser.raw_option()
        below = parser.inner(option) if option else None
        above = parser.argument(font)
        return Scripts(Atom(symbol, "rel"), below, None if above == EMPTY else above, True)

    return read


def _modulo(parser: Parser, font: str | None) -> Node:
    return Row((Space(" "), Atom("(", "open"), Atom("mod", "op"), parser.argument(font), Atom(")", "close")))


def _tag(parser: Parser, font: str | None) -> Node:
    parser.take("*")
    return Row((Space("  "), Atom("(", "open"), parser.text_node(parser.raw_argument(), None), Atom(")", "close")))


def _multicolumn(parser: Parser, font: str | None) -> Node:
    parser.raw_argument()
    parser.raw_argument()
    return parser.argument(font)


def _prescript(parser: Parser, font: str | None) -> Node:
    above, below = parser.argument(), parser.argument()
    return Row((Scripts(EMPTY, below, above), parser.argument(font)))


def _define(parser: Parser, font: str | None) -> Node | None:
    parser.next()
    while parser.peek() not in (None, "{"):
        parser.next()
    parser.raw_argument()
    return None


def _character(parser: Parser, font: str | None) -> Node | None:
    parser.skip_dimension()
    return None


def _sideset(parser: Parser, font: str | None) -> Node:
    left, right = parser.argument(), parser.argument()
    return Row((left, parser.argument(), right))


SPECIAL: dict[str, Callable[[Parser, str | None], Node | None]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    **dict.fromkeys(("stackrel", "overset", "accentset"), _over),
    **dict.fromkeys(("underset", "underaccent"), _under),
    **dict.fromkeys(("overbrace", "overbracket", "overparen", "wideparen"), _over_brace),
    **dict.fromkeys(("underbrace", "underbracket", "underparen"), _under_brace),
    **{name: _arrow(symbol) for name, symbol in {
        "xrightarrow": "→", "xleftarrow": "←", "xRightarrow": "⇒", "xLeftarrow": "⇐", "xleftrightarrow": "↔",
        "xmapsto": "↦", "xhookrightarrow": "↪", "xLeftrightarrow": "⇔", "xlongequal": "=",
    }.items()},
    "sqrt": _root, "left": lambda parser, font: parser.fence(font), "right": _right,
    "middle": _middle, "begin": _begin, "end": _end,
    "substack": _substack, "pmod": _modulo, "mod": lambda parser, font: Atom("mod", "op"),
    "bmod": lambda parser, font: Atom("mod", "bin"), "pod": _modulo, "tag": _tag, "multicolumn": _multicolumn,
    "prescript": _prescript, "genfrac": _general_fraction, "def": _define, "char": _character,
    "mathchar": _character, "symbol": _character,
    "mathstrut": lambda parser, font: None, "TeX": lambda parser, font: Atom("TeX", "text"),
    "sideset": _sideset,
}  # fmt: skip
"""Commands that are read in a way of their own."""
