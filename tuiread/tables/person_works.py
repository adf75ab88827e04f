"""A person's works in the cache.

Not here: who else stands in their bylines (beside), works that only a source's list names (records), and what is made
of all this (insight).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.names import fold_name
from tuiread.records import FeedRow, PaperId, PersonKey, Work
from tuiread.tables import people_index
from tuiread.tables.bylines import BYLINES_AMONG, GIVEN, Who, get_who, person_values, theirs
from tuiread.tables.editions import FEED_COLUMNS, FEED_WIDTH, STARTER, feed_row
from tuiread.tables.values import Row, marks, optional_day, read_time, time_text

BYLINES = "arxiv"
"""arXiv and Hugging Face tell the same bylines: the one copies the other, and they count as one source."""

_ARXIV_SOURCES = "('huggingface', 'arxiv', 'starter')"
_TOLD_BY = f"""iif(EXISTS (SELECT 1 FROM cache.facts f WHERE f.paper = p.key AND f.source IN {_ARXIV_SOURCES}),
                    '{BYLINES}', (SELECT min(f.source) FROM cache.facts f WHERE f.paper = p.key))"""


_KEYWORDS = msgspec.json.Decoder(list[tuple[str, ...]])


class PaperWork(Struct, frozen=True, gc=False):
    """A paper in the cache that counts as a person's work."""

    key: int
    """The cache's key of the paper."""
    row: FeedRow
    is_name_match: bool
    categories: tuple[str, ...]
    revised_on: dt.date | None
    notice: str | None
    told_by: str
    """Whose word its byline is: ``arxiv`` where arXiv or Hugging Face told of it, else the source that did."""


def works(connection: sqlite3.Connection, who: Who) -> list[PaperWork]:
    """Return the papers in the cache that count as a person's works."""
    rows = connection.execute(
        f"""{theirs(GIVEN)} SELECT {FEED_COLUMNS}, t.doubt, p.key, p.categories, p.revised_at, p.notice, {_TOLD_BY}
            FROM (SELECT paper, min(is_name_match) AS doubt FROM theirs GROUP BY paper) t
            JOIN cache.papers p ON p.key = t.paper""",
        person_values(who),
    )
    return [_paper_work(row) for row in rows]


def among(connection: sqlite3.Connection, key: PersonKey, paper_ids: Sequence[PaperId]) -> frozenset[PaperId]:
    """Return those of some papers that count as a person's works; none where nobody answers to the key."""
    try:
        who = get_who(connection, key)
    except NotFoundError:
        return frozenset()  # the cache was cleared, and knows nobody of that key
    rows = connection.execute(
        f"""{theirs(GIVEN, BYLINES_AMONG)} SELECT DISTINCT p.id FROM theirs t JOIN cache.papers p ON p.key = t.paper""",
        {**person_values(who), "among": msgspec.json.encode(paper_ids).decode()},
    )
    return frozenset(PaperId(row[0]) for row in rows)


def papers_by_id(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> list[PaperWork]:
    """Return papers that a source lists for a person, as far as the cache has them."""
    rows = connection.execute(
        f"""SELECT {FEED_COLUMNS}, 0, p.key, p.categories, p.revised_at, p.notice, {_TOLD_BY}
            FROM cache.papers p WHERE p.id IN (SELECT value FROM json_each(?))""",
        (msgspec.json.encode(paper_ids).decode(),),
    )
    return [_paper_work(row) for row in rows]


def claimed_paper(connection: sqlite3.Connection, account: str) -> tuple[PaperId, str, dt.datetime] | None:
    """Return a paper that an account claimed on Hugging Face, the state of that claim, and when it was last told.

    Of those told on the latest day, the newest id; None where nothing was claimed or assigned.
    """
    row = connection.execute(
        """SELECT p.id, b.hf_status, max(f.fetched_at) AS told_at FROM cache.bylines b
           JOIN cache.papers p ON p.key = b.paper JOIN cache.facts f ON f.paper = b.paper AND f.source = 'huggingface'
           WHERE b.account = ? AND b.hf_status IN ('claimed_verified', 'admin_assigned') AND NOT b.is_hidden
           GROUP BY p.key ORDER BY substr(told_at, 1, 10) DESC, p.id DESC LIMIT 1""",
        (account,),
    ).fetchone()
    return (PaperId(row[0]), row[1], read_time(row[2])) if row else None


def bare_works(connection: sqlite3.Connection, who: Who) -> tuple[list[Work], dt.datetime | None]:
    """Return the works of which the starter edition gives title and year and nothing else, and when it was recorded."""
    rows = connection.execute(
        f"SELECT title, year, source, kind, told_at FROM cache.works WHERE name_key IN ({marks(len(who.name_keys))})",
        who.name_keys,
    ).fetchall()
    told_at = max((read_time(row[4]) for row in rows), default=None)
    return [Work(title, year, source, kind) for title, year, source, kind, _ in rows], told_at


def keywords(connection: sqlite3.Connection, papers: Sequence[int]) -> list[tuple[str, ...]]:
    """Return the keywords of some papers, by the cache's keys."""
    # Each column holds a JSON list, and one list of them all is decoded in a third of the time.
    row = connection.execute(
        """SELECT '[' || group_concat(keywords) || ']' FROM cache.details
           WHERE paper IN (SELECT value FROM json_each(?)) AND keywords IS NOT NULL""",
        (msgspec.json.encode(papers).decode(),),
    ).fetchone()
    return _KEYWORDS.decode(row[0]) if row[0] else []


def newest_fact(connection: sqlite3.Connection, papers: Sequence[int]) -> str | None:
    """Return when arXiv or Hugging Face last told of some papers, or else whoever did; as a column's text."""
    row = connection.execute(
        f"""SELECT coalesce(max(fetched_at) FILTER (WHERE source IN {_ARXIV_SOURCES}), max(fetched_at)) FROM cache.facts
            WHERE paper IN (SELECT value FROM json_each(?))""",
        (msgspec.json.encode(papers).decode(),),
    ).fetchone()
    return row[0] if row else None


def is_starter_only(connection: sqlite3.Connection, who: Who, papers: Sequence[int]) -> bool:
    """Tell whether the starter edition knows of a person by papers or bare titles, and nothing else does."""
    row = connection.execute(
        f"""WITH mine (paper) AS (SELECT value FROM json_each(?))
            SELECT EXISTS (SELECT 1 FROM mine m JOIN cache.facts f ON f.paper = m.paper WHERE f.source <> '{STARTER}'),
                   EXISTS (SELECT 1 FROM mine m JOIN cache.facts f ON f.paper = m.paper WHERE f.source = '{STARTER}'),
                   EXISTS (SELECT 1 FROM cache.works w
                           WHERE w.origin = '{STARTER}' AND w.name_key IN ({marks(len(who.name_keys))}))""",
        (msgspec.json.encode(papers).decode(), *who.name_keys),
    ).fetchone()
    is_told_elsewhere, has_fact, has_work = row
    return bool((has_fact or has_work) and not is_told_elsewhere)


def keep_works(
    connection: sqlite3.Connection, name: str, known: Sequence[Work], origin: str, told_at: dt.datetime
) -> None:
    """Keep titles that are known without their papers."""
    at = time_text(told_at)
    connection.executemany(
        "INSERT OR IGNORE INTO cache.works (name_key, name, title, year, kind, source, origin, told_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(fold_name(name), name, work.title, work.year, work.kind, work.source, origin, at) for work in known],
    )
    people_index.recount(connection, {fold_name(name)})


def _paper_work(row: Row) -> PaperWork:
    doubt, key, categories, revised_at, notice, told_by = row[FEED_WIDTH:]
    return PaperWork(
        key,
        feed_row(row[:FEED_WIDTH], None),
        doubt == 1,
        tuple(categories.split()) if categories else (),
        optional_day(revised_at),
        notice,
        told_by or BYLINES,
    )
