"""The reader's shelf: saved papers with what they put on them, tags, the queue, and where they are in each text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from tuiread.records.papers import FeedRow, PaperId
from tuiread.records.texts import TextFacts

ShelfOrder = Literal["saved", "year", "title", "read", "left"]
"""How saved papers are ordered: the newest first by save, year and last reading; by title; the quickest to finish."""

GroupKind = Literal["all", "tag", "untagged", "queue", "unread", "noted", "textless", "noticed"]

LETTERS_A_MINUTE = 1200
"""How fast a paper is read: about 200 words a minute."""


class TagCount(Struct, frozen=True):
    """A tag and how many papers have it."""

    tag: str
    paper_count: int


class Tagging(Struct, frozen=True):
    """What came of tagging papers."""

    added: tuple[str, ...] = ()
    """Tags that some of the papers lacked."""
    dropped: tuple[str, ...] = ()
    """Tags that some of them had."""
    paper_count: int = 0
    """How many papers changed."""
    saved_count: int = 0
    """How many were saved along the way."""


class SavedRow(Struct, frozen=True, gc=False):
    """One paper of the library."""

    paper: FeedRow
    saved_at: dt.datetime
    tags: tuple[str, ...] = ()
    """By name."""
    read_at: dt.datetime | None = None
    """When it was last read: its text, or else itself; None where it never was."""
    share: float | None = None
    """How far into the text the reader is, from 0 to 1; None where they never opened it."""
    letters: int | None = None
    """How many letters its text has; None where there is no text."""
    notice: str | None = None
    """The kind of its newest notice of trouble: withdrawn, retracted."""
    queue_place: int | None = None
    """Which one of the queue it is, from 0; None where it is not in it."""

    @property
    def minutes_left(self) -> int | None:
        """About how many minutes the rest of its text takes; None where there is no text."""
        if not self.letters:
            return None
        return max(1, round((1 - (self.share or 0)) * self.letters / LETTERS_A_MINUTE))


class LibraryPage(Struct, frozen=True):
    """What the reader saved, newest save first."""

    rows: tuple[SavedRow, ...]
    byte_count: int
    """The size of snapshots, texts and figures."""
    as_of: dt.datetime | None = None
    """When the stalest of it was last fetched."""
    tags: tuple[TagCount, ...] = ()
    """The tags of the rows, by name."""
    notes: Mapping[PaperId, str] = {}
    """What the reader wrote about whole papers."""
    limit_bytes: int = 0
    """How much may be kept before no more texts are fetched."""


class ShelfGroup(Struct, frozen=True):
    """Some of the saved papers, by what they have."""

    kind: GroupKind
    tag: str = ""
    paper_count: int = 0


class ReadingStop(Struct, frozen=True):
    """Where the reader stopped in a text."""

    share: float
    section: str
    """The number of its section, or its title; empty before the first."""
    minutes_left: int


class ShelfFacts(Struct, frozen=True):
    """What stands beside a saved paper."""

    text: TextFacts | None = None
    byte_count: int = 0
    """The size of its texts and figures."""
    stop: ReadingStop | None = None
    """None where the reader never opened its text."""
    place_note_count: int = 0
    citing: tuple[PaperId, ...] = ()
    """Papers that cite it and came after it was saved, the newest first."""


class NearPaper(Struct, frozen=True):
    """A saved paper near another one."""

    paper: FeedRow
    nearness: float | None
    """The cosine of their meanings; None where only a citation ties them."""


class ReadingWeek(Struct, frozen=True):
    """What the reader did within a week, day by day; counted on this machine only."""

    first_day: dt.date
    read: tuple[int, ...]
    saved: tuple[int, ...]
    note_count: int
