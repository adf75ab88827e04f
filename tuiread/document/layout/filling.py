"""From words to lines: ragged right or justified, with or without a hanging indent.

    Words ──> lists of words that fit ──> `TextLine`s with links

Lines are filled greedily: a terminal has no half blanks, so that looking ahead gains little and costs time.  Not here:
what a word is (words), and what is set in by how much (the modules of the blocks).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tuiread.blocks import Inline
from tuiread.document.layout.setting import Link, Setting, TextLine, beside, blanks, cells_of, shifted
from tuiread.document.layout.words import Piece, Word, fitted, prose
from tuiread.lines import Role, Span

_WIDEST_STRETCH = 3
"""A blank is stretched by at most so many cells; a line that needs more stays ragged."""


def filled(words: Iterable[Word], setting: Setting, hang: int = 0) -> list[TextLine]:
    """Sets words as a paragraph in the measure; lines after the first are set in by `hang`."""
    room = setting.room
    hang = setting.indent(hang)
    rows = broken(words, room, hang)
    last = len(rows) - 1 if setting.is_justified else 0
    lines = [_set(row, room - (hang if number else 0) if number < last else 0) for number, row in enumerate(rows)]
    return [*lines[:1], *shifted(lines[1:], hang)]


def broken(words: Iterable[Word], room: int, hang: int = 0) -> list[list[Word]]:
    """Divides words into lines of at most so many cells; all but the first have `hang` cells less."""
    rows: list[list[Word]] = []
    used = space = 0
    for word in fitted(words, room - hang):
        gap = word.gap
        if not rows or used + gap + word.cells > space:
            space = room - hang if rows else room
            rows.append([])
            used = gap = 0
        rows[-1].append(word)
        used += gap + word.cells
    return rows


def run(words: Sequence[Word]) -> TextLine:
    """Sets words beside one another as one line, however long."""
    return _set(words, 0)


def paragraph(inlines: Sequence[Inline], setting: Setting, role: Role = "text", hang: int = 0) -> list[TextLine]:
    """Sets inlines as a paragraph."""
    return filled(prose(inlines, role, is_ascii=setting.is_ascii), setting, hang)


def labelled(label: Sequence[Word], lines: Sequence[TextLine], indent: int) -> list[TextLine]:
    """Sets lines in a column beside a label that is narrower than the indent."""
    mark = run(label)
    first = lines[0] if lines else TextLine()
    begin = beside((mark, blanks(indent - mark.cells if first.line else 0), first))
    return [begin, *shifted(lines[1:], indent)]


def _set(words: Sequence[Word], stretch_to: int) -> TextLine:
    """Sets one line; its blanks are stretched to a width, unless that is 0."""
    gaps = [0, *(word.gap for word in words[1:])]
    if stretch_to:
        gaps = _stretched(gaps, stretch_to - sum(gaps) - sum(word.cells for word in words))
    return _joined(_spaced(words, gaps))


def _spaced(words: Sequence[Word], gaps: Sequence[int]) -> Iterator[Piece]:
    """Gives the pieces of a line with the blanks between them; a blank within a link belongs to it."""
    last = Piece("", "text")
    for word, gap in zip(words, gaps, strict=True):
        if gap:
            is_alike = last[1:] == word.pieces[0][1:]
            yield last._replace(text=" " * gap) if is_alike else Piece(" " * gap, "text")
        yield from word.pieces
        last = word.pieces[-1]


def _joined(pieces: Iterable[Piece]) -> TextLine:
    """Makes pieces a line: neighbours of one role are one span, neighbours with one target one link."""
    spans: list[Span] = []
    links: list[Link] = []
    cell = 0
    before = ""
    for text, role, target, _ in pieces:
        end = cell + cells_of(text)
        if target and target == before:
            links[-1] = Link(links[-1].start, end, target, links[-1].text + text)
        elif target:
            links.append(Link(cell, end, target, text))
        if spans and spans[-1].role == role:
            spans[-1] = Span(spans[-1].text + text, role)
        else:
            spans.append(Span(text, role))
        cell, before = end, target
    return TextLine(tuple(spans), tuple(links))


def _stretched(gaps: list[int], missing: int) -> list[int]:
    """Widens blanks evenly, so that a line gets longer by what is missing."""
    places = [number for number, gap in enumerate(gaps) if gap]
    if not places or missing > len(places) * _WIDEST_STRETCH:
        return gaps
    for number, place in enumerate(places):
        gaps[place] += (number + 1) * missing // len(places) - number * missing // len(places)
    return gaps
