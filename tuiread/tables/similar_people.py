"""Who wrote with the same co-authors as somebody: the people two steps away.

An account is one person however it is spelled, and a name without an account counts to the one account of that name, if
there is just one, as in the list of people.

Not here: whose bylines are whose (bylines), and co-authors themselves (beside).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from tuiread.names import account_of
from tuiread.records import CLOSE_AUTHORS, PersonKey
from tuiread.tables.bylines import Who

MOST_BETWEEN = 40
"""Through so many co-authors, those with the strongest ties, similar people are looked for."""

MOST_PAPERS = 60
"""So many of the newest papers of each of them are looked at."""


class SimilarPerson(NamedTuple):
    """Somebody who shares co-authors with a person."""

    key: PersonKey
    keys: frozenset[PersonKey]
    """The same and, of an account, the names that are nobody else's: whoever answers to one of them is this one."""
    folded: frozenset[str]
    """Every spelling beside those co-authors."""
    name: str
    shared_count: int
    tie: float
    """The sum of the person's ties to those co-authors."""


class _Spelling(NamedTuple):
    """One name beside some co-authors."""

    folded: str
    name: str
    shared: frozenset[PersonKey]
    is_only_theirs: bool
    """True where just one account has the name."""


def beside_coauthors(connection: sqlite3.Connection, who: Who, ties: Mapping[PersonKey, float]) -> list[SimilarPerson]:
    """Return who stands beside some co-authors of a person, those with the most of them in common first.

    Args:
        connection: both databases.
        who: the person, whose own names are left out.
        ties: the co-authors with the person's tie to each.
    """
    between = [(key, account_of(key), key.partition(":")[2]) for key in ties]
    rows = connection.execute(
        """WITH known (person, account, folded) AS (
               SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
               FROM json_each(:known)),
           theirs (person, paper) AS MATERIALIZED (
               SELECT n.person, b.paper FROM known n CROSS JOIN cache.bylines b ON b.account = n.account
               WHERE n.account IS NOT NULL AND NOT b.is_hidden
               UNION
               SELECT n.person, b.paper FROM known n CROSS JOIN cache.bylines b ON b.name_key = n.folded
               WHERE n.account IS NULL AND b.account IS NULL),
           newest (person, paper) AS MATERIALIZED (
               SELECT person, paper FROM (
                   SELECT t.person, t.paper, row_number() OVER (PARTITION BY t.person ORDER BY t.paper DESC) AS place
                   FROM theirs t CROSS JOIN cache.papers p ON p.key = t.paper WHERE p.author_count <= :most)
               WHERE place <= :papers)
           SELECT b.name_key, b.account, min(b.name), json_group_array(DISTINCT n.person),
                  (SELECT max(p.account) FROM cache.people p WHERE p.name_key = b.name_key AND p.account <> ''
                   HAVING count(*) = 1)
           FROM newest n CROSS JOIN cache.bylines b ON b.paper = n.paper
           WHERE NOT b.is_hidden GROUP BY b.name_key, b.account""",
        {"known": msgspec.json.encode(between).decode(), "most": CLOSE_AUTHORS, "papers": MOST_PAPERS},
    )
    beside: dict[PersonKey, list[_Spelling]] = {}
    for folded, account, name, shared_json, only in rows:
        user = account or only
        if folded not in who.name_keys and user != (who.account or ""):
            key = PersonKey(f"hf:{user}" if user else f"name:{folded}")
            shared = frozenset(msgspec.json.decode(shared_json))
            beside.setdefault(key, []).append(_Spelling(folded, name, shared, is_only_theirs=bool(only)))
    found = [_person(key, spellings, ties) for key, spellings in beside.items()]
    shown = [one for one in found if one.shared_count]
    return sorted(shown, key=lambda one: (-one.shared_count, -one.tie, one.name, one.key))


def _person(key: PersonKey, spellings: Sequence[_Spelling], ties: Mapping[PersonKey, float]) -> SimilarPerson:
    """Return one person of all their spellings; whom they share under several counts once."""
    keys = frozenset({key, *(PersonKey(f"name:{one.folded}") for one in spellings if one.is_only_theirs)})
    shared = frozenset[PersonKey]().union(*(one.shared for one in spellings)) - keys
    name = min(spellings, key=lambda one: (-len(one.shared), one.name)).name
    folded = frozenset(one.folded for one in spellings)
    return SimilarPerson(key, keys, folded, name, len(shared), sum(ties[one] for one in sorted(shared)))
