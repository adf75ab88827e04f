"""Crossref: what is registered as updating a DOI, retractions and corrections above all.

    request_work (pure)  ->  client  ->  read_notices (pure)  ->  Notice

A DOI that Crossref does not know has no notices there: arXiv's own DOIs are registered elsewhere, and "not registered"
is all that a 404 says.

Source: https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar, Literal
from urllib.parse import quote

import msgspec
from msgspec import Struct

from tuiread.errors import StatusError
from tuiread.records import Notice, SourceFact
from tuiread.sources.asking import ask
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.decoding import bare_doi, decode, line

Kind = Literal["withdrawn", "retraction", "correction", "concern", "other"]

_KINDS: dict[str, Kind] = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "removal": "retraction",
    "withdrawal": "withdrawn",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "expression_of_concern": "concern",
}
_MOST_NOTICES = 20


class _DateShape(Struct, rename="kebab"):
    date_parts: list[list[int | None]] | None = None


class _UpdateShape(Struct):
    type: str | None = None
    label: str | None = None
    updated: _DateShape | None = None
    doi: str | None = msgspec.field(name="DOI", default=None)


class _MessageShape(Struct, rename="kebab"):
    updated_by: list[_UpdateShape] | None = None


class _WorkShape(Struct):
    message: _MessageShape


_WORK = msgspec.json.Decoder(_WorkShape)


def request_work(base: str, doi: str) -> Request:
    """Return the request for what is registered of a DOI."""
    return Request(f"{base}/works/{quote(doi)}")


class Crossref:
    """Crossref as `tuiread.sources.KnowsCrossref`.

    Args:
        client: carries the requests.
        url: the service's address.
        now: the clock that dates the facts.
    """

    name: ClassVar[str] = "crossref"

    def __init__(
        self,
        client: Client,
        url: str = "https://api.crossref.org",
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._client = client
        self._base = url.rstrip("/")
        self._now = now

    async def notices(self, doi: str) -> tuple[Notice, ...]:
        """Return what is registered as updating a DOI; empty where nothing is, or where the DOI is not registered."""
        request = request_work(self._base, doi)
        fact = SourceFact(self.name, "registered updates", self._now(), request.full_url)

        def parse(response: Response) -> tuple[Notice, ...]:
            shape = decode(_WORK, response.body, self.name, response.url)
            return tuple(_notice(one, fact) for one in (shape.message.updated_by or [])[:_MOST_NOTICES])

        try:
            return await ask(self._client, self.name, request, parse)
        except StatusError as error:
            if error.status != 404:
                raise
            return ()


def _notice(shape: _UpdateShape, fact: SourceFact) -> Notice:
    word = (shape.type or "").lower().replace("-", "_").replace(" ", "_")
    label = line(shape.label, 100) or line(shape.type, 100) or "Notice"
    return Notice(_KINDS.get(word, "other"), label, fact, _day(shape.updated), bare_doi(shape.doi))


def _day(shape: _DateShape | None) -> dt.date | None:
    """Return a date of which month and day may be missing."""
    parts = shape.date_parts[0] if shape and shape.date_parts else []
    year, month, day = [*parts, None, None, None][:3]
    try:
        return dt.date(year, month or 1, day or 1) if year else None
    except ValueError:
        return None
