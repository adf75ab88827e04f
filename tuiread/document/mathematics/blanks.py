r"""Which blanks stand between things side by side, as TeX has them: around relations and operators, after commas.

a+b=c, \sin x  ──>  a + b = c, sin x
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuiread.document.mathematics.tree import (
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

_WIDE = frozenset({"rel", "bin"})
_ENDS = frozenset({"bin", "rel", "open", "punct", "op", "big", "int", "slash", "start"})
"""After these a sign is no operator between two things: −x, (−1, = −1."""


def spaced(items: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """Yield things with the blanks before each."""
    kinds = _kinds(items)
    before = "start"
    for item, kind in zip(items, kinds, strict=True):
        if isinstance(item, Space):
            yield item.text, Row(())
            before = "start" if before == "start" else "space"
            continue
        yield _blank(before, kind), item
        before = kind


def kind_of(node: Node) -> str:  # noqa: PLR0911 (one return for each kind of node)
    """Return what a thing is for the blanks around it."""
    match node:
        case Atom(kind=kind):
            return kind
        case Scripts(base=base):
            inner = kind_of(base) if base != Row(()) else "ord"
            return inner
        case Fraction():
            return "fraction"
        case Fence():
            return "fence"
        case Grid():
            return "grid"
        case Accent(body=body) | Brace(body=body):
            return kind_of(body)
        case Root():
            return "ord"
        case Row(items=items):
            return kind_of(items[0]) if len(items) == 1 else "ord"
        case _:
            return "ord"


def _kinds(items: Sequence[Node]) -> list[str]:
    """Return the kinds; a sign that has nothing before or after it to connect is a letter."""
    kinds = [kind_of(item) for item in items]
    before = "start"
    for place, item in enumerate(items):
        if isinstance(item, Space):
            continue
        if kinds[place] == "bin" and (
            before in _ENDS or _next_kind(items, kinds, place) in ("rel", "close", "punct", "")
        ):
            kinds[place] = "sign"
        before = kinds[place]
    return kinds


def _next_kind(items: Sequence[Node], kinds: Sequence[str], place: int) -> str:
    return next((kinds[at] for at in range(place + 1, len(items)) if not isinstance(items[at], Space)), "")


def _blank(before: str, kind: str) -> str:  # noqa: PLR0911 (a rule a line)
    if before in ("start", "open", "space"):
        return ""
    if kind in _WIDE or before in _WIDE:
        return " "
    if before == "punct":
        return " " if kind != "close" else ""
    if "slash" in (before, kind) or kind in ("close", "punct"):
        return ""
    if before == "sign":
        return ""
    if kind in ("op", "big", "int", "fraction", "grid"):
        return " "
    if before in ("op", "big", "int", "fraction", "grid"):
        return "" if kind in ("open", "fence") and before == "op" else " "
    if before == "word" or kind == "word":
        return "" if kind in ("open", "fence") or before in ("open",) or (before == kind == "word") else " "
    return ""
