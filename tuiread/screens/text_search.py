"""What is looked for in a text, and which match one is at; the reader's screen shows it."""

from __future__ import annotations

from itertools import islice

from tuiread.document.finding import Finder, Match
from tuiread.document.flow import Flow
from tuiread.lines import Line
from tuiread.words.reader import Stop, found_stops, match_words


class TextSearch:
    """A search through one text; nothing is read before the first question.

    Args:
        flow: the text.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._finder: Finder | None = None
        self.needle = ""
        """What is looked for."""
        self.match: Match | None = None
        """Where one is; None when it is nowhere."""
        self._count = 0

    def read(self) -> None:
        """Make the text ready, which takes a moment in a long one with many formulas."""
        if self._finder is None:
            self._finder = Finder(self._flow.texts())

    def look_for(self, needle: str, part: int) -> Match | None:
        """Look for other words; return the first match from a part on."""
        self.read()
        assert self._finder is not None
        self.needle = needle
        self._count = self._finder.count(needle)
        self.match = self._finder.from_part(needle, part)
        return self.match

    def go(self, direction: int) -> Match | None:
        """Go to the next or the previous match."""
        if self._finder is None or self.match is None:
            return None
        step = self._finder.after if direction > 0 else self._finder.before
        self.match = step(self.needle, self.match)
        return self.match

    def take(self, number: int) -> Match | None:
        """Go to a match by its number from 0, as the contents list them."""
        if self._finder is not None:
            self.match = next(islice(self._finder.all(self.needle), number, None), None)
        return self.match

    @property
    def words(self) -> str:
        """Which match this is, in words; empty when nothing is looked for."""
        if not self.needle:
            return ""
        return match_words(self.needle, self.match.number if self.match else 0, self._count)

    def stops(self) -> list[Stop]:
        """Return the matches as rows of the contents pane."""
        if self._finder is None or not self.needle:
            return []
        return found_stops(self._finder, self._flow, self.needle)

    def line_of(self, lines: list[Line], place: int) -> int:
        """Return the line of a part on which its match number `place` begins."""
        from tuiread.document.finding import starts_in

        starts = starts_in(lines, self.needle)
        return starts[place] if place < len(starts) else 0
