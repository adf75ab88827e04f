"""Full texts and what the reader did in them: all of it in library.db, so that it outlives the cache.

A text is compressed JSON of its blocks, beside its plain words for finding sentences.  Two versions of one paper may be
kept: the newest, and the one before it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from tuiread.errors import NotFoundError, StoreError
from tuiread.records import Mark, PaperId, Place, PlaceNote, TextFacts
from tuiread.tables.values import read_time, time_text

if TYPE_CHECKING:
    from tuiread.blocks import Document

KEPT_VERSIONS = 2
_PLACES = msgspec.json.Decoder(Place)
_FACTS = "paper_id, version, source, url, fetched_at, letters, digest, asked_version"


# Texts


def keep_text(connection: sqlite3.Connection, facts: TextFacts, document: Document, words: str) -> None:
    """Keep a text; of older versions the newest stays, unless it is the same page."""
    connection.execute(
        "DELETE FROM main.texts WHERE paper_id = ? AND digest = ? AND digest <> ''", (facts.paper_id, facts.digest)
    )
    connection.execute(
        f"INSERT OR REPLACE INTO main.texts ({_FACTS}, document, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            facts.paper_id, facts.version, facts.source, facts.url, time_text(facts.fetched_at), facts.letters,
            facts.digest, facts.asked_version, zlib.compress(msgspec.json.encode(document), 6),
            zlib.compress(words.encode(), 6),
        ),
    )  # fmt: skip
    connection.execute(
        "DELETE FROM main.texts WHERE paper_id = :paper AND version NOT IN "
        "(SELECT version FROM main.texts WHERE paper_id = :paper ORDER BY fetched_at DESC, version DESC LIMIT :most)",
        {"paper": facts.paper_id, "most": KEPT_VERSIONS},
    )


def text_facts(connection: sqlite3.Connection, paper_id: PaperId) -> list[TextFacts]:
    """Return what is known of the kept versions of a text, the latest fetched first."""
    rows = connection.execute(
        f"SELECT {_FACTS} FROM main.texts WHERE paper_id = ? ORDER BY fetched_at DESC, version DESC", (paper_id,)
    )
    return [_facts(row) for row in rows]


def get_document(connection: sqlite3.Connection, paper_id: PaperId, version: int) -> Document:
    """Return one version of a text.

    Raises:
        NotFoundError: it is not kept.
        StoreError: it cannot be read.
    """
    from tuiread.blocks import Document

    query = "SELECT document FROM main.texts WHERE paper_id = ? AND version = ?"
    row = connection.execute(query, (paper_id, version)).fetchone()
    if row is None:
        raise NotFoundError(f"Version {version} of the text of arXiv {paper_id} is not kept.")
    try:
        return msgspec.json.decode(zlib.decompress(row[0]), type=Document)
    except (msgspec.MsgspecError, zlib.error) as error:
        raise StoreError(
            f"The kept text of arXiv {paper_id} cannot be read; `tuiread sync --texts` fetches it."
        ) from error


def has_text(connection: sqlite3.Connection, paper_id: PaperId) -> bool:
    """Tell whether a text is kept."""
    query = "SELECT EXISTS (SELECT 1 FROM main.texts WHERE paper_id = ?)"
    return bool(connection.execute(query, (paper_id,)).fetchone()[0])


def saved_words(connection: sqlite3.Connection) -> Iterator[tuple[PaperId, str]]:
    """Yield the plain words of the newest text of every saved paper, the latest saved first."""
    rows = connection.execute(
        """SELECT t.paper_id, t.words FROM main.saves s JOIN main.texts t ON t.paper_id = s.paper_id
           WHERE t.fetched_at = (SELECT max(fetched_at) FROM main.texts o WHERE o.paper_id = t.paper_id)
           ORDER BY s.saved_at DESC, t.paper_id"""
    )
    for paper_id, words in rows:
        yield PaperId(paper_id), zlib.decompress(words).decode()


def text_bytes(connection: sqlite3.Connection) -> int:
    """Return the size of all texts and figures in bytes."""
    query = """SELECT coalesce((SELECT sum(length(document) + length(words)) FROM main.texts), 0)
               + coalesce((SELECT sum(length(image)) FROM main.figures), 0)"""
    size: int = connection.execute(query).fetchone()[0]
    return size


def sweep(connection: sqlite3.Connection, before: dt.datetime) -> int:
    """Drop the texts of papers that are neither saved nor in a step that can be undone; return how many papers' went.

    Where the reader was in them stays: that is theirs, and a few bytes.

    Args:
        connection: the store's connection.
        before: texts that were fetched later stay, so that what was read yesterday opens today.
    """
    gone = [
        row[0]
        for row in connection.execute(
            """SELECT paper_id FROM main.texts WHERE paper_id NOT IN (SELECT paper_id FROM main.saves)
               AND paper_id NOT IN (SELECT row_key FROM main.act_rows WHERE table_name = 'saves')
               GROUP BY paper_id HAVING max(fetched_at) < ?""",
            (time_text(before),),
        )
    ]
    for table in ("texts", "figures"):
        connection.executemany(f"DELETE FROM main.{table} WHERE paper_id = ?", [(paper,) for paper in gone])
    return len(gone)


def has_sweepings(connection: sqlite3.Connection, before: dt.datetime) -> bool:
    """Tell whether there may be a text to drop."""
    query = """SELECT EXISTS (SELECT 1 FROM main.texts WHERE fetched_at < ?
               AND paper_id NOT IN (SELECT paper_id FROM main.saves)
               AND paper_id NOT IN (SELECT row_key FROM main.act_rows WHERE table_name = 'saves'))"""
    return bool(connection.execute(query, (time_text(before),)).fetchone()[0])


# Figures


def keep_figures(connection: sqlite3.Connection, paper_id: PaperId, images: Mapping[str, bytes]) -> None:
    """Keep images of a text by their addresses."""
    connection.executemany(
        "INSERT OR REPLACE INTO main.figures (paper_id, url, image) VALUES (?, ?, ?)",
        [(paper_id, url, image) for url, image in images.items()],
    )


def get_figure(connection: sqlite3.Connection, paper_id: PaperId, url: str) -> bytes:
    """Return an image.

    Raises:
        NotFoundError: it is not kept.
    """
    query = "SELECT image FROM main.figures WHERE paper_id = ? AND url = ?"
    row = connection.execute(query, (paper_id, url)).fetchone()
    if row is None:
        raise NotFoundError("This figure is not in your library; o opens it in the browser.")
    return bytes(row[0])


# Wishes


def due_texts(connection: sqlite3.Connection, tried_before: dt.datetime | None) -> list[PaperId]:
    """Return the saved papers whose text is wanted and missing or of an older version, the latest saved first.

    Args:
        connection: the store's connection.
        tried_before: leave out those that were tried later; None for all.
    """
    rows = connection.execute(
        """SELECT s.paper_id FROM main.saves s LEFT JOIN main.text_wishes w ON w.paper_id = s.paper_id
           LEFT JOIN cache.papers p ON p.id = s.paper_id LEFT JOIN cache.details d ON d.paper = p.key
           WHERE coalesce(w.is_wanted, 1) AND NOT EXISTS (
               SELECT 1 FROM main.texts t WHERE t.paper_id = s.paper_id
               AND (d.version IS NULL OR t.asked_version >= d.version))
           AND (w.tried_at IS NULL OR :before IS NULL OR w.tried_at < :before)
           ORDER BY s.saved_at DESC, s.paper_id""",
        {"before": time_text(tried_before) if tried_before else None},
    )
    return [PaperId(row[0]) for row in rows]


def keep_wish(connection: sqlite3.Connection, paper_id: PaperId, *, is_wanted: bool) -> None:
    """Keep whether a saved paper's text is wanted."""
    connection.execute(
        "INSERT INTO main.text_wishes (paper_id, is_wanted) VALUES (?, ?) "
        "ON CONFLICT (paper_id) DO UPDATE SET is_wanted = excluded.is_wanted, tried_at = NULL",
        (paper_id, is_wanted),
    )


def keep_try(connection: sqlite3.Connection, paper_id: PaperId, at: dt.datetime, sentence: str) -> None:
    """Keep that a text was asked for in vain, and why."""
    connection.execute(
        "INSERT INTO main.text_wishes (paper_id, is_wanted, tried_at, sentence) VALUES (?, 1, ?, ?) "
        "ON CONFLICT (paper_id) DO UPDATE SET tried_at = excluded.tried_at, sentence = excluded.sentence",
        (paper_id, time_text(at), sentence),
    )


def last_try(connection: sqlite3.Connection, paper_id: PaperId) -> tuple[dt.datetime, str] | None:
    """Return when a text was last asked for in vain, and why; None if it never was."""
    query = "SELECT tried_at, sentence FROM main.text_wishes WHERE paper_id = ? AND tried_at IS NOT NULL"
    row = connection.execute(query, (paper_id,)).fetchone()
    return (read_time(row[0]), row[1] or "") if row else None


# Places


def keep_place(connection: sqlite3.Connection, paper_id: PaperId, place: Place, at: dt.datetime) -> None:
    """Keep where the reader is in a text."""
    connection.execute(
        "INSERT OR REPLACE INTO main.places (paper_id, place, kept_at) VALUES (?, ?, ?)",
        (paper_id, msgspec.json.encode(place).decode(), time_text(at)),
    )


def get_place(connection: sqlite3.Connection, paper_id: PaperId) -> Place | None:
    """Return where the reader left a text; None where they never were."""
    row = connection.execute("SELECT place FROM main.places WHERE paper_id = ?", (paper_id,)).fetchone()
    return _PLACES.decode(row[0]) if row else None


def keep_mark(connection: sqlite3.Connection, paper_id: PaperId, mark: Mark) -> None:
    """Keep a mark; the letter leaves the place that it stood for."""
    connection.execute(
        "INSERT OR REPLACE INTO main.marks (mark, paper_id, letter, place, snippet) VALUES (?, ?, ?, ?, ?)",
        (
            mark_key(paper_id, mark.letter),
            paper_id,
            mark.letter,
            msgspec.json.encode(mark.place).decode(),
            mark.snippet,
        ),
    )


def marks_of(connection: sqlite3.Connection, paper_id: PaperId) -> tuple[Mark, ...]:
    """Return the marks in a text, by letter."""
    rows = connection.execute(
        "SELECT letter, place, snippet FROM main.marks WHERE paper_id = ? ORDER BY letter", (paper_id,)
    )
    return tuple(Mark(letter, _PLACES.decode(place), snippet) for letter, place, snippet in rows)


def mark_key(paper_id: PaperId, letter: str) -> str:
    """Return how the journal names a mark."""
    return f"{paper_id} {letter}"


def keep_note(connection: sqlite3.Connection, paper_id: PaperId, note: PlaceNote) -> None:
    """Keep a note at a place."""
    connection.execute(
        "INSERT OR REPLACE INTO main.place_notes (note, paper_id, place, snippet, words, written_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            note.id, paper_id, msgspec.json.encode(note.place).decode(), note.snippet, note.note,
            time_text(note.written_at),
        ),
    )  # fmt: skip


def drop_note(connection: sqlite3.Connection, note_id: str) -> None:
    """Drop a note."""
    connection.execute("DELETE FROM main.place_notes WHERE note = ?", (note_id,))


def notes_of(connection: sqlite3.Connection, paper_id: PaperId) -> tuple[PlaceNote, ...]:
    """Return the notes in a text, the oldest first."""
    rows = connection.execute(
        "SELECT note, place, snippet, words, written_at FROM main.place_notes WHERE paper_id = ? ORDER BY written_at",
        (paper_id,),
    )
    return tuple(
        PlaceNote(note, _PLACES.decode(place), snippet, words, read_time(at))
        for note, place, snippet, words, at in rows
    )


def place_notes(connection: sqlite3.Connection) -> list[tuple[PaperId, str, dt.datetime]]:
    """Return the notes in all texts with when they were written, the newest first."""
    rows = connection.execute("SELECT paper_id, words, written_at FROM main.place_notes ORDER BY written_at DESC, note")
    return [(PaperId(paper_id), words, read_time(at)) for paper_id, words, at in rows]


def _facts(row: tuple[str, int, str, str, str, int, str, int]) -> TextFacts:
    paper_id, version, source, url, fetched_at, letters, digest, asked = row
    return TextFacts(PaperId(paper_id), version, source, url, read_time(fetched_at), letters, digest, asked)  # type: ignore[arg-type]
