"""What a block says, without how it looks: for finding, for places, for differences and for other programs.

    Inlines ── words_of ──> str         Block ── text_of ──> str ── key_of ──> a short hash

Formulas are TeX unless the caller shows them otherwise.  Not here: lines of a width (layout).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from tuiread.blocks import (
    Block,
    Code,
    Equation,
    Float,
    Footnote,
    Formula,
    Heading,
    Inline,
    Itemize,
    NoteMark,
    Paragraph,
    Picture,
    Pointer,
    Quote,
    Reference,
    Table,
    Theorem,
    Words,
)

Show = Callable[[str], str]
"""Gives a formula as it is to stand in a text, for its TeX."""


def as_tex(tex: str) -> str:
    """Return a formula as its authors wrote it."""
    return tex


def words_of(inlines: Iterable[Inline], show: Show = as_tex) -> str:
    """Return the words of a sentence; marks of footnotes are left out."""
    return "".join(_word(inline, show) for inline in inlines)


def text_of(block: Block | Footnote | Reference, show: Show = as_tex) -> str:
    """Return the words of a block and of all that it holds, a line for each part."""
    return "\n".join(part for part in _parts(block, show) if part)


def letters_of(block: Block | Footnote | Reference) -> int:
    """Return about how many letters a block has: those of its words, and of formulas those of their TeX.

    Every block of a long text is asked when it opens, so that nothing is written out: blanks and labels do not count.
    """
    match block:
        case (
            Paragraph(inlines=inlines)
            | Heading(inlines=inlines)
            | Footnote(inlines=inlines)
            | Reference(inlines=inlines)
        ):
            return _count(inlines)
        case Table(rows=rows):
            return sum(_count(cell.inlines) for row in rows for cell in row)
        case Float(blocks=blocks, caption=caption) | Theorem(blocks=blocks, title=caption):
            return _count(caption) + sum(map(letters_of, blocks))
        case Itemize(items=items):
            return sum(letters_of(each) for item in items for each in item.blocks)
        case Quote(blocks=blocks):
            return sum(map(letters_of, blocks))
        case Code(lines=lines):
            return sum(map(_count, lines))
        case Equation(lines=lines):
            return sum(len(line.tex) for line in lines)
        case _:
            return 0


def _count(inlines: Iterable[Inline]) -> int:
    letters = 0
    for inline in inlines:
        kind = type(inline)
        if kind is Words or kind is Pointer:
            letters += len(inline.text)  # type: ignore[union-attr]
        elif kind is Formula:
            letters += len(inline.tex)  # type: ignore[union-attr]
    return letters


def key_of(block: Block | Footnote | Reference) -> str:
    """Return a hash of what a block says: its letters and digits, whatever their case and the blanks between them."""
    said = "".join(letter for letter in text_of(block).casefold() if letter.isalnum())
    return hashlib.blake2s(said.encode(), digest_size=8).hexdigest()


def _word(inline: Inline, show: Show) -> str:
    match inline:
        case Words(text=text) | Pointer(text=text):
            return text
        case Formula(tex=tex):
            return show(tex)
        case NoteMark():
            return ""


def _parts(block: Block | Footnote | Reference, show: Show) -> Iterator[str]:  # noqa: C901, PLR0912 (a case a kind)
    match block:
        case Paragraph(inlines=inlines):
            yield words_of(inlines, show)
        case Heading(number=label, inlines=inlines) | Reference(label=label, inlines=inlines):
            yield " ".join(filter(None, (label, words_of(inlines, show))))
        case Footnote(mark=mark, inlines=inlines):
            yield f"{mark} {words_of(inlines, show)}"
        case Itemize(items=items):
            for item in items:
                yield item.mark
                yield from _all(item.blocks, show)
        case Quote(blocks=blocks):
            yield from _all(blocks, show)
        case Theorem(title=title, blocks=blocks):
            yield words_of(title, show)
            yield from _all(blocks, show)
        case Float(label=label, caption=caption, blocks=blocks):
            yield from _all(blocks, show)
            yield " ".join(filter(None, (label, words_of(caption, show))))
        case Code(lines=lines):
            yield from (words_of(line, show) for line in lines)
        case Equation(lines=lines):
            yield from (f"{show(line.tex)} {line.number}".rstrip() for line in lines)
        case Table(rows=rows):
            yield from ("  ".join(words_of(cell.inlines, show) for cell in row) for row in rows)
        case Picture(alt=alt):
            yield alt


def _all(blocks: Iterable[Block], show: Show) -> Iterator[str]:
    for block in blocks:
        yield from _parts(block, show)
