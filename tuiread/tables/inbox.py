"""What the inbox is made from: followed topics and searches, answers about names, and which record lists what.

    library  feeds, verdicts, follows, saves      cache  papers, bylines, record_works, notices

Not here: which bylines carry a followed name (people) and what all of it means (inbox).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.names import fold_name
from tuiread.records import CLOSE_AUTHORS, FollowedFeed, How, Notice, PaperId, PersonKey
from tuiread.tables import identities
from tuiread.tables.values import read_time, time_text

MOST_OF_A_FEED = 100
"""How many papers of one topic or search come into the inbox, the newest ones."""

_RECORD_KINDS: tuple[How, ...] = ("arxiv", "orcid", "openalex", "s2")
"""Kinds of records, the surest first."""

_NOTICE = msgspec.json.Decoder(Notice)

_FITS = {
    "category": "instr(' ' || p.categories || ' ', ' ' || :value || ' ')",
    "keyword": """EXISTS (SELECT 1 FROM cache.details d JOIN json_each(d.keywords) k ON lower(k.value) = lower(:value)
                          WHERE d.paper = p.key AND d.keywords IS NOT NULL)""",
}
"""What each kind of topic asks of ``cache.papers p``."""


class FollowedAs(Struct, frozen=True):
    """How a followed person can be recognised, and since when."""

    person: PersonKey
    account: str | None
    followed_at: dt.datetime
    is_muted: bool
    best: How
    """The best id that is known; ``name`` where there is none."""


def has_sources(connection: sqlite3.Connection) -> bool:
    """Tell whether the reader follows anybody or anything that could bring news."""
    query = "SELECT EXISTS (SELECT 1 FROM main.follows) OR EXISTS (SELECT 1 FROM main.feeds)"
    return bool(connection.execute(query).fetchone()[0])


def feeds(connection: sqlite3.Connection) -> list[FollowedFeed]:
    """Return the followed topics and searches, by kind and value."""
    rows = connection.execute("SELECT kind, value, followed_at FROM main.feeds ORDER BY kind, value")
    return [FollowedFeed(kind, value, read_time(at)) for kind, value, at in rows]


def get_feed(connection: sqlite3.Connection, key: str) -> FollowedFeed:
    """Return one followed topic or search.

    Raises:
        NotFoundError: the reader does not follow it.
    """
    for feed in feeds(connection):
        if feed.key == key:
            return feed
    raise NotFoundError(f"You do not follow {key}.")


def keep_feed(connection: sqlite3.Connection, feed: FollowedFeed) -> None:
    """Follow a topic or a search; following again changes nothing."""
    connection.execute(
        "INSERT OR IGNORE INTO main.feeds (feed, kind, value, followed_at) VALUES (?, ?, ?, ?)",
        (feed.key, feed.kind, feed.value, time_text(feed.followed_at)),
    )


def drop_feed(connection: sqlite3.Connection, key: str) -> None:
    """Follow a topic or a search no longer."""
    connection.execute("DELETE FROM main.feeds WHERE feed = ?", (key,))


def feed_papers(connection: sqlite3.Connection, feed: FollowedFeed, since: dt.datetime) -> list[PaperId]:
    """Return the newest papers that fit a topic or a search and were submitted since a time, newest first."""
    if feed.kind == "search":
        from tuiread.search_language import read_query  # who follows no search does not load it
        from tuiread.tables import found

        return found.cached(connection, read_query(feed.value), MOST_OF_A_FEED, since)
    rows = connection.execute(
        f"""SELECT p.id FROM cache.papers p WHERE p.published_at >= :since AND {_FITS[feed.kind]}
            ORDER BY p.published_at DESC, p.id DESC LIMIT :limit""",
        {"since": time_text(since), "value": feed.value, "limit": MOST_OF_A_FEED},
    )
    return [PaperId(row[0]) for row in rows]


def followed_as(connection: sqlite3.Connection) -> list[FollowedAs]:
    """Return how everybody whom the reader follows can be recognised, by name."""
    kinds = _record_kinds(connection)
    rows = connection.execute(
        "SELECT person, account, followed_at, is_muted FROM main.follows ORDER BY name_key, person"
    )
    return [
        FollowedAs(PersonKey(key), account, read_time(at), bool(muted), _best(kinds.get(key, set()), account))
        for key, account, at, muted in rows
    ]


def set_muted(connection: sqlite3.Connection, person: PersonKey, *, is_muted: bool) -> None:
    """Keep a followed person's papers out of the inbox, or let them in again."""
    connection.execute("UPDATE main.follows SET is_muted = ? WHERE person = ?", (is_muted, person))


def listed(connection: sqlite3.Connection) -> dict[tuple[PersonKey, PaperId], How]:
    """Return the papers that records of followed people list, with the surest kind of record that does."""
    rows = connection.execute(
        f"""WITH followed (person) AS (SELECT person FROM main.follows),
                 told (person, record) AS MATERIALIZED
                     (SELECT person, record FROM ({identities.effective_links("followed")}))
            SELECT t.person, w.paper_id, t.record FROM told t CROSS JOIN cache.record_works w
            ON w.record = t.record AND w.paper_id IS NOT NULL"""
    )
    found: dict[tuple[PersonKey, PaperId], set[str]] = {}
    for person, paper_id, record in rows:
        found.setdefault((person, paper_id), set()).add(record.partition(":")[0])
    return {key: _best(kinds, None) for key, kinds in found.items()}


def verdicts(connection: sqlite3.Connection) -> dict[tuple[PersonKey, PaperId], bool]:
    """Return what the reader said of names in bylines: by person and paper, whether it is the same person."""
    rows = connection.execute("SELECT person, paper_id, is_same FROM main.verdicts")
    return {(PersonKey(person), PaperId(paper_id)): bool(is_same) for person, paper_id, is_same in rows}


def keep_verdict(
    connection: sqlite3.Connection, person: PersonKey, paper_id: PaperId, at: dt.datetime, *, is_same: bool
) -> None:
    """Keep what the reader said of a name in a byline."""
    connection.execute(
        "INSERT OR REPLACE INTO main.verdicts (answer, person, paper_id, is_same, answered_at) VALUES (?, ?, ?, ?, ?)",
        (identities.answer_key(person, paper_id), person, paper_id, is_same, time_text(at)),
    )


def coauthors(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, Mapping[str, str]]:
    """Return the folded and the printed names in the bylines of some papers, by paper; none for over 25 authors."""
    rows = connection.execute(
        """SELECT p.id, b.name_key, b.name FROM cache.papers p CROSS JOIN cache.bylines b ON b.paper = p.key
           WHERE p.id IN (SELECT value FROM json_each(:ids)) AND p.author_count <= :most ORDER BY p.id, b.position""",
        {"ids": msgspec.json.encode(paper_ids).decode(), "most": CLOSE_AUTHORS},
    )
    found: dict[PaperId, dict[str, str]] = {}
    for paper_id, folded, name in rows:
        found.setdefault(PaperId(paper_id), {})[folded] = name
    return {paper_id: found.get(paper_id, {}) for paper_id in paper_ids}


def saved_notices(connection: sqlite3.Connection) -> dict[PaperId, Notice]:
    """Return the newest notice about each saved paper: of trouble, or that it was published after it was saved."""
    rows = connection.execute(
        """SELECT s.paper_id, n.notice, json_valid(s.snapshot) AND coalesce(
                  json_extract(s.snapshot, '$.journal_ref'), json_extract(s.snapshot, '$.doi')) IS NOT NULL
           FROM main.saves s CROSS JOIN cache.notices n ON n.paper_id = s.paper_id ORDER BY s.paper_id, n.place"""
    )
    found: dict[PaperId, Notice] = {}
    for paper_id, text, was_published in rows:
        notice = _NOTICE.decode(text)
        if notice.is_trouble or not was_published:
            found.setdefault(PaperId(paper_id), notice)
    return found


def own_names(connection: sqlite3.Connection, person: PersonKey) -> set[str]:
    """Return the folded names under which a followed person stands in bylines."""
    rows = connection.execute(
        """SELECT name FROM main.follows WHERE person = :person
           UNION SELECT b.name FROM main.follows f JOIN cache.bylines b ON b.account = f.account
           WHERE f.person = :person""",
        {"person": person},
    )
    return {fold_name(row[0]) for row in rows}


def _record_kinds(connection: sqlite3.Connection) -> dict[str, set[str]]:
    rows = connection.execute(
        f"""WITH followed (person) AS (SELECT person FROM main.follows)
            SELECT person, record FROM ({identities.effective_links("followed")})"""
    )
    found: dict[str, set[str]] = {}
    for person, record in rows:
        found.setdefault(person, set()).add(record.partition(":")[0])
    return found


def _best(kinds: set[str], account: str | None) -> How:
    return next((kind for kind in _RECORD_KINDS if kind in kinds), "account" if account else "name")
