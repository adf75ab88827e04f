"""A pack: one JSON file with which one reader hands papers to another, with tags, and notes and follows if asked.

    Entry, follows ──pack──> one document ──read (intake.packs)──> Bundle

What may leave is named here field by field.  Nothing else does: no numbers of trust, no notes about people, nothing of
what was read and when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tuiread.records import PaperId
from tuiread.records.exports import Entry, ListedFeed, ListedPerson

PACK_FORM = 1
"""The form of packs that is written, and the newest that is read."""


class PackPaper(Struct, frozen=True, omit_defaults=True):
    """One paper of a pack: public facts, and what the reader chose to hand on."""

    id: PaperId
    title: str
    authors: tuple[str, ...] = ()
    published_on: dt.date | None = None
    abstract: str | None = None
    categories: tuple[str, ...] = ()
    doi: str | None = None
    journal_ref: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None


class PackFollows(Struct, frozen=True, omit_defaults=True):
    """Whom and what the reader follows."""

    people: tuple[ListedPerson, ...] = ()
    feeds: tuple[ListedFeed, ...] = ()


class Pack(Struct, frozen=True, omit_defaults=True):
    """The whole document."""

    tuiread_pack: int
    made_on: dt.date
    papers: tuple[PackPaper, ...] = ()
    follows: PackFollows | None = None


def pack(
    entries: Sequence[Entry],
    made_on: dt.date,
    people: Sequence[ListedPerson] = (),
    feeds: Sequence[ListedFeed] = (),
) -> bytes:
    """Return a pack of papers, each once, as an indented document in UTF-8."""
    unique = {entry.paper.id: entry for entry in entries}
    follows = PackFollows(tuple(people), tuple(feeds)) if people or feeds else None
    document = Pack(PACK_FORM, made_on, tuple(map(_paper, unique.values())), follows)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _paper(entry: Entry) -> PackPaper:
    paper = entry.paper
    return PackPaper(
        id=paper.id,
        title=paper.title,
        authors=tuple(author.name for author in paper.authors),
        published_on=paper.published_on,
        abstract=paper.abstract,
        categories=paper.categories,
        doi=entry.doi or paper.doi,
        journal_ref=entry.venue or paper.journal_ref,
        tags=entry.tags,
        note=entry.note,
    )
