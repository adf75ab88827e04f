"""The daily feed: a day, a week or a month of Hugging Face's papers, from the cache.

    [ ] H L  older, newer     .  newest, or what a sync brought     v  day, week, month     ctrl+r  fetch

A sync never touches the list under the reader: what it brings waits for ``.``, and only an empty page fills by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType

from tuiread.dates import period_of
from tuiread.lines import Span
from tuiread.screens.order_verbs import OrderVerbs
from tuiread.words.feed import empty_words, feed_head, feed_row, freshness_words, step_words
from tuiread.words.times import days_words, period_words

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from tuiread.lines import Line
    from tuiread.records import FeedPage, FeedRow, Order, PaperId, Period, PeriodKind, SyncReport

KINDS: tuple[PeriodKind, ...] = ("day", "week", "month")


class FeedScreen(OrderVerbs):
    """The feed of one period, in one order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket,H",
            "step(True)",
            "older",
            tooltip="Go to the older day, week or month",
            id="feed.older",
        ),
        Binding(
            "right_square_bracket,L",
            "step(False)",
            "newer",
            tooltip="Go to the newer day, week or month",
            id="feed.newer",
        ),
        Binding(
            "full_stop",
            "newest",
            "newest",
            tooltip="Show what a sync brought, or go to the newest day",
            id="feed.newest",
        ),
        Binding("v", "next_kind", "day/week/month", tooltip="Change day/week/month", id="feed.view"),
        Binding(
            "ctrl+r",
            "fetch",
            "fetch",
            tooltip="Fetch these days again, and missed ones",
            id="feed.fetch",
        ),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "paper.save", "paper.follow", "feed.older", "feed.newer", "feed.view", "feed.order",
        "list.next_unread", "list.filter", "paper.read", "paper.copy", "paper.browse", "feed.fetch",
    )  # fmt: skip

    def __init__(self, place: str, page: FeedPage | None = None) -> None:
        super().__init__(place, page)
        self._waiting = 0
        self._is_starter_over = False
        self._seen_sync: SyncReport | None = None
        """The last sync whose newer days the reader was offered and turned another page since."""
        self._gap: tuple[Period, ...] = ()
        """Missed days that the last step went over; ctrl+r fetches them, too."""

    # Page

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the period's rows as the store has them now."""
        if self.page is None:
            return ()
        fresh = await self.read_page(self.page.period, self.page.order)
        if self.page.freshness.is_starter and not fresh.freshness.is_starter:
            self._is_starter_over = True
            return self.page.rows
        self.page = fresh
        self.look_at_order(fresh.rows)
        return fresh.rows

    async def show_period(
        self, period: Period | None, order: Order | None = None, *, keep: PaperId | None = None
    ) -> None:
        """Show a period, or the newest day; the cursor stays on a paper that is still there."""
        chosen = order or (self.page.order if self.page else self.app.settings.feed.order)
        self.show_page(await self.read_page(period, chosen), keep)
        self.learn_soon()

    def show_page(self, page: FeedPage, keep: PaperId | None = None) -> None:
        """Show a page that was read."""
        self.page, self._waiting, self._gap = page, 0, ()
        self._is_starter_over = self.has_new_order = False
        self.nothing = self._empty_lines(page)
        self.show_rows(page.rows, cursor_on=keep, is_new=True)

    async def reload(self) -> None:
        """Take fresh states; an empty page takes everything, because there is nothing to disturb."""
        if self.page is None or not self.all_rows:
            await self.show_period(self.page.period if self.page else None)
        else:
            self.put_back(await self.fresh_rows())
            await super().reload()
            self.learn_soon()

    def take_waiting(self, count: int) -> None:
        """Offer new papers instead of moving the list."""
        self._waiting = count

    def show_heads(self) -> None:
        """Say which period this is, how many are unread, and how fresh it is."""
        if self.page is None:
            return
        shown = self.page
        self.app.shows_starter = shown.freshness.is_starter
        self.places.status = self.app.status_word
        self.show_head(*feed_head(replace(shown, rows=self.all_rows), self.app.size.width))
        if self.needle:
            self.say(self.narrowed_words())
        else:
            refresh = "the next start online" if self.app.is_offline else "ctrl+r"
            now = self.app.library.now()
            offer = self._offer(shown) or self.order_words(shown)
            self.say(offer or freshness_words(shown.freshness, shown.period, now, refresh=refresh))

    def _offer(self, shown: FeedPage) -> str:
        """Return what the last sync brought and the list does not show; empty when there is nothing."""
        if self._is_starter_over:
            return "Fetched papers are here, . to show · the starter edition steps aside"
        if self._waiting:
            return f"{self._waiting} new, . to show"
        report = self.app.last_sync
        if report is None or report is self._seen_sync:
            return ""
        newer = {day: kept.new_count for day, kept in report.days.items() if day > shown.period.end and kept.new_count}
        return f"{newer[max(newer)]} new on {days_words((max(newer),))}, . to show" if newer else ""

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a paper's lines; weeks and months say the day."""
        shows_day = self.page is not None and self.page.period.kind != "day"
        return feed_row(row, cells, height=self.rows.row_height, shows_day=shows_day)

    def _empty_lines(self, page: FeedPage) -> list[Line]:
        return [(Span(text),) for text in empty_words(page, self.app.library.now())]

    # Verbs

    async def step(self, *, is_older: bool) -> None:
        """Go to the next period that has papers, and say what was stepped over."""
        if self.page is None:
            return
        step = await self.app.library.step(self.page.period, is_older=is_older)
        if step.period is None:
            return self.notice(step_words(step, is_older=is_older))
        await self.show_period(step.period)
        self._gap = tuple(period_of("day", day) for day in step.skipped_missing)
        if words := step_words(step, is_older=is_older):
            self.notice(words)
        if self.page.freshness.missing_days and not self.page.rows:
            self.app.start_sync([step.period])
        return None

    async def show_newest(self) -> None:
        """Show what waits in this period; else go to the newest day."""
        if (self._waiting or self.has_new_order) and self.page is not None:
            return await self.show_period(self.page.period, keep=self.paper_in_hand())
        before = self.page.period if self.page and not self._is_starter_over else None
        await self.show_period(None, keep=self.paper_in_hand())
        if self.page is not None and self.page.period == before:
            self.notice(f"{period_words(self.page.period)} is the newest day you have; ctrl+r looks for more.")
        return None

    async def change_kind(self) -> None:
        """Go from day to week to month and back to the day of the paper in hand."""
        if self.page is None:
            return
        row = self.rows.current
        day = (row.day if row else None) or self.page.period.start
        kind = KINDS[(KINDS.index(self.page.period.kind) + 1) % len(KINDS)]
        await self.show_period(period_of(kind, day), keep=self.paper_in_hand())

    def fetch(self) -> None:
        """Fetch the shown period, and missed days that were stepped over; in the starter edition what is due."""
        if self.page is None or self.page.freshness.is_starter:
            self.app.start_sync()
        else:
            self.app.start_sync([self.page.period, *self._gap])
            self._gap = ()

    # Handlers

    def on_mount(self) -> None:
        """Show the page that came along, or ask for the newest."""
        if self.page is None:
            self.work(lambda: self.show_period(None), "load")
        else:
            self.show_page(self.page)
        self.call_after_refresh(self._after_first_frame)

    def _after_first_frame(self) -> None:
        """Load what no first frame waits for: what the reader likes, and how long they were away."""
        page = self.page
        if page is not None and page.order == "for-you" and page.learning is None:
            keep = self.paper_in_hand() if self.rows.cursor else None
            self.work(lambda: self.show_period(page.period, keep=keep), "load")
        self.work(self.greet, "greet")

    # Actions

    def action_step(self, is_older: bool) -> None:
        """Go to the older or newer period."""
        self._turn(lambda: self.step(is_older=is_older))

    def action_newest(self) -> None:
        """Show what waits, or the newest day."""
        self._turn(self.show_newest)

    def action_next_kind(self) -> None:
        """Change between day, week and month."""
        self._turn(self.change_kind)

    def action_next_order(self) -> None:
        """Change the order."""
        self._turn(self.change_order)

    def _turn(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._seen_sync = self.app.last_sync
        self.work(job, "load")

    def action_fetch(self) -> None:
        """Ask Hugging Face again."""
        self.fetch()
