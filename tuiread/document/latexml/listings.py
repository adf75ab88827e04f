"""Code and algorithms: lines whose ends and leading blanks mean something."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from tuiread.blocks import Formula, Inline, Inlines, Words
from tuiread.cleaning import without_controls
from tuiread.document.latexml.inlines import label_of, raw_inlines, tex_of
from tuiread.document.latexml.reading import MOST_DEPTH, TEXT, Reading, classes_of, kept_classes

MOST_LINES = 5_000
_TAB = "    "
_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u2001": "  ", "\u2003": "  "} | dict.fromkeys("\u2000\u2002\u2004\u2005\u2006\u2009", " ")
)
"""Wide blanks, by how many cells they take."""


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
    if pieces and isinstance(pieces[-1], Words):
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
    return tuple(pieces)


def _pieces(node: LexborNode, reading: Reading, depth: int) -> Iterator[Inline]:
    """Yield the pieces of a line with all their blanks."""
    for number, child in enumerate(node.iter(include_text=True)):
        if child.tag == TEXT:
            text = child.text_content or ""
            # The page's own line end after the tag that begins a line.
            text = (
                (text if number else text.removeprefix("\n"))
                .replace("\n", " " if node.tag != "pre" else "")
                .replace("\t", _TAB)
            )
            if said := _with_blanks(text, are_kept="ltx_lst_space" in classes_of(node)):
                yield Words(said, "code")
            continue
        classes = kept_classes(child)
        if classes is None or depth > MOST_DEPTH:
            continue
        if child.tag == "math":
            if tex := tex_of(child):
                yield Formula(tex)
        elif "ltx_tag" in classes:
            yield Words(f"{label_of(child, reading)} ", "small")
        elif child.tag in ("a", "sup", "sub") or "ltx_note" in classes:
            yield from raw_inlines(child, reading, depth)
        else:
            yield from _pieces(child, reading, depth + 1)


def _with_blanks(text: str, *, are_kept: bool) -> str:
    """Return a text of a listing; blanks alone are one, unless they are of the kinds that steps are set in with."""
    said = without_controls(text.translate(_BLANKS))
    return said if said.strip() or are_kept or not text.isascii() else " " if said else ""
