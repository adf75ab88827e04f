"""Papers as BibTeX entries that any LaTeX can read, and that parse back.

Keys are made of the first author's family name, the year and the arXiv id's number, so that the same paper has the same
key everywhere.  Not here: which papers, and files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tuiread.names import fold_name
from tuiread.records import Paper

if TYPE_CHECKING:
    from collections.abc import Callable


def bibtex(papers: Sequence[Paper]) -> str:
    """Return entries for papers, each once, ending with a line break."""
    unique = {paper.id: paper for paper in papers}
    return "\n".join(map(_entry, unique.values()))


def citation_key(paper: Paper) -> str:
    """Return a paper's key: ``example2026-2608-00001``.

    Letters, digits and hyphens only, whatever the author's script.
    """
    family = fold_name(paper.authors[0].name).split()[-1] if paper.authors else "anonymous"
    letters = re.sub(r"[^a-z0-9]", "", family) or "author"
    year = paper.published_on.year if paper.published_on else "nd"
    return f"{letters}{year}-{re.sub(r'[^A-Za-z0-9]+', '-', paper.id)}"


def _entry(paper: Paper) -> str:
    authors = " and ".join(_escaped(author.name) for author in paper.authors)
    fields = {
        "title": f"{{{_escaped(paper.title)}}}",
        "author": authors,
        "year": str(paper.published_on.year) if paper.published_on else "",
        "eprint": paper.id,
        "archivePrefix": "arXiv",
        "primaryClass": paper.categories[0] if paper.categories else "",
        "doi": paper.doi or "",
        "journal": _escaped(paper.journal_ref) if paper.journal_ref else "",
        "url": f"https://arxiv.org/abs/{paper.id}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{citation_key(paper)},", *lines, "}", ""])


def _escaped(text: str) -> str:
    return _encoder()(text)


@lru_cache(maxsize=1)
def _encoder() -> Callable[[str], str]:
    """Return what turns a text into LaTeX: special characters and accents; what it does not know stays as it is."""
    from pylatexenc.latexencode import UnicodeToLatexEncoder  # type: ignore[import-untyped]

    encoder = UnicodeToLatexEncoder(unknown_char_policy="keep", replacement_latex_protection="braces-all")
    return lambda text: str(encoder.unicode_to_latex(text))
