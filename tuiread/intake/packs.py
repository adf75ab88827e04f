"""tuiread's own packs, item by item: a bad paper is told, and the others are read."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from tuiread.errors import UsageError
from tuiread.intake.fields import MOST_BAD, Unreadable, arxiv_id, bad_line, listed_paper
from tuiread.intake.follow_list import follow_in
from tuiread.output.pack import PACK_FORM, PackPaper
from tuiread.records import BadLine, FeedKind, PersonKey
from tuiread.records.exports import Bundle, ListedFeed, ListedPaper, ListedPerson


class _PersonShape(Struct):
    key: str
    name: str = ""


class _FeedShape(Struct):
    kind: FeedKind
    value: str


class _FollowsShape(Struct):
    people: list[msgspec.Raw] = []
    feeds: list[msgspec.Raw] = []


class _PackShape(Struct):
    tuiread_pack: int
    papers: list[msgspec.Raw] = []
    follows: _FollowsShape | None = None


_PACK = msgspec.json.Decoder(_PackShape)
_PAPER = msgspec.json.Decoder(PackPaper)
_PERSON = msgspec.json.Decoder(_PersonShape)
_FEED = msgspec.json.Decoder(_FeedShape)
_NOT_OF_THE_SHAPE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read(name: str, text: str) -> Bundle:
    """Return what a pack holds.

    Raises:
        UsageError: it is damaged, or of a newer tuiread.
    """
    try:
        shape = _PACK.decode(text)
    except _NOT_OF_THE_SHAPE as error:
        raise UsageError(f"{name} is no pack that can be read ({error}); ask for it again.") from error
    if shape.tuiread_pack > PACK_FORM:
        raise UsageError(f"{name} was made by a newer tuiread (form {shape.tuiread_pack}); update tuiread to read it.")
    papers: list[ListedPaper] = []
    bad: list[BadLine] = []
    for number, raw in enumerate(shape.papers, 1):
        try:
            papers.append(_listed(number, raw))
        except Unreadable as error:
            bad.append(bad_line(number, str(error)))
    people, feeds = _follows(shape.follows, bad) if shape.follows else ((), ())
    return Bundle(name, "pack", tuple(papers), people, feeds, tuple(bad[:MOST_BAD]))


def _listed(number: int, raw: msgspec.Raw) -> ListedPaper:
    try:
        shape = _PAPER.decode(raw)
    except _NOT_OF_THE_SHAPE as error:
        raise Unreadable(str(error)) from error
    paper_id = arxiv_id(shape.id)
    if paper_id is None:
        raise Unreadable(f"“{shape.id[:40]}” is no arXiv id")
    return listed_paper(
        number,
        paper_id,
        shape.title,
        shape.authors,
        abstract=shape.abstract or "",
        published_on=shape.published_on,
        categories=shape.categories,
        doi=shape.doi or "",
        journal_ref=shape.journal_ref or "",
        tags=shape.tags,
        note=shape.note or "",
    )


def _follows(shape: _FollowsShape, bad: list[BadLine]) -> tuple[tuple[ListedPerson, ...], tuple[ListedFeed, ...]]:
    """Return the follows of a pack; what names nobody is added to what is bad."""
    found: dict[PersonKey | ListedFeed, ListedPerson | ListedFeed] = {}
    for number, raw in enumerate([*shape.people, *shape.feeds], 1):
        try:
            one = _follow(raw, is_person=number <= len(shape.people))
        except (*_NOT_OF_THE_SHAPE, Unreadable) as error:
            bad.append(bad_line(number, f"a follow: {error}"))
        else:
            found.setdefault(one.key if isinstance(one, ListedPerson) else one, one)
    people = tuple(one for one in found.values() if isinstance(one, ListedPerson))
    return people, tuple(one for one in found.values() if isinstance(one, ListedFeed))


def _follow(raw: msgspec.Raw, *, is_person: bool) -> ListedPerson | ListedFeed:
    if is_person:
        person = _PERSON.decode(raw)
        return follow_in(person.key, person.name)
    feed = _FEED.decode(raw)
    return follow_in(f"{feed.kind}:{feed.value}")
