"""Small questions and steps of reading: joining what stands side by side, names that were set upright, negation."""

from __future__ import annotations

import re

from tuiread.document.mathematics.fonts import FONTS
from tuiread.document.mathematics.names import STYLES, TEXTS, UNITS
from tuiread.document.mathematics.symbols import ACCENTS, NEGATED, SPACES, SYMBOLS
from tuiread.document.mathematics.tree import Accent, Atom, Fence, Fraction, Kind, Node, Row, Space

_DIMENSION = re.compile(r"[-+]?[0-9.,]*")


def text_command(name: str) -> str:
    """Return what a command within words shows."""
    if name in SYMBOLS:
        return SYMBOLS[name][0]
    if name in SPACES:
        return SPACES[name]
    if name in FONTS or name in STYLES or name in TEXTS or name == "\\":
        return " " if name == "\\" else ""
    return ACCENTS.get(name, name)


def infix(name: str, above: Node, below: Node) -> Node:
    """Return what TeX's infix commands make: one thing over another, perhaps in brackets."""
    fraction = Fraction(above, below, has_rule=name in ("over", "above"))
    brackets = {"choose": ("(", ")"), "brack": ("[", "]"), "brace": ("{", "}")}.get(name)
    return Fence(brackets[0], fraction, brackets[1]) if brackets else fraction


def joined(items: list[Node]) -> Node:
    """Return things side by side; rows within become part of the row."""
    if len(items) == 1:
        return items[0]
    flat: list[Node] = []
    for item in items:
        flat += item.items if isinstance(item, Row) else (item,)
    return Row(tuple(flat))


def as_word(node: Node) -> str | None:
    """Return the letters of a name that was set upright; None for anything else."""
    items = node.items if isinstance(node, Row) else (node,)
    parts: list[str] = []
    for item in items:
        if isinstance(item, Space):
            parts.append(item.text or " ")
        elif isinstance(item, Atom) and item.kind in ("word", "ord", "text", "op"):
            parts.append(item.text)
        elif isinstance(item, Atom) and item.text in ("−", "∗", "/", ",", ":"):
            parts.append({"−": "-", "∗": "*"}.get(item.text, item.text))
        else:
            return None
    return "".join(parts) if parts else None


def takes_limits(node: Node | None) -> bool:
    """Tell whether the scripts of something stand straight below and above it in a display."""
    return isinstance(node, Atom) and node.has_limits


def negated(body: Node) -> Node:
    """Return a relation with a stroke through it."""
    if isinstance(body, Atom):
        kind: Kind = body.kind
        return Atom(NEGATED.get(body.text, body.text[:1] + "\u0338" + body.text[1:]), kind)
    return Accent(ACCENTS["not"], body)


def is_dimension(text: str) -> bool:
    """Tell whether a text is a length such as 1.5ex."""
    text = text.strip()
    return bool(text) and text[-2:] in UNITS and _DIMENSION.fullmatch(text[:-2]) is not None
