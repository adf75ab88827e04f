"""A pane of lines that scrolls: an abstract, a profile, the preview beside a list, the help.

It is *not* a reader of whole books (all lines are laid out at once) and has no cursor.  It says where it is in words
instead of with a scroll bar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tuiread.lines import Line, Span
from tuiread.widgets.drawn import Drawn

Layout = Callable[[int], Sequence[Line]]
"""Gives the lines of a text for a width in cells."""


class TextPane(Drawn, can_focus=True):
    """Lines laid out for the pane's width, one blank cell from its left edge.

    Args:
        layout: What to show at first.
        can_focus: Whether keys can go to it; a preview beside a list takes none.
        has_rule: Whether a vertical line parts it from what stands at its left; the line shows the focus.
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move_by(1)", "Next line", tooltip="Scroll one line down", id="text.down", show=False),
        Binding("k,up", "move_by(-1)", "Previous line", tooltip="Scroll one line up", id="text.up", show=False),
        Binding("g,home", "first", "Top", tooltip="Scroll to the top", id="text.first", show=False),
        Binding("G,end", "last", "End", tooltip="Scroll to the end", id="text.last", show=False),
        Binding(
            "space,pagedown", "page_down", "Page down", tooltip="Scroll a page down", id="text.page_down", show=False
        ),
        Binding("b,pageup", "page_up", "Page up", tooltip="Scroll a page up", id="text.page_up", show=False),
        Binding(
            "ctrl+d",
            "half_page_down",
            "Half page down",
            tooltip="Scroll half a page down",
            id="text.half_down",
            show=False,
        ),
        Binding(
            "ctrl+u", "half_page_up", "Half page up", tooltip="Scroll half a page up", id="text.half_up", show=False
        ),
    ]

    @dataclass
    class Scrolled(Message):
        """Other lines are on the screen; only the newest of several is kept."""

        text_pane: TextPane
        position: str
        """See `TextPane.position`."""

        @property
        def control(self) -> TextPane:
            """The pane, for `on` selectors."""
            return self.text_pane

        def can_replace(self, message: Message) -> bool:
            """Whether a newer message makes this one out of date."""
            return isinstance(message, TextPane.Scrolled) and message.text_pane is self.text_pane

    def __init__(
        self,
        layout: Layout = lambda _cells: (),
        *,
        can_focus: bool = True,
        has_rule: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.can_focus = can_focus
        self._margin = "│ " if has_rule else " "
        self._make_lines = layout
        self._lines: Sequence[Line] = ()
        self._laid_out_for: int | None = None
        self._first_line = 0
        self._told = ""

    @property
    def position(self) -> str:
        """Which lines are on the screen, as ``12-30 of 88``; empty when all are."""
        total, height = len(self._lines), self.size.height
        if total <= height:
            return ""
        return f"{self._first_line + 1}-{min(total, self._first_line + height)} of {total}"

    @property
    def first_line(self) -> int:
        """The number of the first line on the screen, from 0."""
        return self._first_line

    def show(self, layout: Layout, *, home: bool = True, first_line: int = 0) -> None:
        """Shows another text, from its top or another line unless the old place is to be kept."""
        self._make_lines = layout
        self._laid_out_for = None
        if home:
            self._first_line = first_line
        self.redraw()

    def measure(self, cells: int) -> Sequence[Line]:
        """Gives the lines that the text takes in so many cells, for whoever makes room for the pane."""
        return self._make_lines(cells)

    # Verbs of keys, wheel and palette

    def move_by(self, count: int) -> None:
        """Scrolls down by so many lines, up if negative."""
        self._scroll_lines_to(self._first_line + count)

    def first(self) -> None:
        """Scrolls to the top."""
        self._scroll_lines_to(0)

    def last(self) -> None:
        """Scrolls to the end."""
        self._scroll_lines_to(len(self._lines))

    def page_down(self) -> None:
        """Scrolls a page down and keeps one line for context."""
        self.move_by(max(1, self.size.height - 1))

    def page_up(self) -> None:
        """Scrolls a page up and keeps one line for context."""
        self.move_by(-max(1, self.size.height - 1))

    def half_page_down(self) -> None:
        """Scrolls half a page down."""
        self.move_by(max(1, self.size.height // 2))

    def half_page_up(self) -> None:
        """Scrolls half a page up."""
        self.move_by(-max(1, self.size.height // 2))

    action_move_by = move_by
    action_first = first
    action_last = last
    action_page_down = page_down
    action_page_up = page_up
    action_half_page_down = half_page_down
    action_half_page_up = half_page_up

    # Drawing

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the lines on the screen."""
        self._lay_out(cells - len(self._margin))
        self._first_line = self._clamped(self._first_line)
        self._tell_position()
        shown = self._lines[self._first_line : self._first_line + height]
        blank_lines = [()] * (height - len(shown))
        margin = Span(self._margin, "accent" if self.has_focus else "dim")
        return [self.strip((margin, *line), cells) for line in (*shown, *blank_lines)]

    def _lay_out(self, cells: int) -> None:
        """Lays the text out for a width, once; a place in the middle stays about there."""
        if self._laid_out_for == cells:
            return
        before = len(self._lines)
        self._lines = self._make_lines(cells)
        if self._laid_out_for is not None and before:
            self._first_line = self._first_line * len(self._lines) // before
        self._laid_out_for = cells

    def _clamped(self, line: int) -> int:
        return max(0, min(line, len(self._lines) - self.size.height))

    def _scroll_lines_to(self, line: int) -> None:
        line = self._clamped(line)
        if line != self._first_line:
            self._first_line = line
            self.redraw()

    def _tell_position(self) -> None:
        if self.position != self._told:
            self._told = self.position
            self.tell(self.Scrolled(self, self.position))

    # Handlers

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls three lines down."""
        event.stop()
        self.move_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls three lines up."""
        event.stop()
        self.move_by(-3)
