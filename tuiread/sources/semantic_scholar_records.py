"""From the shapes of Semantic Scholar's answers to our records.

It asks nobody and keeps nothing.  Everything passes `tuiread.cleaning` here, and every list, text and number is
bounded.  A work without a title and an author without a name or an id are none: they come back as None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from msgspec import Raw

from tuiread.orcid_id import bare_orcid
from tuiread.records import Affiliation, AuthorRecord, ListedAuthor, ListedWork, PaperId, RecordKey, SourceFact
from tuiread.sources.decoding import NOT_OF_THE_SHAPE, abstract, bare_doi, day, line, paper_id_in, title
from tuiread.sources.semantic_scholar_shapes import AuthorShape, PaperShape

T = TypeVar("T")
R = TypeVar("R")

_MAX_AUTHORS, _MAX_IDS, _MAX_PLACES = 5_000, 20, 50
_MAX_COUNT = 1_000_000_000
_YEARS = range(1000, 3000)
_ARXIV_NAMES = frozenset({"arxiv", "arxiv.org"})


def read_each(
    decoder: msgspec.json.Decoder[T], raws: Sequence[Raw] | None, read: Callable[[T], R | None]
) -> tuple[list[R], list[str]]:
    """Return what can be read of a list, and one sentence for each item that cannot."""
    found: list[R] = []
    skipped: list[str] = []
    for place, raw in enumerate(raws or (), 1):
        try:
            item = read(decoder.decode(raw))
        except NOT_OF_THE_SHAPE as error:
            skipped.append(f"Item {place} of Semantic Scholar's list could not be read: {line(str(error))}.")
            continue
        if item is None:
            skipped.append(f"Item {place} of Semantic Scholar's list has no name or title.")
        else:
            found.append(item)
    return found, skipped


def read_author(shape: AuthorShape, fact: SourceFact) -> AuthorRecord | None:
    """Return a record of an author."""
    name, key = line(shape.name), record_key(shape.author_id)
    if name is None or key is None:
        return None
    ids = shape.external_ids or {}
    return AuthorRecord(
        key,
        name,
        fact,
        orcids=tuple(dict.fromkeys(orcid for text in _texts(ids.get("ORCID")) if (orcid := bare_orcid(text)))),
        other_ids=tuple(f"dblp:{one}" for text in _texts(ids.get("DBLP")) if (one := line(text, 100))),
        affiliations=_affiliations(shape),
        works_count=None if shape.paper_count is None else max(0, min(shape.paper_count, _MAX_COUNT)),
    )


def read_work(shape: PaperShape | None) -> ListedWork | None:
    """Return a paper as one work of a list."""
    name = title(shape.title) if shape else None
    if shape is None or name is None:
        return None
    ids = shape.external_ids or {}
    published_on, paper_id = day(shape.publication_date), _paper_id(ids)
    authors = read_byline(shape)
    return ListedWork(
        title=name,
        id=line(shape.paper_id, 60),
        year=shape.year if shape.year in _YEARS else published_on.year if published_on else None,
        published_on=published_on,
        kind=_kind(shape, paper_id),
        venue=_venue(shape),
        doi=next((doi for text in _texts(ids.get("DOI")) if (doi := bare_doi(text))), None),
        paper_id=paper_id,
        abstract=abstract(shape.abstract),
        authors=authors,
        author_count=max(len(authors), len(shape.authors or ())),
    )


def read_byline(shape: PaperShape) -> tuple[ListedAuthor, ...]:
    """Return a paper's authors in their order, with the service's records of them where there are any."""
    given = ((line(author.name), author.author_id) for author in (shape.authors or [])[:_MAX_AUTHORS] if author)
    return tuple(ListedAuthor(name, record_key(author_id)) for name, author_id in given if name)


def record_key(author_id: str | None) -> RecordKey | None:
    """Return the key of a record; None where the service has none of that author."""
    is_id = author_id is not None and author_id.isascii() and author_id.isdecimal() and len(author_id) <= 20
    return RecordKey(f"s2:{author_id}") if is_id else None


def _affiliations(shape: AuthorShape) -> tuple[Affiliation, ...]:
    named = (line(text) for text in (shape.affiliations or [])[:_MAX_PLACES])
    return tuple(Affiliation(place) for place in dict.fromkeys(named) if place)


def _paper_id(ids: dict[str, object]) -> PaperId | None:
    return next((found for text in _texts(ids.get("ArXiv")) if (found := paper_id_in(f"arxiv:{text}"))), None)


def _venue(shape: PaperShape) -> str | None:
    venue = line(shape.venue) or line(shape.journal.name if shape.journal else None)
    return "arXiv" if venue and venue.lower() in _ARXIV_NAMES else venue


def _kind(shape: PaperShape, paper_id: PaperId | None) -> str:
    said = next((kind for text in shape.publication_types or () if (kind := line(text, 40))), None)
    return said or ("preprint" if paper_id else "work")


def _texts(value: object) -> list[str]:
    """Return the texts of an id that may stand alone or in a list."""
    values = value[:_MAX_IDS] if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
