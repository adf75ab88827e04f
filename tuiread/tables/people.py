"""Who wrote what, from the bylines in the cache: works, co-authors, namesakes, and whom the reader follows.

A person is a confirmed Hugging Face account (``hf:USER``) or a folded name (``name:...``).  Bylines without an account
that carry the same name are counted in, and marked as matched by the name only; bylines with another account are
somebody else.  Not here: trust, ties and topics (insight).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.names import account_key, fold_name, name_key
from tuiread.records import CoAuthor, FeedRow, PaperId, PersonKey, PersonRow, Work
from tuiread.tables.editions import FEED_COLUMNS, STARTER, feed_row
from tuiread.tables.values import Row, marks, optional_day

CLOSE_AUTHORS = 25
"""A paper with more authors than this makes nobody a co-author."""


class Who(Struct, frozen=True):
    """How to find one person's bylines."""

    key: PersonKey
    name: str
    account: str | None
    name_keys: tuple[str, ...]
    """Every folded spelling known for the person."""


class Match(Struct, frozen=True):
    """A followed person in a byline."""

    key: PersonKey
    name: str
    is_name_match: bool
    followed_at: str


class _Counted(Struct, frozen=True):
    """A person with a number of papers."""

    key: PersonKey
    name: str
    account: str | None
    count: int = 0
    latest: int | None = None


def get_who(connection: sqlite3.Connection, key: PersonKey) -> Who:
    """Return how to find a person.

    Raises:
        NotFoundError: neither the cache nor the follows know that key.
    """
    kind, _, value = key.partition(":")
    column = {"hf": "account", "name": "name_key"}.get(kind)
    if column is None:
        raise NotFoundError(f"“{key}” is not a person's key; keys look like hf:USER or name:NAME.")
    rows = connection.execute(
        f"""SELECT name, name_key, count(*) AS uses FROM cache.bylines WHERE {column} = :value GROUP BY name, name_key
            UNION ALL SELECT name, name_key, 0 FROM main.follows WHERE person = :key
            UNION ALL SELECT name, name_key, 0 FROM cache.works WHERE 'name:' || name_key = :key
            ORDER BY uses DESC, name""",
        {"value": value, "key": key},
    ).fetchall()
    if not rows:
        raise NotFoundError(f"Nobody in your cache answers to {value}.")
    return Who(key, rows[0][0], value if kind == "hf" else None, tuple(dict.fromkeys(row[1] for row in rows)))


def find_people(connection: sqlite3.Connection, text: str, limit: int, *, is_exact: bool = False) -> list[PersonRow]:
    """Return people whose name contains a text, those with the most papers first.

    Bylines without an account are counted to the one account of that name, if there is just one.
    """
    condition = "name_key = :text" if is_exact else "instr(name_key, :text)"
    rows = connection.execute(
        f"""SELECT name_key, account, min(name), count(*), NULL FROM cache.bylines WHERE {condition}
            GROUP BY name_key, account
            UNION ALL SELECT name_key, NULL, min(name), count(*), NULL FROM cache.works WHERE {condition}
            GROUP BY name_key""",
        {"text": fold_name(text)},
    )
    found = sorted(_by_person(rows), key=lambda one: (-one.count, one.name, one.key))[:limit]
    return [PersonRow(one.key, one.name, one.count, account=one.account) for one in found]


def namesakes(connection: sqlite3.Connection, who: Who) -> tuple[PersonRow, ...]:
    """Return the other accounts under the names of a person."""
    rows = connection.execute(
        f"""SELECT account, min(name), count(*) FROM cache.bylines
            WHERE name_key IN ({marks(len(who.name_keys))}) AND account IS NOT NULL AND account IS NOT ?
            GROUP BY account ORDER BY count(*) DESC, account""",
        (*who.name_keys, who.account),
    )
    return tuple(PersonRow(account_key(user), name, count, account=user) for user, name, count in rows)


def works(connection: sqlite3.Connection, who: Who) -> list[Work]:
    """Return a person's works: papers in the cache, and titles that only the starter edition names."""
    rows = connection.execute(
        f"""SELECT {FEED_COLUMNS}, max(b.account IS NOT NULL)
            FROM cache.bylines b JOIN cache.papers p ON p.key = b.paper
            WHERE {_mine(who)} GROUP BY p.key""",
        _values(who),
    )
    found = [_work(feed_row(row[:12], None), is_name_match=not row[12]) for row in rows]
    titles = {fold_name(work.title) for work in found}
    listed = connection.execute(
        f"SELECT title, year, source, kind FROM cache.works WHERE name_key IN ({marks(len(who.name_keys))})",
        who.name_keys,
    )
    found += [Work(title, year, source, kind) for title, year, source, kind in listed if fold_name(title) not in titles]
    return sorted(found, key=lambda work: (-(work.year or 0), work.title.casefold()))


def coauthors(connection: sqlite3.Connection, who: Who) -> tuple[CoAuthor, ...]:
    """Return with whom a person wrote, most joint papers first; papers with very many authors do not count."""
    rows = connection.execute(
        f"""SELECT o.name_key, o.account, min(o.name), count(DISTINCT o.paper),
                   max(CAST(substr(p.published_at, 1, 4) AS INTEGER))
            FROM (SELECT DISTINCT b.paper FROM cache.bylines b WHERE {_mine(who)}) m
            JOIN cache.papers p ON p.key = m.paper AND p.author_count <= {CLOSE_AUTHORS}
            JOIN cache.bylines o ON o.paper = m.paper
            WHERE o.name_key NOT IN ({_named("name", len(who.name_keys))})
              AND (:account IS NULL OR o.account IS NOT :account)
            GROUP BY o.name_key, o.account""",
        _values(who),
    )
    found = sorted(_by_person(rows), key=lambda one: (-one.count, -(one.latest or 0), one.name, one.key))
    followed = {row[0] for row in connection.execute("SELECT person FROM main.follows")}
    return tuple(CoAuthor(one.key, one.name, one.count, one.latest, one.key in followed) for one in found)


def organizations(connection: sqlite3.Connection, who: Who) -> tuple[str, ...]:
    """Return the organisations that the pages of a person's papers name, most frequent first."""
    rows = connection.execute(
        f"""SELECT coalesce(p.organization_name, p.organization_user) AS name, count(DISTINCT p.key)
            FROM cache.bylines b JOIN cache.papers p ON p.key = b.paper
            WHERE {_mine(who)} AND p.organization_user IS NOT NULL
            GROUP BY p.organization_user ORDER BY 2 DESC, 1""",
        _values(who),
    )
    return tuple(row[0] for row in rows)


def newest_fact(connection: sqlite3.Connection, who: Who) -> str | None:
    """Return when a source last told of a person's papers, as a column's text."""
    row = connection.execute(
        f"SELECT max(f.fetched_at) FROM cache.bylines b JOIN cache.facts f ON f.paper = b.paper WHERE {_mine(who)}",
        _values(who),
    ).fetchone()
    return row[0] if row else None


def is_starter_only(connection: sqlite3.Connection, who: Who) -> bool:
    """Tell whether nothing but the starter edition knows of a person."""
    row = connection.execute(
        f"""SELECT EXISTS (SELECT 1 FROM cache.bylines b JOIN cache.facts f ON f.paper = b.paper
                           WHERE {_mine(who)} AND f.source <> '{STARTER}')""",
        _values(who),
    ).fetchone()
    return not row[0]


def followed_papers(connection: sqlite3.Connection) -> dict[PaperId, tuple[Match, ...]]:
    """Return every cached paper of somebody whom the reader follows, with who that is, in the byline's order."""
    rows = connection.execute(
        """SELECT p.id, f.person, f.name, min(m.is_name_match), f.followed_at, min(m.position) AS place
           FROM (SELECT f.person, b.paper, b.position, 0 AS is_name_match
                 FROM main.follows f JOIN cache.bylines b ON b.account = f.account
                 UNION ALL
                 SELECT f.person, b.paper, b.position, 1
                 FROM main.follows f JOIN cache.bylines b ON b.name_key = f.name_key
                 WHERE f.account IS NULL OR b.account IS NULL) m
           JOIN main.follows f ON f.person = m.person
           JOIN cache.papers p ON p.key = m.paper
           GROUP BY p.id, f.person ORDER BY p.id, place"""
    )
    found: dict[PaperId, tuple[Match, ...]] = {}
    for paper_id, key, name, is_name_match, followed_at, _ in rows:
        match = Match(PersonKey(key), name, bool(is_name_match), followed_at)
        found[PaperId(paper_id)] = (*found.get(PaperId(paper_id), ()), match)
    return found


def list_rows(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, FeedRow]:
    """Return the list's lines of papers by id, with the latest day of each."""
    rows = connection.execute(
        f"""SELECT {FEED_COLUMNS}, (SELECT max(ep.day) FROM cache.edition_papers ep WHERE ep.paper = p.key)
            FROM cache.papers p WHERE p.id IN ({marks(len(paper_ids))})""",
        paper_ids,
    )
    return {PaperId(row[0]): feed_row(row[:12], optional_day(row[12])) for row in rows}


def keep_works(connection: sqlite3.Connection, name: str, known: Sequence[Work], origin: str) -> None:
    """Keep titles that are known without their papers."""
    connection.executemany(
        "INSERT OR IGNORE INTO cache.works (name_key, name, title, year, kind, source, origin) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(fold_name(name), name, work.title, work.year, work.kind, work.source, origin) for work in known],
    )


def _by_person(rows: Iterable[Row]) -> list[_Counted]:
    """Make people out of rows of folded name, account, name, count and latest year.

    An account is one person however it is spelled; a name without one counts to the one account of that name, if there
    is just one.
    """
    known = sorted(rows, key=lambda row: (row[1] is None, -row[3], row[2]))
    accounts: dict[str, set[str]] = {}
    for folded, account, *_ in known:
        accounts.setdefault(folded, set()).update([account] if account else [])
    people: dict[PersonKey, _Counted] = {}
    for folded, own_account, name, count, latest in known:
        only = accounts[folded] if len(accounts[folded]) == 1 else ()
        account = own_account or next(iter(only), None)
        key = account_key(account) if account else name_key(name)
        one = people.get(key, _Counted(key, name, account))
        years = [year for year in (one.latest, latest) if year]
        people[key] = _Counted(key, one.name, account, one.count + count, max(years, default=None))
    return list(people.values())


def _work(row: FeedRow, *, is_name_match: bool) -> Work:
    year = row.published_on.year if row.published_on else None
    return Work(row.title, year, "arXiv", paper=row, is_name_match=is_name_match)


def _mine(who: Who) -> str:
    """Return the condition that picks a person's bylines ``b``; see `_values`."""
    by_name = f"b.name_key IN ({_named('name', len(who.name_keys))}) AND b.account IS NULL"
    return f"(b.account = :account OR ({by_name}))" if who.account else f"({by_name})"


def _named(stem: str, count: int) -> str:
    return ", ".join(f":{stem}{number}" for number in range(count))


def _values(who: Who) -> dict[str, object]:
    return {"account": who.account, **{f"name{number}": name for number, name in enumerate(who.name_keys)}}
