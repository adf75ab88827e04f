"""The last line of a screen: the keys that matter here, as many as the width allows."""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.lines import Line, Span, fit_line, width
from tuiread.widgets.bar import Bar

Key = tuple[str, str]
"""A key as it is printed on the screen, and what it does in a word or two."""


class KeyLine(Bar):
    """Keys and their labels, most important first; the last one (help) is always kept.

    It is not Textual's footer: it is one widget instead of one for every key, and it is told its keys.
    """

    def __init__(self, keys: Sequence[Key] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = tuple(keys)

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Names other keys."""
        self._keys = tuple(keys)
        self.redraw()

    def line(self, cells: int) -> Line:
        """Words as many keys as fit, in order, and the last one."""
        if not self._keys:
            return ()
        *others, last = [(Span(" "), Span(key, "key"), Span(f" {label} ", "dim")) for key, label in self._keys]
        room = cells - width(last)
        line: Line = ()
        for words in others:
            if width(line) + width(words) > room:
                break
            line += words
        return fit_line(line + last, cells)
