"""arXiv's metadata page by page, as its harvesting service gives it: what changed since a day, a thousand at a time.

    set, days ──ListRecords──> page: papers, bad records, token ──resumptionToken──> next page

Only what arXiv tells of each paper's versions says when it was first submitted, so that the form with versions is asked
for.  Not here: keeping (bulk), and what becomes of the fields (bulk_papers).

Source: https://info.arxiv.org/help/oa/index.html, https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from xml.etree import ElementTree as ET

from msgspec import Struct

from tuiread.errors import AnswerError, SourceError, StatusError
from tuiread.records import BadLine, Paper
from tuiread.sources.asking import ask
from tuiread.sources.bulk_papers import UnreadableError, bulk_paper, mail_day, version_number
from tuiread.sources.bylines import names_in
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.decoding import line
from tuiread.sources.xml_reading import read_xml, what_came

OAI = "{http://www.openarchives.org/OAI/2.0/}"
RAW = "{http://arxiv.org/OAI/arXivRaw/}"
NAME = "arxiv"
ALL = "all"
GROUPS = frozenset(["cs", "econ", "eess", "math", "physics", "q-bio", "q-fin", "stat"])
"""Archives that are sets of their own; the others belong to physics."""
TIMEOUT_S, PATIENCE_S = 60.0, 600.0
"""A page of a thousand records takes arXiv long to put together, and a harvest has the time to wait."""

MAX_TOKEN = 2_000
_MAX_DIGITS = 9
_FORGOTTEN = frozenset([400, 404, 410, 422])
"""With what a service may refuse a token instead of saying ``badResumptionToken``."""


class HarvestPage(Struct, frozen=True):
    """Some records, and how to ask for the next ones."""

    papers: tuple[Paper, ...]
    bad: tuple[BadLine, ...] = ()
    """Records that hold no paper, by their place on the page."""
    token: str | None = None
    """What asks for the next page; None after the last one."""
    total_count: int | None = None


class ExpiredTokenError(SourceError):
    """A token that arXiv gave is not good any more; the harvest begins anew from its first day."""


class ArxivHarvest:
    """arXiv's harvesting service.

    Args:
        client: carries the requests.
        url: the service's address.
    """

    def __init__(self, client: Client, url: str = "https://oaipmh.arxiv.org/oai") -> None:
        self._client = client
        self._base = url.rstrip("/")

    async def first_page(self, category: str, since: dt.date | None, until: dt.date | None) -> HarvestPage:
        """Return the first records of a category, an archive or everything, changed within some days.

        Raises:
            SourceError: arXiv failed, or refuses the question.
        """
        query = {"verb": "ListRecords", "metadataPrefix": "arXivRaw"}
        query |= {"set": set_of(category)} if category != ALL else {}
        query |= {"from": since.isoformat()} if since else {}
        query |= {"until": until.isoformat()} if until else {}
        return await self._page(query)

    async def next_page(self, token: str) -> HarvestPage:
        """Return the records after those that gave a token.

        Raises:
            ExpiredTokenError: the token is too old.
            SourceError: arXiv failed.
        """
        return await self._page({"verb": "ListRecords", "resumptionToken": token})

    async def _page(self, query: dict[str, str]) -> HarvestPage:
        token = query.get("resumptionToken")
        request = Request(self._base, query, timeout_s=TIMEOUT_S, patience_s=PATIENCE_S)
        try:
            return await ask(self._client, NAME, request, parser(request.full_url, token))
        except StatusError as error:
            raise _refusal(error, is_resumed=token is not None) from error


def set_of(category: str) -> str:
    """Return the service's name for a category or an archive.

    >>> set_of("cs"), set_of("cs.LG"), set_of("hep-th"), set_of("astro-ph.CO")
    ('cs', 'cs:cs:LG', 'physics:hep-th', 'physics:astro-ph:CO')
    """
    archive, dot, name = category.partition(".")
    if archive in GROUPS:
        return f"{archive}:{archive}:{name}" if dot else archive
    return f"physics:{archive}:{name}" if dot else f"physics:{archive}"


def parser(url: str, sent: str | None = None) -> Callable[[Response], HarvestPage]:
    """Return what reads answers to a request.

    Args:
        url: what was asked, for errors.
        sent: the token that was sent; one that comes back leads nowhere.
    """

    def read(response: Response) -> HarvestPage:
        page = parse_page(response.body, url)
        if page.token is not None and (page.token == sent or len(page.token) > MAX_TOKEN):
            raise AnswerError("arXiv's harvest leads nowhere: its token is of no use.", source=NAME, url=url)
        return page

    return read


def parse_page(body: bytes, url: str) -> HarvestPage:
    """Return what one answer holds.

    Raises:
        AnswerError: it is no such answer.
        ExpiredTokenError: the token that was sent is too old.
        SourceError: arXiv refuses the question.
    """
    try:
        root = read_xml(body)
    except ValueError as error:
        raise _no_answer(body, url) from error
    if root.tag != f"{OAI}OAI-PMH":
        raise _no_answer(body, url)
    if (refusal := root.find(f"{OAI}error")) is not None:
        return _refused(refusal, url)
    records = root.find(f"{OAI}ListRecords")
    if records is None:
        raise _no_answer(body, url)
    papers, bad = _papers(records)
    token = records.find(f"{OAI}resumptionToken")
    size = token.get("completeListSize", "") if token is not None else ""
    return HarvestPage(
        tuple(papers),
        tuple(bad),
        (token.text or "").strip() or None if token is not None else None,
        int(size) if size.isascii() and size.isdecimal() and len(size) <= _MAX_DIGITS else None,
    )


def _refused(refusal: ET.Element, url: str) -> HarvestPage:
    code = refusal.get("code", "")
    if code == "noRecordsMatch":
        return HarvestPage(())
    if code == "badResumptionToken":
        raise _forgotten(url)
    said = (line(refusal.text, 200) or line(code, 60) or "it does not say why").rstrip(".")
    raise SourceError(f"arXiv refuses the question: {said}.", source=NAME, url=url)


def _refusal(error: StatusError, *, is_resumed: bool) -> SourceError:
    """Return what a status means to somebody who harvests.

    Source: https://info.arxiv.org/help/robots.html (who is refused must stop)
    """
    if error.status == 403:
        said = "arXiv refuses access (403): leave it alone for an hour, then go on; what came is kept."
        return StatusError(said, source=NAME, url=error.url, status=403)
    return _forgotten(error.url) if is_resumed and error.status in _FORGOTTEN else error


def _forgotten(url: str | None) -> ExpiredTokenError:
    said = "arXiv has forgotten where the harvest was; ask again to begin with its first day, what came is kept."
    return ExpiredTokenError(said, source=NAME, url=url)


def _no_answer(body: bytes, url: str) -> AnswerError:
    return AnswerError(f"arXiv answered {what_came(body, 'harvest', b'<oai-pmh')}.", source=NAME, url=url)


def _papers(records: ET.Element) -> tuple[list[Paper], list[BadLine]]:
    """Return the papers of a page; records of deleted papers hold nothing and are no mistake."""
    papers: list[Paper] = []
    bad: list[BadLine] = []
    for place, record in enumerate(records.findall(f"{OAI}record"), 1):
        header = record.find(f"{OAI}header")
        if header is not None and header.get("status") == "deleted":
            continue
        told = record.find(f"{OAI}metadata/{RAW}arXivRaw")
        try:
            papers.append(_paper(told if told is not None else record))
        except UnreadableError as error:
            bad.append(BadLine(place, str(error)))
    return papers, bad


def _paper(told: ET.Element) -> Paper:
    """Return the paper of a record.

    Raises:
        UnreadableError: it has no good id, or no title.
    """

    def text(name: str) -> str:
        return (told.findtext(f"{RAW}{name}") or "").strip()

    versions = told.findall(f"{RAW}version")
    days = [mail_day(each.findtext(f"{RAW}date") or "") for each in versions]
    return bulk_paper(
        text("id"),
        text("title"),
        text("abstract"),
        names_in(text("authors")),
        text("categories").split(),
        published_at=days[0] if days else None,
        revised_at=days[-1] if len(days) > 1 else None,
        version=version_number(versions[-1].get("version", "")) if versions else None,
        doi=text("doi"),
        journal_ref=text("journal-ref"),
        comment=text("comments"),
    )
