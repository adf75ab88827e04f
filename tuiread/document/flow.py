"""The reading order of a paper: a `Document` as a flat sequence of parts, each laid out on its own.

    Document ──> Flow ── lay_out(part, setting) ──> TextLine ...
                  ├── contents, anchors: where something begins
                  └── letters: how far one is, and how much is left

It lays out nothing before it is asked for, so that a long text opens as fast as a short one.  Not here: what a part
looks like (layout), and where the reader stands (widgets).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from tuiread.blocks import (
    Anchor,
    Block,
    Document,
    Equation,
    Float,
    Footnote,
    Heading,
    Item,
    Itemize,
    Picture,
    Quote,
    Reference,
    Theorem,
    Words,
)
from tuiread.document.layout import Setting, TextLine, lay_out, lay_out_footnote, lay_out_head, lay_out_reference
from tuiread.document.plain import key_of, letters_of, text_of, words_of
from tuiread.records import LETTERS_A_MINUTE

Content: TypeAlias = Document | Block | Footnote | Reference
"""What a part shows; the document itself stands for its title and authors."""

LISTED_LEVEL = 3
"""Headings without a number below this level begin a paragraph, and stand in no contents."""


class Entry(NamedTuple):
    """A line of the contents."""

    part: int
    level: int
    number: str
    title: str


class Flow:
    """A document in reading order.

    Args:
        document: what to read.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts: tuple[Content, ...] = tuple(_contents(document))

    # Where things are

    @cached_property
    def contents(self) -> tuple[Entry, ...]:
        """The headings that a table of contents lists, in order: none of a mere paragraph."""
        return tuple(
            Entry(place, part.level, part.number, words_of(part.inlines))
            for place, part in enumerate(self.parts)
            if isinstance(part, Heading) and (part.number or part.level <= LISTED_LEVEL)
        )

    def entry_at(self, part: int) -> int | None:
        """Return the index in `contents` of the section that holds a part; None before the first."""
        place = bisect_right(self._heading_parts, part) - 1
        return place if place >= 0 else None

    def part_of(self, anchor: Anchor) -> int | None:
        """Return the part that an anchor is in, if there is one."""
        return self._anchors.get(anchor)

    @cached_property
    def _heading_parts(self) -> list[int]:
        return [entry.part for entry in self.contents]

    @cached_property
    def _anchors(self) -> dict[Anchor, int]:
        anchors: dict[Anchor, int] = {}
        for place, part in enumerate(self.parts):
            for anchor in anchors_of(part):
                anchors.setdefault(anchor, place)
        return anchors

    # How much there is

    @property
    def letters(self) -> int:
        """How many letters all parts have."""
        return self._starts[-1]

    def letters_before(self, part: int) -> int:
        """Return how many letters stand before a part."""
        return self._starts[part]

    def letters_of(self, part: int) -> int:
        """Return how many letters a part has, at least 1."""
        return self._starts[part + 1] - self._starts[part]

    @property
    def body_letters(self) -> int:
        """How many letters stand before the notes and references."""
        return self._starts[self._body_end]

    def part_at(self, letters: float) -> int:
        """Return the part in which so many letters are reached."""
        return max(0, min(bisect_right(self._starts, letters) - 1, len(self.parts) - 1))

    def minutes_left(self, letters: float) -> int:
        """Return how many minutes the rest before the notes and references takes, at least 1."""
        return max(1, round((self.body_letters - letters) / LETTERS_A_MINUTE))

    @cached_property
    def _starts(self) -> list[int]:
        kept = self.document.sizes
        return [0, *accumulate(kept if len(kept) == len(self.parts) else sizes_of(self.parts))]

    @cached_property
    def _body_end(self) -> int:
        return (
            len(self.parts)
            - sum(isinstance(part, Footnote | Reference) for part in self.parts)
            - bool(self.document.footnotes)
            - bool(self.document.references)
        )

    # What a part says and looks like

    def text(self, part: int) -> str:
        """Return the words of a part, formulas as they are shown within a sentence."""
        from tuiread.document.mathematics import line

        content = self.parts[part]
        if isinstance(content, Document):
            return "\n".join((words_of(content.title, line), *content.authors))
        return text_of(content, line)

    def texts(self) -> list[str]:
        """Return the words of every part."""
        return [self.text(part) for part in range(len(self.parts))]

    @cached_property
    def pictures(self) -> dict[str, str]:
        """The addresses of all images, each with its figure's label."""
        return dict(picture for part in self.parts for picture in _pictures(part, ""))

    def key(self, part: int) -> str:
        """Return the hash of what a part says."""
        content = self.parts[part]
        return "head" if isinstance(content, Document) else key_of(content)

    def lay_out(self, part: int, setting: Setting) -> tuple[TextLine, ...]:
        """Return the lines of a part, without the blank one after it."""
        match self.parts[part]:
            case Document() as document:
                return lay_out_head(document, setting)
            case Footnote() as footnote:
                return lay_out_footnote(footnote, setting)
            case Reference() as reference:
                return lay_out_reference(reference, setting)
            case block:
                return lay_out(block, setting)

    def gap_after(self, part: int) -> int:
        """Return how many blank lines follow a part."""
        following = self.parts[part + 1] if part + 1 < len(self.parts) else None
        if following is None or (
            isinstance(following, Footnote | Reference) and type(following) is type(self.parts[part])
        ):
            return 0
        return 1


def sizes_of(parts: Iterable[Content]) -> tuple[int, ...]:
    """Return how many letters each part has, at least 1."""
    return tuple(1 if isinstance(part, Document) else max(1, letters_of(part)) for part in parts)


def with_sizes(document: Document) -> Document:
    """Return a document whose parts are counted, so that it opens without counting."""
    return replace(document, sizes=sizes_of(_contents(document)))


def anchors_of(content: Content | Item) -> Iterator[Anchor]:
    """Yield the anchors of a part and of all that it holds."""
    if isinstance(content, Document):
        return
    if anchor := getattr(content, "anchor", ""):
        yield anchor
    if isinstance(content, Equation):
        yield from (line.anchor for line in content.lines if line.anchor)
    for child in _children(content):
        yield from anchors_of(child)


def _children(content: Content | Item) -> tuple[Block | Item, ...]:
    match content:
        case Itemize(items=items):
            return items
        case Item(blocks=blocks) | Quote(blocks=blocks) | Float(blocks=blocks) | Theorem(blocks=blocks):
            return blocks
        case _:
            return ()


def _pictures(content: Content | Item, label: str) -> Iterator[tuple[str, str]]:
    """Yield the images in a part; one in a figure within a figure has both labels."""
    if isinstance(content, Float):
        label = " ".join(filter(None, (label, content.label)))
    if isinstance(content, Picture) and content.url:
        yield content.url, label
    for child in _children(content):
        yield from _pictures(child, label)


def _contents(document: Document) -> Iterator[Content]:
    yield document
    if document.abstract:
        yield _title("Abstract")
        yield from document.abstract
    yield from document.blocks
    if document.footnotes:
        yield _title("Notes")
        yield from document.footnotes
    if document.references:
        yield _title("References")
        yield from document.references


def _title(text: str) -> Heading:
    return Heading(1, "", (Words(text),))
