"""Papers as RIS, the format of reference managers: one field a line, each with a tag of two letters.

Source: https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuiread.cleaning import clean_text
from tuiread.output.citing import Citation, citation_of
from tuiread.output.names import family_first
from tuiread.records.exports import Entry

_TYPES = {"article": "JOUR", "proceedings": "CPAPER", "preprint": "UNPB"}
_LINE_END = "\r\n"
"""As the format asks."""


def ris(entries: Sequence[Entry]) -> str:
    """Return papers as RIS, each once."""
    unique = {entry.paper.id: entry for entry in entries}
    fields = [field for entry in unique.values() for field in _fields(entry)]
    return "".join(f"{tag}  - {clean_text(value)}{_LINE_END}" for tag, value in fields)


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    paper, cited = entry.paper, citation_of(entry)
    yield "TY", _TYPES[cited.kind]
    yield "ID", entry.key
    yield "TI", paper.title
    for author in paper.authors:
        yield "AU", family_first(author.name)
    yield from _appearance(cited)
    yield "AN", f"arXiv:{paper.id}"
    for tag in entry.tags:
        yield "KW", tag
    if paper.abstract:
        yield "AB", paper.abstract
    if entry.note:
        yield "N1", entry.note
    yield "ER", ""


def _appearance(cited: Citation) -> Iterator[tuple[str, str]]:
    """Yield where and when the paper appeared."""
    yield "PY", str(cited.year)
    if cited.month:
        day = f"{cited.published_on.day:02}" if cited.published_on else ""
        yield "DA", f"{cited.year}/{cited.month:02}/{day}"
    if cited.container:
        yield "T2", cited.container
    if cited.doi:
        yield "DO", cited.doi
    yield "UR", cited.url
