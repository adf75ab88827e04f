"""What stands around papers: how each source answered for a section, and the merged references and citations.

    section_replies   one row for paper, section and source, with what it told last as JSON
    citations         the merged lists, rewritten whenever a source answers, so that a list is read as it is shown

Not here: merging (insight), who is asked (section_sync), and notices, which have tables of their own.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from tuiread.records import (
    CitedWork,
    Comment,
    FeedRow,
    ListedWork,
    PaperId,
    Relation,
    Repo,
    Section,
    SectionCounts,
    SectionReply,
    SectionState,
)
from tuiread.tables.notices import notices_of
from tuiread.tables.people import list_rows
from tuiread.tables.places import day_by_id
from tuiread.tables.values import list_text, optional_day, optional_time, read_list, read_time, time_text

T = TypeVar("T")

LISTED = msgspec.json.Decoder(tuple[ListedWork, ...])
COMMENTS = msgspec.json.Decoder(tuple[Comment, ...])
REPOS = msgspec.json.Decoder(tuple[Repo, ...])

_MANY = 500
"""Ids in one statement; older SQLites take 999."""


def keep_answer(
    connection: sqlite3.Connection,
    paper_id: PaperId,
    section: Section,
    reply: SectionReply,
    answer: Sequence[Struct],
) -> None:
    """Keep that a source answered, and what it told, in place of what it told before."""
    connection.execute(
        """INSERT OR REPLACE INTO cache.section_replies
           (paper_id, section, source, reply, asked_at, answered_at, item_count, total_count, sentence, answer)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(paper_id, section, reply.source, reply.reply, time_text(reply.asked_at), time_text(reply.asked_at)),
            *(len(answer), reply.total_count, reply.sentence, msgspec.json.encode(answer).decode()),
        ),
    )


def keep_failure(connection: sqlite3.Connection, paper_id: PaperId, section: Section, reply: SectionReply) -> None:
    """Keep that a source did not answer; what it told before stays."""
    connection.execute(
        """INSERT INTO cache.section_replies (paper_id, section, source, reply, asked_at, item_count, sentence)
           VALUES (?, ?, ?, ?, ?, 0, ?)
           ON CONFLICT DO UPDATE SET reply = excluded.reply, asked_at = excluded.asked_at,
                                     sentence = excluded.sentence""",
        (paper_id, section, reply.source, reply.reply, time_text(reply.asked_at), reply.sentence),
    )


def count_cites(connection: sqlite3.Connection, citing: Sequence[PaperId], cited: Sequence[PaperId]) -> int:
    """Return how often some papers refer to others, as far as fetched references and citations tell."""
    row = connection.execute(
        """WITH citing (id) AS (SELECT value FROM json_each(:citing)),
                cited (id) AS (SELECT value FROM json_each(:cited))
           SELECT count(*) FROM (
               SELECT paper_id, other_id FROM cache.citations
               WHERE relation = 'references' AND paper_id IN citing AND other_id IN cited
               UNION SELECT other_id, paper_id FROM cache.citations
               WHERE relation = 'citations' AND paper_id IN cited AND other_id IN citing)""",
        {"citing": list_text(citing), "cited": list_text(cited)},
    ).fetchone()
    return int(row[0])


def cited_papers(connection: sqlite3.Connection, paper_id: PaperId) -> list[PaperId]:
    """Return the papers to which a paper refers, as far as fetched references and citations tell."""
    rows = connection.execute(
        """SELECT other_id FROM cache.citations
           WHERE paper_id = :id AND relation = 'references' AND other_id IS NOT NULL
           UNION SELECT paper_id FROM cache.citations WHERE relation = 'citations' AND other_id = :id""",
        {"id": paper_id},
    )
    return [PaperId(row[0]) for row in rows]


def citing_papers(connection: sqlite3.Connection, paper_id: PaperId) -> list[PaperId]:
    """Return the papers that refer to a paper, as far as fetched references and citations tell."""
    rows = connection.execute(
        """SELECT other_id FROM cache.citations WHERE paper_id = :id AND relation = 'citations' AND other_id IS NOT NULL
           UNION SELECT paper_id FROM cache.citations WHERE relation = 'references' AND other_id = :id""",
        {"id": paper_id},
    )
    return [PaperId(row[0]) for row in rows]


def citing_since(connection: sqlite3.Connection, paper_id: PaperId) -> tuple[PaperId, ...]:
    """Return the papers that refer to a saved paper and are younger than its save, the newest first.

    Of a paper that the cache lacks, no more than the month is known: it counts from the next month on.
    """
    row = connection.execute("SELECT saved_at FROM main.saves WHERE paper_id = ?", (paper_id,)).fetchone()
    if row is None:
        return ()
    citing = citing_papers(connection, paper_id)
    query = "SELECT id, published_at FROM cache.papers WHERE id IN (SELECT value FROM json_each(?))"
    known = {one: optional_day(at) for one, at in connection.execute(query, (list_text(citing) or "[]",))}
    days = {one: known.get(one) or day_by_id(one) for one in citing}
    saved_on = read_time(row[0]).date()
    return tuple(
        sorted((one for one in citing if days[one] > saved_on), key=lambda one: (days[one], one), reverse=True)
    )


def state_of(connection: sqlite3.Connection, paper_id: PaperId, section: Section) -> SectionState:
    """Return how each source answered for a section, by name."""
    rows = connection.execute(
        """SELECT source, reply, asked_at, sentence, answered_at, item_count, total_count FROM cache.section_replies
           WHERE paper_id = ? AND section = ? ORDER BY source""",
        (paper_id, section),
    )
    return SectionState(
        tuple(
            SectionReply(source, reply, read_time(asked_at), sentence, optional_time(answered_at), items, total)
            for source, reply, asked_at, sentence, answered_at, items, total in rows
        )
    )


def saved_to_check(connection: sqlite3.Connection, before: dt.datetime | None) -> list[PaperId]:
    """Return the saved papers about which arXiv was not asked since a time, or all of them, the latest saved first."""
    rows = connection.execute(
        """SELECT s.paper_id FROM main.saves s WHERE :before IS NULL OR NOT EXISTS (
               SELECT 1 FROM cache.section_replies r WHERE r.paper_id = s.paper_id AND r.section = 'notices'
               AND r.source = 'arxiv' AND r.asked_at >= :before)
           ORDER BY s.saved_at DESC, s.paper_id""",
        {"before": time_text(before) if before else None},
    )
    return [PaperId(row[0]) for row in rows]


def answers(
    connection: sqlite3.Connection, paper_id: PaperId, section: Section, decoder: msgspec.json.Decoder[tuple[T, ...]]
) -> list[tuple[str, tuple[T, ...]]]:
    """Return by source what it told last for a section."""
    rows = connection.execute(
        """SELECT source, answer FROM cache.section_replies
           WHERE paper_id = ? AND section = ? AND answer IS NOT NULL ORDER BY source""",
        (paper_id, section),
    )
    return [(source, decoder.decode(answer)) for source, answer in rows]


def set_cited(
    connection: sqlite3.Connection, paper_id: PaperId, relation: Relation, works: Sequence[CitedWork]
) -> None:
    """Keep a merged list in place of the one before."""
    connection.execute("DELETE FROM cache.citations WHERE paper_id = ? AND relation = ?", (paper_id, relation))
    connection.executemany(
        """INSERT INTO cache.citations
           (paper_id, relation, place, title, year, first_authors, author_count, other_id, doi, sources)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                *(paper_id, relation, place, work.title, work.year, list_text(work.author_names), work.author_count),
                *(work.paper_id, work.doi, list_text(work.listed_by)),
            )
            for place, work in enumerate(works)
        ],
    )


def cited(
    connection: sqlite3.Connection, paper_id: PaperId, relation: Relation, limit: int = -1
) -> tuple[CitedWork, ...]:
    """Return a merged list, or its beginning, each work with its paper where the cache holds it."""
    rows = connection.execute(
        """SELECT title, year, first_authors, author_count, other_id, doi, sources FROM cache.citations
           WHERE paper_id = ? AND relation = ? ORDER BY place LIMIT ?""",
        (paper_id, relation, limit),
    ).fetchall()
    ids = [PaperId(row[4]) for row in rows if row[4]]
    papers: dict[PaperId, FeedRow] = {}
    for start in range(0, len(ids), _MANY):
        papers |= list_rows(connection, ids[start : start + _MANY])
    return tuple(
        CitedWork(title, year, read_list(names), count, other_id, doi, read_list(sources), papers.get(other_id))
        for title, year, names, count, other_id, doi, sources in rows
    )


def counts(connection: sqlite3.Connection, paper_id: PaperId) -> SectionCounts:
    """Return how much of each section the cache holds, without reading any of it."""
    merged = {
        relation: (works, cached)
        for relation, works, cached in connection.execute(
            """SELECT c.relation, count(*), count(p.key) FROM cache.citations c
               LEFT JOIN cache.papers p ON p.id = c.other_id WHERE c.paper_id = ? GROUP BY c.relation""",
            (paper_id,),
        )
    }
    told: dict[str, list[tuple[str, str, int, int | None]]] = {}
    for section, *row in connection.execute(
        """SELECT section, source, answered_at, item_count, total_count FROM cache.section_replies
           WHERE paper_id = ? AND answered_at IS NOT NULL AND reply <> 'nothing' ORDER BY source""",
        (paper_id,),
    ):
        told.setdefault(section, []).append((row[0], row[1], row[2], row[3]))
    asked = told.get("notices", ())
    return SectionCounts(
        references=merged.get("references", (0, 0))[0] if "references" in told else None,
        references_cached=merged.get("references", (0, 0))[1],
        citations=merged.get("citations", (0, 0))[0] if "citations" in told else None,
        citations_cached=merged.get("citations", (0, 0))[1],
        citations_total=max((row[3] for row in told.get("citations", ()) if row[3] is not None), default=None),
        comments=sum(row[2] for row in told["comments"]) if "comments" in told else None,
        linked=sum(row[2] for row in told["linked"]) if "linked" in told else None,
        notices=notices_of(connection, paper_id),
        notices_checked=tuple(row[0] for row in asked),
        notices_checked_at=min((read_time(row[1]) for row in asked), default=None),
    )
