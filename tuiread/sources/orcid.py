"""ORCID: a person's public record, with who said each part.

    request_record (pure)  ->  client  ->  orcid_shapes, read_* (pure)  ->  AuthorRecord, AuthorWorks

An item that an organisation put into a record is worth more than the person's own, so who said it is kept.  Educations
are no affiliations here, and other names are never read.

Source: https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from tuiread.cleaning import clean_url
from tuiread.errors import NotFoundError, StatusError
from tuiread.orcid_id import bare_orcid
from tuiread.records import Affiliation, AuthorRecord, AuthorWorks, ListedWork, RecordKey, SourceFact
from tuiread.sources.asking import ask
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.decoding import MAX_ABSTRACT, bare_doi, decode, line, paper_id_in, title
from tuiread.sources.orcid_shapes import (
    DateShape,
    EmploymentShape,
    ExternalIdShape,
    NameShape,
    PersonShape,
    RecordShape,
    UrlShape,
    WorkGroupShape,
    WorkShape,
)

_RECORD = msgspec.json.Decoder(RecordShape)
_MAX_WORKS, _MAX_URLS, _MAX_EMPLOYMENTS = 5_000, 50, 100
_SELF = "self"
_HOMEPAGE = re.compile(r"\bhome|\bweb ?(?:site|page)|\bpersonal", re.IGNORECASE)
"""What people call the page that is all theirs."""


def request_record(base: str, orcid: str) -> Request:
    """Return the request for a public record."""
    return Request(f"{base}/v3.0/{orcid}/record", headers={"Accept": "application/json"})


def read_record(shape: RecordShape, orcid: str, fact: SourceFact) -> AuthorRecord:
    """Return a record; a locked one has no name, and its iD stands in its place."""
    person = shape.person
    activities = shape.activities_summary
    employments = (activities.employments if activities else None) or None
    groups = (employments.affiliation_group if employments else None) or []
    boxes = [box for group in groups[:_MAX_EMPLOYMENTS] for box in group.summaries or ()]
    urls = (person.researcher_urls.researcher_url if person and person.researcher_urls else None) or []
    emails = (person.emails.email if person and person.emails else None) or []
    biography = person.biography.content if person and person.biography else None
    return AuthorRecord(
        RecordKey(f"orcid:{orcid}"),
        _name(person.name if person else None) or f"ORCID {orcid}",
        fact,
        orcids=(orcid,),
        affiliations=tuple(
            place for box in boxes if box.employment_summary and (place := _affiliation(box.employment_summary, fact))
        ),
        works_count=len(_groups(shape)),
        urls=_addresses(urls),
        mail_domains=_mail_domains(person),
        homepages=_addresses([one for one in urls if _HOMEPAGE.search(one.url_name or "")]),
        biography=line(biography, MAX_ABSTRACT),
        emails=tuple(address for one in emails[:_MAX_URLS] if (address := line(one.email, 254)) and "@" in address),
    )


def read_works(shape: RecordShape, orcid: str, fact: SourceFact) -> AuthorWorks:
    """Return the works that a record lists, each once."""
    works: list[ListedWork] = []
    skipped: list[str] = []
    groups = _groups(shape)
    for place, group in enumerate(groups[:_MAX_WORKS], 1):
        if work := _work(group):
            works.append(work)
        else:
            skipped.append(f"Work {place} of the ORCID record has no title.")
    return AuthorWorks(RecordKey(f"orcid:{orcid}"), tuple(works), fact, len(groups), tuple(skipped))


class Orcid:
    """ORCID as `tuiread.sources.KnowsOrcid`.

    Args:
        client: carries the requests.
        url: the service's address.
        now: the clock that dates the facts.
    """

    name: ClassVar[str] = "orcid"

    def __init__(
        self,
        client: Client,
        url: str = "https://pub.orcid.org",
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._client = client
        self._base = url.rstrip("/")
        self._now = now

    async def record(self, orcid: str) -> tuple[AuthorRecord, AuthorWorks]:
        """Return a public record and the works that it lists.

        Raises:
            NotFoundError: it is no iD, nobody has it, or its owner locked it.
        """
        checked = bare_orcid(orcid)
        if checked is None:
            raise NotFoundError(f"“{orcid}” is not an ORCID iD; one looks like 0000-0002-1825-0097.")
        request = request_record(self._base, checked)
        fact = SourceFact(self.name, "public record", self._now(), request.full_url)

        def parse(response: Response) -> tuple[AuthorRecord, AuthorWorks]:
            shape = decode(_RECORD, response.body, self.name, response.url)
            digest = hashlib.sha256(response.body).hexdigest()
            return replace(read_record(shape, checked, fact), sha256=digest), read_works(shape, checked, fact)

        try:
            return await ask(self._client, self.name, request, parse)
        except StatusError as error:
            if error.status not in (404, 409, 410):
                raise
            raise NotFoundError(f"ORCID shows no public record of {checked}.") from error


def _mail_domains(person: PersonShape | None) -> tuple[str, ...]:
    """Return the domains of verified addresses; ORCID shows those that their owner made public."""
    shown = person.emails.email_domains if person and person.emails else None
    domains = [line(one.value, 253) for one in (shown.email_domain if shown else None) or ()]
    return tuple(domain.lower() for domain in domains[:_MAX_URLS] if domain)


def _addresses(urls: Sequence[UrlShape]) -> tuple[str, ...]:
    return tuple(url for one in urls[:_MAX_URLS] if one.url and (url := clean_url(one.url.value)))


def _groups(shape: RecordShape) -> list[WorkGroupShape]:
    activities = shape.activities_summary
    return (activities.works.group if activities and activities.works else None) or []


def _name(shape: NameShape | None) -> str | None:
    """Return the name that somebody publishes under, else given and family name."""
    if shape is None:
        return None
    if shape.credit_name and (credit := line(shape.credit_name.value)):
        return credit
    parts = [box.value for box in (shape.given_names, shape.family_name) if box and box.value]
    return line(" ".join(parts))


def _affiliation(shape: EmploymentShape, fact: SourceFact) -> Affiliation | None:
    name = line(shape.organization.name) if shape.organization else None
    if name is None:
        return None
    known = shape.organization.disambiguated_organization if shape.organization else None
    is_ror = known is not None and known.disambiguation_source == "ROR"
    ror = (known.disambiguated_organization_identifier or "").rpartition("/")[2] if known and is_ror else None
    is_asserted = shape.source is not None and shape.source.source_client_id is not None
    who = line(shape.source.source_name.value) if shape.source and shape.source.source_name else None
    return Affiliation(
        name,
        line(ror, 20),
        tuple(_years(shape, fact.fetched_at.year)),
        asserted_by=(who or name) if is_asserted else None,
        is_current=shape.end_date is None,
    )


def _years(shape: EmploymentShape, this_year: int) -> range | tuple[int, ...]:
    start, end = _year(shape.start_date), _year(shape.end_date)
    if start is None:
        return (end,) if end else ()
    last = end if end is not None else this_year if shape.end_date is None else start
    return range(start, last + 1) if 0 <= last - start <= 80 else (start,)


def _year(shape: DateShape | None) -> int | None:
    return _number(shape.year.value) if shape and shape.year else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 5 else None


def _work(group: WorkGroupShape) -> ListedWork | None:
    """Return one work by its preferred statement; None where none has a title."""
    summaries = sorted(group.work_summary or [], key=lambda one: -(_number(one.display_index) or 0))
    shape = next((one for one in summaries if one.title and one.title.title and one.title.title.value), None)
    if shape is None or shape.title is None or shape.title.title is None:
        return None
    name = title(shape.title.title.value)
    if name is None:
        return None
    ids = list(_own_ids(group, shape))
    dois = [doi for one in ids if one.external_id_type == "doi" and (doi := bare_doi(one.external_id_value))]
    arxiv = [one.external_id_value for one in ids if one.external_id_type == "arxiv" and one.external_id_value]
    addresses = [f"arxiv:{text.lower().removeprefix('arxiv:')}" for text in arxiv] + dois
    return ListedWork(
        title=name,
        id=str(shape.put_code) if shape.put_code else None,
        year=_year(shape.publication_date),
        published_on=_day(shape.publication_date),
        kind=line(shape.type, 40) or "work",
        venue=line(shape.journal_title.value) if shape.journal_title else None,
        doi=dois[0] if dois else None,
        paper_id=next((paper_id for one in addresses if (paper_id := paper_id_in(one))), None),
    )


def _own_ids(group: WorkGroupShape, shape: WorkShape) -> Iterator[ExternalIdShape]:
    """Yield the ids of the work itself, not those of what it is a part of."""
    for box in (group.external_ids, shape.external_ids):
        for one in (box.external_id if box else None) or ():
            if (one.external_id_relationship or _SELF).lower() == _SELF:
                yield one


def _day(shape: DateShape | None) -> dt.date | None:
    """Return a day; None where it is not told to the day."""
    if shape is None or not (shape.month and shape.day):
        return None
    parts = (_year(shape), _number(shape.month.value), _number(shape.day.value))
    try:
        return dt.date(*(part or 0 for part in parts))
    except ValueError:
        return None
