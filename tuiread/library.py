"""The one door to everything that is kept: async questions and wishes; owns the store's thread and the sync.

    screens, commands ──await──> Library ───────StoreThread──> pages, acts, tables ──> library.db + cache.db
                                    │  └────────one task────> sync ──> sources
                                    └─ its rooms (rooms): people, letters, sections, search, graph, shelf ...

Questions are answered from the store, at once and without network.  Wishes that change something are shielded: whoever
asked may be cancelled, the change is kept all the same.  Not here: SQL, HTTP, words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuiread import acts, pages
from tuiread.dates import day_period
from tuiread.errors import NotFoundError
from tuiread.records import (
    DayReport,
    FeedKind,
    FeedPage,
    FollowedFeed,
    FollowingPage,
    ImportReport,
    Inbox,
    LibraryPage,
    Order,
    Paper,
    PaperId,
    PaperPage,
    Period,
    Progress,
    SearchOutcome,
    Step,
    SyncReport,
)
from tuiread.rooms import Rooms
from tuiread.store import Store
from tuiread.tables import editions, inbox, papers

if TYPE_CHECKING:
    from pathlib import Path

ProgressListener = Callable[[Progress], None]

START_UP_REST = dt.timedelta(minutes=15)
"""A sync that nobody asked for leaves days alone that were fetched more recently."""


class Library(Rooms):
    """Questions and wishes of screens and commands."""

    # Questions

    async def feed(
        self, period: Period | None = None, order: Order = "trending", *, with_hidden: bool = False
    ) -> FeedPage:
        """Return a period of the feed, or the newest day; for-you stands by votes until `ranking` is asked."""
        return await self._store.ask(pages.feed_page, period, order, self.now(), with_hidden=with_hidden)

    async def step(self, period: Period, *, is_older: bool) -> Step:
        """Return where a date key leads from a period, and what it steps over."""
        return await self._store.ask(pages.step, period, self.now(), is_older=is_older)

    async def paper(self, paper_id: PaperId) -> PaperPage:
        """Return a paper.

        Raises:
            NotFoundError: it is neither in the cache nor in the archive.
        """
        await self.has_paper(paper_id)
        return await self._store.ask(pages.paper_page, paper_id)

    async def saved(self) -> LibraryPage:
        """Return what the reader saved, newest save first."""
        return await self._store.ask(pages.library_page, self._settings.library.disk_limit_mb * 1_000_000)

    async def following(self) -> FollowingPage:
        """Return whom the reader follows, and their papers."""
        from tuiread.inbox import following_page

        return await self._store.ask(following_page, self.now())

    async def inbox(self) -> Inbox:
        """Return what came of followed people, topics and searches, and of saved papers."""
        from tuiread.inbox import inbox_page

        return await self._store.ask(inbox_page, self.now())

    async def news_count(self) -> int:
        """Return how many papers of the inbox are new; who follows nothing does not even load its rules."""
        if not await self._store.ask(inbox.has_sources):
            return 0
        return (await self.inbox()).new_count

    async def feed_choices(self, text: str) -> tuple[FollowedFeed, ...]:
        """Return what a text can mean as a topic or a search to follow, each with how many recent papers fit."""
        from tuiread.inbox import feed_choices

        return await self._store.ask(feed_choices, text, self.now())

    async def paper_total(self) -> int:
        """Return how many papers the cache holds."""
        return await self._store.ask(papers.count_papers)

    async def counts(self) -> dict[str, int]:
        """Return how much there is of everything, for the doctor."""
        return await self._store.ask(pages.counts)

    async def check(self) -> dict[str, str]:
        """Return by database ``ok``, or what is broken in it, for the doctor."""
        return await self._store.run(Store.check)

    async def search_online(self, words: str) -> tuple[SearchOutcome, ...]:
        """Ask Hugging Face and arXiv for papers with some words, and keep what came; a failure is an outcome."""
        from tuiread.search_sync import search_online

        return await search_online(self._store, self._feed_source(), self.researchers.sources().arxiv, words)

    # Wishes

    async def harvest(
        self,
        category: str,
        days: tuple[dt.date | None, dt.date | None],
        on_progress: Callable[[Progress], None] = lambda progress: None,
    ) -> ImportReport:
        """Take in what arXiv lists of a category, from where the last harvest of it stopped or ended.

        Args:
            category: such as ``cs.LG``, ``cs`` or ``all``.
            days: the first and the last day of changes; None for what was not asked for yet.
            on_progress: told how many records came.

        Raises:
            NotFoundError: arXiv is switched off.
            SourceError: it failed; what came is kept.
        """
        from tuiread.bulk import harvest

        source = self.researchers.sources().harvest
        if source is None:
            raise NotFoundError("arXiv is switched off in the settings, and a harvest asks nobody else.")
        return await harvest(self._store, source, category, days, on_progress)

    async def import_file(
        self, path: Path, on_progress: Callable[[Progress], None] = lambda progress: None, *, is_again: bool = False
    ) -> ImportReport:
        """Take in a file of arXiv's metadata, from where an earlier import of it stopped.

        Raises:
            UsageError: it cannot be opened.
        """
        from tuiread.bulk import import_snapshot

        return await import_snapshot(self._store, path, on_progress, is_again=is_again)

    async def save(self, paper_ids: Sequence[PaperId]) -> None:
        """Save papers into the library, whole.

        Raises:
            NotFoundError: one of them is not in the cache; then none is saved.
        """
        await self._store.wish(acts.save, paper_ids, self.now())

    async def unsave(self, paper_ids: Sequence[PaperId]) -> None:
        """Take papers out of the library.

        Raises:
            NotFoundError: one of them is not in the library; then none is taken out.
        """
        await self._store.wish(acts.unsave, paper_ids, self.now())

    async def mark_read(self, paper_ids: Sequence[PaperId], label: str) -> int:
        """Mark papers as read, as one step with a label for undo; return how many were unread."""
        return await self._store.wish(acts.mark_read, paper_ids, self.now(), label)

    async def mark_unread(self, paper_ids: Sequence[PaperId], label: str) -> None:
        """Mark papers as unread."""
        await self._store.wish(acts.mark_unread, paper_ids, self.now(), label)

    async def follow_feed(self, kind: FeedKind, value: str) -> FollowedFeed:
        """Follow an arXiv category, a keyword or a search."""
        return await self._store.wish(acts.follow_feed, kind, value, self.now())

    async def unfollow_feed(self, key: str) -> FollowedFeed:
        """Follow a topic or a search no longer.

        Raises:
            NotFoundError: the reader does not follow it.
        """
        return await self._store.wish(acts.unfollow_feed, key, self.now())

    async def undo(self) -> str:
        """Undo the reader's latest act and return what it was.

        Raises:
            NotFoundError: there is nothing to undo.
        """
        return await self._store.wish(acts.undo, self.now())

    # Network

    async def due(self, *, is_asked_for: bool = True) -> tuple[Period, ...]:
        """Return what a sync would ask for now, newest first."""
        from tuiread.sync import due_days

        fetched = await self._store.ask(editions.fetched_days)
        limits = self._settings.sync
        rest = dt.timedelta(0) if is_asked_for else START_UP_REST
        days = due_days(
            self.now(), fetched, first_days=limits.first_days, catch_up_days=limits.catch_up_days, rest=rest
        )
        return tuple(day_period(day) for day in days)

    async def unsettled(self, plan: Sequence[Period]) -> tuple[Period, ...]:
        """Return those days of a plan that are worth asking for: not fetched yet, or before they had settled."""
        from tuiread.sync import without_settled

        return without_settled(plan, await self._store.ask(editions.fetched_days))

    async def sync(self, plan: Sequence[Period], on_progress: ProgressListener = lambda progress: None) -> SyncReport:
        """Fetch the periods of a plan and keep them; failures are outcomes in the report."""
        from tuiread.sync import SyncRun

        async with self._syncing:
            return await SyncRun(self._feed_source(), self, self.now, on_progress).run(plan)

    async def fetch_paper(self, paper_id: PaperId) -> PaperPage:
        """Ask Hugging Face for one paper, keep it, and return it.

        Raises:
            NotFoundError: Hugging Face does not know it either.
            SourceError: it could not be asked.
        """
        paper = await self._feed_source().paper(paper_id)
        await self._store.wish(acts.keep_paper, paper)
        return await self.paper(paper_id)

    async def keep_day(
        self,
        day: dt.date,
        papers: Sequence[Paper],
        fetched_at: dt.datetime,
        skipped: int,
        *,
        is_partial: bool = False,
    ) -> DayReport:
        """Keep one fetched day in one transaction; the sync calls this."""
        source = self._feed_source().name
        return await self._store.wish(acts.keep_day, day, papers, fetched_at, skipped, source, is_partial=is_partial)

    async def keep_failure(self, days: Sequence[dt.date], failed_at: dt.datetime, error: str) -> None:
        """Keep that days were asked for in vain; the sync calls this."""
        await self._store.wish(acts.keep_failures, days, failed_at, error)
