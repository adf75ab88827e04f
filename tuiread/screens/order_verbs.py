"""The feed's orders: for-you beside votes and days, what is hidden, why a paper is here, and the way to a catch-up.

    S  next order     X  hidden papers     i  why here (in the order for-you)     C  catch up

An order that was learnt better never moves the list under the reader: it waits for ``.``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.screens.hide_verbs import HideVerbs
from tuiread.words.taste import NEW_ORDER, hidden_words, refusal_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuiread.records import FeedPage, FeedRow, Order, PaperId, Period

ORDERS: tuple[Order, ...] = ("trending", "new", "for-you")


class OrderVerbs(HideVerbs):
    """A period of the feed in one of its orders."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", "next_order", "order", tooltip="Change the order: trending, new or for-you", id="feed.order"),
        Binding(
            "X",
            "toggle_hidden",
            "hidden",
            tooltip="Show hidden papers, or leave them out",
            show=False,
            id="feed.hidden",
        ),
        Binding(
            "C",
            "catch_up",
            "catch up",
            tooltip="Catch up after days away, in three passes",
            show=False,
            id="feed.catch_up",
        ),
    ]

    def __init__(self, place: str, page: FeedPage | None = None) -> None:
        super().__init__(place)
        self.page = page
        """The shown page; None until the library has answered."""
        self.shows_hidden = False
        self.has_new_order = False
        """True when the same papers would stand in another order now."""
        self.catch_up_offer = ""

    # Pages

    async def show_period(
        self, period: Period | None, order: Order | None = None, *, keep: PaperId | None = None
    ) -> None:
        """Show a period, or the newest day; the cursor stays on a paper that is still there."""
        raise NotImplementedError

    async def read_page(self, period: Period | None, order: Order) -> FeedPage:
        """Return a period of the feed in an order, at once."""
        library = self.app.library
        if order == "for-you":
            return await library.ranking.feed(period, with_hidden=self.shows_hidden)
        return await library.feed(period, order, with_hidden=self.shows_hidden)

    def keeps_hidden_rows(self) -> bool:
        """Tell whether hidden papers stay in the list."""
        return self.shows_hidden

    def look_at_order(self, fresh: Sequence[FeedRow]) -> None:
        """Notice when the papers that are shown would stand in another order now."""
        if self.page is None or self.page.order != "for-you":
            return
        if self.page.learning is not None and self.page.learning.is_pending:
            return  # a first look differs from what was learnt, and is no news beside it
        shown = [row.id for row in self.all_rows]
        known, now = set(shown), {row.id for row in fresh}
        self.has_new_order = [one for one in shown if one in now] != [row.id for row in fresh if row.id in known]

    def meanings(self) -> Mapping[str, str]:
        """Say what `i` does in the order for-you."""
        is_for_you = self.page is not None and self.page.order == "for-you"
        return {"paper.sources": "Why it stands here, each reason with a switch"} if is_for_you else {}

    def order_words(self, page: FeedPage) -> str:
        """Return what the status line says of the order and of what is hidden; empty where there is nothing."""
        if self.has_new_order:
            return NEW_ORDER
        if page.order == "for-you" and page.learning is not None and not page.learning.is_offered:
            return refusal_words(page.learning)
        return self.catch_up_offer or hidden_words(page.hidden_count, is_shown=self.shows_hidden)

    # Verbs

    async def change_order(self) -> None:
        """Change to the next order; with too few saves for-you is left out, and a sentence says so."""
        if self.page is None:
            return
        order = ORDERS[(ORDERS.index(self.page.order) + 1) % len(ORDERS)]
        await self.show_period(self.page.period, order, keep=self.paper_in_hand())
        learning = self.page.learning
        if learning is not None and not learning.is_offered:
            await self.show_period(self.page.period, ORDERS[0], keep=self.paper_in_hand())
            self.notice(refusal_words(learning))

    def learn_soon(self) -> None:
        """Learn better in the background, where the order is for-you."""
        if self.page is not None and self.page.order == "for-you":
            self.work(self._learn, "learn")

    async def _learn(self) -> None:
        if await self.app.library.ranking.learn():
            await self.reload()

    async def toggle_hidden(self) -> None:
        """Show what is hidden, or leave it out again."""
        if self.page is None:
            return
        self.shows_hidden = not self.shows_hidden
        before = len(self.all_rows)
        await self.show_period(self.page.period, self.page.order, keep=self.paper_in_hand())
        if self.shows_hidden and len(self.all_rows) == before:
            self.shows_hidden = False
            self.notice("Nothing is hidden here; x hides a paper.")
            self.show_heads()

    async def show_sources(self, paper_id: PaperId) -> None:
        """Show in the order for-you why a paper is here; else who said each fact of it."""
        from tuiread.screens.place_screen import PlaceScreen

        if self.page is None or self.page.order != "for-you":
            return await super().show_sources(paper_id)
        await self.app.push_screen(PlaceScreen(self.place, await self.app.library.ranking.place(paper_id)))
        return None

    async def greet(self) -> None:
        """Keep that the reader is here, and offer a catch-up to one who was away."""
        from tuiread.words.catch_up import offer_words

        await self.app.library.ranking.visit()
        days = await self.app.library.ranking.away_days()
        self.catch_up_offer = offer_words(days) if days else ""
        self.show_heads()

    async def catch_up(self) -> None:
        """Open what came while the reader was away."""
        from tuiread.screens.catch_up_screen import CatchUpScreen
        from tuiread.words.catch_up import NOTHING

        self.catch_up_offer = ""
        found = await self.app.library.ranking.catch_up()
        if found is None:
            return self.notice(NOTHING)
        await self.app.push_screen(CatchUpScreen(self.place, found))
        return None

    # Actions

    def action_next_order(self) -> None:
        """Change the order."""
        self.work(self.change_order, "load")

    def action_toggle_hidden(self) -> None:
        """Show or leave out what is hidden."""
        self.work(self.toggle_hidden, "load")

    def action_catch_up(self) -> None:
        """Catch up."""
        self.work(self.catch_up, "catch up")
