"""The line above the keys: what a screen is made of, what just happened, how far a sync is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from tuiread.lines import Line, Role, Span, fit, plain, wrap
from tuiread.widgets.text_bar import TextBar

_BAR_CELLS = 10
_MOST_LINES = 3


class StatusLine(TextBar):
    """A text, or how far something with a known end is; what it counts is the caller's business.

    A sentence that is longer than the line takes up to three, and gives them back with the next one.
    """

    def show_text(self, text: str, role: Role = "dim") -> None:
        """Says a text; a long one makes the bar higher."""
        cells = self.size.width or self.app.size.width
        lines = wrap(text, max(1, cells - 2), role=role)
        if len(lines) > _MOST_LINES:
            rest = " ".join(plain(line) for line in lines[_MOST_LINES - 1 :])
            lines[_MOST_LINES - 1 :] = [(Span(fit(rest, max(1, cells - 2)), role),)]
        self._show_lines([(Span(" "), *line) for line in lines] or [()])

    def show_progress(self, label: str, done: int, total: int, detail: str = "") -> None:
        """Shows a bar of what is done, as in ``syncing 3 of 11 ━━━─────── 34 papers``.

        Args:
            label: What is going on.
            done: Steps that are finished.
            total: All steps; 0 while that is not known, and then no bar is drawn.
            detail: What came of it so far.
        """
        if total <= 0:
            self._show_lines([(Span(f" {label}"), Span(f" {detail}", "dim"))])
            return
        done = max(0, min(done, total))
        filled = _BAR_CELLS * done // total
        line = (
            Span(f" {label} {done} of {total} "),
            Span("━" * filled, "accent"),
            Span("─" * (_BAR_CELLS - filled), "dim"),
            Span(f" {detail}", "dim"),
        )
        self._show_lines([line])

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the rule, the line, and the further lines of a long sentence."""
        return super().draw_lines(cells, height) + [self.strip(line, cells) for line in self._more]

    def _show_lines(self, lines: Sequence[Line]) -> None:
        self._more = tuple(lines[1:])
        height = len(lines) + (1 if self._rule else 0)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.show(lines[0])

    _more: tuple[Line, ...] = ()
