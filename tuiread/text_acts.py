"""What each wish about full texts does to the store, one function a wish.

Marks and notes are acts of the reader, which can be undone; texts, places and tries are not.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tuiread.records import Mark, PaperId, Place, PlaceNote, TextFacts
from tuiread.tables import changes, journal, texts

if TYPE_CHECKING:
    from tuiread.blocks import Document
    from tuiread.store import Store


def keep_text(
    store: Store, facts: TextFacts, document: Document, words: str, images: Mapping[str, bytes] | None = None
) -> None:
    """Keep a text, its parts counted, and images of it."""
    from tuiread.document.flow import with_sizes

    texts.keep_text(store.connection, facts, with_sizes(document), words)
    texts.keep_figures(store.connection, facts.paper_id, images or {})


def keep_figures(store: Store, paper_id: PaperId, images: Mapping[str, bytes]) -> None:
    """Keep images of a text."""
    texts.keep_figures(store.connection, paper_id, images)


def keep_try(store: Store, paper_id: PaperId, at: dt.datetime, sentence: str) -> None:
    """Keep that a text was asked for in vain."""
    texts.keep_try(store.connection, paper_id, at, sentence)


def keep_wishes(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime, *, is_wanted: bool) -> None:
    """Keep whether the texts of saved papers are wanted."""
    changes.tick(store.connection, at)
    for paper_id in paper_ids:
        texts.keep_wish(store.connection, paper_id, is_wanted=is_wanted)


def keep_place(store: Store, paper_id: PaperId, place: Place, at: dt.datetime) -> None:
    """Keep where the reader is."""
    changes.tick(store.connection, at)
    texts.keep_place(store.connection, paper_id, place, at)


def mark(store: Store, paper_id: PaperId, kept: Mark, at: dt.datetime) -> None:
    """Keep a mark."""
    with journal.act(store.connection, f"marked a place with {kept.letter}", at) as act:
        act.remember("marks", [texts.mark_key(paper_id, kept.letter)])
        texts.keep_mark(store.connection, paper_id, kept)


def note(store: Store, paper_id: PaperId, kept: PlaceNote, at: dt.datetime) -> None:
    """Keep a note at a place."""
    with journal.act(store.connection, f"noted at “{kept.snippet}”", at) as act:
        act.remember("place_notes", [kept.id])
        texts.keep_note(store.connection, paper_id, kept)


def drop_note(store: Store, kept: PlaceNote, at: dt.datetime) -> None:
    """Drop a note."""
    with journal.act(store.connection, f"removed the note at “{kept.snippet}”", at) as act:
        act.remember("place_notes", [kept.id])
        texts.drop_note(store.connection, kept.id)


def new_note_id() -> str:
    """Return an id that no other note has, on this machine or another."""
    return secrets.token_hex(8)
