"""What papers are about and where people worked: topics and institutions from their own side.

    category:cs.LG           papers whose arXiv categories have it
    keyword:data selection   papers of the feed whose keywords have it
    institution:eth zurich   people whose linked records name it, and their papers

Not here: one person's topics and institutions (profiles).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from tuiread.names import fold_name
from tuiread.records import GraphFilter, PaperId, PersonKey
from tuiread.tables import identities
from tuiread.tables.values import list_text, read_list

_IN_CATEGORY = """
FROM cache.papers p WHERE p.categories IN (
    WITH RECURSIVE written(words) AS (
        SELECT min(categories) FROM cache.papers WHERE categories IS NOT NULL
        UNION ALL
        SELECT (SELECT min(categories) FROM cache.papers WHERE categories > w.words)
        FROM written w WHERE w.words IS NOT NULL)
    SELECT words FROM written WHERE instr(' ' || words || ' ', ' ' || :category || ' ')
      AND (:topic IS NULL OR instr(' ' || words || ' ', ' ' || :topic || ' ')))
  AND (:first IS NULL OR p.published_at >= :first) AND (:end IS NULL OR p.published_at < :end)
"""
"""Papers of a category: each way in which categories stand together is sought once, not once a paper."""


def papers_in_category(
    connection: sqlite3.Connection, category: str, which: GraphFilter, most: int
) -> tuple[list[PaperId], int]:
    """Return the newest papers of a category under a filter, and how many there are in all."""
    facts = {
        "category": category,
        "topic": which.topic,
        "first": which.first_year and str(which.first_year),
        "end": which.last_year and str(which.last_year + 1),
        "most": most,
    }
    rows = connection.execute(f"SELECT p.id {_IN_CATEGORY} ORDER BY p.published_at DESC, p.id DESC LIMIT :most", facts)
    ids = [PaperId(row[0]) for row in rows]
    if len(ids) < most:
        return ids, len(ids)
    (total,) = connection.execute(f"SELECT count(*) {_IN_CATEGORY}", facts).fetchone()
    return ids, total


def papers_with_keyword(connection: sqlite3.Connection, keyword: str) -> list[PaperId]:
    """Return the papers of the feed that have a keyword, the newest first."""
    rows = connection.execute(
        """SELECT p.id FROM cache.details d CROSS JOIN cache.papers p ON p.key = d.paper
           WHERE d.keywords IS NOT NULL AND instr(lower(d.keywords), lower(:quoted))
           ORDER BY p.published_at DESC, p.id DESC""",
        {"quoted": _quoted(keyword)},
    )
    return [PaperId(row[0]) for row in rows]


def keyword_as_written(connection: sqlite3.Connection, keyword: str) -> str | None:
    """Return a keyword as the papers write it, whatever case it is asked in; None where no paper has it."""
    row = connection.execute(
        """SELECT k.value FROM cache.details d CROSS JOIN json_each(d.keywords) k
           WHERE d.keywords IS NOT NULL AND instr(lower(d.keywords), lower(:quoted))
             AND lower(k.value) = lower(:keyword) LIMIT 1""",
        {"quoted": _quoted(keyword), "keyword": keyword.strip()},
    ).fetchone()
    return row[0] if row else None


def keywords_of(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, tuple[str, ...]]:
    """Return the keywords of papers that have some."""
    rows = connection.execute(
        """SELECT p.id, d.keywords FROM json_each(?) j CROSS JOIN cache.papers p ON p.id = j.value
           JOIN cache.details d ON d.paper = p.key WHERE d.keywords IS NOT NULL""",
        (list_text(tuple(paper_ids)) or "[]",),
    )
    return {PaperId(paper_id): read_list(words) for paper_id, words in rows}


def people_of(
    connection: sqlite3.Connection, paper_ids: Sequence[PaperId], most_authors: int
) -> list[tuple[str, str, PersonKey, PaperId]]:
    """Return the bylines of papers of not too many authors: name, folded name, whose it is, paper.

    A name without an account counts to the one account of that name, if there is just one, as in the list of people.
    """
    rows = connection.execute(
        """SELECT b.name, b.name_key, coalesce(b.account, (
                      SELECT max(n.account) FROM cache.people n WHERE n.name_key = b.name_key AND n.account <> ''
                      HAVING count(*) = 1)), p.id
           FROM json_each(:papers) j CROSS JOIN cache.papers p ON p.id = j.value
           CROSS JOIN cache.bylines b ON b.paper = p.key
           WHERE NOT b.is_hidden AND p.author_count <= :most ORDER BY p.key, b.position""",
        {"papers": list_text(tuple(paper_ids)) or "[]", "most": most_authors},
    )
    return [
        (name, folded, PersonKey(f"hf:{account}" if account else f"name:{folded}"), PaperId(paper_id))
        for name, folded, account, paper_id in rows
    ]


class Stay(NamedTuple):
    """That somebody was at an institution."""

    record: str
    """The source's record that says so."""
    person: PersonKey
    name: str
    place: str
    """The institution's name, as the source writes it."""
    ror: str | None
    years: tuple[int, ...]


def stays_at(connection: sqlite3.Connection, institution: str) -> list[Stay]:
    """Return who was at an institution, as linked records tell; a record that is linked to nobody is its own person.

    Args:
        connection: both databases.
        institution: a folded name; other names of the same ROR id count, too.
    """
    rows = connection.execute(
        """SELECT r.key, json_extract(r.record, '$.name'), json_extract(a.value, '$.name'),
                  json_extract(a.value, '$.ror'), coalesce(json_extract(a.value, '$.years'), '[]')
           FROM cache.records r CROSS JOIN json_each(r.record, '$.affiliations') a ORDER BY r.key"""
    ).fetchall()
    named = [row for row in rows if fold_name(row[2]) == institution]
    rors = {row[3] for row in named} - {None}
    found = [row for row in rows if row[3] in rors or (row[3] is None and fold_name(row[2]) == institution)]
    people = identities.people_of(connection, {row[0] for row in found})
    return [
        Stay(key, people.get(key, PersonKey(key)), name, place, ror, tuple(msgspec.json.decode(years)))
        for key, name, place, ror, years in found
    ]


def papers_from(connection: sqlite3.Connection, stays: Sequence[Stay]) -> list[tuple[PersonKey, PaperId]]:
    """Return the papers of the cache that people wrote at an institution, the newest first.

    Records list them; the institution is that of the work where its source names any, else that of the work's year.
    """
    rows = connection.execute(
        """SELECT w.record, p.id, coalesce(w.year, CAST(substr(p.published_at, 1, 4) AS INTEGER)), w.rors
           FROM cache.record_works w JOIN cache.papers p ON p.id = w.paper_id
           WHERE w.record IN (SELECT value FROM json_each(?)) ORDER BY p.published_at DESC, p.id DESC""",
        (list_text([stay.record for stay in stays]) or "[]",),
    ).fetchall()
    by_record: dict[str, list[Stay]] = {}
    for stay in stays:
        by_record.setdefault(stay.record, []).append(stay)
    return [
        (stay.person, PaperId(paper_id))
        for record, paper_id, year, rors in rows
        for stay in by_record[record]
        if (stay.ror in read_list(rors) if rors and stay.ror else year in stay.years)
    ]


def _quoted(keyword: str) -> str:
    """Return a keyword as it stands in a column of several."""
    return msgspec.json.encode(keyword.strip()).decode()
