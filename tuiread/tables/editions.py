"""The days of the feed in the cache: which were fetched, when, with which papers, and which attempts failed.

    editions          a day that a source answered for; paper_count 0 is a day without papers
    edition_papers    its papers with the votes of that fetch
    failures          the last attempt for a day, while it is newer than the last success

A day without a row in ``editions`` is unknown, never empty.  As soon as one day was really fetched, the starter edition
is no longer shown; `step_aside` then clears it away.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from tuiread.records import FeedRow, Order, Paper, PaperId, Period
from tuiread.tables import papers as papers_table, people_index
from tuiread.tables.values import Row, marks, optional_day, read_time, time_text

STARTER = "starter"

# The starter edition is shown only while no other day with papers was fetched.
_SHOWN = (
    "(e.source <> 'starter' OR NOT EXISTS "
    "(SELECT 1 FROM cache.editions r WHERE r.source <> 'starter' AND r.paper_count > 0))"
)

PAPER_COLUMNS = """p.id, p.title, p.published_at, p.first_authors, p.author_count, p.upvotes, p.comment_count,
       coalesce(p.organization_name, p.organization_user), p.code_url IS NOT NULL, p.project_url IS NOT NULL,
       p.is_starter"""
"""What `feed_row` reads first: the paper itself, from ``cache.papers p``."""

PAPER_WIDTH = 11
"""How many columns those are."""

FEED_COLUMNS = f"""{PAPER_COLUMNS},
       NOT EXISTS (SELECT 1 FROM main.reads r WHERE r.paper_id = p.id),
       (SELECT 1 + EXISTS (SELECT 1 FROM main.texts t WHERE t.paper_id = p.id) FROM main.saves s
        WHERE s.paper_id = p.id),
       EXISTS (SELECT 1 FROM main.paper_tags pt WHERE pt.paper_id = p.id),
       EXISTS (SELECT 1 FROM main.paper_notes pn WHERE pn.paper_id = p.id)
       OR EXISTS (SELECT 1 FROM main.place_notes pl WHERE pl.paper_id = p.id),
       EXISTS (SELECT 1 FROM main.hides h WHERE h.paper_id = p.id)"""
"""All that `feed_row` reads: the paper, then what the reader did to it, looked up paper by paper."""

FEED_WIDTH = 16
"""How many columns those are."""

_ORDERS: dict[Order, str] = {
    "trending": "p.upvotes DESC, day DESC, place, p.id",
    "new": "day DESC, p.published_at DESC, place, p.id",
    # Until what the reader likes was asked (ranking_room), which needs more than a query.
    "for-you": "p.upvotes DESC, day DESC, place, p.id",
}


class EditionStamp(Struct, frozen=True):
    """When a day was fetched, and what came."""

    day: dt.date
    source: str
    fetched_at: dt.datetime
    paper_count: int
    skipped_count: int


class Failure(Struct, frozen=True):
    """The last attempt for a day, which failed."""

    day: dt.date
    failed_at: dt.datetime
    error: str


def keep_edition(
    connection: sqlite3.Connection,
    day: dt.date,
    papers: Sequence[Paper],
    *,
    source: str,
    fetched_at: dt.datetime,
    skipped_count: int = 0,
    is_partial: bool = False,
) -> int:
    """Keep one day as it was answered; an older answer never replaces a newer one.

    Args:
        connection: the store's connection.
        day: the feed day.
        papers: what the answer holds, in its order.
        source: who answered.
        fetched_at: when.
        skipped_count: how many items could not be read.
        is_partial: true when papers of the day may be missing from the answer; those listed before then stay.

    Returns:
        How many of the papers this day did not list before.
    """
    if _is_older(connection, day, source, fetched_at):
        return 0
    keys = papers_table.keep_papers(connection, papers)
    # Papers that only the starter edition listed are new to a reader of the real day.
    before = set() if _is_starter_day(connection, day) else _listed(connection, day)
    staying = before - set(keys.values()) if is_partial else set()
    connection.execute(
        f"DELETE FROM cache.edition_papers WHERE day = ? AND paper NOT IN ({marks(len(staying))})",
        (day.isoformat(), *staying),
    )
    connection.executemany(_KEEP_ROW, (_edition_row(day, keys[p.id], place, p) for place, p in enumerate(papers)))
    connection.execute(
        "INSERT OR REPLACE INTO cache.editions (day, source, fetched_at, paper_count, skipped_count) "
        "VALUES (?, ?, ?, ?, ?)",
        (day.isoformat(), source, time_text(fetched_at), len(keys) + len(staying), skipped_count),
    )
    connection.execute("DELETE FROM cache.failures WHERE day = ?", (day.isoformat(),))
    return len(set(keys.values()) - before)


def keep_feed_days(connection: sqlite3.Connection, paper: Paper, key: int) -> None:
    """Keep the days of one paper whose days themselves are not known, such as a saved one in a new cache."""
    for feed_day in paper.feed_days:
        alone = Paper(paper.id, paper.title, feed_days=(feed_day,))
        connection.execute(_KEEP_ROW.replace("INSERT", "INSERT OR IGNORE"), _edition_row(feed_day.day, key, 0, alone))


def keep_failure(connection: sqlite3.Connection, day: dt.date, failed_at: dt.datetime, error: str) -> None:
    """Keep that an attempt for a day failed."""
    connection.execute(
        "INSERT OR REPLACE INTO cache.failures (day, failed_at, error) VALUES (?, ?, ?)",
        (day.isoformat(), time_text(failed_at), error),
    )


def feed_rows(connection: sqlite3.Connection, period: Period, order: Order) -> list[FeedRow]:
    """Return the papers of a period, each once, with the latest of its days in it."""
    rows = connection.execute(
        f"""SELECT {FEED_COLUMNS}, max(ep.day) AS day, ep.position AS place
            FROM cache.edition_papers ep
            JOIN cache.editions e ON e.day = ep.day AND {_SHOWN}
            JOIN cache.papers p ON p.key = ep.paper
            WHERE ep.day BETWEEN :start AND :end
            GROUP BY p.key
            ORDER BY {_ORDERS[order]}""",
        _bounds(period),
    )
    return [feed_row(row[:FEED_WIDTH], optional_day(row[FEED_WIDTH])) for row in rows]


def feed_row(row: Row, day: dt.date | None) -> FeedRow:
    """Build a list's line from a row of `FEED_COLUMNS`."""
    (paper_id, title, published_at, names, author_count, upvotes, comments,
     organization, has_code, has_project, is_starter, is_unread, saved, is_tagged, has_note,
     is_hidden) = row  # fmt: skip
    # By place and without a call for each truth, because lists of thousands are made here, in a third of the time.
    return FeedRow(
        paper_id, title, day, optional_day(published_at), tuple(names.split("\n")) if names else (),
        author_count, upvotes, comments, organization, has_code == 1, has_project == 1, is_unread == 1,
        saved is not None, None, False, is_starter == 1, saved == 2, is_tagged == 1, has_note == 1, is_hidden == 1,
    )  # fmt: skip


def stamps(connection: sqlite3.Connection, period: Period) -> list[EditionStamp]:
    """Return the fetched days of a period that are shown, oldest first."""
    rows = connection.execute(
        f"""SELECT e.day, e.source, e.fetched_at, e.paper_count, e.skipped_count FROM cache.editions e
            WHERE e.day BETWEEN :start AND :end AND {_SHOWN} ORDER BY e.day""",
        _bounds(period),
    )
    return [_stamp(row) for row in rows]


def failures(connection: sqlite3.Connection, period: Period) -> list[Failure]:
    """Return the failed attempts of a period that no success followed, latest first."""
    rows = connection.execute(
        "SELECT day, failed_at, error FROM cache.failures WHERE day BETWEEN :start AND :end ORDER BY failed_at DESC",
        _bounds(period),
    )
    return [Failure(dt.date.fromisoformat(day), read_time(at), error) for day, at, error in rows]


def newest_day(connection: sqlite3.Connection) -> dt.date | None:
    """Return the newest shown day that has papers."""
    row = connection.execute(f"SELECT max(e.day) FROM cache.editions e WHERE e.paper_count > 0 AND {_SHOWN}").fetchone()
    return optional_day(row[0])


def nearest_day(connection: sqlite3.Connection, day: dt.date, *, is_older: bool) -> dt.date | None:
    """Return the next shown day with papers before or after a day."""
    choice, sign = ("max", "<") if is_older else ("min", ">")
    row = connection.execute(
        f"SELECT {choice}(e.day) FROM cache.editions e WHERE e.day {sign} :day AND e.paper_count > 0 AND {_SHOWN}",
        {"day": day.isoformat()},
    ).fetchone()
    return optional_day(row[0])


def has_real_days(connection: sqlite3.Connection) -> bool:
    """Tell whether any day with papers was really fetched."""
    query = "SELECT EXISTS (SELECT 1 FROM cache.editions WHERE source <> 'starter' AND paper_count > 0)"
    return bool(connection.execute(query).fetchone()[0])


def real_paper_count(connection: sqlite3.Connection, day: dt.date) -> int:
    """Return how many papers a really fetched day has; 0 where it has none or was not fetched."""
    query = "SELECT paper_count FROM cache.editions WHERE day = ? AND source <> 'starter'"
    row = connection.execute(query, (day.isoformat(),)).fetchone()
    return int(row[0]) if row else 0


def has_starter(connection: sqlite3.Connection) -> bool:
    """Tell whether anything in the cache comes from the starter edition: a day, a title or a fact."""
    row = connection.execute(
        """SELECT EXISTS (SELECT 1 FROM cache.editions WHERE source = 'starter')
               OR EXISTS (SELECT 1 FROM cache.works WHERE origin = 'starter')
               OR EXISTS (SELECT 1 FROM cache.facts WHERE source = 'starter')"""
    ).fetchone()
    return bool(row[0])


def has_starter_to_clear(connection: sqlite3.Connection) -> bool:
    """Tell whether `step_aside` would find anything; a saved paper that nobody else tells of stays as it is."""
    row = connection.execute(
        """SELECT EXISTS (SELECT 1 FROM cache.editions WHERE source = 'starter')
               OR EXISTS (SELECT 1 FROM cache.works WHERE origin = 'starter')
               OR EXISTS (SELECT 1 FROM cache.facts f JOIN cache.papers p ON p.key = f.paper
                          WHERE f.source = 'starter'
                            AND (NOT p.is_starter OR p.id NOT IN (SELECT paper_id FROM main.saves)))"""
    ).fetchone()
    return bool(row[0])


def fetched_days(connection: sqlite3.Connection) -> dict[dt.date, dt.datetime]:
    """Return when each day was last really fetched."""
    rows = connection.execute("SELECT day, fetched_at FROM cache.editions WHERE source <> 'starter'")
    return {dt.date.fromisoformat(day): read_time(at) for day, at in rows}


def count_days(connection: sqlite3.Connection) -> int:
    """Return how many days were really fetched."""
    count: int = connection.execute("SELECT count(*) FROM cache.editions WHERE source <> 'starter'").fetchone()[0]
    return count


def step_aside(connection: sqlite3.Connection, kept_ids: Iterable[PaperId]) -> None:
    """Clear the starter edition away, except papers that the reader saved."""
    kept = list(kept_ids)
    connection.execute(
        f"""DELETE FROM cache.edition_papers
            WHERE day IN (SELECT day FROM cache.editions WHERE source = 'starter')
              AND paper IN (SELECT f.paper FROM cache.facts f JOIN cache.papers p ON p.key = f.paper
                            WHERE f.source = 'starter' AND p.id NOT IN ({marks(len(kept))}))""",
        kept,
    )
    connection.execute("DELETE FROM cache.editions WHERE source = 'starter'")
    rows = connection.execute("DELETE FROM cache.works WHERE origin = 'starter' RETURNING name_key").fetchall()
    people_index.recount(connection, {row[0] for row in rows})
    papers_table.forget_starter_facts(connection)
    papers_table.forget_starter_papers(connection, kept)


_KEEP_ROW = """
INSERT INTO cache.edition_papers (day, paper, position, upvotes, comment_count,
                                  submitter_user, submitter_name, submitter_avatar)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


def _edition_row(day: dt.date, key: int, place: int, paper: Paper) -> tuple[object, ...]:
    seen = next((item for item in paper.feed_days if item.day == day), None)
    upvotes, comments = (seen.upvotes, seen.comment_count) if seen else (paper.upvotes, paper.comment_count)
    submitter = seen.submitted_by if seen else None
    name = submitter.full_name if submitter else None
    user, avatar = (submitter.user, submitter.avatar_url) if submitter else (None, None)
    return day.isoformat(), key, place, upvotes, comments, user, name, avatar


def _listed(connection: sqlite3.Connection, day: dt.date) -> set[int]:
    rows = connection.execute("SELECT paper FROM cache.edition_papers WHERE day = ?", (day.isoformat(),))
    return {row[0] for row in rows}


def _is_starter_day(connection: sqlite3.Connection, day: dt.date) -> bool:
    row = connection.execute("SELECT source FROM cache.editions WHERE day = ?", (day.isoformat(),)).fetchone()
    return row is not None and row[0] == STARTER


def _is_older(connection: sqlite3.Connection, day: dt.date, source: str, fetched_at: dt.datetime) -> bool:
    row = connection.execute(
        "SELECT source, fetched_at FROM cache.editions WHERE day = ?", (day.isoformat(),)
    ).fetchone()
    if row is None or row[0] == STARTER:
        return False
    return source == STARTER or bool(row[1] > time_text(fetched_at))


def _stamp(row: tuple[str, str, str, int, int]) -> EditionStamp:
    day, source, fetched_at, paper_count, skipped_count = row
    return EditionStamp(dt.date.fromisoformat(day), source, read_time(fetched_at), paper_count, skipped_count)


def _bounds(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
