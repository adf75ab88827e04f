"""arXiv's Atom feeds: bytes into papers.

    bytes ──expat──> feed ──entry by entry──> Paper       an error is a feed, too, and is told by its id

Children come in any order, and ``itemsPerPage`` is what was asked for, not
what is there.  Not here: requests, and whose a paper is.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from tuiread.arxiv_id import parse_paper_id
from tuiread.cleaning import clean_paragraphs, clean_text, readable, readable_paragraphs
from tuiread.errors import AnswerError, SourceError, UsageError
from tuiread.records import Author, Paper, PaperId, SourceFact
from tuiread.sources.bylines import names_in
from tuiread.sources.decoding import MAX_ABSTRACT, MAX_TITLE, bare_doi, line
from tuiread.sources.xml_reading import read_xml, what_came

ATOM, ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
MAX_ENTRIES, MAX_AUTHORS, MAX_CATEGORIES = 2_000, 5_000, 40
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_ANNOUNCED = f"{ARXIV}announce_type"
_NEW_ONES = ("new", "cross", "")
"""What is announced as new in a category; feeds that say nothing list what is."""
_LISTED_ID = re.compile(r"^\s*oai:arXiv\.org:")
_ANNOUNCEMENT = re.compile(r"^\s*arXiv:\S+\s+Announce Type:[^\n]*\n\s*Abstract:\s*")
_ID_MONTH = re.compile(r"(?:^|[/:])(\d\d)(\d\d)\.\d{4,5}(?:v\d+)?\s*$")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ERROR_ID = re.compile(r"(?:https?://)?(?:export\.)?arxiv\.org/api/errors")
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def parse_feed(body: bytes, fact: SourceFact) -> tuple[list[Paper], list[str]]:
    """Return the papers that answer a query, and one sentence for each entry that cannot be read.

    Raises:
        AnswerError: the body is no feed, or an empty one that does not say that nothing was found, as arXiv answers
            who asks too fast.
        SourceError: the feed tells of an error; the message has arXiv's own word.
    """
    feed = _parsed(body, fact)
    entries = feed.findall(f"{ATOM}entry")[:MAX_ENTRIES]
    _raise_error_entry(entries, fact)
    if not entries and not _says_that_nothing_is_there(feed):
        raise AnswerError("arXiv answered an empty feed; the next try may go better.", source="arxiv", url=fact.url)
    return _papers(entries, fact, lambda text: [text])


def parse_author_page(body: bytes, fact: SourceFact) -> tuple[list[Paper], list[str]]:
    """Return the papers of an author page's feed, and one sentence for each entry that cannot be read.

    Such a feed counts nothing, and ``.atom2`` has a whole byline in one ``<name>``, joined by commas; no single name
    has a comma there, because arXiv divides its bylines at them.

    Source: https://github.com/arXiv/arxiv-browse/blob/develop/browse/controllers/list_page/author.py

    Raises:
        AnswerError: the body is no feed.
    """
    entries = _parsed(body, fact).findall(f"{ATOM}entry")[:MAX_ENTRIES]
    return _papers(entries, fact, lambda text: text.split(","))


def parse_listing(body: bytes, fact: SourceFact) -> tuple[list[Paper], list[str]]:
    """Return the papers that a day's listing of a category announces, and one sentence for each that cannot be read.

    Revisions are left out, because a listing does not say when their papers were first submitted.  A day without papers
    is an empty feed.

    Source: https://info.arxiv.org/help/rss_specifications.html

    Raises:
        AnswerError: the body is no feed.
        SourceError: there is no such listing.
    """
    feed = _parsed(body, fact)
    if "error for query" in _text(feed, f"{ATOM}title"):
        raise SourceError("arXiv has no listing of that category.", source="arxiv", url=fact.url)
    entries = [
        entry for entry in feed.findall(f"{ATOM}entry")[:MAX_ENTRIES] if _text(entry, _ANNOUNCED).strip() in _NEW_ONES
    ]
    for entry in entries:
        _make_like_others(entry)
    return _papers(entries, fact, names_in)


def _make_like_others(entry: ET.Element) -> None:
    """Turn an entry of a listing into one of a query: its id, its abstract and its byline are wrapped otherwise."""
    for name, pattern in (("id", _LISTED_ID), ("summary", _ANNOUNCEMENT)):
        if (child := entry.find(f"{ATOM}{name}")) is not None:
            child.text = pattern.sub("", child.text or "", count=1)
    if (updated := entry.find(f"{ATOM}updated")) is not None:
        entry.remove(updated)  # when the listing was made
    published = entry.find(f"{ATOM}published")
    if published is not None and _is_of_another_month(_text(entry, f"{ATOM}id"), published.text or ""):
        entry.remove(published)  # the day of the announcement: the paper is older, and was listed elsewhere before
    if entry.find(f"{ATOM}author") is None:
        author = ET.SubElement(entry, f"{ATOM}author")
        ET.SubElement(author, f"{ATOM}name").text = _text(entry, f"{DUBLIN}creator")


def _is_of_another_month(written_id: str, day: str) -> bool:
    """Tell whether the month in an id is another than a day's, the one before apart: papers wait over its end."""
    found = _ID_MONTH.search(written_id)
    if found is None or not _ISO_DAY.match(day):
        return False
    months = int(day[2:4]) * 12 + int(day[5:7]) - int(found[1]) * 12 - int(found[2])
    return months not in (0, 1)


def _parsed(body: bytes, fact: SourceFact) -> ET.Element:
    """Return the root of a feed."""
    try:
        root = read_xml(body)
    except ValueError as error:
        raise _no_feed(body, fact) from error
    if root.tag != f"{ATOM}feed":
        raise _no_feed(body, fact)
    return root


def _no_feed(body: bytes, fact: SourceFact) -> AnswerError:
    return AnswerError(f"arXiv answered {what_came(body, 'feed', b'<feed')}.", source="arxiv", url=fact.url)


def _raise_error_entry(entries: list[ET.Element], fact: SourceFact) -> None:
    """Raise what an entry says went wrong; a paper may be called "Error", so that its id decides."""
    for entry in entries:
        if _ERROR_ID.match(_text(entry, f"{ATOM}id").strip()):
            word = (line(_text(entry, f"{ATOM}summary"), 200) or "it does not say which").rstrip(".")
            raise SourceError(f"arXiv refuses the question: {word}.", source="arxiv", url=fact.url)


def _says_that_nothing_is_there(feed: ET.Element) -> bool:
    """Tell an answer without papers from one that lost them; pages past the first may well be empty."""
    total, start = (_text(feed, f"{SEARCH}{name}").strip() for name in ("totalResults", "startIndex"))
    return total == "0" or (total != "" and start not in ("", "0"))


class _UnreadableError(Exception):
    """One entry cannot be read; the message says why in a few words."""


def _papers(
    entries: list[ET.Element], fact: SourceFact, split_names: Callable[[str], list[str]]
) -> tuple[list[Paper], list[str]]:
    papers: list[Paper] = []
    skipped: list[str] = []
    for place, entry in enumerate(entries, 1):
        try:
            papers.append(_paper(entry, fact, split_names))
        except _UnreadableError as error:
            skipped.append(f"Entry {place} of arXiv's answer could not be read: {error}.")
    return papers, skipped


def _paper(entry: ET.Element, fact: SourceFact, split_names: Callable[[str], list[str]]) -> Paper:
    paper_id, version = _id(entry)
    title, title_raw = _title(entry)
    abstract, abstract_raw = _abstract(entry)
    return Paper(
        id=paper_id,
        title=title,
        title_raw=title_raw,
        authors=tuple(_authors(entry, split_names))[:MAX_AUTHORS],
        abstract=abstract,
        abstract_raw=abstract_raw,
        published_at=_time(entry, "published"),
        revised_at=_time(entry, "updated"),
        version=version,
        categories=tuple(_categories(entry)),
        doi=bare_doi(_text(entry, f"{ARXIV}doi")),
        journal_ref=line(_text(entry, f"{ARXIV}journal_ref"), 500),
        arxiv_comment=line(_text(entry, f"{ARXIV}comment"), 1_000),
        facts=(fact,),
    )


def _id(entry: ET.Element) -> tuple[PaperId, int | None]:
    try:
        return parse_paper_id(_text(entry, f"{ATOM}id"))
    except UsageError as error:
        raise _UnreadableError("it has no arXiv id") from error


def _title(entry: ET.Element) -> tuple[str, str | None]:
    """Return the title, and as arXiv gave it where that differs."""
    raw = clean_text(_text(entry, f"{ATOM}title")[:MAX_TITLE])
    title = readable(raw)
    if not title:
        raise _UnreadableError("it has no title")
    return title, raw if raw != title else None


def _abstract(entry: ET.Element) -> tuple[str | None, str | None]:
    raw = clean_paragraphs(_text(entry, f"{ATOM}summary")[:MAX_ABSTRACT])
    abstract = readable_paragraphs(raw)
    return abstract or None, raw if raw != abstract else None


def _authors(entry: ET.Element, split_names: Callable[[str], list[str]]) -> Iterator[Author]:
    for author in entry.findall(f"{ATOM}author")[:MAX_AUTHORS]:
        for text in split_names(_text(author, f"{ATOM}name")):
            if name := line(text):
                yield Author(name)


def _categories(entry: ET.Element) -> list[str]:
    """Return the categories, the primary one first; what is none, such as an ACM class, is left out."""
    primary = entry.find(f"{ARXIV}primary_category")
    terms = [primary.get("term") if primary is not None else None]
    terms += [each.get("term") for each in entry.findall(f"{ATOM}category")[:MAX_CATEGORIES]]
    return list(dict.fromkeys(term for term in terms if term and _CATEGORY.fullmatch(term)))


def _text(element: ET.Element, tag: str) -> str:
    """Return the text of a child, empty where there is no such child."""
    return element.findtext(tag) or ""


def _time(entry: ET.Element, name: str) -> dt.datetime | None:
    text = _text(entry, f"{ATOM}{name}").strip()
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError) as error:
        raise _UnreadableError(f"its date {line(text, 40)!r} is none") from error
