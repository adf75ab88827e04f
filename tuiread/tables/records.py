"""What sources keep of authors: their records, the works that these list, and joint counts.

    records ─┬─ record_works ── record_abstracts      read one at a time, as lists never load them
             └─ joint_counts

A record is kept whole, as one checked JSON text; its works have columns, because profiles compare and merge them.  Not
here: whose record it is (identities) and what is made of it (insight).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.names import fold_name
from tuiread.records import AuthorRecord, AuthorWorks, JointCount, ListedAuthor, PaperId, RecordKey
from tuiread.tables.values import Row, list_text, marks, optional_day, read_list, time_text

_RECORD = msgspec.json.Decoder(AuthorRecord)
_AUTHORS = msgspec.json.Decoder(tuple[ListedAuthor, ...])

_KEEP_WORK = """
INSERT INTO cache.record_works (record, place, title, title_key, year, published_on, kind, venue, doi, paper_id,
                                authors, author_count, rors)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class KeptWork(Struct, frozen=True, gc=False):
    """One work of a record's list as the cache keeps it, without its abstract."""

    record: RecordKey
    place: int
    """Its place in the list; with `record` the key of its abstract."""
    title: str
    title_key: str
    year: int | None
    published_on: dt.date | None
    kind: str
    venue: str | None
    doi: str | None
    paper_id: PaperId | None
    authors_json: bytes | str
    """The byline, still encoded: most questions never look at it."""
    author_count: int
    rors: tuple[str, ...]

    @property
    def authors(self) -> tuple[ListedAuthor, ...]:
        """The byline in its order."""
        return _AUTHORS.decode(self.authors_json)


def keep_record(connection: sqlite3.Connection, record: AuthorRecord) -> None:
    """Keep a source's record of an author; its works stay until they are fetched again."""
    connection.execute(
        """INSERT INTO cache.records (key, source, name_key, record, fetched_at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET name_key = excluded.name_key, record = excluded.record,
                                           fetched_at = excluded.fetched_at""",
        (
            record.key,
            record.fact.source,
            fold_name(record.name),
            msgspec.json.encode(record).decode(),
            time_text(record.fact.fetched_at),
        ),
    )


def keep_works(connection: sqlite3.Connection, listed: AuthorWorks) -> None:
    """Keep a record's list of works in place of the one before."""
    connection.execute("DELETE FROM cache.record_works WHERE record = ?", (listed.record,))
    connection.executemany(_KEEP_WORK, _work_rows(listed))
    connection.executemany(
        "INSERT INTO cache.record_abstracts (record, place, abstract) VALUES (?, ?, ?)",
        [(listed.record, place, work.abstract) for place, work in enumerate(listed.works) if work.abstract],
    )
    connection.execute(
        "UPDATE cache.records SET works_fetched_at = ?, works_total = ? WHERE key = ?",
        (time_text(listed.fact.fetched_at), listed.total_count, listed.record),
    )


def keep_joint_counts(connection: sqlite3.Connection, record: RecordKey, counts: Sequence[JointCount]) -> None:
    """Keep with whom a record's author wrote, in place of what was known."""
    connection.execute("DELETE FROM cache.joint_counts WHERE record = ?", (record,))
    connection.executemany(
        "INSERT INTO cache.joint_counts (record, place, other, name, joint_count) VALUES (?, ?, ?, ?, ?)",
        [(record, place, one.record, one.name, one.joint_count) for place, one in enumerate(counts)],
    )


def get_record(connection: sqlite3.Connection, key: str) -> AuthorRecord:
    """Return a record.

    Raises:
        NotFoundError: the cache does not hold it.
    """
    for record in get_records(connection, [RecordKey(key)]):
        return record
    raise NotFoundError(f"{key} is not in your cache.")


def get_records(connection: sqlite3.Connection, keys: Sequence[RecordKey]) -> list[AuthorRecord]:
    """Return those of some records that the cache holds, by key."""
    query = f"SELECT record FROM cache.records WHERE key IN ({marks(len(keys))}) ORDER BY key"
    return [_RECORD.decode(row[0]) for row in connection.execute(query, keys)]


def works_totals(connection: sqlite3.Connection, keys: Sequence[RecordKey]) -> dict[RecordKey, int | None]:
    """Return how many works each record's source counts, for the records whose works were fetched."""
    query = f"""SELECT key, works_total FROM cache.records
                WHERE key IN ({marks(len(keys))}) AND works_fetched_at IS NOT NULL"""
    return {RecordKey(key): total for key, total in connection.execute(query, keys)}


def listed_works(connection: sqlite3.Connection, keys: Sequence[RecordKey]) -> list[KeptWork]:
    """Return the works that records list, record by record in the order of the list."""
    rows = connection.execute(
        f"""SELECT record, place, title, title_key, year, published_on, kind, venue, doi, paper_id, authors,
                   author_count, rors
            FROM cache.record_works WHERE record IN ({marks(len(keys))}) ORDER BY record, place""",
        keys,
    )
    return [_kept_work(row) for row in rows]


def find_abstract(connection: sqlite3.Connection, keys: Sequence[RecordKey], title: str) -> str | None:
    """Return the abstract that one of some records gives for a work of that title; None where none does."""
    row = connection.execute(
        f"""SELECT a.abstract FROM cache.record_works w
            JOIN cache.record_abstracts a ON a.record = w.record AND a.place = w.place
            WHERE w.record IN ({marks(len(keys))}) AND w.title = ? LIMIT 1""",
        (*keys, title),
    ).fetchone()
    return row[0] if row else None


def joint_counts(connection: sqlite3.Connection, keys: Sequence[RecordKey], limit: int) -> tuple[JointCount, ...]:
    """Return with whom the authors of records wrote most, as the source counts, most joint works first."""
    rows = connection.execute(
        f"""SELECT other, name, joint_count FROM cache.joint_counts WHERE record IN ({marks(len(keys))})
            ORDER BY joint_count DESC, name LIMIT ?""",
        (*keys, limit),
    )
    return tuple(JointCount(RecordKey(other) if other else None, name, count) for other, name, count in rows)


def _work_rows(listed: AuthorWorks) -> Iterable[Row]:
    for place, work in enumerate(listed.works):
        yield (
            listed.record,
            place,
            work.title,
            fold_name(work.title),
            work.year,
            work.published_on.isoformat() if work.published_on else None,
            work.kind,
            work.venue,
            work.doi,
            work.paper_id,
            msgspec.json.encode(work.authors).decode(),
            work.author_count or len(work.authors),
            list_text(work.rors),
        )


def _kept_work(row: Row) -> KeptWork:
    (record, place, title, title_key, year, published_on, kind, venue, doi, paper_id, authors, author_count, rors) = row
    return KeptWork(
        RecordKey(record),
        place,
        title,
        title_key,
        year,
        optional_day(published_on),
        kind,
        venue,
        doi,
        PaperId(paper_id) if paper_id else None,
        authors,
        author_count,
        read_list(rors),
    )
