"""From OpenAlex's shapes to our records.

Not here: the bytes (openalex_shapes) and the requests (openalex).

Source: https://docs.openalex.org/api-entities/authors/author-object, .../works/work-object
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Raw

from tuiread.orcid_id import bare_orcid
from tuiread.records import (
    Affiliation,
    AuthorRecord,
    JointCount,
    ListedAuthor,
    ListedWork,
    PaperId,
    RecordKey,
    SourceFact,
)
from tuiread.sources.decoding import NOT_OF_THE_SHAPE, abstract, bare_doi, day, line, paper_id_in, title
from tuiread.sources.openalex_shapes import AuthorShape, AuthorshipShape, GroupShape, LocationShape, WorkShape

AUTHOR = msgspec.json.Decoder(AuthorShape)
WORK = msgspec.json.Decoder(WorkShape)

CUT_BYLINE = 100
"""Lists of works cut bylines off at so many authors; how many there are in truth they do not say."""

_MAX_WORDS = 10_000
_MAX_AFFILIATIONS, _MAX_TOPICS = 50, 25
_AUTHOR_ID = re.compile(r"(?:https?://openalex\.org/)?(A\d{4,15})")
_WORK_ID = re.compile(r"(?:https?://openalex\.org/)?(W\d{1,15})")
_ROR = re.compile(r"(?:https?://ror\.org/)?(0[a-z0-9]{8})")
_TAG = re.compile(r"</?(?:jats:)?[a-z]+[^<>]{0,80}>", re.IGNORECASE)
_LABEL = re.compile(r"^\s*abstract[\s:.]+", re.IGNORECASE)


def record_key(text: str | None) -> RecordKey | None:
    """Return the key of an author's address or id; None for null and for what OpenAlex calls unknown."""
    match = _AUTHOR_ID.fullmatch(text or "")
    return RecordKey(f"openalex:{match[1]}") if match else None


def work_id(text: str | None) -> str | None:
    """Return the bare id of a work's address or id; None for anything else."""
    match = _WORK_ID.fullmatch(text or "")
    return match[1] if match else None


def read_author(shape: AuthorShape, fact: SourceFact) -> AuthorRecord | None:
    """Return a record of an author; None where it has no id or no name."""
    key, name = record_key(shape.id), line(shape.display_name)
    if key is None or name is None:
        return None
    # A recorded answer has null in the one place and an iD in the other; two different ones are both kept.
    given = (shape.orcid, shape.ids.orcid if shape.ids else None)
    return AuthorRecord(
        key,
        name,
        fact,
        orcids=tuple(dict.fromkeys(orcid for text in given if text and (orcid := bare_orcid(text)))),
        affiliations=tuple(_affiliations(shape)),
        topics=tuple(_topics(shape)),
        works_count=shape.works_count,
    )


def read_authors(raws: Sequence[Raw], fact: SourceFact) -> list[AuthorRecord]:
    """Return the records of a list; items that cannot be read are left out, as a search has more than are looked at."""
    found = []
    for raw in raws:
        try:
            record = read_author(AUTHOR.decode(raw), fact)
        except NOT_OF_THE_SHAPE:
            continue
        found += [record] if record else []
    return found


def read_works(raws: Sequence[Raw], record: RecordKey | None = None) -> tuple[list[ListedWork], list[str]]:
    """Return the works of a list, and one sentence for each that cannot be read."""
    works: list[ListedWork] = []
    skipped: list[str] = []
    for place, raw in enumerate(raws, 1):
        try:
            work = read_work(WORK.decode(raw), record)
        except NOT_OF_THE_SHAPE as error:
            skipped.append(f"Work {place} of OpenAlex's list could not be read: {line(str(error))}.")
            continue
        if work:
            works.append(work)
        else:
            skipped.append(f"Work {place} of OpenAlex's list has no title.")
    return works, skipped


def read_work(shape: WorkShape, record: RecordKey | None = None) -> ListedWork | None:
    """Return one work; None without a title.

    Args:
        shape: the work.
        record: whose list it is in: the institutions of that author are kept; None where it is nobody's.
    """
    name = title(shape.title)
    if name is None:
        return None
    authorships = shape.authorships or []
    published_on = day(shape.publication_date)
    return ListedWork(
        title=name,
        id=(shape.id or "").rpartition("/")[2] or None,
        year=shape.publication_year or (published_on.year if published_on else None),
        published_on=published_on,
        kind=line(shape.type, 40) or "work",
        venue=_venue(shape.primary_location),
        doi=bare_doi(shape.doi),
        paper_id=_paper_id(shape),
        abstract=abstract(_abstract(shape.abstract_inverted_index)),
        authors=tuple(read_byline(authorships)),
        # A byline of just as many as the list cuts at may go on: one more than there are says so.
        author_count=len(authorships) + (len(authorships) == CUT_BYLINE),
        rors=tuple(_rors(authorships, record)) if record else (),
    )


def read_byline(authorships: Sequence[AuthorshipShape]) -> list[ListedAuthor]:
    """Return the names of a byline with the records that they are tied to."""
    found = []
    for entry in authorships:
        author = entry.author
        name = line((author.display_name if author else None) or entry.raw_author_name)
        if name:
            orcid = bare_orcid(author.orcid) if author and author.orcid else None
            found.append(ListedAuthor(name, record_key(author.id) if author else None, orcid))
    return found


def read_joint_counts(groups: Sequence[GroupShape], record: RecordKey) -> list[JointCount]:
    """Return with whom an author wrote how often; the author, and groups without a name, are left out."""
    counts = [
        JointCount(record_key(group.key), name, max(0, group.count or 0))
        for group in groups
        if (name := line(group.key_display_name)) and name.lower() != "unknown"
    ]
    return [one for one in counts if one.record != record]


def _affiliations(shape: AuthorShape) -> list[Affiliation]:
    found = []
    for entry in (shape.affiliations or [])[:_MAX_AFFILIATIONS]:
        place = entry.institution
        if place and (name := line(place.display_name)):
            found.append(Affiliation(name, _ror(place.ror), tuple(sorted(set(entry.years or ())))))
    return found


def _topics(shape: AuthorShape) -> list[str]:
    ranked = sorted(shape.topics or [], key=lambda topic: -(topic.count or 0))
    return [name for topic in ranked[:_MAX_TOPICS] if (name := line(topic.display_name))]


def _rors(authorships: Sequence[AuthorshipShape], record: RecordKey) -> list[str]:
    own = [entry for entry in authorships if entry.author and record_key(entry.author.id) == record]
    rors = [_ror(place.ror) for entry in own for place in entry.institutions or ()]
    return list(dict.fromkeys(ror for ror in rors if ror))


def _ror(text: str | None) -> str | None:
    match = _ROR.fullmatch((text or "").lower())
    return match[1] if match else None


def _paper_id(shape: WorkShape) -> PaperId | None:
    places = [place for place in (shape.primary_location, *(shape.locations or ())) if place]
    addresses = [shape.doi, *(place.landing_page_url for place in places)]
    return next((paper_id for address in addresses if (paper_id := paper_id_in(address))), None)


def _venue(place: LocationShape | None) -> str | None:
    name = line(place.source.display_name) if place and place.source else None
    return "arXiv" if name and name.lower().startswith("arxiv") else name


def _abstract(index: Mapping[str, Sequence[int]] | None) -> str | None:
    """Return the words of an inverted index in their order, without the markup and the label that some begin with."""
    placed = sorted((at, word) for word, places in (index or {}).items() for at in places if 0 <= at < _MAX_WORDS)
    text = _TAG.sub(" ", " ".join(word for _, word in placed[:_MAX_WORDS]))
    return _LABEL.sub("", html.unescape(text)) or None
