"""The for-you order, why a paper stands where it does, and what came while the reader was away.

    feed ──await──> Ranking ──StoreThread──> pages, tables.taste ──> rows and examples
                       └──────a thread────> insight.taste ──> insight.ranking

It is the library's room for orders, reached as ``library.ranking``.  An answer never waits for learning: it is made at
once from the newest words that are known; `learn` makes it better and says whether it did.  Everything is learnt on
this machine and kept in memory only, so that a restart with the same library gives the same order.  numpy is loaded by
the first answer and not before.  Not here: SQL, and how an order is mixed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tuiread import pages, taste_acts
from tuiread.dates import day_period, feed_today
from tuiread.errors import NotFoundError
from tuiread.insight.catching_up import away, passes, usual_pace
from tuiread.insight.ranking import standings, taste_share
from tuiread.records import (
    CatchUp,
    Example,
    FeedPage,
    FeedRow,
    Learning,
    PaperId,
    Period,
    Pick,
    PlaceInFeed,
    Reason,
    Standing,
)
from tuiread.tables import papers, sections, taste

if TYPE_CHECKING:
    from tuiread.insight.taste import Space, Taste
    from tuiread.store_thread import StoreThread

MOST_PAPERS = 5_000
"""So many papers, the newest of the feed, are what words are weighed by."""
FEW_PAPERS = 200
"""So many are enough for a first answer."""
FEW_EXAMPLES = 120
"""So many of the papers that teach are enough for a digest that nothing was read for before."""
PACE_READS = 200
TOLD_PICKS, TOLD_WORDS = 30, 3
"""So many papers of a digest's order, more than it can show, tell so many of their words."""
LOOKED_BACK = dt.timedelta(days=90)

Texts = list[tuple[PaperId, str, str | None]]


class Lessons(Struct, frozen=True):
    """All that the reader taught."""

    examples: tuple[Example, ...]
    silenced: frozenset[str]
    save_count: int


class Ranking:
    """Orders of papers by what the reader likes.

    Args:
        store: the store's thread.
    """

    def __init__(self, store: StoreThread) -> None:
        self._store = store
        self._space: Space | None = None
        self._learnt: tuple[Lessons, Taste] | None = None
        """The better taste, and what it was learnt from."""
        self._learning = asyncio.Lock()

    # Questions

    async def feed(self, period: Period | None = None, *, with_hidden: bool = False) -> FeedPage:
        """Return a period of the feed in the for-you order; without one, the newest day that has papers.

        With too few saves it is the order by votes, and `FeedPage.learning` says so.
        """
        now = self._store.now()
        page = await self._store.ask(pages.feed_page, period, "for-you", now, with_hidden=with_hidden)
        lessons = await self._store.ask(_lessons)
        placed = await self._placed(page.rows, lessons)
        rows = {row.id: row for row in page.rows}
        ordered = tuple(rows[one.paper_id] for one in placed) or page.rows
        is_pending = self._learnt is None or self._learnt[0] != lessons
        return replace(page, rows=ordered, learning=Learning(lessons.save_count, is_pending))

    async def learn(self) -> bool:
        """Learn as well as can be from all that is here; tell whether that changed what is known.

        Reading the words of 5,000 papers takes two seconds, once; learning anew after a save a sixth of one.
        """
        async with self._learning:
            lessons = await self._store.ask(_lessons)
            if not Learning(lessons.save_count).is_offered:
                return False
            wanted = await self._store.ask(_paper_ids, lessons, (), MOST_PAPERS)
            if self._space is None or self._space.ids != wanted:
                texts = await self._store.ask(_texts, wanted)
                self._space, self._learnt = await asyncio.to_thread(_space, texts), None
            if self._learnt is not None and self._learnt[0] == lessons:
                return False
            from tuiread.insight.taste import logistic

            learnt = await asyncio.to_thread(logistic, self._space, lessons.examples, lessons.silenced)
            self._learnt = lessons, learnt
            return True

    async def place(self, paper_id: PaperId) -> PlaceInFeed:
        """Return why a paper stands where it does among the papers of its latest day of the feed.

        Raises:
            NotFoundError: it is not in the cache, or was never on the feed.
        """
        day, text = await self._store.ask(_day_and_text, paper_id)
        page = await self._store.ask(pages.feed_page, day_period(day), "for-you", self._store.now(), with_hidden=True)
        row = next((row for row in page.rows if row.id == paper_id), None)
        if row is None:
            raise NotFoundError(f"arXiv {paper_id} is not on the feed of {day}.")
        lessons = await self._store.ask(_lessons)
        shown = [one for one in page.rows if not one.is_hidden or one.id == paper_id]
        placed = await self._placed(shown, lessons)
        number = next((place for place, one in enumerate(placed, 1) if one.paper_id == paper_id), 0)
        reasons = await self._reasons(paper_id, text, lessons, shown) if placed else ()
        return PlaceInFeed(
            row,
            number,
            len(shown),
            placed[number - 1] if number else None,
            Learning(lessons.save_count),
            taste_share(lessons.save_count),
            reasons,
        )

    async def catch_up(self, since: dt.date | None = None) -> CatchUp | None:
        """Return what came since a day, or during the latest absence; None where there was none.

        Args:
            since: the first day; None for the day of the last visit before the reader was away.
        """
        today = feed_today(self._store.now())
        gap = (since, today) if since else await self._gap(today)
        if gap is None:
            return None
        first, last = gap
        page = await self._store.ask(pages.feed_page, Period("week", first, last), "for-you", self._store.now())
        lessons = await self._store.ask(_lessons)
        placed = await self._placed(page.rows, lessons, counts_near=True)
        rows = {row.id: row for row in page.rows}
        citing = await self._store.ask(_citing_me)
        pace = usual_pace(await self._store.ask(taste.read_times, PACE_READS))
        found = passes(
            [rows[one.paper_id] for one in placed] or page.rows,
            {one.paper_id: one.near_count for one in placed},
            citing,
            pace,
        )
        return CatchUp(
            first,
            last,
            (gap[1] - first).days,
            found,
            is_own_pace=pace is not None,
            missing_count=len(page.freshness.missing_days),
            learning=Learning(lessons.save_count),
        )

    async def picks(self, rows: Sequence[FeedRow]) -> list[Pick]:
        """Return some papers in the for-you order with what lifts them; nothing while there are too few saves.

        Where the words of all papers are not known yet, it looks at those of the rows and at `FEW_EXAMPLES`.
        """
        lessons = await self._store.ask(_lessons)
        if not rows or not Learning(lessons.save_count).is_offered:
            return []
        space, ids = self._space, [row.id for row in rows]
        if space is None or not space.holds(ids):
            lessons = replace(lessons, examples=_telling_most(lessons.examples))
            wanted = await self._store.ask(_paper_ids, lessons, ids, 0)
            space = await asyncio.to_thread(_space, await self._store.ask(_texts, wanted))
        known = await self._taste_in(space, lessons)
        scores = known.scores()
        placed = [one.paper_id for one in standings(rows, scores, lessons.save_count)]
        told = await self._store.ask(_plain_texts, placed[:TOLD_PICKS])
        return [_pick(known, one, told.get(one)) if scores.get(one, 0) > 0 else Pick(one) for one in placed]

    async def away_days(self) -> int:
        """Return for how many days the reader was away before today; 0 for a reader who was not."""
        today = feed_today(self._store.now())
        gap = await self._gap(today)
        return (gap[1] - gap[0]).days if gap and gap[1] == today else 0

    async def _gap(self, today: dt.date) -> tuple[dt.date, dt.date] | None:
        return away(await self._store.ask(taste.visits, today - LOOKED_BACK), today)

    # Wishes

    async def visit(self) -> None:
        """Keep that the reader was here today."""
        today = feed_today(self._store.now())
        if not await self._store.ask(taste.was_here, today):
            await self._store.wish(lambda store: taste.keep_visit(store.connection, today))

    async def hide(self, paper_ids: Sequence[PaperId], *, is_hidden: bool) -> None:
        """Leave papers out of the lists and learn from that, or put them back.

        Raises:
            NotFoundError: one of them is not in the cache.
        """
        await self._store.wish(taste_acts.hide, paper_ids, self._store.now(), is_hidden=is_hidden)

    async def switch(self, reason: Reason, *, is_off: bool) -> None:
        """Switch a reason off, or on again."""
        await self._store.wish(taste_acts.switch, reason, self._store.now(), is_off=is_off)

    # Learning

    async def _placed(self, rows: Sequence[FeedRow], lessons: Lessons, *, counts_near: bool = False) -> list[Standing]:
        """Return the rows in their order; nothing while there are too few saves."""
        if not Learning(lessons.save_count).is_offered:
            return []
        known = await self._taste([row.id for row in rows], lessons)
        placed = standings(rows, known.scores(), lessons.save_count)
        if not counts_near:
            return placed
        return [replace(one, near_count=len(known.near(one.paper_id))) for one in placed]

    async def _taste(self, paper_ids: Sequence[PaperId], lessons: Lessons) -> Taste:
        """Return the best taste that is there at once."""
        return await self._taste_in(await self._space_with(paper_ids, lessons), lessons)

    async def _taste_in(self, space: Space, lessons: Lessons) -> Taste:
        from tuiread.insight.taste import rocchio

        if self._learnt is not None and self._learnt[0] == lessons and self._learnt[1].space is space:
            return self._learnt[1]
        return await asyncio.to_thread(rocchio, space, lessons.examples, lessons.silenced)

    async def _space_with(self, paper_ids: Sequence[PaperId], lessons: Lessons) -> Space:
        """Return the words of some papers: those of all papers if they are known, else a quick look at a few."""
        wanted = await self._store.ask(_paper_ids, lessons, paper_ids, FEW_PAPERS)
        if self._space is not None and self._space.holds(wanted):
            return self._space
        return await asyncio.to_thread(_space, await self._store.ask(_texts, wanted))

    async def _reasons(
        self, paper_id: PaperId, text: str, lessons: Lessons, rows: Sequence[FeedRow]
    ) -> tuple[Reason, ...]:
        from tuiread.insight.taste import near_reasons, rocchio, silent_reasons

        known = await self._taste([row.id for row in rows], lessons)
        liked = [example.paper_id for example in lessons.examples if example.weight > 0]
        titles = await self._store.ask(_titles, liked)
        on = [*known.words(paper_id, text), *near_reasons(known, paper_id, titles)]
        if not lessons.silenced:
            return tuple(on)
        loud = await asyncio.to_thread(rocchio, known.space, lessons.examples)
        return (*on, *silent_reasons(loud, paper_id, text, titles, lessons.silenced))


def _space(texts: Texts) -> Space:
    from tuiread.insight.taste import Space

    return Space(texts)


def _lessons(connection: sqlite3.Connection) -> Lessons:
    return Lessons(
        tuple(taste.examples(connection)), frozenset(taste.silenced(connection)), taste.save_count(connection)
    )


def _paper_ids(
    connection: sqlite3.Connection, lessons: Lessons, more: Collection[PaperId], count: int
) -> list[PaperId]:
    """Return the papers whose words are needed and here, by id: the newest, those that teach, and more."""
    wanted = {*taste.newest_ids(connection, count), *more, *(one.paper_id for one in lessons.examples)}
    return taste.known_ids(connection, sorted(wanted))


def _texts(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> Texts:
    return list(taste.texts(connection, paper_ids))


def _titles(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> Mapping[PaperId, str]:
    return {paper_id: title for paper_id, title, _ in taste.texts(connection, paper_ids)}


def _telling_most(examples: Sequence[Example]) -> tuple[Example, ...]:
    """Return the few papers that teach most, the newest where they teach the same, in the order of ids."""
    newest = sorted(examples, key=lambda one: one.paper_id, reverse=True)
    return tuple(sorted(sorted(newest, key=lambda one: -abs(one.weight))[:FEW_EXAMPLES], key=lambda one: one.paper_id))


def _plain_texts(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> Mapping[PaperId, str]:
    """Return what papers are known by."""
    from tuiread.meaning.words import paper_text

    found = taste.texts(connection, paper_ids)
    return {paper_id: paper_text(title, abstract) for paper_id, title, abstract in found}


def _pick(known: Taste, paper_id: PaperId, text: str | None) -> Pick:
    """Return a paper of a digest with what lifts it, where its text is there to say so."""
    if text is None:
        return Pick(paper_id)
    words = tuple(reason.text for reason in known.words(paper_id, text) if reason.strength > 0)
    return Pick(paper_id, len(known.near(paper_id)), words[:TOLD_WORDS])


def _day_and_text(connection: sqlite3.Connection, paper_id: PaperId) -> tuple[dt.date, str]:
    """Return the latest feed day of a paper, and what it is known by."""
    from tuiread.meaning.words import paper_text

    paper = papers.get_paper(connection, paper_id)
    if not paper.feed_days:
        raise NotFoundError(f"arXiv {paper_id} was never on the feed, so that it has no place in it.")
    return max(day.day for day in paper.feed_days), paper_text(paper.title, paper.abstract)


def _citing_me(connection: sqlite3.Connection) -> frozenset[PaperId]:
    """Return the papers that cite the reader's own, as far as fetched references and citations tell."""
    from tuiread import profiles

    claim = profiles.own_claim(connection)
    if claim is None:
        return frozenset()
    own = [work.paper.id for work in profiles.profile(connection, claim.person).works if work.paper]
    return frozenset(citing for one in own for citing in sections.citing_papers(connection, one)) - set(own)
