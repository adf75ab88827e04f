r"""A tree as one line of Unicode, for formulas within a sentence.

\frac{a+b}{2} ──> (a + b)/2        x_i^2 ──> xᵢ²        \sqrt{x} ──> √x
"""

from __future__ import annotations

import re

from tuiread.document.mathematics.blanks import spaced
from tuiread.document.mathematics.symbols import SUBSCRIPTS, SUPERSCRIPTS
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

_SIGN_BLANKS = re.compile(r" ?([^\w\s]) ?")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def write(node: Node) -> str:  # noqa: C901, PLR0911 (one return for each kind of node)
    """Return a tree on one line."""
    match node:
        case Atom(text=text):
            return text
        case Space(text=text):
            return text
        case Row(items=items):
            return "".join(blank + write(item) for blank, item in spaced(items))
        case Scripts():
            return _scripts(node)
        case Fraction(above=above, below=below, has_rule=has_rule):
            return (
                f"{_part(above)}/{_part(below, is_below=True)}" if has_rule else f"{write(above)} over {write(below)}"
            )
        case Root(body=body, degree=degree):
            return _root(body, degree)
        case Fence(left=left, body=body, right=right):
            return f"{left}{write(body)}{right}"
        case Grid():
            return _grid(node)
        case Accent(mark=mark, body=body):
            return accented(write(body), mark)
        case Brace(body=body, words=words):
            return write(body) if words is None else f"{write(body)} ({write(words)})"


def small(node: Node) -> str:
    """Return an index or exponent: without blanks around signs, which words keep."""
    return _SIGN_BLANKS.sub(r"\1", write(node))


def raised(text: str) -> str | None:
    """Return a text as an exponent; None where Unicode lacks one of its characters."""
    return _shifted(text, SUPERSCRIPTS)


def lowered(text: str) -> str | None:
    """Return a text as an index; None where Unicode lacks one of its characters."""
    return _shifted(text, SUBSCRIPTS)


def accented(text: str, mark: str) -> str:
    """Return a text with a mark: on a single letter, on each one if it is a line, else in words around it."""
    if len(text) == 1 or (len(text) == 2 and ord(text[1]) > 0xFFFF):
        return text + mark
    if mark in ("\u0305", "\u0332", "\u0304", "\u0338"):
        line = "\u0305" if mark == "\u0304" else mark
        return "".join(letter + line if letter != " " else letter for letter in text)
    first = _first_cluster(text)
    if all(ord(letter) in range(0x300, 0x370) or letter in "ᵢⱼₖₙₜ₀₁₂′" for letter in text[len(first) :]):
        return first + mark + text[len(first) :]
    return f"({text})" + mark


def is_simple(node: Node) -> bool:
    """Tell whether something needs no brackets beside a slash."""
    match node:
        case Row(items=items):
            return len(items) == 1 and is_simple(items[0])
        case Atom() | Accent() | Root() | Fence():
            return True
        case Scripts(base=base):
            return is_simple(base)
        case _:
            return False


def _shifted(text: str, table: dict[str, str]) -> str | None:
    text = text.replace(" ", "")
    return "".join(table[letter] for letter in text) if all(letter in table for letter in text) else None


def _scripts(node: Scripts) -> str:
    base = write(node.base)
    if len(base) > 1 and isinstance(node.base, Row | Fraction) and node.base != EMPTY and not _is_word(node.base):
        base = f"({base})"
    return base + _script(node.below, "_") + _script(node.above, "^")


def _script(node: Node | None, mark: str) -> str:
    if node is None:
        return ""
    text = small(node)
    if not text:
        return ""
    shifted = lowered(text) if mark == "_" else raised(text)
    if shifted is not None:
        return shifted
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _is_word(node: Node) -> bool:
    return isinstance(node, Row) and all(isinstance(item, Atom) and item.kind in ("word", "op") for item in node.items)


def _part(node: Node, *, is_below: bool = False) -> str:
    text = write(node)
    if is_simple(node) or not text:
        return text
    if text.isdigit():
        return text
    if (
        not is_below
        and isinstance(node, Row)
        and not any(isinstance(item, Atom) and item.kind in ("bin", "rel", "slash", "punct") for item in node.items)
        and " " not in text
    ):
        return text
    return f"({text})"


def _root(body: Node, index: Node | None) -> str:
    degree = write(index) if index is not None else ""
    sign = _ROOTS.get(degree) or f"{raised(degree) or f'({degree})'}√"
    text = write(body)
    return f"{sign}{text}" if _is_short(body) else f"{sign}({text})"


def _is_short(node: Node) -> bool:
    """Tell whether it is clear without brackets how far a root reaches."""
    match node:
        case Atom() | Accent() | Fence():
            return True
        case Scripts(base=base, above=above):
            return above is None and _is_short(base)
        case _:
            return False


def _grid(node: Grid) -> str:
    if node.align == "=":
        rows = [" ".join(filter(None, (write(cell) for cell in row))) for row in node.rows]
        return ", ".join(filter(None, rows))
    return "; ".join(" ".join(filter(None, map(write, row))) for row in node.rows)


def _first_cluster(text: str) -> str:
    size = 1
    while size < len(text) and 0x300 <= ord(text[size]) < 0x370:
        size += 1
    return text[:size]
