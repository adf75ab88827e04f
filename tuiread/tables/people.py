"""People as lists show them: everybody in the cache by name, followed people, namesakes, and whose papers are whose.

Not here: which bylines count as whose (bylines), one person's works (person_works), trust, ties and topics (insight).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tuiread.names import account_key, fold_name
from tuiread.records import FeedRow, PaperId, PersonKey, PersonRow
from tuiread.tables import identities, people_index
from tuiread.tables.bylines import BYLINES_AMONG, FOLLOWED, Who, theirs
from tuiread.tables.editions import FEED_COLUMNS, FEED_WIDTH, feed_row
from tuiread.tables.values import Row, list_text, marks, optional_day

MOST_LOOKED_AT = 500
"""Up to so many papers, their bylines are read for followed people; of more, those people's papers."""


class Match(Struct, frozen=True):
    """A followed person in a byline."""

    key: PersonKey
    name: str
    is_name_match: bool


def find_people(connection: sqlite3.Connection, text: str, limit: int, *, is_exact: bool = False) -> list[PersonRow]:
    """Return people each word of a text begins a word of whose name, those with the most works first.

    Bylines without an account are counted to the one account of that name, if there is just one.  Nobody on the
    stop-list is found.
    """
    stopped = identities.stop_list(connection)
    rows = people_index.find_exact(connection, fold_name(text)) if is_exact else people_index.find(connection, text)
    found: dict[PersonKey, PersonRow] = {}
    for name_key, account, name, count in rows:
        key = account_key(account) if account else PersonKey(f"name:{name_key}")
        if not stopped.holds(key, name_key) and key not in found:
            found[key] = PersonRow(key, name, count, account=account or None)
            if len(found) == limit:
                break
    return list(found.values())


def followed_rows(connection: sqlite3.Connection, text: str = "") -> list[PersonRow]:
    """Return whom the reader follows, by name, with how many works; with a text, whose folded name contains it."""
    counts = _work_counts(connection, FOLLOWED, ())
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


def followed_papers(
    connection: sqlite3.Connection, among: Sequence[PaperId] | None = None
) -> dict[PaperId, tuple[Match, ...]]:
    """Return the papers of people whom the reader follows, with who that is, in the byline's order.

    Args:
        connection: both databases.
        among: the papers to look at, so that a page costs the same in a cache of any size; None for all.  Of very many
            the people followed are looked up and the rest is left out: that costs what their papers do.
    """
    if among is not None and len(among) > MOST_LOOKED_AT:
        wanted = set(among)
        return {paper_id: who for paper_id, who in followed_papers(connection).items() if paper_id in wanted}
    bylines = "cache.bylines" if among is None else BYLINES_AMONG
    rows = connection.execute(
        f"""{theirs(FOLLOWED, bylines)}
            SELECT p.id, f.person, f.name, min(t.is_name_match), min(t.position) AS place
            FROM theirs t JOIN main.follows f ON f.person = t.person JOIN cache.papers p ON p.key = t.paper
            GROUP BY p.id, f.person ORDER BY p.id, place""",
        {"among": list_text(among or ())},
    )
    found: dict[PaperId, tuple[Match, ...]] = {}
    for paper_id, key, name, is_name_match, _ in rows:
        match = Match(PersonKey(key), name, bool(is_name_match))
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


def _work_counts(connection: sqlite3.Connection, wanted: str, people: Sequence[Row]) -> dict[PersonKey, int]:
    """Return how many works each person has: distinct papers, and titles that are known without a paper."""
    values = {"people": msgspec.json.encode(people).decode()}
    query = f"{theirs(wanted)} SELECT person, count(DISTINCT paper) FROM theirs GROUP BY person"
    counts = {PersonKey(key): count for key, count in connection.execute(query, values)}
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM cache.works)").fetchone()[0]:
        return counts
    titled = f"""{theirs(wanted)}, titled (person, title) AS (
                    SELECT DISTINCT s.person, w.title FROM spelled s JOIN cache.works w ON w.name_key = s.name_key)
                 SELECT person, title, 0 FROM titled
                 UNION SELECT t.person, p.title, 1 FROM theirs t JOIN cache.papers p ON p.key = t.paper
                       WHERE t.person IN (SELECT person FROM titled)"""
    bare: dict[PersonKey, set[str]] = {}
    for key, title, is_paper in sorted(connection.execute(titled, values), key=lambda row: int(row[2])):
        known = bare.setdefault(PersonKey(key), set())
        (known.discard if is_paper else known.add)(fold_name(title))
    return counts | {key: counts.get(key, 0) + len(titles) for key, titles in bare.items()}
