"""Bytes of a JSON service into typed shapes, with a sentence where they are something else.

Not here: what the shapes mean.
"""

from __future__ import annotations

import datetime as dt
import html
from typing import TypeVar

import msgspec

from tuiread.arxiv_id import parse_paper_id
from tuiread.cleaning import clean_text, readable, readable_paragraphs
from tuiread.errors import AnswerError, UsageError
from tuiread.records import PaperId
from tuiread.sources.failures import display_name

T = TypeVar("T")

NOT_OF_THE_SHAPE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are something else."""

MAX_TITLE, MAX_NAME, MAX_ABSTRACT = 2_000, 300, 20_000


def decode(decoder: msgspec.json.Decoder[T], body: bytes, source: str, url: str) -> T:
    """Return a body as its shape.

    Raises:
        AnswerError: it is something else; the message says what.
    """
    try:
        return decoder.decode(body)
    except NOT_OF_THE_SHAPE as error:
        raise unexpected(body, source, url) from error


def unexpected(body: bytes, source: str, url: str) -> AnswerError:
    """Return an error that says what came instead of what a service documents."""
    start = body[:200].lstrip().lower()
    if not start:
        what = "with nothing at all; the next try may go better"
    elif start.startswith(b"<"):
        what = "with a web page instead of data; perhaps this network wants you to log in first"
    elif start.startswith((b"[", b"{")):
        what = "with data that breaks off or has another shape than usual; the next try may go better"
    else:
        what = "with something that is not JSON; the next try may go better"
    return AnswerError(f"{display_name(source)} answered {what}.", source=source, url=url)


def line(text: str | None, length: int = MAX_NAME) -> str | None:
    """Return a text on one line, entities as characters, without control characters; None where nothing is left."""
    return (clean_text(html.unescape(text[:length])) or None) if text else None


def title(text: str | None) -> str | None:
    """Return a title with LaTeX and entities as characters; None where nothing is left."""
    return (readable(text[:MAX_TITLE]) or None) if text else None


def abstract(text: str | None) -> str | None:
    """Return an abstract as paragraphs; None where nothing is left."""
    return (readable_paragraphs(text[:MAX_ABSTRACT]) or None) if text else None


def day(text: str | None) -> dt.date | None:
    """Return a day; None for anything else, such as a year alone."""
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def bare_doi(text: str | None) -> str | None:
    """Return a DOI in lower case without the resolver's address; None where it is none."""
    doi = (text or "").strip().lower().removeprefix("https://doi.org/").removeprefix("http://dx.doi.org/")
    doi = doi.removeprefix("doi:")
    is_one = doi.startswith("10.") and "/" in doi and doi.isprintable() and " " not in doi
    return doi[:MAX_NAME] if is_one else None


def paper_id_in(text: str | None) -> PaperId | None:
    """Return the arXiv id that an address or a DOI holds; None where it holds none."""
    if not text or "arxiv" not in text.lower():
        return None
    try:
        return parse_paper_id(text)[0]
    except UsageError:
        return None
