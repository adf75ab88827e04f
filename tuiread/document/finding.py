"""Finding words in a text, however lines are broken.

    text of all parts ── Finder ──> how many, and the next one from a place
    laid out lines    ── ranges_in ──> the cells to show

Letters are compared without case; a blank stands for any white space, also the end of a line.  Nothing here lays out or
draws, and nothing is listed beyond what is asked for: one letter is in a long text fifty thousand times.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from tuiread.lines import Line, Span, plain, width

_BETWEEN = "\x00"
"""Stands between parts: nothing that is looked for goes from one into the next."""


class Match(NamedTuple):
    """Words that were found."""

    part: int
    offset: int
    """In the folded text of all parts."""
    number: int
    """From 1, in reading order."""
    place: int
    """From 0, among those of the same part."""


class Finder:
    """The letters of all parts, ready to be looked through.

    Args:
        texts: what each part says.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        folded = [fold(text) for text in texts]
        self._text = _BETWEEN.join(folded)
        self._starts = list(accumulate((len(text) + 1 for text in folded), initial=0))

    def count(self, needle: str) -> int:
        """Return how often words are there."""
        needle = fold(needle)
        return self._text.count(needle) if needle else 0

    def from_part(self, needle: str, part: int) -> Match | None:
        """Return the first match in a part or after it; the very first one when none follows."""
        return self._match(fold(needle), self._starts[part]) or self._match(fold(needle), 0)

    def after(self, needle: str, match: Match) -> Match | None:
        """Return the match after one; after the last one, the first."""
        needle = fold(needle)
        return self._match(needle, match.offset + len(needle)) or self._match(needle, 0)

    def before(self, needle: str, match: Match) -> Match | None:
        """Return the match before one; before the first one, the last."""
        needle = fold(needle)
        offset = self._text.rfind(needle, 0, match.offset)
        return self._at(needle, offset if offset >= 0 else self._text.rfind(needle))

    def all(self, needle: str) -> Iterator[Match]:
        """Yield every match in order."""
        match = self._match(fold(needle), 0)
        while match is not None:
            yield match
            offset = self._text.find(fold(needle), match.offset + len(fold(needle)))
            if offset < 0:
                return
            part = self._part(offset)
            match = Match(part, offset, match.number + 1, match.place + 1 if part == match.part else 0)

    def around(self, match: Match, needle: str, letters: int = 30, before: int = 12) -> tuple[str, str, str]:
        """Return what stands before a match, the match, and what follows, folded as they are compared."""
        start, end = match.offset, match.offset + len(fold(needle))
        first = max(self._starts[match.part], start - before)
        last = min(self._starts[match.part + 1] - 1, end + letters)
        return self._text[first:start], self._text[start:end], self._text[end:last]

    def _match(self, needle: str, start: int) -> Match | None:
        return self._at(needle, self._text.find(needle, start)) if needle else None

    def _at(self, needle: str, offset: int) -> Match | None:
        if offset < 0 or not needle:
            return None
        part = self._part(offset)
        earlier = self._text.count(needle, 0, offset)
        return Match(part, offset, earlier + 1, self._text.count(needle, self._starts[part], offset))

    def _part(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def fold(text: str) -> str:
    """Return a text as it is compared: lower case, each run of white space one blank."""
    return " ".join(text.split()).lower()


def ranges_in(lines: Sequence[Line], needle: str) -> dict[int, list[tuple[int, int]]]:
    """Return which cells of which lines show the words that are looked for; a match may go over several lines."""
    needle = fold(needle)
    if not needle:
        return {}
    texts = [plain(line) for line in lines]
    joined = "\n".join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found: dict[int, list[tuple[int, int]]] = {}
    for match in _pattern(needle).finditer(joined):
        for number in range(bisect_right(starts, match.start()) - 1, bisect_right(starts, match.end() - 1)):
            text, start = texts[number], starts[number]
            first = max(0, match.start() - start)
            first += len(text[first:]) - len(text[first:].lstrip()) if match.start() < start else 0
            last = min(len(text), match.end() - start)
            if first < last:
                found.setdefault(number, []).append((_cells(text[:first]), _cells(text[:last])))
    return found


def starts_in(lines: Sequence[Line], needle: str) -> list[int]:
    """Return for each match, in order, the line on which it begins."""
    needle = fold(needle)
    if not needle:
        return []
    texts = [plain(line) for line in lines]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    return [bisect_right(starts, match.start()) - 1 for match in _pattern(needle).finditer("\n".join(texts))]


def _pattern(needle: str) -> re.Pattern[str]:
    """Return what matches the words also where a line ends within them, and the next one is set in."""
    pieces = [r"\s+" if letter == " " else re.escape(letter) for letter in needle]
    return re.compile(r"(?:\n\s*)?".join(pieces), re.IGNORECASE)


def _cells(text: str) -> int:
    return width((Span(text),))
