"""A reader of whole papers: lines of a `Flow`, laid out where one looks, with links to go through and words to find.

It knows where it is as a part and a line within it, never as a number of all lines, because most parts are never laid
out.  It is *not* a pager of ready lines (see `TextPane`) and does not know what a link leads to: it tells the screen.

    part 17 ┐ line 0      "3.2  Crossover"
            ┘ (blank)
    part 18 ┐ line 0      "We study how ..."      <- top = Spot(18, 0)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tuiread.document.spots import TOP, Chosen, Spot
from tuiread.lines import BLANK, Line, Span, plain, width
from tuiread.widgets.drawn import Drawn
from tuiread.widgets.shading import shade

if TYPE_CHECKING:
    from tuiread.document.flow import Flow
    from tuiread.document.layout import Setting, TextLine

MARGIN = 3
"""Cells at the left of every line: a blank, the sign of a mark or a note, a blank."""

_KEPT_PARTS = 400
"""How many laid out parts are kept."""


class TextView(Drawn, can_focus=True):
    """A text with a first line on the screen, perhaps a chosen link, and perhaps words to show.

    Args:
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move_by(1)", "Next line", tooltip="Scroll one line down", id="read.down", show=False),
        Binding("k,up", "move_by(-1)", "Previous line", tooltip="Scroll one line up", id="read.up", show=False),
        Binding("g,home", "first", "Top", tooltip="Scroll to the top", id="read.first", show=False),
        Binding("G,end", "last", "End", tooltip="Scroll to the end", id="read.last", show=False),
        Binding("space,pagedown", "page(1)", "page", tooltip="Scroll a page down", id="read.page_down", show=False),
        Binding("b,pageup", "page(-1)", "page back", tooltip="Scroll a page up", id="read.page_up", show=False),
        Binding("ctrl+d", "half(1)", "Half page", tooltip="Scroll half a page down", id="read.half_down", show=False),
        Binding("ctrl+u", "half(-1)", "Half back", tooltip="Scroll half a page up", id="read.half_up", show=False),
        Binding("tab", "link(1)", "next link", tooltip="Choose the next link of the text", id="read.link"),
        Binding(
            "shift+tab", "link(-1)", "link before", tooltip="Choose the link before", id="read.link_before", show=False
        ),
        Binding(
            "enter,l", "follow", "follow", tooltip="Follow the chosen link, or the first one here", id="read.follow"
        ),
    ]

    @dataclass
    class Moved(Message):
        """Other lines are on the screen, or another link is chosen; only the newest of several is kept."""

        text_view: TextView

        @property
        def control(self) -> TextView:
            """The view, for `on` selectors."""
            return self.text_view

        def can_replace(self, message: Message) -> bool:
            """Whether a newer message makes this one out of date."""
            return isinstance(message, TextView.Moved) and message.text_view is self.text_view

    @dataclass
    class Followed(Message):
        """The reader asks where a link leads."""

        text_view: TextView
        target: str
        """An anchor of the text, or an address."""

        @property
        def control(self) -> TextView:
            """The view, for `on` selectors."""
            return self.text_view

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._flow: Flow | None = None
        self._setting_for: Callable[[int], Setting] | None = None
        self._laid_out: dict[int, tuple[TextLine, ...]] = {}
        self._laid_out_for: Setting | None = None
        self._top = Spot(0, 0)
        self._signs: Mapping[int, str] = {}
        self._needle = ""
        self.chosen: Chosen | None = None
        """The link that Enter follows; None until one is chosen."""

    # What it shows

    @property
    def top(self) -> Spot:
        """The first line on the screen."""
        return self._top

    def show(self, flow: Flow, setting_for: Callable[[int], Setting], top: Spot = TOP) -> None:
        """Shows a text.

        Args:
            flow: The text.
            setting_for: Gives how to lay it out for a width in cells.
            top: The first line on the screen.
        """
        self._flow, self._setting_for = flow, setting_for
        self._laid_out_for, self._laid_out = None, {}
        self.chosen = None
        self._top = top
        self.redraw()

    def show_signs(self, signs: Mapping[int, str]) -> None:
        """Shows a letter beside the first line of parts that carry a mark or a note."""
        self._signs = signs
        self.redraw()

    def show_needle(self, needle: str) -> None:
        """Shows where words stand; an empty text shows none."""
        self._needle = needle
        self.redraw()

    @property
    def lines_on_screen(self) -> list[tuple[Spot, TextLine | None]]:
        """The lines on the screen with their places; None is a blank one."""
        return list(islice(self._downwards(self._top), self.size.height))

    @property
    def parts_on_screen(self) -> range:
        """The parts of which a line is on the screen."""
        lines = self.lines_on_screen
        return range(lines[0][0].part, lines[-1][0].part + 1) if lines else range(0)

    # Verbs of keys, wheel and palette

    def move_by(self, count: int) -> None:
        """Scrolls down by so many lines, up if negative."""
        ways = self._downwards(self._top) if count >= 0 else self._upwards(self._top)
        spots = [spot for spot, _ in islice(ways, 1, abs(count) + 1)]
        self.go_to(spots[-1] if spots else self._top)

    def go_to(self, spot: Spot) -> None:
        """Scrolls so that a line is the first on the screen, or near the end as far up as the text allows."""
        if self._flow is None:
            return
        spot = min(spot, self._last_top())
        if spot != self._top:
            self._top = spot
            self._forget_choice()
            self.redraw()

    def page(self, direction: int) -> None:
        """Scrolls a page down or up and keeps one line for context."""
        self.move_by(direction * max(1, self.size.height - 1))

    def half(self, direction: int) -> None:
        """Scrolls half a page down or up."""
        self.move_by(direction * max(1, self.size.height // 2))

    def first(self) -> None:
        """Scrolls to the top."""
        self.go_to(Spot(0, 0))

    def last(self) -> None:
        """Scrolls to the end."""
        if self._flow is not None:
            self.go_to(self._last_top())

    def choose(self, direction: int) -> None:
        """Chooses the next or the previous link, and scrolls where it is if it is not on the screen."""
        chosen = self._next_link(direction)
        if chosen is None:
            return
        self.chosen = chosen
        shown = [spot for spot, _ in self.lines_on_screen]
        if chosen.spot not in shown:
            self._top = min(self.above(chosen.spot, self.size.height // 3), self._last_top())
        self.redraw()
        self.tell(self.Moved(self))

    def choose_line(self, part: int, target: str) -> None:
        """Chooses the first line of a part as if all of it were a link."""
        from tuiread.document.layout import Link

        lines = self.lines(part)
        if not lines:
            return
        line = lines[0].line
        self.chosen = Chosen(Spot(part, 0), Link(0, width(line), target, plain(line)))
        self.redraw()

    def above(self, spot: Spot, count: int) -> Spot:
        """Gives the line so many lines above another, or the first of the text."""
        spots = [above for above, _ in islice(self._upwards(spot), count + 1)]
        return spots[-1] if spots else spot

    def follow(self) -> None:
        """Tells the screen to go where the chosen link leads; without one, the first on the screen is chosen."""
        if self.chosen is None:
            self.choose(1)
        else:
            self.tell(self.Followed(self, self.chosen.link.target))

    action_move_by = move_by
    action_first = first
    action_last = last
    action_page = page
    action_half = half
    action_link = choose
    action_follow = follow

    # Where lines are

    def lines(self, part: int) -> tuple[TextLine, ...]:
        """Gives the lines of a part for the width as it is; none while there is no width."""
        if self._flow is None or self._laid_out_for is None:
            return ()
        if part not in self._laid_out:
            if len(self._laid_out) >= _KEPT_PARTS:
                self._laid_out.clear()
            self._laid_out[part] = self._flow.lay_out(part, self._laid_out_for)
        return self._laid_out[part]

    def _height(self, part: int) -> int:
        assert self._flow is not None
        return len(self.lines(part)) + self._flow.gap_after(part)

    def _downwards(self, spot: Spot) -> Iterator[tuple[Spot, TextLine | None]]:
        """Gives the lines from one on."""
        if self._flow is None or not self._is_laid_out():
            return
        part, line = spot
        while part < len(self._flow.parts):
            lines = self.lines(part)
            for place in range(line, self._height(part)):
                yield Spot(part, place), lines[place] if place < len(lines) else None
            part, line = part + 1, 0

    def _upwards(self, spot: Spot) -> Iterator[tuple[Spot, TextLine | None]]:
        """Gives the lines from one back to the first."""
        if self._flow is None or not self._is_laid_out():
            return
        part, line = spot
        while part >= 0:
            lines = self.lines(part)
            for place in range(min(line, self._height(part) - 1), -1, -1):
                yield Spot(part, place), lines[place] if place < len(lines) else None
            part -= 1
            line = self._height(part) - 1 if part >= 0 else 0

    def _last_top(self) -> Spot:
        """Gives the first line of the last screen."""
        assert self._flow is not None
        last = len(self._flow.parts) - 1
        if not self._is_laid_out():
            return Spot(last, 0)
        spots = list(islice(self._upwards(Spot(last, self._height(last) - 1)), max(1, self.size.height)))
        return spots[-1][0]

    def _is_laid_out(self) -> bool:
        """Takes the width as it is; False while there is none."""
        if self._setting_for is None or not self.size.width:
            return False
        setting = self._setting_for(max(2, self.size.width - MARGIN - 1))
        if setting != self._laid_out_for:
            before, self._laid_out_for = self._laid_out_for, setting
            reached = self._share_of_part() if before else 0.0
            self._laid_out = {}
            self.chosen = None
            self._top = Spot(
                self._top.part, int(reached * len(self.lines(self._top.part))) if before else self._top.line
            )
        return True

    def _share_of_part(self) -> float:
        lines = self._laid_out.get(self._top.part, ())
        return self._top.line / len(lines) if lines else 0.0

    # Links

    def _links_of(self, spot: Spot, line: TextLine | None) -> list[Chosen]:
        return [Chosen(spot, link) for link in line.links] if line else []

    def _next_link(self, direction: int) -> Chosen | None:
        """Gives the link after or before the chosen one; from the screen's first or last line when none is."""
        if self._flow is None or not self.size.height:
            return None
        shown = self.lines_on_screen
        if not shown:
            return None
        start = self.chosen.spot if self.chosen else shown[0 if direction > 0 else -1][0]
        way = self._downwards(start) if direction > 0 else self._upwards(start)
        is_past = self.chosen is None
        for spot, line in way:
            links = self._links_of(spot, line)
            for chosen in links if direction > 0 else reversed(links):
                if is_past:
                    return chosen
                is_past = chosen == self.chosen
        return None

    def _forget_choice(self) -> None:
        """Drops the chosen link when it left the screen."""
        if self.chosen and self.chosen.spot not in [spot for spot, _ in self.lines_on_screen]:
            self.chosen = None

    # Drawing

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the lines on the screen."""
        if not self._is_laid_out():
            return []
        self._top = min(self._top, self._last_top())
        self.tell(self.Moved(self))
        return [self.strip(self._drawn(spot, line), cells) for spot, line in self.lines_on_screen]

    def _drawn(self, spot: Spot, line: TextLine | None) -> Line:
        sign = self._signs.get(spot.part, "") if spot.line == 0 else ""
        margin = (Span(f" {sign or ' '} ", "accent"),)
        if line is None:
            return margin if sign else BLANK
        chosen = self.chosen.link if self.chosen and self.chosen.spot == spot else None
        ranges = [(chosen.start, chosen.end)] if chosen else []
        shown = shade(line.line, ranges, "selected")
        return (*margin, *shade(shown, self._found_in(spot), "found"))

    def _found_in(self, spot: Spot) -> list[tuple[int, int]]:
        from tuiread.document.finding import ranges_in

        if not self._needle:
            return []
        return ranges_in([line.line for line in self.lines(spot.part)], self._needle).get(spot.line, [])

    # Handlers

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls three lines down."""
        event.stop()
        self.move_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls three lines up."""
        event.stop()
        self.move_by(-3)
