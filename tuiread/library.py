"""The one door to everything that is kept: async questions and wishes; owns the store's thread and the sync.

    screens, commands ──await──> Library ──one thread──> pages, tables ──> library.db + cache.db
                                    └────────one task──> sync ──> sources

Questions are answered from the store, at once and without network.  Wishes that change something are shielded: whoever
asked may be cancelled, the change is kept all the same.  Opening runs in the store's thread, too, while the rest of the
program still loads; if it fails, every question raises that failure.  Not here: SQL, HTTP, words.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from tuiread import acts, pages
from tuiread.dates import day_period
from tuiread.errors import AmbiguousError, NotFoundError
from tuiread.records import (
    DayReport,
    FeedPage,
    FeedRow,
    Follow,
    FollowingPage,
    LibraryPage,
    Order,
    Paper,
    PaperId,
    PaperPage,
    Period,
    PersonKey,
    PersonRow,
    Profile,
    Progress,
    Step,
    SyncReport,
)
from tuiread.store import Store
from tuiread.tables import editions, papers, people, shelf

if TYPE_CHECKING:
    from tuiread.paths import Paths
    from tuiread.settings import Settings
    from tuiread.sources import FeedSource

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], dt.datetime]
ProgressListener = Callable[[Progress], None]

MOST_NAMESAKES = 1000
"""How many people with a name are looked at to tell whether it is one."""

START_UP_REST = dt.timedelta(minutes=15)
"""A sync that nobody asked for leaves days alone that were fetched more recently."""


class Library:
    """Questions and wishes of screens and commands.

    Args:
        paths: where the databases lie.
        settings: which upstream, how far to catch up.
        now: the clock, aware and UTC.
        make_source: builds the feed's source when it is first needed; tests give a scripted one.
    """

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        now: Clock,
        make_source: Callable[[Settings, Clock], FeedSource] | None = None,
    ) -> None:
        self._paths = paths
        self._settings = settings
        self.now = now
        self._make_source = make_source or _make_hugging_face
        self._source: FeedSource | None = None
        self._syncing = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Future[Store] = self._thread.submit(_open, paths, now)

    async def close(self) -> None:
        """Finish what is queued, then close the connection and the source; one that failed to open is closed, too."""
        if self._source is not None:
            await self._source.aclose()
        await asyncio.get_running_loop().run_in_executor(self._thread, _close, self._store)
        self._thread.shutdown()

    # Questions

    async def feed(self, period: Period | None = None, order: Order = "trending") -> FeedPage:
        """Return a period of the feed; without one, the newest day that has papers."""
        return await self._ask(pages.feed_page, period, order, self.now())

    async def step(self, period: Period, *, is_older: bool) -> Step:
        """Return where a date key leads from a period, and what it steps over."""
        return await self._ask(pages.step, period, self.now(), is_older=is_older)

    async def paper(self, paper_id: PaperId) -> PaperPage:
        """Return a paper.

        Raises:
            NotFoundError: it is not in the cache.
        """
        return await self._ask(pages.paper_page, paper_id)

    async def profile(self, key: PersonKey) -> Profile:
        """Return a researcher.

        Raises:
            NotFoundError: nobody in the cache answers to that key.
        """
        return await self._ask(pages.profile, key)

    async def saved(self) -> LibraryPage:
        """Return what the reader saved, newest save first."""
        return await self._ask(pages.library_page)

    async def following(self) -> FollowingPage:
        """Return whom the reader follows, and their papers."""
        return await self._ask(pages.following_page)

    async def people(self, text: str = "", limit: int = 500) -> tuple[PersonRow, ...]:
        """Return people in the cache whose name contains a text, those with the most papers first."""
        return await self._ask(pages.people_rows, text, limit)

    async def search(self, query: str, limit: int = 50) -> tuple[FeedRow, ...]:
        """Return the papers in the cache that hold every word of a query, best first."""
        return await self._ask(pages.search_rows, query, limit)

    async def find_person(self, text: str) -> PersonKey:
        """Return the one person whom a name or key means.

        Raises:
            NotFoundError: nobody in the cache answers to it.
            AmbiguousError: several people do; the message lists them.
        """
        if text.startswith(("hf:", "name:")):
            return (await self.profile(PersonKey(text))).key
        found = await self._ask(people.find_people, text, MOST_NAMESAKES, is_exact=True)
        found = found or list(await self.people(text, MOST_NAMESAKES))
        if not found:
            raise NotFoundError(f"Nobody in your cache is called “{text}”.")
        if len(found) > 1:
            raise AmbiguousError(f"“{text}” could be {_choices(found)}; name one by its key.")
        return found[0].key

    async def paper_total(self) -> int:
        """Return how many papers the cache holds."""
        return await self._ask(papers.count_papers)

    async def counts(self) -> dict[str, int]:
        """Return how much there is of everything, for the doctor."""
        return await self._ask(pages.counts)

    async def check(self) -> dict[str, str]:
        """Return by database ``ok``, or what is broken in it, for the doctor."""
        return await self._run(Store.check)

    # Wishes

    async def save(self, paper_ids: Sequence[PaperId]) -> None:
        """Save papers into the library, whole.

        Raises:
            NotFoundError: one of them is not in the cache; then none is saved.
        """
        await self._wish(acts.save, paper_ids, self.now())

    async def unsave(self, paper_ids: Sequence[PaperId]) -> None:
        """Take papers out of the library.

        Raises:
            NotFoundError: one of them is not in the library; then none is taken out.
        """
        await self._wish(acts.unsave, paper_ids, self.now())

    async def mark_read(self, paper_ids: Sequence[PaperId], label: str) -> int:
        """Mark papers as read, as one step with a label for undo; return how many were unread."""
        return await self._wish(acts.mark_read, paper_ids, self.now(), label)

    async def mark_unread(self, paper_id: PaperId, label: str) -> None:
        """Mark a paper as unread."""
        await self._wish(acts.mark_unread, paper_id, self.now(), label)

    async def follow(self, key: PersonKey) -> Follow:
        """Follow a person.

        Raises:
            NotFoundError: nobody in the cache answers to that key.
        """
        return await self._wish(acts.follow, key, self.now())

    async def unfollow(self, key: PersonKey) -> Follow:
        """Follow a person no longer.

        Raises:
            NotFoundError: the reader does not follow them.
        """
        return await self._wish(acts.unfollow, key, self.now())

    async def undo(self) -> str:
        """Undo the reader's latest act and return what it was.

        Raises:
            NotFoundError: there is nothing to undo.
        """
        return await self._wish(acts.undo)

    # Network

    async def due(self, *, is_asked_for: bool = True) -> tuple[Period, ...]:
        """Return what a sync would ask for now, newest first."""
        from tuiread.sync import due_days

        fetched = await self._ask(editions.fetched_days)
        limits = self._settings.sync
        rest = dt.timedelta(0) if is_asked_for else START_UP_REST
        days = due_days(
            self.now(), fetched, first_days=limits.first_days, catch_up_days=limits.catch_up_days, rest=rest
        )
        return tuple(day_period(day) for day in days)

    async def unsettled(self, plan: Sequence[Period]) -> tuple[Period, ...]:
        """Return those days of a plan that are worth asking for: not fetched yet, or before they had settled."""
        from tuiread.sync import without_settled

        return without_settled(plan, await self._ask(editions.fetched_days))

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
        await self._wish(acts.keep_paper, paper)
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
        return await self._wish(acts.keep_day, day, papers, fetched_at, skipped, source, is_partial=is_partial)

    async def keep_failure(self, days: Sequence[dt.date], failed_at: dt.datetime, error: str) -> None:
        """Keep that days were asked for in vain; the sync calls this."""
        await self._wish(acts.keep_failures, days, failed_at, error)

    # The thread

    async def _ask(
        self, question: Callable[Concatenate[sqlite3.Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        def answer(store: Store) -> R:
            with store.reading() as connection:
                return question(connection, *args, **kwargs)

        return await self._run(answer)

    async def _wish(self, wish: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a change in one transaction, to its end even if the awaiter is cancelled."""

        def change(store: Store) -> R:
            with store.transaction():
                return wish(store, *args, **kwargs)

        return await asyncio.shield(asyncio.ensure_future(self._run(change)))

    async def _run(self, job: Callable[[Store], R]) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: job(self._store.result()))

    def _feed_source(self) -> FeedSource:
        if self._source is None:
            self._source = self._make_source(self._settings, self.now)
        return self._source


def _make_hugging_face(settings: Settings, now: Clock) -> FeedSource:
    """Build the real source; its HTTP client takes a tenth of a second to import, so this happens when needed."""
    from tuiread.sources import open_feed_source

    return open_feed_source(settings, now)


def _open(paths: Paths, now: Clock) -> Store:
    """Open the store and see to it that there is something to read."""
    store = Store.open(paths)
    try:
        with store.reading() as connection:
            has_chores = _starter_chore(connection) is not None or bool(shelf.snapshots_to_put_back(connection))
        # Only then, because another tuiread may be writing, and nobody needs to wait for it without a reason.
        if has_chores:
            with store.transaction() as connection:
                if chore := _starter_chore(connection):
                    chore(connection)
                # Afterwards, because what the reader saved tells more of a paper than the starter edition does.
                acts.put_saves_back(store)
    except BaseException:
        store.close()
        raise
    return store


def _close(store: Future[Store]) -> None:
    """Close what was opened; why something was not, every question has told."""
    if store.exception() is None:
        store.result().close()


def _starter_chore(connection: sqlite3.Connection) -> Callable[[sqlite3.Connection], None] | None:
    """Return what is to do: show the starter edition while nothing else is there, and clear it away afterwards."""
    if editions.has_real_days(connection):
        return _clear_starter if editions.has_starter_to_clear(connection) else None
    return None if editions.has_starter(connection) else _keep_starter


def _clear_starter(connection: sqlite3.Connection) -> None:
    editions.step_aside(connection, shelf.saved_ids(connection))


def _keep_starter(connection: sqlite3.Connection) -> None:
    from tuiread.starter import load_starter

    starter = load_starter()
    recorded_at = dt.datetime.combine(starter.recorded_on, dt.time(), dt.UTC)
    for day, found in starter.editions.items():
        editions.keep_edition(connection, day, found, source=editions.STARTER, fetched_at=recorded_at)
    people.keep_works(connection, starter.researcher, starter.works, editions.STARTER)


def _choices(found: Sequence[PersonRow]) -> str:
    names = [f"{person.name} ({person.key})" for person in found[:6]]
    if len(found) >= MOST_NAMESAKES:
        return ", ".join(names) + " and many more"
    return ", ".join(names) + (f" or {len(found) - 6} more" if len(found) > 6 else "")
