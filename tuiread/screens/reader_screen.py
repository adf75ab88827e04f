"""A whole paper to read: its text, the contents beside it, words to find, marks and notes at places.

Wide terminals show the contents beside the text; narrow ones show them in its place, with ``c``.  The place is kept
while the reader rests, and found again also in another conversion of the paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tuiread.document.flow import Flow
from tuiread.document.layout import Setting
from tuiread.document.places import find_place, place_at
from tuiread.document.spots import Spot
from tuiread.lines import Span
from tuiread.screens.base_screen import WIDE
from tuiread.screens.reader_verbs import ReaderVerbs
from tuiread.screens.text_search import TextSearch
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_view import TextView
from tuiread.words.reader import (
    Stop,
    contents_stops,
    mark_stops,
    note_stops,
    stop_row,
    text_facts,
    where_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Resize
    from textual.timer import Timer
    from textual.widget import Widget
    from textual.widgets import Input

    from tuiread.document.finding import Match
    from tuiread.messages import StoreChanged
    from tuiread.records import PaperId, PaperPage, TextPage

REST_S = 0.6
"""How long the reader stays before the place is kept, so that scrolling writes nothing."""


class ReaderScreen(ReaderVerbs):
    """A text with its contents."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "find", tooltip="Find words in this text, while you type", id="read.find"),
        Binding("n", "next_match(1)", "next", tooltip="Go to the next match", id="read.next"),
        Binding("N", "next_match(-1)", "previous", tooltip="Go to the match before", show=False, id="read.previous"),
        Binding("c", "contents", "contents", tooltip="Go to the contents, or back to the text", id="read.contents"),
        Binding("backspace", "return", "return", tooltip="Go back to where you followed a link", id="read.return"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "read.page_down", "read.contents", "read.find", "read.next", "read.link", "read.mark", "read.jump",
        "read.note", "read.copy", "go.back",
    )  # fmt: skip
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: `_arrange` gives the focus."""

    def __init__(self, place: str, page: PaperPage, text: TextPage) -> None:
        super().__init__(place, page, text)
        self.flow = Flow(text.document)
        self.search = TextSearch(self.flow)
        self.view = TextView(id="text")
        self.contents: RowList[Stop] = RowList(stop_row, id="contents")
        self.shows_contents = False
        self._came_from: list[Spot] = []
        self._section = -1
        self._rest_timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Put the contents beside the text."""
        yield self.head
        with Horizontal():
            yield self.contents
            yield self.view

    # Verbs

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper that is read."""
        return self.page.paper.id

    def hints(self) -> tuple[str, ...]:
        """Return the keys that do something where the focus is."""
        return ("list.open", "read.contents", "read.find", "go.back") if self.shows_contents else self.HINTS

    def setting(self, cells: int) -> Setting:
        """Return how to lay the text out for a width in cells."""
        texts = self.app.settings.texts
        return Setting(cells, texts.measure, texts.justified, self.app.is_ascii)

    def go_to_part(self, part: int, line: int = 0, *, is_jump: bool = True) -> None:
        """Show a part at the top of the screen; a jump can be returned from."""
        if is_jump and self.view.top != Spot(part, line):
            self._came_from.append(self.view.top)
        self.view.go_to(Spot(part, line))

    def return_to(self) -> None:
        """Go back to where the last jump began."""
        if not self._came_from:
            return self.notice("No link was followed here.")
        self.view.go_to(self._came_from.pop())
        return None

    def look_for(self, needle: str) -> None:
        """Find other words from here on; no words end the search."""
        match = self.search.look_for(needle, self.view.top.part)
        self.view.show_needle(needle)
        self._show_match(match)
        self.show_stops()

    def next_match(self, direction: int) -> None:
        """Go to the next or the previous match."""
        if not self.search.needle:
            return self.notice(f"{self.app.hint(self, 'read.find')[0]} finds words in this text; then n and N go on.")
        before = self.search.match
        match = self.search.go(direction)
        # The only match, still in sight, stays where it is.
        if match is None or match != before or match.part not in self.view.parts_on_screen:
            self._show_match(match)
        return None

    def go_back(self) -> bool:
        """End the search first, then leave the contents, then the text."""
        if self.search.needle:
            self.look_for("")
            return True
        if self.shows_contents:
            self._show_contents(False)
            return True
        # The app's worker, because this screen's end with it.
        self.app.run_worker(self._told(self.keep_place), group="place")
        return super().go_back()

    def show_stops(self) -> None:
        """Fill the contents: sections, marks, notes, matches."""
        stops = contents_stops(self.flow.contents, len(self.text.document.references))
        stops += mark_stops(self.text.marks, self.mark_parts())
        stops += note_stops(self.text.notes, self.note_parts())
        found = self.search.stops()
        # What was found comes first while something is looked for: it is what the eye wants then.
        self.contents.show([*found, *stops], cursor=0 if found else self._section_row())
        self.view.show_signs(self.signs())

    # Where one is

    def share_at_top(self) -> float:
        """Return how far into its part the first line of the screen is."""
        part, line = self.view.top
        return min(1.0, line / max(1, len(self.view.lines(part))))

    def letters_read(self) -> float:
        """Return how many letters stand before the end of the screen."""
        shown = self.view.lines_on_screen
        if not shown:
            return 0
        part, line = shown[-1][0]
        share = min(1.0, (line + 1) / max(1, len(self.view.lines(part))))
        return self.flow.letters_before(part) + share * self.flow.letters_of(part)

    async def keep_place(self) -> None:
        """Keep where the reader is."""
        place = place_at(self.flow, self.view.top.part, self.share_at_top())
        await self.app.library.texts.keep_place(self.page.paper.id, place)

    def _say_where(self) -> None:
        if not self.view.size.height:
            return  # the contents stand in its place
        where = where_words(self.flow, self.view.top.part, self.letters_read())
        if self.app.size.width >= WIDE:
            where = f"{text_facts(self.text.facts, self.app.library.now())} · {where}"
        self.show_head((Span(self.page.paper.title, "heading"),), (Span(where, "dim"),))
        self._say_link()

    def _say_link(self) -> None:
        told = self.target_words(self.view.chosen.link.target) if self.view.chosen else ""
        self.say(" · ".join(filter(None, (self.search.words, told))) or self.snippet_of_notes())

    def _show_match(self, match: Match | None) -> None:
        if match is not None:
            lines = [line.line for line in self.view.lines(match.part)]
            line = self.search.line_of(lines, match.place)
            above = self.view.above(Spot(match.part, line), self.view.size.height // 3)
            self.view.go_to(above)
        self._say_link()

    def _follow_section(self) -> None:
        """Let the contents' cursor stand on the section that is read, unless the reader is there."""
        section = self.flow.entry_at(self.view.top.part)
        if not self.shows_contents and not self.search.needle and section != self._section:
            self._section = section if section is not None else -1
            self.contents.move_to(self._section_row())

    def _section_row(self) -> int:
        return max(0, self._section + 1)

    # Layout

    def _show_contents(self, shown: bool) -> None:
        self.shows_contents = shown
        self._arrange()

    def panes(self) -> Sequence[Widget]:
        """Return the panes that a line stands beside."""
        return (self.contents,)

    def _arrange(self) -> None:
        is_wide = self.app.size.width >= WIDE
        self.contents.display = is_wide or self.shows_contents
        self.view.display = is_wide or not self.shows_contents
        (self.contents if self.shows_contents else self.view).focus()
        self.show_hints()

    # Handlers

    def on_mount(self) -> None:
        """Show the text where it was left."""
        top = Spot(0, 0)
        if self.text.place is not None:
            found = find_place(self.flow, self.text.place)
            top = Spot(found.part, 0)
            self.call_after_refresh(self._go_into, found.part, found.share)
        self.view.show(self.flow, self.setting, top)
        self.show_stops()
        self._arrange()

    def _go_into(self, part: int, share: float) -> None:
        self.view.go_to(Spot(part, round(share * len(self.view.lines(part)))))

    def on_resize(self, event: Resize) -> None:
        """Show both panes or one."""
        if self.is_mounted:
            self._arrange()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let a click on a pane do what ``c`` does."""
        self.shows_contents = event.widget is self.contents

    def on_text_view_moved(self, message: TextView.Moved) -> None:
        """Say where in the text this is, and keep the place when the reader rests."""
        self._say_where()
        self._follow_section()
        if self._rest_timer is not None:
            self._rest_timer.stop()
        self._rest_timer = self.set_timer(REST_S, lambda: self.work(self.keep_place, "place"))

    def on_text_view_followed(self, message: TextView.Followed) -> None:
        """Go where a link leads."""
        self.work(lambda: self.follow_target(message.target), "paper")

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Go to a section, a mark, a note or a match."""
        stop: Stop = message.row
        if stop.kind == "title":
            return
        self._show_contents(False)
        if stop.kind == "found":
            self._show_match(self.search.take(message.index - 1))
        else:
            self.go_to_part(stop.part)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find while typing."""
        self.look_for(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the text with what was found."""
        event.input.remove()
        self._show_contents(False)

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take marks and notes as they are now."""
        self.work(self.reload, "reload")

    # Actions

    def action_find(self) -> None:
        """Ask which words to find."""
        from tuiread.widgets.needle_input import NeedleInput

        needle = next(iter(self.query(NeedleInput)), None)
        if needle is None:
            needle = NeedleInput(self.search.needle, "words of this text")
            self.mount(needle, before=self.status_line)
        needle.focus()
        self.work(self.read_ahead, "read")

    def action_next_match(self, direction: int) -> None:
        """Go to another match."""
        self.next_match(direction)

    def action_contents(self) -> None:
        """Change between text and contents."""
        self._show_contents(not self.shows_contents)

    def action_next_pane(self) -> None:
        """Change between text and contents."""
        self._show_contents(not self.shows_contents)

    def action_return(self) -> None:
        """Go back to where a link was followed."""
        self.return_to()
