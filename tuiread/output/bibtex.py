"""Papers as BibTeX entries that any LaTeX can read, and that parse back.

What was published is preferred to the preprint, whose id stays as the eprint.  Titles keep their capitals: they stand
in two pairs of braces, because nothing tells a name from a word there.  Not here: which papers, keys (citing), files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuiread.names import is_group
from tuiread.output.citing import citation_of, cite_key
from tuiread.output.latex import latex
from tuiread.records import Paper
from tuiread.records.exports import Entry

_TYPES = {"article": "article", "proceedings": "inproceedings", "preprint": "misc"}
_VENUES = {"article": "journal", "proceedings": "booktitle", "preprint": "howpublished"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names that every BibTeX style defines, and writes in its own language."""
_AND = re.compile(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_UNSAFE_IN_LINKS = {ord(char): f"%{ord(char):02X}" for char in "{}\\% ^~"}


def bibtex(papers: Sequence[Paper]) -> str:
    """Return entries for papers with their own keys, each once, ending with a line break."""
    return bibliography([Entry(paper, cite_key(paper)) for paper in papers])


def bibliography(entries: Sequence[Entry]) -> str:
    """Return entries, each paper once, ending with a line break."""
    unique = {entry.paper.id: entry for entry in entries}
    return "\n".join(map(_entry, unique.values()))


def _entry(entry: Entry) -> str:
    paper, cited = entry.paper, citation_of(entry)
    fields = {
        "title": f"{{{latex(paper.title)}}}",
        "author": " and ".join(_name(author.name) for author in paper.authors),
        _VENUES[cited.kind]: latex(cited.container or ""),
        "year": str(cited.year),
        "month": _MONTHS[cited.month - 1] if cited.month else "",
        "doi": cited.doi.translate(_UNSAFE_IN_LINKS) if cited.doi else "",
        "eprint": paper.id,
        "archivePrefix": "arXiv",
        "primaryClass": paper.categories[0] if paper.categories else "",
        "url": cited.url.translate(_UNSAFE_IN_LINKS),
        "keywords": latex(", ".join(entry.tags)),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join([f"@{_TYPES[cited.kind]}{{{entry.key},", *lines, "}", ""])


def _name(name: str) -> str:
    """Return one name; what BibTeX would take for two names, or for its own words, is held together by braces."""
    written = latex(name)
    is_whole = "," in name or _AND.search(name) or name.lower() == "others" or is_group(name)
    return f"{{{written}}}" if is_whole else written
