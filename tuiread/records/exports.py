"""What goes out of a library and what comes into it from files: entries, listed papers, packs and their difference."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.bulk import BadLine
from tuiread.records.inbox import FeedKind
from tuiread.records.papers import Paper, PaperId
from tuiread.records.people import PersonKey

ExportFormat = Literal["bibtex", "ris", "csl-json", "markdown", "json"]
FileKind = Literal["pack", "bibtex", "ris", "csl-json", "papis", "follows", "ids", "snapshot"]
"""What a file that can be imported is."""


class Entry(Struct, frozen=True):
    """A paper as it leaves the library, with what of the reader's goes along."""

    paper: Paper
    key: str = ""
    """The cite key."""
    tags: tuple[str, ...] = ()
    note: str | None = None
    """The reader's note about the paper; None where there is none, or it is not to leave."""
    saved_at: dt.datetime | None = None
    """None for a paper that is not saved."""
    venue: str | None = None
    """Where a notice says that it was published, where the paper's own facts do not."""
    doi: str | None = None
    """So with the DOI."""


class ListedPerson(Struct, frozen=True, omit_defaults=True):
    """Somebody whom a list says to follow."""

    key: PersonKey
    name: str
    account: str | None = None


class ListedFeed(Struct, frozen=True):
    """A topic or a search that a list says to follow."""

    kind: FeedKind
    value: str


class ListedPaper(Struct, frozen=True, omit_defaults=True):
    """One paper of a file, as the file tells of it."""

    line: int
    """Where in the file it stands: a line, or the place in its list where the file is JSON."""
    paper_id: PaperId | None = None
    """None where the file names no arXiv id."""
    title: str = ""
    """Empty where the file tells only an id."""
    authors: tuple[str, ...] = ()
    abstract: str | None = None
    published_on: dt.date | None = None
    categories: tuple[str, ...] = ()
    doi: str | None = None
    journal_ref: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None


class Bundle(Struct, frozen=True):
    """Everything that one file holds."""

    name: str
    """The file's name."""
    kind: FileKind
    papers: tuple[ListedPaper, ...] = ()
    people: tuple[ListedPerson, ...] = ()
    feeds: tuple[ListedFeed, ...] = ()
    bad: tuple[BadLine, ...] = ()
    """What could not be read, each with its line and a sentence."""

    @property
    def is_empty(self) -> bool:
        """True where nothing in the file could be read."""
        return not (self.papers or self.people or self.feeds)


class Newcomer(Struct, frozen=True):
    """What an import does to one paper."""

    paper_id: PaperId
    title: str
    is_new: bool
    """True where the paper is not saved yet."""
    is_known: bool
    """True where the cache has it; what the file tells of it is not needed then."""
    new_tags: tuple[str, ...] = ()
    note: str | None = None
    """The whole note as it will be; None where it stays as it is."""
    listed: ListedPaper | None = None
    """What the file tells, for a paper that the cache lacks."""

    @property
    def is_change(self) -> bool:
        """True where anything changes."""
        return self.is_new or bool(self.new_tags) or self.note is not None


class Difference(Struct, frozen=True):
    """What importing files would change; nothing in it has happened."""

    name: str
    """The file's name, or how many there are."""
    papers: tuple[Newcomer, ...] = ()
    unknown: tuple[PaperId, ...] = ()
    """Papers of which nothing but the id is known, here and in the file: they are asked for, or left out."""
    strangers: tuple[ListedPaper, ...] = ()
    """Papers without an arXiv id, which no paper here resembles: they are left out."""
    people: tuple[ListedPerson, ...] = ()
    feeds: tuple[ListedFeed, ...] = ()
    followed_count: int = 0
    """How many of the file's follows are followed already."""
    bad: tuple[BadLine, ...] = ()

    @property
    def changes(self) -> tuple[Newcomer, ...]:
        """The papers to which something happens."""
        return tuple(one for one in self.papers if one.is_change)

    @property
    def is_nothing(self) -> bool:
        """True where importing would change nothing."""
        return not (self.changes or self.people or self.feeds or self.unknown)


class BibState(Struct, frozen=True):
    """How library.bib fares."""

    is_written: bool
    """True where it is as the library is."""
    problem: str | None = None
    """Why it could not be written, in a sentence."""
