"""What all formats of reference managers have in common: loose fields become one listed paper, cleaned and bounded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from tuiread.arxiv_id import ids_in, parse_paper_id
from tuiread.cleaning import clean_paragraphs, clean_text
from tuiread.errors import UsageError
from tuiread.records import BadLine, PaperId
from tuiread.records.exports import ListedPaper
from tuiread.tags import MOST_LETTERS

MOST_TITLE, MOST_NAME, MOST_ABSTRACT, MOST_NOTE = 2_000, 300, 20_000, 100_000
MOST_AUTHORS, MOST_TAGS, MOST_BAD = 5_000, 50, 1_000
_DAY = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BETWEEN_TAGS = re.compile(r"[,;\n]+")


class Unreadable(Exception):  # noqa: N818 (it is an answer, not a failure)
    """An entry holds no paper; the message says why in a few words, without a full stop."""


def arxiv_id(certain: str, *others: str) -> PaperId | None:
    """Return the id in a field that holds nothing else, or the first that other fields name."""
    if certain:
        try:
            return parse_paper_id(certain)[0]
        except UsageError:
            others = (certain, *others)
    return next((found for text in others for found in ids_in(text)), None)


def listed_paper(  # noqa: PLR0913 (a paper has so many parts)
    line: int,
    paper_id: PaperId | None,
    title: str,
    authors: Sequence[str],
    *,
    abstract: str = "",
    published_on: dt.date | None = None,
    year: int | None = None,
    categories: Sequence[str] = (),
    doi: str = "",
    journal_ref: str = "",
    tags: Iterable[str] = (),
    note: str = "",
) -> ListedPaper:
    """Return a paper of what a file says of it.

    The year of a publication goes where arXiv writes it, into the reference to the journal; that of a preprint is told
    by its id.

    Raises:
        Unreadable: neither an id nor a title is left.
    """
    called = clean_text(title[:MOST_TITLE])
    if paper_id is None and not called:
        raise Unreadable("it has neither a title nor an arXiv id")
    names = (clean_text(name[:MOST_NAME]) for name in authors[:MOST_AUTHORS])
    return ListedPaper(
        line=line,
        paper_id=paper_id,
        title=called,
        authors=tuple(name for name in names if name),
        abstract=clean_paragraphs(abstract[:MOST_ABSTRACT]) or None,
        published_on=published_on,
        categories=tuple(clean_text(one) for one in categories[:40]),
        doi=_bare_doi(doi),
        journal_ref=_with_year(clean_text(journal_ref[:500]), year) or None,
        tags=tags_of(tags),
        note=note_of(note),
    )


def tags_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return keywords as tags are spelt here: without blanks, each once; what is longer than a tag is left out."""
    parts = [part for text in words for part in _BETWEEN_TAGS.split(text)]
    tags = ["-".join(word for word in clean_text(part).split() if word.strip("-")).strip("-#") for part in parts]
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= MOST_LETTERS))[:MOST_TAGS]


def note_of(text: str) -> str | None:
    """Return a note line by line, cleaned as the reader's own are; None where nothing is left."""
    lines = (clean_text(line) if line.strip() else "" for line in text[:MOST_NOTE].strip().splitlines())
    return "\n".join(lines).strip() or None


def day_in(text: str) -> dt.date | None:
    """Return the day that a text tells; None for a year or a month alone."""
    found = _DAY.search(text)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def year_in(text: str) -> int | None:
    """Return the first year that a text tells."""
    return int(found[0]) if (found := _YEAR.search(text)) else None


def bad_line(number: int, problem: str) -> BadLine:
    """Return what is wrong with an entry."""
    return BadLine(number, clean_text(problem[:200]))


def _with_year(venue: str, year: int | None) -> str:
    """Return where something was published, with the year.

    >>> _with_year("Journal of Lamps", 2019)
    'Journal of Lamps (2019)'
    """
    return f"{venue} ({year})" if venue and year and not _YEAR.search(venue) else venue


def _bare_doi(text: str) -> str | None:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text.strip().lower())
    is_one = doi.startswith("10.") and "/" in doi and doi.isprintable() and " " not in doi and len(doi) <= MOST_NAME
    return doi if is_one and not doi.startswith("10.48550/") else None
