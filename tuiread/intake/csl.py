"""CSL-JSON, as Zotero, Mendeley and pandoc write it, item by item."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from msgspec import Struct, field

from tuiread.errors import UsageError
from tuiread.intake.fields import MOST_BAD, Unreadable, arxiv_id, bad_line, day_in, listed_paper, year_in
from tuiread.records.exports import Bundle, ListedPaper


class _NameShape(Struct):
    family: str = ""
    given: str = ""
    literal: str = ""
    particle: str = field(name="non-dropping-particle", default="")


class _DateShape(Struct):
    parts: Any = field(name="date-parts", default=None)
    raw: str = ""


class _ItemShape(Struct):
    title: str = ""
    author: list[_NameShape] = []
    issued: _DateShape | None = None
    doi: str = field(name="DOI", default="")
    url: str = field(name="URL", default="")
    number: str | int = ""
    archive_location: str = ""
    note: str = ""
    abstract: str = ""
    keyword: str = ""
    venue: str = field(name="container-title", default="")


_ITEMS = msgspec.json.Decoder(list[msgspec.Raw])
_ITEM = msgspec.json.Decoder(_ItemShape)
_NOT_OF_THE_SHAPE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read(name: str, text: str) -> Bundle:
    """Return the papers of a file.

    Raises:
        UsageError: it is damaged.
    """
    try:
        items = _ITEMS.decode(text)
    except _NOT_OF_THE_SHAPE as error:
        raise UsageError(f"{name} is no CSL-JSON that can be read ({error}); export it again.") from error
    papers, bad = [], []
    for number, raw in enumerate(items, 1):
        try:
            papers.append(_listed(number, _ITEM.decode(raw)))
        except (*_NOT_OF_THE_SHAPE, Unreadable) as error:
            bad.append(bad_line(number, str(error)))
    return Bundle(name, "csl-json", tuple(papers), bad=tuple(bad[:MOST_BAD]))


def _listed(number: int, item: _ItemShape) -> ListedPaper:
    places = (str(item.number), item.url, item.doi, item.archive_location, item.note)
    is_only_id = item.note.lower().startswith("arxiv:") and "\n" not in item.note
    return listed_paper(
        number,
        arxiv_id("", *places),
        item.title,
        [_name(author) for author in item.author],
        abstract=item.abstract,
        published_on=_day(item.issued),
        year=_year(item.issued),
        doi=item.doi,
        journal_ref=item.venue,
        tags=[item.keyword],
        note="" if is_only_id else item.note,
    )


def _name(name: _NameShape) -> str:
    return name.literal or " ".join(part for part in (name.given, name.particle, name.family) if part)


def _year(date: _DateShape | None) -> int | None:
    if date is None:
        return None
    try:
        return year_in(str(date.parts[0][0]))
    except (TypeError, IndexError, KeyError):
        return year_in(date.raw)


def _day(date: _DateShape | None) -> dt.date | None:
    """Return the day, where all three parts of it are there, as numbers or as texts."""
    if date is None:
        return None
    try:
        year, month, day = (int(part) for part in date.parts[0])
        return dt.date(year, month, day)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        return day_in(date.raw)
