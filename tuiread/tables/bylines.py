"""Whose bylines are whose: the one piece of SQL that lists, profiles and follows share.

A person is a confirmed Hugging Face account (``hf:USER``), a folded name (``name:...``) or a source's own record of an
author (``openalex:...``).  Bylines without an account that carry the same name are counted in, and marked as matched by
the name only, unless a record that tells of the person lists the paper or the reader said that it is theirs; bylines
with another account are somebody else, and so is what the reader said no to.  A byline that its author hid on Hugging
Face is printed on the paper and counts for no account.  Not here: the questions themselves (people, person_works).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.names import fold_name
from tuiread.records import PersonKey
from tuiread.tables import identities, records

RECORD_KINDS = ("openalex", "s2", "orcid", "arxiv")
"""The kinds of keys that name a source's record of an author."""

FOLLOWED = "SELECT person, account, name_key FROM main.follows"
GIVEN = """SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
            FROM json_each(:people)"""

# CROSS JOIN and LIMIT keep SQLite from reading all bylines of a followed name before it looks at the papers.
BYLINES_AMONG = """(SELECT b.paper, b.position, b.name, b.name_key, b.account, b.is_hidden
                     FROM cache.papers p CROSS JOIN cache.bylines b ON b.paper = p.key
                     WHERE p.id IN (SELECT value FROM json_each(:among)) LIMIT -1)"""


class Who(Struct, frozen=True):
    """How to find one person's bylines."""

    key: PersonKey
    name: str
    account: str | None
    name_keys: tuple[str, ...]
    """Every folded spelling known for the person."""


def get_who(connection: sqlite3.Connection, key: PersonKey) -> Who:
    """Return how to find a person.

    Raises:
        NotFoundError: neither the cache nor the follows know that key.
    """
    refuse_forgotten(connection, key)
    kind, _, value = key.partition(":")
    if kind in RECORD_KINDS:
        return _not_forgotten(connection, _who_by_record(connection, key))
    column = {"hf": "account", "name": "name_key"}.get(kind)
    if column is None:
        raise NotFoundError(f"“{key}” is not a person's key; keys look like hf:USER, name:NAME or openalex:A123.")
    rows = connection.execute(
        f"""SELECT name, name_key, count(*) AS uses FROM cache.bylines WHERE {column} = :value GROUP BY name, name_key
            UNION ALL SELECT name, name_key, 0 FROM main.follows WHERE person = :key
            UNION ALL SELECT name, name_key, 0 FROM cache.works WHERE 'name:' || name_key = :key
            ORDER BY uses DESC, name""",
        {"value": value, "key": key},
    ).fetchall()
    if not rows:
        raise NotFoundError(f"Nobody in your cache answers to {value}.")
    names = tuple(dict.fromkeys(row[1] for row in rows))
    return _not_forgotten(connection, Who(key, rows[0][0], value if kind == "hf" else None, names))


def refuse_forgotten(connection: sqlite3.Connection, key: PersonKey, names: Sequence[str] = ()) -> None:
    """Make sure that a person is not on the stop-list, by key or by one of their folded names.

    Raises:
        NotFoundError: they are.
    """
    stopped = identities.stop_list(connection)
    if stopped.holds(key) or any(stopped.holds(key, name) for name in names):
        raise NotFoundError("You asked tuiread to forget this person; nothing about them is shown or fetched.")


def _not_forgotten(connection: sqlite3.Connection, who: Who) -> Who:
    refuse_forgotten(connection, who.key, who.name_keys)
    return who


def theirs(wanted: str, bylines: str = "cache.bylines") -> str:
    """Return the tables that tell which bylines are whose, to stand before a SELECT.

    ``spelled`` has each person's folded names; ``theirs`` the bylines that count, several of one paper included.

    Args:
        wanted: a query for person, account and one folded name; nothing for none.
        bylines: where to look.
    """
    return f"""WITH wanted (person, account, name_key) AS ({wanted}),
        judged (person, paper, is_same) AS MATERIALIZED (
            SELECT v.person, p.key, v.is_same FROM main.verdicts v JOIN cache.papers p ON p.id = v.paper_id),
        one_each (person) AS MATERIALIZED (SELECT DISTINCT person FROM wanted),
        told (person, record) AS MATERIALIZED (SELECT person, record FROM ({identities.effective_links("one_each")})),
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
            SELECT n.person, b.paper, b.position, b.name, 0
            FROM (SELECT DISTINCT t.person, s.account, t.record, s.name_key FROM told t JOIN (
                      SELECT person, account, name_key FROM spelled
                      UNION SELECT o.person, NULL, r.name_key FROM told o JOIN cache.records r ON r.key = o.record
                  ) s ON s.person = t.person) n
            CROSS JOIN cache.record_works w ON w.record = n.record AND w.paper_id IS NOT NULL
            CROSS JOIN cache.papers p ON p.id = w.paper_id
            CROSS JOIN {bylines} b ON b.paper = p.key AND +b.name_key = n.name_key
            WHERE (b.account IS NULL OR b.account IS n.account)
              AND (n.person, b.paper) NOT IN (SELECT person, paper FROM judged WHERE NOT is_same)
            UNION ALL
            SELECT s.person, b.paper, b.position, b.name,
                   (s.person, b.paper) NOT IN (SELECT person, paper FROM judged WHERE is_same)
            FROM spelled s CROSS JOIN {bylines} b ON b.name_key = s.name_key
            WHERE b.account IS NULL AND (s.account IS NULL OR NOT b.is_hidden)
              AND (substr(s.person, 1, 3) = 'hf:' OR substr(s.person, 1, 5) = 'name:')
              AND (s.person, b.paper) NOT IN (SELECT person, paper FROM judged WHERE NOT is_same))
        """


def person_values(who: Who) -> dict[str, object]:
    """Return one person as `GIVEN` reads it."""
    people = [(who.key, who.account, name) for name in who.name_keys]
    return {"people": msgspec.json.encode(people).decode()}


def _who_by_record(connection: sqlite3.Connection, key: PersonKey) -> Who:
    record = records.get_record(connection, key)
    return Who(key, record.name, None, (fold_name(record.name),))
