"""The parts of a screen on one line, the shown one in brackets: ``[Works 17] Topics 7  Collaborators 4``."""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.lines import Line, Span, width
from tuiread.widgets.bar import Bar, Rule

Tab = tuple[str, ...]
"""A part's name, and shorter ones for narrower screens; all parts of a line have as many."""


class TabLine(Bar):
    """Names of parts; where they do not fit, shorter ones."""

    def __init__(self, *, rule: Rule | None = None, id: str | None = None) -> None:
        super().__init__(rule=rule, id=id)
        self._tabs: tuple[Tab, ...] = ()
        self._current = 0

    def show_tabs(self, tabs: Sequence[Tab], current: int) -> None:
        """Show other names, or another part."""
        self._tabs, self._current = tuple(tabs), current
        self.redraw()

    def line(self, cells: int) -> Line:
        """Words the longest names that fit."""
        forms = [self._form(length) for length in range(min(map(len, self._tabs), default=1))]
        return next((form for form in forms if width(form) <= cells), forms[-1])

    def _form(self, length: int) -> Line:
        spans: list[Span] = [Span(" ")] if length == 0 else []
        for place, tab in enumerate(self._tabs):
            is_shown = place == self._current
            spans += [Span(f"[{tab[length]}]" if is_shown else f" {tab[length]} ", "strong" if is_shown else "dim")]
        return tuple(spans)
