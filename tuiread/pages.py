"""What each screen shows, read in one go from the tables: one function a page, each taking the one connection.

Pages are records, so a screen and its line form on the command line are made from the same.  Nothing is written here
and nothing waits for the network; the library calls these on the store's thread.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from tuiread.dates import FIRST_DAY, day_period, feed_today, period_of, shift, weekdays
from tuiread.insight.shelving import tag_counts
from tuiread.names import author_key
from tuiread.records import (
    Author,
    CitedWork,
    FeedPage,
    FeedRow,
    Freshness,
    LibraryPage,
    Order,
    Paper,
    PaperId,
    PaperPage,
    PaperState,
    Period,
    PersonKey,
    PersonRow,
    Relation,
    Step,
)
from tuiread.tables import editions, paper_notes, papers, people, queue, saved, sections, shelf, tags, taste, texts
from tuiread.tables.people import Match


def feed_page(
    connection: sqlite3.Connection,
    period: Period | None,
    order: Order,
    now: dt.datetime,
    *,
    with_hidden: bool = False,
) -> FeedPage:
    """Return a period of the feed; without one, the newest day that has papers.

    The order for-you is that of the votes here; what the reader likes is asked elsewhere (ranking_room).
    """
    today = feed_today(now)
    shown = period or day_period(editions.newest_day(connection) or _last_weekday(today))
    found = editions.feed_rows(connection, shown, order)
    rows = with_follows(connection, [row for row in found if with_hidden or not row.is_hidden])
    hidden_count = len(found) - len(rows)
    return FeedPage(shown, order, tuple(rows), _freshness(connection, shown, today), hidden_count)


def step(connection: sqlite3.Connection, period: Period, now: dt.datetime, *, is_older: bool) -> Step:
    """Return where a date key leads: the next period with papers, else the next one that may have some."""
    edge = period.start if is_older else period.end
    day = editions.nearest_day(connection, edge, is_older=is_older)
    if day is None:
        return _step_into_the_unknown(connection, period, feed_today(now), is_older=is_older)
    target = period_of(period.kind, day)
    between = (target.end, period.start) if is_older else (period.end, target.start)
    return _skipping(connection, target, *between)


def paper_page(connection: sqlite3.Connection, paper_id: PaperId) -> PaperPage:
    """Return a paper with its state and its authors.

    Raises:
        NotFoundError: it is not in the cache.
    """
    paper = papers.get_paper(connection, paper_id)
    matches = people.followed_papers(connection, [paper_id]).get(paper_id, ())
    state = PaperState(
        is_unread=not shelf.read_ids(connection, [paper_id]),
        is_saved=shelf.is_saved(connection, paper_id),
        followed_names=tuple(match.name for match in matches),
        has_text=texts.has_text(connection, paper_id),
        tags=tags.tags_of(connection, [paper_id]).get(paper_id, ()),
        note=paper_notes.note_of(connection, paper_id),
        is_queued=queue.is_queued(connection, paper_id),
        is_hidden=taste.is_hidden(connection, paper_id),
    )
    followed = {follow.key for follow in shelf.follows(connection)}
    authors = tuple(_author_row(author, followed) for author in paper.authors)
    older = _older(shelf.snapshot_of(connection, paper_id), paper) if state.is_saved else None
    return PaperPage(paper, state, authors, sections.counts(connection, paper_id), older)


def _older(saved: Paper | None, paper: Paper) -> Paper | None:
    """Return a saved paper that is of an older version than the one that is known now."""
    return saved if saved and paper.version and paper.version > (saved.version or 1) else None


def cited_works(
    connection: sqlite3.Connection, paper_id: PaperId, relation: Relation, limit: int = -1
) -> tuple[CitedWork, ...]:
    """Return what a paper refers to or what refers to it, or the first of it, with the state of those in the cache."""
    works = sections.cited(connection, paper_id, relation, limit)
    rows = {row.id: row for row in with_follows(connection, [work.paper for work in works if work.paper])}
    return tuple(replace(work, paper=rows[work.paper.id]) if work.paper else work for work in works)


def library_page(connection: sqlite3.Connection, limit_bytes: int) -> LibraryPage:
    """Return what the reader saved; the limit is the reader's setting."""
    found = saved.saved_rows(connection)
    matches = people.followed_papers(connection, [row.paper.id for row in found])
    rows = tuple(
        replace(row, paper=_with_match(row.paper, matches)) if row.paper.id in matches else row for row in found
    )
    as_of = saved.stalest_fetch(connection)
    size = saved.saved_bytes(connection) + texts.text_bytes(connection)
    notes = paper_notes.all_paper_notes(connection)
    return LibraryPage(rows, size, as_of, tag_counts(found), notes, limit_bytes)


def people_rows(connection: sqlite3.Connection, text: str, limit: int) -> tuple[PersonRow, ...]:
    """Return people in the cache whose name contains a text, followed ones marked."""
    followed = {follow.key for follow in shelf.follows(connection)}
    found = people.find_people(connection, text, limit)
    return tuple(replace(person, is_followed=person.key in followed) for person in found)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how much there is of everything."""
    return {
        "papers": papers.count_papers(connection),
        "days": editions.count_days(connection),
        "saved": len(shelf.saved_ids(connection)),
        "follows": len(shelf.follows(connection)),
        "broken_saves": shelf.count_broken_saves(connection),
    }


def with_follows(connection: sqlite3.Connection, rows: Iterable[FeedRow]) -> list[FeedRow]:
    """Return rows with the followed author of each filled in."""
    found = list(rows)
    matches = people.followed_papers(connection, [row.id for row in found])
    return [_with_match(row, matches) for row in found]


def _with_match(row: FeedRow, matches: Mapping[PaperId, tuple[Match, ...]]) -> FeedRow:
    found = matches.get(row.id)
    return replace(row, followed_name=found[0].name, is_name_match=found[0].is_name_match) if found else row


def _author_row(author: Author, followed: set[PersonKey]) -> PersonRow:
    key = author_key(author)
    return PersonRow(key, author.name, is_followed=key in followed, account=author.account)


def _freshness(connection: sqlite3.Connection, period: Period, today: dt.date) -> Freshness:
    stamps = editions.stamps(connection, period)
    failures = editions.failures(connection, period)
    known = {stamp.day for stamp in stamps}
    return Freshness(
        fetched_at=min((stamp.fetched_at for stamp in stamps), default=None),
        is_starter=any(stamp.source == editions.STARTER for stamp in stamps),
        missing_days=tuple(day for day in _feed_weekdays(period, today) if day not in known),
        empty_days=tuple(stamp.day for stamp in stamps if not stamp.paper_count),
        failed_at=failures[0].failed_at if failures else None,
        error=failures[0].error if failures else None,
        skipped_count=sum(stamp.skipped_count for stamp in stamps),
    )


def _feed_weekdays(period: Period, today: dt.date) -> tuple[dt.date, ...]:
    """Return the days of a period on which the feed may have papers."""
    return weekdays(max(period.start, FIRST_DAY), min(period.end, today))


def _last_weekday(today: dt.date) -> dt.date:
    return weekdays(today - dt.timedelta(days=6), today)[-1]


def _step_into_the_unknown(connection: sqlite3.Connection, period: Period, today: dt.date, *, is_older: bool) -> Step:
    """Return the next period that was never fetched, within the days that the feed has."""
    target = shift(period, -1 if is_older else 1)
    while target.end >= FIRST_DAY and target.start <= today:
        if _freshness(connection, target, today).missing_days:
            between = (target.end, period.start) if is_older else (period.end, target.start)
            return _skipping(connection, target, *between)
        target = shift(target, -1 if is_older else 1)
    return Step(None)


def _skipping(connection: sqlite3.Connection, target: Period, after: dt.date, before: dt.date) -> Step:
    """Return a step to a period with what lies strictly between two days."""
    one = dt.timedelta(days=1)
    if before - after <= one:
        return Step(target)
    gap = Period(target.kind, after + one, before - one)
    known = {stamp.day for stamp in editions.stamps(connection, gap)}
    days = weekdays(gap.start, gap.end)
    return Step(
        target,
        skipped_empty=tuple(day for day in days if day in known),
        skipped_missing=tuple(day for day in days if day not in known),
        skipped_weekend=len(days) < (gap.end - gap.start).days + 1,
    )
