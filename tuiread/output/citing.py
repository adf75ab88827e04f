"""How a paper is cited: as what was published where there is something published, else as the preprint it is.

    journal reference and DOI at arXiv, notices of publication ──> Citation ──> BibTeX, RIS, CSL-JSON

What a library says of a paper stays with its arXiv id, also where the published version is preferred.  Not here: how
each format writes it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from tuiread.names import fold_name, group_words, is_group
from tuiread.records import Paper, PaperId, month_of
from tuiread.records.exports import Entry

_ARXIV_DOI = "10.48550/"
_MEETING = re.compile(
    r"\b(?:proc(?:eedings)?|conf(?:erence)?|workshop|symposium|neurips|nips|icml|iclr|cvpr|iccv|eccv|acl|emnlp|"
    r"naacl|aaai|ijcai|kdd|interspeech|icassp|aistats|colt|uai|sigir)\b",
    re.IGNORECASE,
)
_YEAR_IN_BRACKETS = re.compile(r"\(((?:19|20)\d\d)\)")
_YEAR = re.compile(r"(?<![\d.:-])((?:19|20)\d\d)(?![\d:-])")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_KEY = re.compile(r"^@\w+\{([^,\s]+),$", re.MULTILINE)
_SOUND_KEY = re.compile(r"[^\s,{}()%#\\\"'=~]{1,200}")
_EPRINT = re.compile(r"^ *eprint = \{([^}]*)\},$", re.MULTILINE)
MOST_TOGETHER = 15
"""Years between a preprint and what was published of it; a number further off is no year of it."""


class Citation(Struct, frozen=True):
    """What a list of references says of where a paper appeared."""

    kind: Literal["article", "proceedings", "preprint"]
    venue: str | None
    """The journal reference as arXiv has it; None for a preprint."""
    doi: str | None
    """Of the published version."""
    year: int
    month: int | None
    """None where only the year of publication is known."""
    published_on: dt.date | None
    """The day, where the year is that of the preprint and somebody told the day."""
    url: str

    @property
    def container(self) -> str | None:
        """The venue for formats that have a field for the year, which then need not end it, too."""
        return self.venue and self.venue.removesuffix(f" ({self.year})")


def citation_of(entry: Entry) -> Citation:
    """Return how a paper is cited."""
    paper = entry.paper
    venue, doi = entry.venue or paper.journal_ref, _published_doi(entry.doi) or _published_doi(paper.doi)
    page = f"https://arxiv.org/abs/{paper.id}"
    day = paper.published_on
    first_year, first_month = (day.year, day.month) if day else month_of(paper.id)
    if not venue:
        return Citation("preprint", None, doi, first_year, first_month, day, page)
    year = _year_in(venue, first_year) or first_year
    return Citation(
        kind="proceedings" if _MEETING.search(venue) else "article",
        venue=venue,
        doi=doi,
        year=year,
        month=first_month if year == first_year else None,
        published_on=day if year == first_year else None,
        url=f"https://doi.org/{doi}" if doi else page,
    )


def cite_key(paper: Paper) -> str:
    """Return a paper's key: ``example2026-2608-00001``.

    It holds the whole arXiv id, so that no two papers can have the same, whatever else a library holds, and the same
    paper has the same key on every machine; the year is that of the id, which no later answer changes.  Letters, digits
    and hyphens only, whatever the author's script.
    """
    letters = re.sub(r"[^a-z0-9]", "", _family(paper)) or "author"
    return f"{letters}{_end_of_key(paper.id)}"


def keys_in(bibliography: str) -> dict[PaperId, str]:
    """Return the keys that a file of ours gives to papers, each key once: also those that the reader renamed."""
    entries = re.split(r"(?m)^(?=@)", bibliography)
    found: dict[PaperId, str] = {}
    for text in entries:
        key, eprint = _KEY.search(text), _EPRINT.search(text)
        if key and eprint and key[1] not in found.values():
            found.setdefault(PaperId(eprint[1]), key[1])
    return found


def is_own_key(key: str, paper_id: PaperId) -> bool:
    """Tell whether a key has the form of those that `cite_key` makes, so that no reader gave it."""
    return key.removesuffix("-arxiv").endswith(_end_of_key(paper_id))


def is_key(text: str) -> bool:
    """Tell whether BibTeX takes a text for a key."""
    return _SOUND_KEY.fullmatch(text) is not None


def settled_keys(
    in_file: Mapping[PaperId, str], given: Mapping[PaperId, str], *, is_edited: bool
) -> dict[PaperId, str]:
    """Return the keys that papers have, no key twice.

    Args:
        in_file: the keys that stand in library.bib.
        given: the keys that the reader gave, here or on another machine, as far as they were seen.
        is_edited: True where the reader changed the file since it was written; then it says more than they.
    """
    in_file = {paper_id: key for paper_id, key in in_file.items() if is_key(key)}
    own = {paper_id: key for paper_id, key in in_file.items() if is_own_key(key, paper_id)}
    found: dict[PaperId, str] = {}
    taken: set[str] = set()
    for paper_id, key in [*in_file.items(), *given.items()] if is_edited else [*given.items(), *own.items()]:
        if paper_id not in found and key.lower() not in taken:
            found[paper_id] = key
            taken.add(key.lower())
    return found


def keys_for(papers: Sequence[Paper], given: Mapping[PaperId, str]) -> dict[PaperId, str]:
    """Return a key for each paper: the one that it was given once, else its own; no two are the same."""
    keys = {paper.id: given[paper.id] for paper in papers if paper.id in given}
    taken = {key.lower() for key in given.values()}
    for paper in papers:
        if paper.id not in keys:
            own = cite_key(paper)
            keys[paper.id] = own if own.lower() not in taken else f"{own}-arxiv"
    return keys


def _end_of_key(paper_id: PaperId) -> str:
    return f"{month_of(paper_id)[0]}-{re.sub(r'[^A-Za-z0-9]+', '-', paper_id)}"


def _family(paper: Paper) -> str:
    if not paper.authors:
        return "anonymous"
    first = paper.authors[0].name
    if is_group(first):
        return fold_name(group_words(first))
    words = [word for word in fold_name(first).split() if word.strip(".") not in _SUFFIXES]
    return words[-1] if words else "author"


def _published_doi(doi: str | None) -> str | None:
    return None if doi is None or doi.lower().startswith(_ARXIV_DOI) else doi


def _year_in(venue: str, first: int) -> int | None:
    """Return the year of a journal reference: the one in brackets, else the last that fits the preprint's."""
    years = _YEAR_IN_BRACKETS.findall(venue) or _YEAR.findall(venue)
    fitting = [year for year in map(int, years) if abs(year - first) <= MOST_TOGETHER]
    return fitting[-1] if fitting else None
