"""Words, formulas, links and footnotes within a sentence.

    <p class="ltx_p">  ──>  Words, Formula, Pointer, NoteMark ...

A formula is its ``alttext``; what draws it (MathML, its annotations) is never looked at, because it says the same once
or twice more.  Not here: what stands on lines of its own (blocks).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from tuiread.blocks import Footnote, Formula, Inline, Inlines, NoteMark, Pointer, Style, Words
from tuiread.cleaning import clean_text
from tuiread.document.latexml.reading import MOST_DEPTH, TEXT, Reading, classes_of, kept_classes
from tuiread.document.mathematics import line
from tuiread.document.plain import words_of

_STYLES: dict[str, Style] = {
    "ltx_font_italic": "emphasis",
    "ltx_font_slanted": "emphasis",
    "ltx_emph": "emphasis",
    "ltx_font_bold": "strong",
    "ltx_font_typewriter": "code",
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "code": "code",
    "tt": "code",
}
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_BLANKS = re.compile(r"\s+")
_NOTE_WORDS = re.compile(r"\s*(?:footnotemark|footnotetext|thanks|affiliationmark)\s*:?\s*", re.IGNORECASE)
_DISPLAY = re.compile(r"^\s*\\(?:displaystyle|textstyle)\b\s*")


def inlines_of(nodes: Iterable[LexborNode], reading: Reading, depth: int = 0) -> Inlines:
    """Return what some elements say within one sentence, blanks folded and none at its ends."""
    return trimmed(_raw(nodes, reading, "plain", depth))


def raw_inlines(node: LexborNode, reading: Reading, depth: int) -> list[Inline]:
    """Return what one element says, its blanks as they are: they part it from what stands beside it."""
    return _raw((node,), reading, "plain", depth)


def label_of(node: LexborNode, reading: Reading) -> str:
    """Return a mark, number or term in one line, its formulas as they read: ``(iii)``, ``⋆``, ``Rank r₉``."""
    return words_of(inlines_of(node.iter(include_text=True), reading), line)


def tex_of(node: LexborNode) -> str:
    """Return the TeX of a ``<math>`` on one line; its own words where it carries none."""
    tex = node.attributes.get("alttext")
    if tex is None:
        tex = node.text(separator=" ")
    kept = (line.rstrip() if not line.rstrip().endswith("\\") else line for line in _without_comments(tex))
    return _DISPLAY.sub("", clean_text(" ".join(kept)))


def trimmed(inlines: Iterable[Inline]) -> Inlines:
    """Fold blanks, also those between two pieces, join pieces of one style, and leave none at the ends."""
    folded: list[Inline] = []
    ends_blank = True
    for inline in inlines:
        if isinstance(inline, Words):
            text = inline.text
            if "  " in text or not text.isprintable():
                text = _BLANKS.sub(" ", text)
            text = text[1:] if ends_blank and text.startswith(" ") else text
            if not text:
                continue
            ends_blank = text.endswith(" ")
            last = folded[-1] if folded else None
            if isinstance(last, Words) and last.style == inline.style:
                folded[-1] = Words(last.text + text, last.style)
            else:
                folded.append(Words(text, inline.style))
        else:
            folded.append(inline)
            ends_blank = False
    while folded and isinstance(last := folded[-1], Words) and last.text[-1].isspace():
        folded.pop()
        if text := last.text.rstrip():
            folded.append(Words(text, last.style))
    return tuple(folded)


def clean_piece(text: str) -> str:
    """Return a piece of text that is safe for a terminal, with one blank where white space stood at its ends."""
    if text.isspace():
        return " "
    cleaned = clean_text(text)
    if not cleaned:
        return ""
    before = " " if text[0].isspace() else ""
    return f"{before}{cleaned}{' ' if text[-1].isspace() else ''}"


def _raw(nodes: Iterable[LexborNode], reading: Reading, style: Style, depth: int) -> list[Inline]:
    said: list[Inline] = []
    _say_all(nodes, reading, style, depth, said)
    return said


def _say_all(nodes: Iterable[LexborNode], reading: Reading, style: Style, depth: int, said: list[Inline]) -> None:
    """Add what elements say; all words of a page come through here, so that nothing of it is a generator."""
    for node in nodes:
        if node.tag == TEXT:
            say_text(node, style, said)
            continue
        if (classes := kept_classes(node)) is not None:
            say_element(node, classes, reading, style, depth, said)


def say_text(node: LexborNode, style: Style, said: list[Inline]) -> None:
    """Add a piece of text."""
    if text := clean_piece(node.text_content or ""):
        said.append(Words(text, style))


def say_element(
    node: LexborNode, classes: frozenset[str], reading: Reading, style: Style, depth: int, said: list[Inline]
) -> None:
    """Add what an element says that is part of the paper."""
    tag = node.tag or ""
    if depth > MOST_DEPTH:
        said.append(Words(clean_piece(node.text()), style))
    elif tag == "math":
        if tex := tex_of(node):
            said.append(Formula(tex))
    elif tag == "br":
        said.append(Words(" ", style))
    elif "ltx_note" in classes:
        said += _note(node, classes, reading, depth)
    elif tag == "a":
        said += _link(node, reading, style, depth)
    elif tag in ("sup", "sub"):
        said += _shifted(node, reading, style, depth)
    elif tag not in ("img", "svg"):
        _say_all(node.iter(include_text=True), reading, _style_of(tag, classes, style), depth + 1, said)


def _style_of(tag: str, classes: frozenset[str], style: Style) -> Style:
    found = next((_STYLES[name] for name in (*classes, tag) if name in _STYLES), None)
    return found if found is not None else "plain" if "ltx_font_upright" in classes else style


def _link(node: LexborNode, reading: Reading, style: Style, depth: int) -> Iterator[Inline]:
    """Yield a link as one pointer; formulas in it are spelled out as TeX would be lost, notes stay notes."""
    target = reading.target(node.attributes.get("href"))
    within = _raw(node.iter(include_text=True), reading, style, depth + 1)
    said = words_of(trimmed(within))
    if not target or not said or any(isinstance(inline, Formula | NoteMark) for inline in within):
        yield from within
        return
    first, last = words_of(within[:1]), words_of(within[-1:])
    if first[:1].isspace():
        yield Words(" ", style)
    yield Pointer(said, target)
    if last[-1:].isspace():
        yield Words(" ", style)


def _shifted(node: LexborNode, reading: Reading, style: Style, depth: int) -> Iterator[Inline]:
    """Yield what stands raised or lowered: digits as such, so that 10 to the sixth is not one hundred and six."""
    table = _RAISED if node.tag == "sup" else _LOWERED
    for inline in _raw(node.iter(include_text=True), reading, style, depth + 1):
        if isinstance(inline, Words) and all(ord(letter) in table for letter in inline.text.strip()):
            yield replace(inline, text=inline.text.strip().translate(table))
        else:
            yield inline


def _note(node: LexborNode, classes: frozenset[str], reading: Reading, depth: int) -> Iterator[Inline]:
    """Yield the mark of a footnote and keep what it says; a second mark of the same note leads to the first."""
    mark_node = node.css_first(".ltx_note_mark")
    mark = clean_text(mark_node.text()) if mark_node else ""
    content = node.css_first(".ltx_note_content")
    if content is None:
        return
    words = [child for child in content.iter(include_text=True) if not _is_mark(child)]
    said = inlines_of(words, reading, depth + 1)
    plain = _NOTE_WORDS.sub("", words_of(said)).strip()
    if "ltx_role_footnotemark" in classes or not plain or plain == mark:
        known = next((note.anchor for note in reading.footnotes if note.mark == mark), "")
        if mark:
            yield NoteMark(mark, known)
        return
    mark = mark or str(len(reading.footnotes) + 1)
    anchor = node.attributes.get("id") or f"note.{len(reading.footnotes) + 1}"
    reading.footnotes.append(Footnote(mark, said, anchor))
    yield NoteMark(mark, anchor)


def _is_mark(node: LexborNode) -> bool:
    if node.tag == TEXT:
        return False
    classes = classes_of(node)
    return "ltx_note_mark" in classes or "ltx_tag_note" in classes or "ltx_note_type" in classes


def _without_comments(tex: str) -> Iterator[str]:
    """Yield the lines of TeX without their comments."""
    for each in tex.splitlines():
        yield re.split(r"(?<!\\)%", each, maxsplit=1)[0] if "%" in each else each
