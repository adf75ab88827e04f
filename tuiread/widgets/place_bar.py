"""The first line of every screen: the places one can go to, where one is, and whether the program is online."""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.lines import Line, Span, left_right, width
from tuiread.widgets.bar import Bar

NARROW = 80
"""Under so many columns places have their short names."""


Place = tuple[str, str, str]
"""The digit that goes to a place, its name and its short name."""


class PlaceBar(Bar):
    """``[1 Feed] 2 Following  3 Library      offline``: names give way to short names, and those to digits."""

    def __init__(self, places: Sequence[Place], current: str, *, status: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._places = tuple(places)
        self._current = current
        self._status = status

    @property
    def status(self) -> str:
        """A word or two at the right edge: ``offline``, ``syncing 3/11``, ``starter edition``."""
        return self._status

    @status.setter
    def status(self, words: str) -> None:
        self._status = words
        self.redraw()

    def show_places(self, places: Sequence[Place], current: str) -> None:
        """Names other places or counts (``Following(3)``), or stands at another one."""
        self._places, self._current = tuple(places), current
        self.redraw()

    def line(self, cells: int) -> Line:
        """Words the bar with the longest names that leave room for the status."""
        status = (Span(self._status, "dim"),) if self._status else ()
        room = cells - (width(status) + 2 if status else 0)
        forms = [self._short(), self._digits()]
        if cells >= NARROW:
            forms.insert(0, self._long())
        return left_right(next((form for form in forms if width(form) <= room), forms[-1]), status, cells)

    def _long(self) -> Line:
        return tuple(
            Span(f"[{digit} {name}]", "strong") if digit == self._current else Span(f" {digit} {name} ")
            for digit, name, _ in self._places
        )

    def _short(self) -> Line:
        return self._spaced([f"{digit} {short_name}" for digit, _, short_name in self._places])

    def _digits(self) -> Line:
        return self._spaced(
            [f"{digit} {short_name}" if digit == self._current else digit for digit, _, short_name in self._places]
        )

    def _spaced(self, names: Sequence[str]) -> Line:
        spans: list[Span] = []
        for (digit, _, _), name in zip(self._places, names, strict=True):
            is_current = digit == self._current
            spans += [Span(f"[{name}]", "strong") if is_current else Span(name), Span(" ")]
        return tuple(spans[:-1])
