"""What the layout is asked for and what it gives: a width, and lines with their links and anchors.

Not here: how blocks become lines.  These records are all that a screen needs to know of the layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tuiread.lines import Line, Span, to_ascii, width

_NARROW = 14
"""So many cells are always left to a text, however deep it is nested; a word of English fits."""


class Setting(Struct, frozen=True):
    """How a text is set."""

    cells: int
    """The width of the pane; at least 2, because a wide character needs them."""
    measure: int = 78
    """The longest comfortable line of prose; tables, code and wide formulas may use all cells."""
    is_justified: bool = False
    """Whether blanks are stretched, so that lines end at one edge."""
    is_ascii: bool = False
    """Whether lines, bars and marks are drawn with ASCII; letters of other scripts stay."""

    @property
    def room(self) -> int:
        """The cells of a line of prose."""
        return max(2, min(self.cells, self.measure))

    @property
    def ragged(self) -> Setting:
        """The setting of what is never justified: titles, values."""
        return replace(self, is_justified=False)

    def indent(self, wanted: int) -> int:
        """Return how far something can be set in, up to what is wanted; deep nesting must not use up the line."""
        return max(0, min(wanted, self.room - _NARROW))

    def within(self, left: int, right: int = 0) -> Setting:
        """Return the setting of what is set in by so many cells."""
        return replace(self, cells=max(2, self.cells - left - right), measure=max(2, self.room - left - right))


class Link(NamedTuple):
    """Cells of a line that lead somewhere."""

    start: int
    """The first cell, from 0."""
    end: int
    """The cell after the last one."""
    target: str
    """An anchor of the document, or an address on the web."""
    text: str
    """What stands in these cells; a link over two lines is two."""


class TextLine(NamedTuple):
    """One line of a laid out text."""

    line: Line = ()
    links: tuple[Link, ...] = ()
    anchor: str = ""
    """The anchor that begins here; the outermost, if several do."""

    @property
    def cells(self) -> int:
        """The width of the line."""
        return width(self.line)


EMPTY = TextLine()
"""A blank line."""


def beside(parts: Iterable[TextLine]) -> TextLine:
    """Joins pieces of lines to one line; their links move along."""
    spans: list[Span] = []
    links: list[Link] = []
    anchor = ""
    start = 0
    for part in parts:
        spans += part.line
        links += (link._replace(start=link.start + start, end=link.end + start) for link in part.links)
        anchor = anchor or part.anchor
        start += width(part.line)
    return TextLine(tuple(spans), tuple(links), anchor)


def blanks(cells: int) -> TextLine:
    """Gives a piece of a line without ink."""
    return TextLine((Span(" " * cells),)) if cells > 0 else EMPTY


def shifted(lines: Iterable[TextLine], cells: int) -> list[TextLine]:
    """Sets lines in; empty ones stay empty."""
    if cells < 1:
        return list(lines)
    margin = Span(" " * cells)
    return [_shifted(line, margin, cells) if line.line else line for line in lines]


def _shifted(line: TextLine, margin: Span, cells: int) -> TextLine:
    links = tuple(Link(link.start + cells, link.end + cells, link.target, link.text) for link in line.links)
    first = line.line[0]
    if first.role == margin.role:  # nesting must not add a span a level
        return TextLine((Span(margin.text + first.text), *line.line[1:]), links, line.anchor)
    return TextLine((margin, *line.line), links, line.anchor)


def anchored(lines: Sequence[TextLine], anchor: str) -> list[TextLine]:
    """Lets an anchor begin at the first line."""
    if not anchor or not lines:
        return list(lines)
    return [lines[0]._replace(anchor=anchor), *lines[1:]]


def in_ascii(lines: Iterable[TextLine]) -> list[TextLine]:
    """Draws lines with ASCII glyphs, one for one, so that the links' cells stay right."""
    return [
        TextLine(
            to_ascii(line.line),
            tuple(link._replace(text=to_ascii((Span(link.text),))[0].text) for link in line.links),
            line.anchor,
        )
        for line in lines
    ]


def cells_of(text: str) -> int:
    """Counts the cells of a text; letters of ASCII are quicker counted than looked up."""
    return len(text) if text.isascii() else width((Span(text),))
