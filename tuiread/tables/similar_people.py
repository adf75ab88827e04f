"""Who wrote with the same co-authors as somebody: the people two steps away.

Not here: whose bylines are whose (bylines), and co-authors themselves (beside).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
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
    folded: str
    name: str
    shared_count: int
    tie: float
    """The sum of the person's ties to those co-authors."""


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
           SELECT b.name_key, b.account, min(b.name), json_group_array(DISTINCT n.person)
           FROM newest n CROSS JOIN cache.bylines b ON b.paper = n.paper
           WHERE NOT b.is_hidden GROUP BY b.name_key, b.account""",
        {"known": msgspec.json.encode(between).decode(), "most": CLOSE_AUTHORS, "papers": MOST_PAPERS},
    )
    found: dict[PersonKey, SimilarPerson] = {}
    for folded, account, name, shared_json in rows:
        key = PersonKey(f"hf:{account}" if account else f"name:{folded}")
        shared = set(msgspec.json.decode(shared_json)) - {key}
        if folded not in who.name_keys and account != (who.account or "") and shared:
            tie = sum(ties[one] for one in shared)
            if key not in found or len(shared) > found[key].shared_count:
                found[key] = SimilarPerson(key, folded, name, len(shared), tie)
    return sorted(found.values(), key=lambda one: (-one.shared_count, -one.tie, one.name, one.key))
