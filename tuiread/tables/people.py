"""Who wrote what, from the bylines in the cache: works, co-authors, namesakes, and whom the reader follows.

A person is a confirmed Hugging Face account (``hf:USER``) or a folded name (``name:...``).  Bylines without an account
that carry the same name are counted in, and marked as matched by the name only; bylines with another account are
somebody else.  A byline that its author hid on Hugging Face is printed on the paper and counts for no account.  One
piece of SQL says all this for every question (`_theirs`), so that lists, profiles and follows count the same.  Not
here: trust, ties and topics (insight).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tuiread.errors import NotFoundError
from tuiread.names import account_key, fold_name
from tuiread.records import CoAuthor, FeedRow, PaperId, PersonKey, PersonRow, Work
from tuiread.tables.editions import FEED_COLUMNS, FEED_WIDTH, STARTER, feed_row
from tuiread.tables.values import Row, list_text, marks, optional_day

CLOSE_AUTHORS = 25
"""A paper with more authors than this makes nobody a co-author."""

_FOLLOWED = "SELECT person, account, name_key FROM main.follows"
_GIVEN = """SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
            FROM json_each(:people)"""

# CROSS JOIN and LIMIT keep SQLite from reading all bylines of a followed name before it looks at the papers.
_BYLINES_AMONG = """(SELECT b.paper, b.position, b.name, b.name_key, b.account, b.is_hidden
                     FROM cache.papers p CROSS JOIN cache.bylines b ON b.paper = p.key
                     WHERE p.id IN (SELECT value FROM json_each(:among)) LIMIT -1)"""


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
    """Return people whose name contains a text, those with the most works first.

    Bylines without an account are counted to the one account of that name, if there is just one.
    """
    condition = "name_key = :text" if is_exact else "instr(name_key, :text)"
    # A person may have several groups: twice as many of the largest are looked at, and only these are counted exactly.
    rows = connection.execute(
        f"""SELECT name_key, account, (SELECT iif(min(o.account) = max(o.account), min(o.account), NULL)
                                       FROM cache.bylines o WHERE o.name_key = g.name_key AND o.account IS NOT NULL)
            FROM (SELECT name_key, account, count(*) AS uses FROM cache.bylines WHERE {condition}
                  GROUP BY name_key, account
                  UNION ALL
                  SELECT name_key, NULL, count(*) FROM cache.works WHERE {condition} GROUP BY name_key
                  ORDER BY uses DESC, name_key LIMIT 2 * :limit + 20) g""",
        {"text": fold_name(text), "limit": limit},
    )
    people = sorted({_known_as(name, own or only) for name, own, only in rows}, key=lambda one: one[0])
    counts = _work_counts(connection, _GIVEN, people)
    names = _printed_names(connection, people)
    accounts = {PersonKey(key): account for key, account, _ in people}
    found = [PersonRow(key, names[key], count, account=accounts[key]) for key, count in counts.items() if key in names]
    return sorted(found, key=lambda one: (-one.paper_count, one.name, one.key))[:limit]


def followed_rows(connection: sqlite3.Connection, text: str = "") -> list[PersonRow]:
    """Return whom the reader follows, by name, with how many works; with a text, whose folded name contains it."""
    counts = _work_counts(connection, _FOLLOWED, ())
    rows = connection.execute(
        "SELECT person, name, account FROM main.follows WHERE instr(name_key, :text) ORDER BY name_key, person",
        {"text": fold_name(text)},
    )
    return [
        PersonRow(PersonKey(key), name, counts.get(PersonKey(key), 0), is_followed=True, account=account)
        for key, name, account in rows
    ]


def namesakes(connection: sqlite3.Connection, who: Who) -> tuple[PersonRow, ...]:
    """Return the other accounts under the names of a person."""
    rows = connection.execute(
        f"""SELECT account, min(name), count(DISTINCT paper) FROM cache.bylines
            WHERE account IN (SELECT o.account FROM cache.bylines o WHERE o.account IS NOT NULL
                              AND o.name_key IN ({marks(len(who.name_keys))})) AND account IS NOT ?
            GROUP BY account ORDER BY 3 DESC, account""",
        (*who.name_keys, who.account),
    )
    return tuple(PersonRow(account_key(user), name, count, account=user) for user, name, count in rows)


def works(connection: sqlite3.Connection, who: Who) -> list[Work]:
    """Return a person's works: papers in the cache, and titles that only the starter edition names."""
    rows = connection.execute(
        f"""{_theirs(_GIVEN)} SELECT {FEED_COLUMNS}, min(t.is_name_match)
            FROM theirs t JOIN cache.papers p ON p.key = t.paper GROUP BY p.key""",
        _values(who),
    )
    found = [_work(feed_row(row[:FEED_WIDTH], None), is_name_match=bool(row[FEED_WIDTH])) for row in rows]
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
        f"""{_theirs(_GIVEN)} SELECT o.name_key, o.account, o.name, o.paper,
                   CAST(substr(p.published_at, 1, 4) AS INTEGER)
            FROM (SELECT DISTINCT paper FROM theirs) m
            JOIN cache.papers p ON p.key = m.paper AND p.author_count <= {CLOSE_AUTHORS}
            JOIN cache.bylines o ON o.paper = m.paper
            WHERE o.name_key NOT IN (SELECT name_key FROM spelled)
              AND (:account IS NULL OR o.account IS NOT :account)""",
        {**_values(who), "account": who.account},
    )
    followed = {row[0] for row in connection.execute("SELECT person FROM main.follows")}
    found = [replace(one, is_followed=one.key in followed) for one in _coauthors(rows)]
    return tuple(sorted(found, key=lambda one: (-one.joint_count, -(one.latest_year or 0), one.name, one.key)))


def organizations(connection: sqlite3.Connection, who: Who) -> tuple[str, ...]:
    """Return the organisations that the pages of a person's papers name, most frequent first."""
    rows = connection.execute(
        f"""{_theirs(_GIVEN)} SELECT coalesce(p.organization_name, p.organization_user) AS name, count(DISTINCT p.key)
            FROM theirs t JOIN cache.papers p ON p.key = t.paper WHERE p.organization_user IS NOT NULL
            GROUP BY p.organization_user ORDER BY 2 DESC, 1""",
        _values(who),
    )
    return tuple(row[0] for row in rows)


def newest_fact(connection: sqlite3.Connection, who: Who) -> str | None:
    """Return when a source last told of a person's papers, as a column's text."""
    row = connection.execute(
        f"{_theirs(_GIVEN)} SELECT max(f.fetched_at) FROM theirs t JOIN cache.facts f ON f.paper = t.paper",
        _values(who),
    ).fetchone()
    return row[0] if row else None


def is_starter_only(connection: sqlite3.Connection, who: Who) -> bool:
    """Tell whether the starter edition knows of a person, and nothing else does."""
    row = connection.execute(
        f"""{_theirs(_GIVEN)} SELECT
                EXISTS (SELECT 1 FROM theirs t JOIN cache.facts f ON f.paper = t.paper WHERE f.source <> '{STARTER}'),
                EXISTS (SELECT 1 FROM theirs t JOIN cache.facts f ON f.paper = t.paper WHERE f.source = '{STARTER}'),
                EXISTS (SELECT 1 FROM spelled s JOIN cache.works w USING (name_key) WHERE w.origin = '{STARTER}')""",
        _values(who),
    ).fetchone()
    is_told_elsewhere, has_fact, has_work = row
    return bool((has_fact or has_work) and not is_told_elsewhere)


def followed_papers(
    connection: sqlite3.Connection, among: Sequence[PaperId] | None = None
) -> dict[PaperId, tuple[Match, ...]]:
    """Return the papers of people whom the reader follows, with who that is, in the byline's order.

    Args:
        connection: both databases.
        among: the papers to look at, so that a page costs the same in a cache of any size; None for all.
    """
    bylines = "cache.bylines" if among is None else _BYLINES_AMONG
    rows = connection.execute(
        f"""{_theirs(_FOLLOWED, bylines)}
            SELECT p.id, f.person, f.name, min(t.is_name_match), f.followed_at, min(t.position) AS place
            FROM theirs t JOIN main.follows f ON f.person = t.person JOIN cache.papers p ON p.key = t.paper
            GROUP BY p.id, f.person ORDER BY p.id, place""",
        {"among": list_text(among or ())},
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
    return {PaperId(row[0]): feed_row(row[:FEED_WIDTH], optional_day(row[FEED_WIDTH])) for row in rows}


def keep_works(connection: sqlite3.Connection, name: str, known: Sequence[Work], origin: str) -> None:
    """Keep titles that are known without their papers."""
    connection.executemany(
        "INSERT OR IGNORE INTO cache.works (name_key, name, title, year, kind, source, origin) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(fold_name(name), name, work.title, work.year, work.kind, work.source, origin) for work in known],
    )


def _known_as(folded: str, account: str | None) -> tuple[PersonKey, str | None, str | None]:
    """Return a person as `_GIVEN` reads it; the names of an account are looked up."""
    if account:
        return account_key(account), account, None
    return PersonKey(f"name:{folded}"), None, folded


def _theirs(wanted: str, bylines: str = "cache.bylines") -> str:
    """Return the tables that tell which bylines are whose, to stand before a SELECT.

    ``spelled`` has each person's folded names; ``theirs`` the bylines that count, several of one paper included.

    Args:
        wanted: a query for person, account and one folded name; nothing for none.
        bylines: where to look.
    """
    return f"""WITH wanted (person, account, name_key) AS ({wanted}),
        spelled (person, account, name_key) AS (
            SELECT person, account, name_key FROM wanted WHERE name_key IS NOT NULL
            UNION SELECT w.person, w.account, f.name_key FROM wanted w JOIN main.follows f ON f.person = w.person
            UNION SELECT w.person, w.account, b.name_key FROM wanted w CROSS JOIN cache.bylines b
                  ON b.account = w.account),
        theirs (person, paper, position, name, is_name_match) AS (
            SELECT w.person, b.paper, b.position, b.name, 0
            FROM (SELECT DISTINCT person, account FROM wanted) w CROSS JOIN {bylines} b ON b.account = w.account
            WHERE NOT b.is_hidden
            UNION ALL
            SELECT s.person, b.paper, b.position, b.name, 1
            FROM spelled s CROSS JOIN {bylines} b ON b.name_key = s.name_key
            WHERE b.account IS NULL AND (s.account IS NULL OR NOT b.is_hidden))
        """


def _work_counts(connection: sqlite3.Connection, wanted: str, people: Sequence[Row]) -> dict[PersonKey, int]:
    """Return how many works each person has: distinct papers, and titles that are known without a paper."""
    values = {"people": msgspec.json.encode(people).decode()}
    query = f"{_theirs(wanted)} SELECT person, count(DISTINCT paper) FROM theirs GROUP BY person"
    counts = {PersonKey(key): count for key, count in connection.execute(query, values)}
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM cache.works)").fetchone()[0]:
        return counts
    titled = f"""{_theirs(wanted)}, titled (person, title) AS (
                    SELECT DISTINCT s.person, w.title FROM spelled s JOIN cache.works w ON w.name_key = s.name_key)
                 SELECT person, title, 0 FROM titled
                 UNION SELECT t.person, p.title, 1 FROM theirs t JOIN cache.papers p ON p.key = t.paper
                       WHERE t.person IN (SELECT person FROM titled)"""
    bare: dict[PersonKey, set[str]] = {}
    for key, title, is_paper in sorted(connection.execute(titled, values), key=lambda row: int(row[2])):
        known = bare.setdefault(PersonKey(key), set())
        (known.discard if is_paper else known.add)(fold_name(title))
    return counts | {key: counts.get(key, 0) + len(titles) for key, titles in bare.items()}


def _printed_names(connection: sqlite3.Connection, people: Sequence[Row]) -> dict[PersonKey, str]:
    """Return the name that is printed most for each person, of sure bylines first."""
    rows = connection.execute(
        f"""{_theirs(_GIVEN)} SELECT person, name, is_name_match AS doubt, count(*) AS uses
            FROM theirs GROUP BY person, name, doubt
            UNION ALL SELECT s.person, w.name, 2, 0 FROM spelled s JOIN cache.works w ON w.name_key = s.name_key
            ORDER BY person, doubt, uses DESC, name""",
        {"people": msgspec.json.encode(people).decode()},
    )
    names: dict[PersonKey, str] = {}
    for key, name, _, _ in rows:
        names.setdefault(PersonKey(key), name)
    return names


def _coauthors(rows: Iterable[Row]) -> list[CoAuthor]:
    """Make people out of rows of folded name, account, name, paper and year.

    An account is one person however it is spelled; a name without one counts to the one account of that name, if there
    is just one.
    """
    known = list(rows)
    accounts: dict[str, set[str]] = {}
    for folded, account, *_ in known:
        accounts.setdefault(folded, set()).update([account] if account else [])
    joint: dict[PersonKey, dict[int, int | None]] = {}
    names: dict[PersonKey, Counter[str]] = {}
    for folded, account, name, paper, year in known:
        only = next(iter(accounts[folded])) if len(accounts[folded]) == 1 else None
        key, _, _ = _known_as(folded, account or only)
        joint.setdefault(key, {})[paper] = year
        names.setdefault(key, Counter())[name] += 1
    return [_coauthor(key, names[key], papers) for key, papers in joint.items()]


def _coauthor(key: PersonKey, names: Counter[str], papers: dict[int, int | None]) -> CoAuthor:
    name = min(names, key=lambda each: (-names[each], each))
    return CoAuthor(key, name, len(papers), max((year for year in papers.values() if year), default=None))


def _work(row: FeedRow, *, is_name_match: bool) -> Work:
    year = row.published_on.year if row.published_on else None
    return Work(row.title, year, "arXiv", paper=row, is_name_match=is_name_match)


def _values(who: Who) -> dict[str, object]:
    """Return one person as `_GIVEN` reads it."""
    people = [(who.key, who.account, name) for name in who.name_keys]
    return {"people": msgspec.json.encode(people).decode()}
