"""Papers as arXiv gives them in bulk: the same fields in a file, a harvest and a daily listing.

    fields as they were written  ──bulk_paper──>  Paper, or one sentence why there is none

Titles and abstracts keep their TeX: turning it into characters takes longer than all the rest, and is done when
somebody looks at a paper.  Names are turned, because people are found by them.  Not here: files, requests and the
shapes that fields come in.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence

from tuiread.arxiv_id import parse_paper_id
from tuiread.cleaning import clean_text
from tuiread.errors import UsageError
from tuiread.records import Author, Paper, PaperId
from tuiread.sources.bylines import MAX_AUTHORS
from tuiread.sources.decoding import MAX_ABSTRACT, MAX_TITLE, bare_doi

MAX_COMMENT, MAX_REFERENCE, MAX_CATEGORIES, MAX_CATEGORY = 1_000, 500, 40, 40
FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Some papers were put at arXiv years after they were written; none is older than this."""

MAX_VERSION = 9_999
_MONTHS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
    "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip


class UnreadableError(Exception):
    """Something is no paper; the message says why in a few words, without a full stop."""


def bulk_paper(  # noqa: PLR0913 (a paper has so many parts)
    written_id: str,
    title: str,
    abstract: str | None,
    names: Sequence[str],
    categories: Sequence[str],
    *,
    published_at: dt.datetime | None = None,
    revised_at: dt.datetime | None = None,
    version: int | None = None,
    doi: str | None = None,
    journal_ref: str | None = None,
    comment: str | None = None,
) -> Paper:
    """Return a paper of what was written about it.

    Raises:
        UnreadableError: the id is none or has lost digits, or there is no title.
    """
    paper_id = bulk_id(written_id)
    called = clean_text(title[:MAX_TITLE])
    if not called:
        raise UnreadableError("it has no title")
    return Paper(
        paper_id,
        called,
        tuple([Author(name) for name in names[:MAX_AUTHORS] if name]),
        abstract=paragraphs(abstract) if abstract else None,
        published_at=published_at,
        revised_at=revised_at,
        categories=tuple([each for each in categories[:MAX_CATEGORIES] if is_category(each)]),
        version=version,
        doi=bare_doi(doi) if doi else None,
        journal_ref=clean_text(journal_ref[:MAX_REFERENCE]) or None if journal_ref else None,
        arxiv_comment=clean_text(comment[:MAX_COMMENT]) or None if comment else None,
    )


def bulk_id(written: str) -> PaperId:
    """Return an id as it is kept.

    Raises:
        UnreadableError: it is none, or has lost digits.
    """
    if _is_plain_id(written):
        return PaperId(written)
    try:
        return parse_paper_id(written)[0]
    except UsageError as error:
        raise UnreadableError(str(error).rstrip(".")) from error


def paragraphs(text: str) -> str | None:
    """Return an abstract with its paragraphs apart, None where nothing is left; lines that begin with blanks begin one.

    Source: https://info.arxiv.org/help/prep.html#abstracts (a new paragraph is indented)
    """
    text = text[:MAX_ABSTRACT].strip()
    if "\n " not in text and "\n\n" not in text and "\r" not in text and "\n\t" not in text:
        return clean_text(text) or None
    parts: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").split("\n"):
        if not line.strip() or line.startswith(("  ", "\t")):
            parts.append([])
        parts[-1].append(line)
    return "\n\n".join(filter(None, (clean_text(" ".join(lines)) for lines in parts))) or None


def version_number(text: str) -> int | None:
    """Return the number of ``v3``; None where it is none."""
    digits = text[1:]
    is_one = text[:1] == "v" and digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MAX_VERSION))
    return int(digits) or None if is_one else None


@functools.lru_cache(maxsize=4_096)
def is_category(text: str) -> bool:
    """Tell whether a word has the form of a category, retired ones included."""
    return len(text) <= MAX_CATEGORY and text.isascii() and text.replace("-", "").replace(".", "").isalpha()


def mail_day(text: str) -> dt.datetime | None:
    """Return the day of ``Mon, 2 Apr 2007 19:18:42 GMT``; None where it is no day on which there was an arXiv."""
    parts = text[:60].split()
    return _day(parts[3], _MONTHS.get(parts[2]), parts[1]) if len(parts) > 3 else None


def iso_day(text: str | None) -> dt.datetime | None:
    """Return the day of ``2007-04-02``; None where it is none."""
    parts = (text or "")[:10].split("-")
    return _day(*parts) if len(parts) == 3 else None


@functools.lru_cache(maxsize=16_384)
def _day(year: str, month: str | int | None, day: str) -> dt.datetime | None:
    """Return midnight of a day; many papers share one."""
    try:
        moment = dt.datetime(int(year), int(month or 0), int(day), tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _is_plain_id(text: str) -> bool:
    """Tell an id that is written as it is kept, as nearly all are; quicker than reading all its other forms."""
    years, dot, number = text.partition(".")
    if dot and len(years) == 4 and text.isascii() and years.isdecimal() and number.isdecimal():
        return len(number) == (5 if years >= "1501" else 4) and "01" <= years[2:] <= "12"
    return False
