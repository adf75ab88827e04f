"""Why a paper stands where it does in the for-you order: words and saved papers, each of which can be switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.lines import SEPARATOR, Span
from tuiread.screens.base_screen import BaseScreen
from tuiread.widgets.row_list import RowList
from tuiread.words.taste import place_words, plain_place, rank_words, reason_row, refusal_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import PlaceInFeed, Reason


class PlaceScreen(BaseScreen):
    """The reasons of one paper's place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "switch", "on/off", tooltip="Switch this reason off or on, everywhere", id="place.switch"),
        Binding("i", "sources", "sources", tooltip="Who said each fact of the paper, and when", id="place.sources"),
        Binding("y", "copy", "copy", tooltip="Copy all of this as text", id="place.copy"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = ("place.switch", "place.sources", "place.copy", "go.back")

    def __init__(self, place: str, shown: PlaceInFeed) -> None:
        super().__init__(place)
        self.shown = shown
        self.reasons: RowList[Reason] = RowList(self.draw_reason, row_height=1)

    def compose_body(self) -> ComposeResult:
        """Put the reasons under the head."""
        yield self.head
        yield self.reasons

    def draw_reason(self, reason: Reason, cells: int) -> Sequence[Line]:
        """Return a reason's line."""
        return [reason_row(reason, cells)]

    # Verbs

    def show_place(self, shown: PlaceInFeed) -> None:
        """Show the reasons as they stand; the cursor stays on its reason."""
        before = self.reasons.current
        self.shown = shown
        rows = shown.reasons
        cursor = next((place for place, row in enumerate(rows) if before and row.key == before.key), 0)
        self.reasons.empty = self._nothing()
        self.reasons.show(rows, cursor=cursor)
        self.show_head((Span(shown.row.title, "heading"),), (Span(rank_words(shown), "dim"),))
        self.say(SEPARATOR.join(place_words(shown)))

    def _nothing(self) -> list[Line]:
        if self.shown.standing is None:
            return [(Span(refusal_words(self.shown.learning)),)]
        return [(Span("No word of this paper was learnt; it stands by its votes."),)]

    async def reload(self) -> None:
        """Take what was switched."""
        self.show_place(await self.app.library.ranking.place(self.shown.row.id))

    async def switch(self, reason: Reason) -> None:
        """Switch a reason off, or on again."""
        await self.app.library.ranking.switch(reason, is_off=not reason.is_off)
        self.notice(f"“{reason.text}” is switched {'on again' if reason.is_off else 'off, everywhere'}; u undoes it.")
        self.app.store_changed()

    async def show_sources(self) -> None:
        """Show who said each fact of the paper."""
        from tuiread.screens.text_screen import TextScreen
        from tuiread.words.paper import source_lines

        page = await self.app.library.paper(self.shown.row.id)
        await self.app.push_screen(TextScreen(page.paper.title, lambda cells: source_lines(page, cells)))

    # Handlers

    def on_mount(self) -> None:
        """Show the place that came along."""
        self.show_place(self.shown)

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Switch the reason of a row."""
        self.action_switch()

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what changed."""
        self.work(self.reload, "reload")

    # Actions

    def action_switch(self) -> None:
        """Switch the reason under the cursor."""
        reason = self.reasons.current
        if reason is not None:
            self.work(lambda: self.switch(reason), "switch")

    def action_sources(self) -> None:
        """Show the sources."""
        self.work(self.show_sources, "sources")

    def action_copy(self) -> None:
        """Copy everything as text."""
        self.app.copy_to_clipboard("\n".join(plain_place(self.shown, 80)))
        self.notice("Sent to the terminal's clipboard: all of these reasons.")
