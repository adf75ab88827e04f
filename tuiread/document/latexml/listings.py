"""Code and algorithms: lines whose ends and leading blanks mean something."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tuiread.blocks import Formula, Inline, Inlines, Words
from tuiread.cleaning import without_controls
from tuiread.document.latexml.inlines import raw_inlines, tex_of
from tuiread.document.latexml.reading import MOST_DEPTH, TEXT, Reading, classes_of, is_dropped

MOST_LINES = 5_000
_TAB = "    "


def listing_lines(node: LexborNode, reading: Reading, depth: int) -> tuple[Inlines, ...]:
    """Return the lines of a listing or an algorithm, their numbers small before them."""
    rows = node.css(".ltx_listingline")
    if not rows:
        return verbatim_lines(node)
    if len(rows) > MOST_LINES:
        reading.skip("A listing has too many lines; the rest of it was left out.")
    return tuple(_line(row, reading, depth) for row in rows[:MOST_LINES])


def verbatim_lines(node: LexborNode) -> tuple[Inlines, ...]:
    """Return the lines of words that stand as they were typed."""
    lines = [without_controls(line.replace("\t", _TAB)).rstrip() for line in node.text().strip("\n").split("\n")]
    return tuple((Words(line, "code"),) if line else () for line in lines[:MOST_LINES])


def _line(row: LexborNode, reading: Reading, depth: int) -> Inlines:
    pieces = list(_pieces(row, reading, depth))
    while pieces and isinstance(pieces[-1], Words) and not pieces[-1].text.strip():
        pieces.pop()
    return tuple(pieces)


def _pieces(node: LexborNode, reading: Reading, depth: int) -> Iterator[Inline]:
    """Yield the pieces of a line with all their blanks."""
    for child in node.iter(include_text=True):
        if child.tag == TEXT:
            text = (child.text_content or "").replace("\n", " " if node.tag != "pre" else "").replace("\t", _TAB)
            text = without_controls(text.replace("\u00a0", " "))
            if text.strip() or ("ltx_lst_space" in classes_of(node) and text):
                yield Words(text, "code")
            elif text:
                yield Words(" ", "code")
            continue
        classes = classes_of(child)
        if is_dropped(child, classes) or depth > MOST_DEPTH:
            continue
        if child.tag == "math":
            if tex := tex_of(child):
                yield Formula(tex)
        elif "ltx_tag" in classes:
            yield Words(f"{child.text().strip()} ", "small")
        elif child.tag in ("a", "sup", "sub") or "ltx_note" in classes:
            yield from raw_inlines(child, reading, depth)
        else:
            yield from _pieces(child, reading, depth + 1)
