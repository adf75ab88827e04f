"""A formula as a small tree, between the parser and the two writers.

Row ── Atom (a symbol or a word), Scripts, Fraction, Root, Fence, Grid, Accent, Brace, Space
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Kind = Literal["ord", "bin", "rel", "op", "big", "int", "open", "close", "punct", "slash", "text", "word"]
"""What an atom is, for the blanks around it; ``word`` is a name that authors set upright."""


class Atom(NamedTuple):
    """A symbol, a number, a word."""

    text: str
    kind: Kind = "ord"
    has_limits: bool = False
    """Whether an index stands below and above it in a display."""


class Space(NamedTuple):
    """Blanks that authors asked for."""

    text: str


class Scripts(NamedTuple):
    """Something with an index, an exponent or both."""

    base: Node
    below: Node | None
    above: Node | None
    is_limits: bool = False
    """Whether they stand straight below and above in a display."""


class Fraction(NamedTuple):
    """One thing over another."""

    above: Node
    below: Node
    has_rule: bool = True


class Root(NamedTuple):
    """A square root, or another one."""

    body: Node
    degree: Node | None = None


class Fence(NamedTuple):
    """Something between brackets that grow with it; an empty bracket shows nothing."""

    left: str
    body: Node
    right: str


class Grid(NamedTuple):
    """Rows and columns: a matrix, cases, aligned equations."""

    rows: tuple[tuple[Node, ...], ...]
    align: str
    """``l``, ``c`` or ``r`` for each column, the last one for all others; ``=`` aligns right and left in turn."""


class Accent(NamedTuple):
    """Something with a mark above or below."""

    mark: str
    """The combining character."""
    body: Node


class Brace(NamedTuple):
    """A brace over or under something, with words."""

    body: Node
    words: Node | None
    is_over: bool


class Row(NamedTuple):
    """Things side by side."""

    items: tuple[Node, ...]


Node: TypeAlias = Atom | Space | Scripts | Fraction | Root | Fence | Grid | Accent | Brace | Row

EMPTY = Row(())
