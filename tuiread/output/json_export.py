"""Papers of the library as one JSON document for programs; see json_forms for everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from tuiread.output.citing import citation_of
from tuiread.output.json_forms import encode
from tuiread.records import PaperId
from tuiread.records.exports import Entry


class EntryForm(Struct, frozen=True):
    """One paper."""

    id: PaperId
    cite_key: str
    title: str
    authors: tuple[str, ...]
    published_on: dt.date | None
    categories: tuple[str, ...]
    abstract: str | None
    venue: str | None
    doi: str | None
    url: str
    saved_at: dt.datetime | None
    tags: tuple[str, ...]
    note: str | None


class ExportForm(Struct, frozen=True):
    """What was exported."""

    papers: tuple[EntryForm, ...]


def json_export(entries: Sequence[Entry]) -> bytes:
    """Return papers as one document, each once."""
    unique = {entry.paper.id: entry for entry in entries}
    return encode(ExportForm(tuple(map(_form, unique.values()))))


def _form(entry: Entry) -> EntryForm:
    paper, cited = entry.paper, citation_of(entry)
    return EntryForm(
        id=paper.id,
        cite_key=entry.key,
        title=paper.title,
        authors=tuple(author.name for author in paper.authors),
        published_on=paper.published_on,
        categories=paper.categories,
        abstract=paper.abstract,
        venue=cited.venue,
        doi=cited.doi,
        url=cited.url,
        saved_at=entry.saved_at,
        tags=entry.tags,
        note=entry.note,
    )
