"""arXiv's Atom feeds: bytes into papers.

    bytes ──expat──> feed ──entry by entry──> Paper       an error is a feed, too, and is told by its id

Bytes are parsed as they came, because a text that was decoded wrongly once cannot be mended.  Declarations of entities
are refused.  Children come in any order, and ``itemsPerPage`` is what was asked for, not what is there.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

from tuiread.arxiv_id import parse_paper_id
from tuiread.errors import AnswerError, SourceError, UsageError
from tuiread.records import Author, Paper, PaperId, SourceFact
from tuiread.sources.decoding import MAX_ABSTRACT, abstract, bare_doi, line, title

ATOM, ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ERROR_ID = re.compile(r"https?://arxiv\.org/api/errors")
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")
MAX_ENTRIES, MAX_AUTHORS, MAX_CATEGORIES = 2_000, 5_000, 40


def parse_feed(body: bytes, fact: SourceFact) -> tuple[list[Paper], list[str]]:
    """Return the papers of a feed, and one sentence for each entry that cannot be read.

    Raises:
        AnswerError: the body is no feed, or an empty one without a count, as arXiv answers who asks too fast.
        SourceError: the feed tells of an error; the message has arXiv's own word.
    """
    feed = _parsed(body, fact)
    entries = feed.findall(f"{ATOM}entry")[:MAX_ENTRIES]
    for entry in entries:
        if _ERROR_ID.match(_text(entry, f"{ATOM}id") or ""):
            word = line(_text(entry, f"{ATOM}summary"), 200) or "it does not say which"
            raise SourceError(f"arXiv refuses the question: {word}.", source="arxiv", url=fact.url)
    if not entries and feed.find(f"{SEARCH}totalResults") is None and feed.find(f"{ATOM}title") is None:
        raise AnswerError("arXiv answered an empty feed; the next try may go better.", source="arxiv", url=fact.url)
    papers: list[Paper] = []
    skipped: list[str] = []
    for place, entry in enumerate(entries, 1):
        try:
            papers.append(_paper(entry, fact))
        except (UsageError, ValueError) as error:
            skipped.append(f"Entry {place} of arXiv's answer could not be read: {line(str(error))}")
    return papers, skipped


def _parsed(body: bytes, fact: SourceFact) -> ET.Element:
    """Return the root of a feed; expat is asked itself, because it alone lets document types be refused."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, given: builder.start(_name(tag), given)
    parser.EndElementHandler = lambda tag: builder.end(_name(tag))
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_document_types
    try:
        parser.Parse(body, True)
        root: ET.Element = builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError) as error:
        raise _no_feed(body, fact) from error
    if root.tag != f"{ATOM}feed":
        raise _no_feed(body, fact)
    return root


def _name(tag: str) -> str:
    return f"{{{tag}" if "}" in tag else tag


def _refuse_document_types(*_: object) -> None:
    raise ValueError("a feed has no document type")


def _no_feed(body: bytes, fact: SourceFact) -> AnswerError:
    start = body[:500].lstrip().lower()
    if not start:
        what = "with nothing at all; the next try may go better"
    elif b"<html" in start:
        what = "with a web page instead of a feed; perhaps this network wants you to log in first"
    elif start.startswith(b"rate exceeded"):
        what = "that we ask too often; try again in some minutes"
    else:
        what = "with something that is no feed; the next try may go better"
    return AnswerError(f"arXiv answered {what}.", source="arxiv", url=fact.url)


def _paper(entry: ET.Element, fact: SourceFact) -> Paper:
    paper_id, version = parse_paper_id(_text(entry, f"{ATOM}id") or "")
    name = title(_text(entry, f"{ATOM}title"))
    if name is None:
        raise ValueError("it has no title")
    return Paper(
        id=PaperId(paper_id),
        title=name,
        authors=tuple(_authors(entry)),
        abstract=abstract((_text(entry, f"{ATOM}summary") or "")[:MAX_ABSTRACT]),
        published_at=_time(_text(entry, f"{ATOM}published")),
        revised_at=_time(_text(entry, f"{ATOM}updated")),
        version=version,
        categories=tuple(_categories(entry)),
        doi=bare_doi(_text(entry, f"{ARXIV}doi")),
        journal_ref=line(_text(entry, f"{ARXIV}journal_ref"), 500),
        arxiv_comment=line(_text(entry, f"{ARXIV}comment"), 1_000),
        facts=(fact,),
    )


def _authors(entry: ET.Element) -> Iterator[Author]:
    for author in entry.findall(f"{ATOM}author")[:MAX_AUTHORS]:
        if name := line(_text(author, f"{ATOM}name")):
            yield Author(name)


def _categories(entry: ET.Element) -> list[str]:
    """Return the categories, the primary one first; what is none, such as an ACM class, is left out."""
    primary = entry.find(f"{ARXIV}primary_category")
    terms = [primary.get("term") if primary is not None else None]
    terms += [each.get("term") for each in entry.findall(f"{ATOM}category")[:MAX_CATEGORIES]]
    return list(dict.fromkeys(term for term in terms if term and _CATEGORY.fullmatch(term)))


def _text(element: ET.Element, tag: str) -> str | None:
    found = element.find(tag)
    return found.text if found is not None else None


def _time(text: str | None) -> dt.datetime | None:
    if not text:
        return None
    moment = dt.datetime.fromisoformat(text.strip())
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
