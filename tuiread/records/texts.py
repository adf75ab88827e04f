"""Full texts as they are kept: where one came from, where the reader is in it, marks and notes at places.

The text itself is a `blocks.Document`, which nothing here loads: a list of papers needs no blocks.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from msgspec import Struct

from tuiread.records.papers import PaperId

TextSource = Literal["arxiv", "ar5iv", "pdf"]
"""What a text was made from: arXiv's HTML, ar5iv's, or the letters of the PDF."""


class TextFacts(Struct, frozen=True):
    """Where a kept text came from."""

    paper_id: PaperId
    version: int
    """The version of the paper; 0 where the source does not say."""
    source: TextSource
    url: str
    fetched_at: dt.datetime
    letters: int = 0
    """How many letters the text has."""
    digest: str = ""
    """A hash of the page or PDF that it was made from."""
    asked_version: int = 0
    """The newest version that was known then, which may have had no text; 0 where none was known."""


class Place(Struct, frozen=True):
    """A place in a text, said so that another conversion still knows it (see `document.places`)."""

    key: str
    """A hash of what the block says."""
    block: int
    """Which block that was, as a hint."""
    share: float
    """How far into the whole text, from 0 to 1."""
    letters: int = 0
    """How many letters into the block."""


class Mark(Struct, frozen=True):
    """A place that the reader marked."""

    letter: str
    place: Place
    snippet: str
    """The first words there."""


class PlaceNote(Struct, frozen=True):
    """What the reader wrote at a place."""

    id: str
    place: Place
    snippet: str
    note: str
    written_at: dt.datetime


class TextPage(Struct, frozen=True):
    """A text as one screen shows it."""

    facts: TextFacts
    document: Any
    """A `blocks.Document`; its type is not named here, because records need no blocks."""
    place: Place | None = None
    """Where the reader left it; None where they never were."""
    marks: tuple[Mark, ...] = ()
    notes: tuple[PlaceNote, ...] = ()
    older_version: int | None = None
    """The newest other version that is kept, for what changed since; None without one."""


class TextTry(Struct, frozen=True):
    """How fetching one text went."""

    paper_id: PaperId
    facts: TextFacts | None
    """What was kept; None where nothing could be."""
    sentence: str
    """How it went, for the reader."""
    steps: tuple[str, ...] = ()
    """What was asked in vain before, a sentence each."""
    failed: str = ""
    """The source that failed, so that another try may bring a text; empty where nobody has one, or one came."""


class FoundSentence(Struct, frozen=True):
    """A sentence of a kept text."""

    paper_id: PaperId
    title: str
    section: str
    """The number or title of its section; empty before the first."""
    sentence: str
