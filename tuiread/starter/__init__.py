"""The starter edition: five recorded days of the feed, bundled so that a first start offline has papers to show.

    edition.json --> parse_starter --> Starter (records)

It holds facts (arXiv id, title, byline, dates, votes, links), one summary per paper in tuiread's own words, and the
titles and years of one researcher.  It is *not* a cache, holds no abstract, and never decides whether it is shown: the
library does, until a first sync succeeded.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tuiread.errors import AnswerError
from tuiread.records import Account, Author, FeedDay, Paper, PaperId, SourceFact, Work

_Text = Annotated[str, Meta(min_length=1)]
_Url = Annotated[str, Meta(pattern=r"^https?://\S+$")]
_Count = Annotated[int, Meta(ge=0)]


class Starter(Struct, frozen=True):
    """The bundled edition as records, ready to be shown or kept."""

    recorded_on: dt.date
    """The day when its facts were recorded."""
    editions: dict[dt.date, tuple[Paper, ...]]
    """Its feed days, newest first; the papers of a day by votes, most first."""
    researcher: str
    """The name of the one researcher whose profile comes with it."""
    works: tuple[Work, ...]
    """That researcher's works: newest year first, then by title."""


class _Organization(Struct, frozen=True, forbid_unknown_fields=True):
    user: _Text
    full_name: _Text | None = None


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[PaperId, Meta(pattern=r"^\d{4}\.\d{4,5}$")]
    title: _Text
    authors: Annotated[tuple[_Text, ...], Meta(min_length=1)]
    published_on: dt.date
    upvotes: _Count
    comments: _Count
    summary: _Text
    code_url: _Url | None = None
    code_stars: _Count | None = None
    project_url: _Url | None = None
    organization: _Organization | None = None


class _Title(Struct, frozen=True, forbid_unknown_fields=True):
    title: _Text
    year: int


class _Researcher(Struct, frozen=True, forbid_unknown_fields=True):
    name: _Text
    works: tuple[_Title, ...]


class _Document(Struct, frozen=True, forbid_unknown_fields=True):
    recorded_on: dt.date
    days: dict[dt.date, tuple[_Entry, ...]]
    researcher: _Researcher


def load_starter() -> Starter:
    """Return the bundled edition.

    Raises:
        AnswerError: the bundled file is missing or damaged.
    """
    from importlib import resources

    try:
        content = resources.files(__name__).joinpath("edition.json").read_bytes()
    except OSError as error:
        raise _damaged(error.strerror or str(error)) from error
    return parse_starter(content)


def parse_starter(content: bytes) -> Starter:
    """Return the edition that a JSON document describes.

    Raises:
        AnswerError: the document is no JSON, has an unknown field, or lacks a known one.
    """
    try:
        document = msgspec.json.decode(content, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged(str(error)) from error
    fact = SourceFact(
        source="starter",
        what=f"starter edition of {document.recorded_on}",
        fetched_at=_midnight(document.recorded_on),
    )
    return Starter(
        recorded_on=document.recorded_on,
        editions={day: tuple(_paper(entry, day, fact) for entry in papers) for day, papers in document.days.items()},
        researcher=document.researcher.name,
        works=tuple(Work(title=work.title, year=work.year, source="arXiv") for work in document.researcher.works),
    )


def _paper(entry: _Entry, day: dt.date, fact: SourceFact) -> Paper:
    organization = entry.organization
    return Paper(
        id=entry.id,
        title=entry.title,
        authors=tuple(map(Author, entry.authors)),
        published_at=_midnight(entry.published_on),
        upvotes=entry.upvotes,
        comment_count=entry.comments,
        feed_days=(FeedDay(day, entry.upvotes, entry.comments),),
        summary=entry.summary,
        organization=Account(organization.user, organization.full_name) if organization else None,
        code_url=entry.code_url,
        code_stars=entry.code_stars,
        project_url=entry.project_url,
        facts=(fact,),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _damaged(reason: str) -> AnswerError:
    return AnswerError(
        f"The bundled starter edition cannot be read ({reason}); install tuiread again.", source="starter"
    )
