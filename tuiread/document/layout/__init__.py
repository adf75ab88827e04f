"""A full text as lines: blocks become styled lines for a width.

    Document ──> head, abstract, body, notes, references ── lay_out* ──> `TextLine`s

Pure: the same block gives the same lines for a setting, whatever stands beside it, so that a screen lays out no more
than it shows.  Not here: reading (latexml, pdf), formulas (mathematics), drawing (widgets).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

from tuiread.blocks import Block, Document, Footnote, Heading, Reference, Source, Words
from tuiread.document.layout.blocks import block_lines
from tuiread.document.layout.filling import filled, paragraph
from tuiread.document.layout.lists import footnote_lines, reference_lines
from tuiread.document.layout.setting import EMPTY, Link, Setting, TextLine, in_ascii
from tuiread.document.layout.spelling import spelled_out
from tuiread.document.layout.words import said

T = TypeVar("T")

__all__ = [
    "Link",
    "Setting",
    "TextLine",
    "lay_out",
    "lay_out_footnote",
    "lay_out_head",
    "lay_out_reference",
    "lines_of",
]

_SOURCES: dict[Source, str] = {
    "arxiv": "Converted from arXiv's HTML.",
    "ar5iv": "Converted from ar5iv's HTML.",
    "pdf": "Taken from the letters of the PDF: formulas and tables may be out of order.",
}


def lay_out(block: Block, setting: Setting) -> tuple[TextLine, ...]:
    """Sets one block of a document, without the blank line after it."""
    return _finished(block_lines(_shown(block, setting), setting), setting)


def lay_out_reference(reference: Reference, setting: Setting) -> tuple[TextLine, ...]:
    """Sets one entry of the bibliography."""
    return _finished(reference_lines(_shown(reference, setting), setting), setting)


def lay_out_footnote(footnote: Footnote, setting: Setting) -> tuple[TextLine, ...]:
    """Sets one footnote."""
    return _finished(footnote_lines(_shown(footnote, setting), setting), setting)


def lay_out_head(document: Document, setting: Setting) -> tuple[TextLine, ...]:
    """Sets title and authors, where the text comes from and what was left out of it."""
    ragged = setting.ragged
    groups = (
        paragraph(_shown(document.title, setting), ragged, "heading"),
        [line for author in document.authors for line in filled(said(author, "dim"), ragged, 2)],
        [
            *filled(said(_SOURCES[document.source], "dim"), ragged),
            *(line for sentence in document.skipped for line in filled(said(sentence, "notice"), ragged, 2)),
        ],
    )
    return _finished(_apart(groups), setting)


def lines_of(document: Document, setting: Setting) -> Iterator[TextLine]:
    """Gives the whole text in reading order: head, abstract, body, notes and references."""
    notes = chain.from_iterable(lay_out_footnote(footnote, setting) for footnote in document.footnotes)
    references = chain.from_iterable(lay_out_reference(reference, setting) for reference in document.references)
    parts: list[Iterable[Iterable[TextLine]]] = [
        [lay_out_head(document, setting)],
        _titled("Abstract", bool(document.abstract), setting),
        (lay_out(block, setting) for block in document.abstract),
        (lay_out(block, setting) for block in document.blocks),
        _titled("Notes", bool(document.footnotes), setting),
        [notes],
        _titled("References", bool(document.references), setting),
        [references],
    ]
    return _apart(chain.from_iterable(parts))


def _titled(title: str, is_there: bool, setting: Setting) -> list[tuple[TextLine, ...]]:
    return [lay_out(Heading(1, "", (Words(title),)), setting)] if is_there else []


def _apart(groups: Iterable[Iterable[TextLine]]) -> Iterator[TextLine]:
    """Gives groups of lines with a blank line between those that have any."""
    is_first = True
    for group in groups:
        for number, line in enumerate(group):
            if not number and not is_first:
                yield EMPTY
            is_first = False
            yield line


def _shown(value: T, setting: Setting) -> T:
    """Returns what is laid out: with formulas spelled out where the terminal lacks their signs."""
    shown: T = spelled_out(value) if setting.is_ascii else value
    return shown


def _finished(lines: Iterable[TextLine], setting: Setting) -> tuple[TextLine, ...]:
    return tuple(in_ascii(lines) if setting.is_ascii else lines)
