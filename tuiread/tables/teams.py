"""Whose each name of each byline is, as numbers: what ways between people are looked for in.

    name with an account           the account, whatever its spelling; the least number among its rows in ``people``
    name without, one such account that account, as in the list of people
    name without, none or several  the name itself
    a name that its owner hid      nobody's

In between two people a name counts to one person only: better a way too few than one through two people of one name.
Where the reader's answers or linked records say more (see bylines), that is what counts.  ``team_changes`` tells which
papers to look at again; triggers write it.  Not here: the arrays (teams) and searching (insight.ways).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from tuiread.errors import NotFoundError
from tuiread.names import account_key, account_of
from tuiread.records import PersonKey
from tuiread.tables import identities
from tuiread.tables.bylines import GIVEN, Who, get_who, theirs

Vertex = int
"""A person as a number: that of a row in ``people``, or one above all of them for a source's record."""


class Moment(NamedTuple):
    """How far the cache has come."""

    cache_id: str
    dropped_number: int
    """Changes up to this one are no longer told."""
    last_number: int


class TeamName(NamedTuple):
    """One name of a byline."""

    paper: int
    position: int
    group: int
    """The number of the row in ``people`` for this folded name and account."""
    is_hidden: bool


class PersonName(NamedTuple):
    """A person behind a number."""

    key: PersonKey
    name: str


def moment(connection: sqlite3.Connection) -> Moment:
    """Return how far the cache has come."""
    row = connection.execute(
        """SELECT cache_id, dropped_number,
                  (SELECT coalesce(max(number), dropped_number) FROM cache.team_changes) FROM cache.team_log"""
    ).fetchone()
    return Moment(*row)


def changed_papers(connection: sqlite3.Connection, since: int) -> list[int]:
    """Return the papers, by the cache's keys, whose teams changed after some change."""
    rows = connection.execute("SELECT DISTINCT paper FROM cache.team_changes WHERE number > ?", (since,))
    return [row[0] for row in rows]


def drop_changes(connection: sqlite3.Connection, until: int) -> None:
    """Forget changes that a file knows of."""
    connection.execute("DELETE FROM cache.team_changes WHERE number <= ?", (until,))
    connection.execute("UPDATE cache.team_log SET dropped_number = max(dropped_number, ?)", (until,))


def all_names(connection: sqlite3.Connection) -> Iterator[tuple[int, int, int]]:
    """Yield all names of all bylines in the order of names: paper, group, and 1 where it is hidden."""
    # In this order the rows of ``people`` are read one after the other, which takes a third of the time.
    return connection.execute(
        """SELECT b.paper, p.id, b.is_hidden FROM cache.bylines b INDEXED BY bylines_by_name
           CROSS JOIN cache.people p ON p.name_key = b.name_key AND p.account = coalesce(b.account, '')"""
    )


def names_on(connection: sqlite3.Connection, papers: Collection[int]) -> list[TeamName]:
    """Return the names of some papers' bylines."""
    rows = connection.execute(
        """SELECT b.paper, b.position, p.id, b.is_hidden FROM json_each(?) j
           CROSS JOIN cache.bylines b ON b.paper = j.value
           CROSS JOIN cache.people p ON p.name_key = b.name_key AND p.account = coalesce(b.account, '')""",
        (_numbers(papers),),
    )
    return [TeamName(*row) for row in rows]


def paper_facts(
    connection: sqlite3.Connection, papers: Collection[int] | None = None
) -> Iterator[tuple[int, int, int]]:
    """Yield of papers, ascending: key, number of authors as printed, year of first submission or 0; None for all."""
    chosen = "" if papers is None else "WHERE key IN (SELECT value FROM json_each(?))"
    return connection.execute(
        f"""SELECT key, author_count, coalesce(CAST(substr(published_at, 1, 4) AS INTEGER), 0) FROM cache.papers
            {chosen} ORDER BY key""",
        () if papers is None else (_numbers(papers),),
    )


def owners(connection: sqlite3.Connection, groups: Collection[int] | None = None) -> dict[int, tuple[Vertex, bool]]:
    """Return whose groups are that are not their own: the vertex, and whether the group has an account itself.

    Args:
        connection: both databases.
        groups: which; None for all.
    """
    chosen = "cache.people g" if groups is None else "json_each(:groups) j CROSS JOIN cache.people g ON g.id = j.value"
    values = {} if groups is None else {"groups": _numbers(groups)}
    own = connection.execute(f"SELECT g.id, g.account FROM {chosen} WHERE g.account <> ''", values).fetchall()
    lent = connection.execute(
        f"""SELECT g.id, max(a.account) FROM {chosen} CROSS JOIN cache.people a
            ON a.name_key = g.name_key AND a.account <> '' WHERE g.account = '' GROUP BY g.id HAVING count(*) = 1""",
        values,
    ).fetchall()
    first = _first_rows(connection, {account for _, account in (*own, *lent)}, is_all=groups is None)
    found = {group: (first[account], True) for group, account in own}
    return found | {group: (first[account], False) for group, account in lent}


def vertices(connection: sqlite3.Connection, keys: Collection[PersonKey]) -> dict[PersonKey, Vertex]:
    """Return the numbers of people; those who have no row in ``people`` are left out."""
    first = _first_rows(connection, {account for key in keys if (account := account_of(key))})
    folded = [key.removeprefix("name:") for key in keys if key.startswith("name:")]
    rows = connection.execute(
        """SELECT p.name_key, p.id FROM json_each(?) j CROSS JOIN cache.people p
           ON p.name_key = j.value AND p.account = ''""",
        (msgspec.json.encode(folded).decode(),),
    )
    groups = dict(rows.fetchall())
    lent = owners(connection, groups.values())
    known = {key: first[account] for key in keys if (account := account_of(key)) is not None and account in first}
    for key in keys:
        if key.startswith("name:") and (group := groups.get(key.removeprefix("name:"))):
            known[key] = lent.get(group, (group, False))[0]
    return known


def last_group(connection: sqlite3.Connection) -> int:
    """Return the highest number in ``people``; 0 where it is empty."""
    number: int = connection.execute("SELECT coalesce(max(id), 0) FROM cache.people").fetchone()[0]
    return number


def account_of_name(connection: sqlite3.Connection, key: str) -> PersonKey | None:
    """Return the one account that has the name of somebody who is known by name; None where none or several have."""
    rows = connection.execute(
        "SELECT account FROM cache.people WHERE 'name:' || name_key = :key AND name_key = :folded AND account <> ''",
        {"key": key, "folded": key.removeprefix("name:")},
    ).fetchall()
    return account_key(rows[0][0]) if len(rows) == 1 else None


def stopped_vertices(connection: sqlite3.Connection) -> set[Vertex]:
    """Return the numbers of people on the stop-list."""
    stopped = identities.stop_list(connection)
    keys = {PersonKey(key) for key in (*stopped.keys, *(f"name:{name}" for name in stopped.names))}
    found = set(vertices(connection, keys).values())
    named = connection.execute(
        "SELECT id FROM cache.people WHERE name_key IN (SELECT value FROM json_each(?)) AND account = ''",
        (msgspec.json.encode(sorted(stopped.names)).decode(),),
    )
    return found | {row[0] for row in named}


def people_behind(connection: sqlite3.Connection, numbers: Collection[Vertex]) -> dict[Vertex, PersonName]:
    """Return the people of numbers; those who have no row in ``people`` are left out."""
    rows = connection.execute(
        """SELECT p.id, p.name_key, p.account, p.name
           FROM json_each(?) j CROSS JOIN cache.people p ON p.id = j.value""",
        (_numbers(numbers),),
    )
    return {
        number: PersonName(PersonKey(f"hf:{account}" if account else f"name:{name_key}"), name)
        for number, name_key, account, name in rows
    }


def told_apart(connection: sqlite3.Connection) -> set[PersonKey]:
    """Return the people of whom more is known than bylines tell: the reader's answers, linked records, other names."""
    rows = connection.execute(
        """SELECT person FROM main.verdicts UNION SELECT person FROM main.identities
           UNION SELECT person FROM cache.links
           UNION SELECT f.person FROM main.follows f WHERE f.account IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM cache.people p WHERE p.account = f.account AND p.name_key = f.name_key)"""
    )
    return {PersonKey(row[0]) for row in rows}


def has_unclear_names(connection: sqlite3.Connection, key: PersonKey) -> bool:
    """Tell whether the profile of a person counts names that count to nobody in between two people.

    It does for an account of which another has the name, too, and for a source's record that is linked to nobody.
    """
    account = account_of(key)
    if account is None:
        return not key.startswith("name:")
    row = connection.execute(
        """SELECT EXISTS (SELECT 1 FROM cache.people p CROSS JOIN cache.people o
                          ON o.name_key = p.name_key AND o.account NOT IN ('', p.account)
                          WHERE p.account = ? AND p.account <> '')""",
        (account,),
    ).fetchone()
    return bool(row[0])


def their_names(
    connection: sqlite3.Connection, keys: Collection[PersonKey]
) -> tuple[list[tuple[PersonKey, int, int]], set[int]]:
    """Return which names of bylines are some people's: person, paper, position; and papers the reader said no to.

    People of whom the cache no longer knows anything are left out.
    """
    people = [(who.key, who.account, name) for who in _known(connection, keys) for name in who.name_keys]
    rows = connection.execute(
        f"{theirs(GIVEN)} SELECT person, paper, position FROM theirs",
        {"people": msgspec.json.encode(people).decode()},
    ).fetchall()
    refused = connection.execute(
        """SELECT p.key FROM main.verdicts v JOIN cache.papers p ON p.id = v.paper_id
           WHERE NOT v.is_same AND v.person IN (SELECT value FROM json_each(?))""",
        (msgspec.json.encode(sorted(keys)).decode(),),
    )
    return [(PersonKey(key), paper, position) for key, paper, position in rows], {row[0] for row in refused}


def _known(connection: sqlite3.Connection, keys: Collection[PersonKey]) -> list[Who]:
    found = []
    for key in sorted(keys):
        try:
            found.append(get_who(connection, key))
        except NotFoundError:
            continue  # forgotten, or known from an answer only
    return found


def _first_rows(
    connection: sqlite3.Connection, accounts: Collection[str], *, is_all: bool = False
) -> Mapping[str, Vertex]:
    """Return the least number among the rows of each account."""
    query = "SELECT account, min(id) FROM cache.people WHERE account <> ''"
    if not is_all:
        query += " AND account IN (SELECT value FROM json_each(?))"
    values: Sequence[str] = () if is_all else (msgspec.json.encode(sorted(accounts)).decode(),)
    return dict(connection.execute(f"{query} GROUP BY account", values).fetchall())


def _numbers(numbers: Collection[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"
