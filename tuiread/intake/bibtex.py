"""BibTeX and BibLaTeX, as reference managers write it, with LaTeX turned into characters.

The library that finds the entries (bibtexparser) goes on after one that is broken, and tells its line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tuiread.cleaning import clean_text
from tuiread.intake.fields import MOST_BAD, Unreadable, arxiv_id, bad_line, day_in, listed_paper, year_in
from tuiread.output.latex import without_own_latex
from tuiread.records import BadLine
from tuiread.records.exports import Bundle, ListedPaper

if TYPE_CHECKING:
    from collections.abc import Callable

    from bibtexparser.model import Block, Entry

_BARE_PERCENT = re.compile(r"(?<!\\)%")
_LATEX = re.compile(r"\\(?![&%#_])|[$~]|--|``|''|\{\}")
_BARE_ACCENT = re.compile(r"\\([~^])\{\s*\}")
_ACCENT_SIGNS = {"~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
"""An accent over nothing is how many write the sign itself."""
_ESCAPED = re.compile(r"\\([&%#_])")
_NOT_ARXIV = frozenset({"pubmed", "pmid", "jstor", "hdl", "googlebooks"})
_MEANS_OTHERS = "others"
_UNKNOWN_THERE = {
    "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textless": "<", "textgreater": ">",
    "textbar": "|", "S": "§", "ddag": "‡", "pounds": "£", "textquotedbl": '"', "LaTeX": "LaTeX", "TeX": "TeX",
}  # fmt: skip
_MOST_VALUE = 100_000


def read(name: str, text: str) -> Bundle:
    """Return the papers of a file."""
    papers: list[ListedPaper] = []
    bad: list[BadLine] = []
    for block in _blocks(text):
        number = (block.start_line or 0) + 1
        try:
            if (entry := _entry_of(block)) is not None:
                papers.append(_listed(number, {one.key.lower(): str(one.value)[:_MOST_VALUE] for one in entry.fields}))
        except Unreadable as error:
            bad.append(bad_line(number, str(error)))
        except RecursionError:
            bad.append(bad_line(number, "its braces are nested too deeply"))
    return Bundle(name, "bibtex", tuple(papers), bad=tuple(bad[:MOST_BAD]))


def _blocks(text: str) -> list[Block]:
    """Return entries and what could not be read, in the file's order."""
    from bibtexparser.entrypoint import parse_string

    # What is broken comes back as a block; the library would also write it to stderr.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)
    return list(parse_string(text).blocks)


def _entry_of(block: Block) -> Entry | None:
    """Return the entry of a block, also where its key or a field comes twice; None for what is no entry.

    Raises:
        Unreadable: it is broken.
    """
    from bibtexparser import model

    if isinstance(block, model.Entry):
        return block
    if isinstance(block, model.ParsingFailedBlock):
        if isinstance(block.ignore_error_block, model.Entry):
            return block.ignore_error_block
        words = str(block.error).partition("\n")[2].strip() or "it is no BibTeX"
        raise Unreadable(words.partition("\n")[0].rstrip("."))
    return None


def _listed(number: int, fields: Mapping[str, str]) -> ListedPaper:
    def one(*names: str) -> str:
        return next((text for name in names if (text := plain(fields.get(name, "")))), "")

    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").lower()
    certain = "" if kind in _NOT_ARXIV else fields.get("eprint", "") or fields.get("arxivid", "")
    others = (fields.get(name, "") for name in ("url", "doi", "number", "journal", "note", "howpublished", "volume"))
    return listed_paper(
        number,
        arxiv_id(certain.strip("{} "), *others),
        one("title"),
        list(printed_names(fields.get("author", ""))),
        abstract=one("abstract"),
        published_on=day_in(one("date")),
        year=year_in(one("year", "date")),
        categories=one("primaryclass").split(),
        doi=fields.get("doi", ""),
        journal_ref=_venue(one("journal", "journaltitle", "booktitle")),
        tags=[one("keywords", "tags")],
        note=one("annote", "annotation"),
    )


def _venue(text: str) -> str:
    """Return where something was published; a preprint's ``arXiv preprint arXiv:...`` is not there."""
    return "" if text.lower().startswith(("arxiv", "corr")) else text


def printed_names(authors: str) -> Iterator[str]:
    """Yield names as they are printed, given name first."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    for name in split_multiple_persons_names(authors):
        is_whole = name.startswith("{") and _ends_at(name) == len(name)
        if name.strip().lower() != _MEANS_OTHERS:
            yield plain(name) if is_whole else " ".join(plain(part) for part in _given_first(name) if part)


def _ends_at(name: str) -> int:
    """Return the place after the brace that closes the first one; the name's length where none does."""
    depth = 0
    for place, char in enumerate(name, 1):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0:
            return place
    return len(name)


def _given_first(name: str) -> tuple[str, ...]:
    """Return the parts of ``Sample, Jr., Ada`` as they are printed; commas within braces divide nothing."""
    parts, depth, start = [], 0, 0
    for place, char in enumerate(name):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(name[start:place].strip())
            start = place + 1
    parts.append(name[start:].strip())
    return (parts[-1], *parts[:-1]) if len(parts) > 1 else (name,)


def plain(value: str) -> str:
    r"""Return a value as characters: LaTeX is turned, braces go.

    >>> plain(r"{{R\&D} of Erd{\H{o}}s's $\alpha$-nets}")
    "R&D of Erdős's α-nets"
    """
    if "\\" in value:
        value = _BARE_ACCENT.sub(lambda found: _ACCENT_SIGNS[found[1]], without_own_latex(value))
    if _LATEX.search(value):
        value = _converter()(_BARE_PERCENT.sub(r"\\%", value))
    else:
        value = _ESCAPED.sub(r"\1", value.replace("{", "").replace("}", ""))
    return clean_text(value)


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    """Return what turns LaTeX into characters, those signs included that the library does not know."""
    from pylatexenc.latex2text import (  # type: ignore[import-untyped]
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    known = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=sign) for name, sign in _UNKNOWN_THERE.items()]
    known.add_context_category("signs", macros=macros, prepend=True)
    converter: Any = LatexNodes2Text(latex_context=known, math_mode="text", keep_comments=True)
    # Names come again and again in one library, and each takes milliseconds.
    return lru_cache(maxsize=10_000)(lambda text: str(converter.latex_to_text(text, tolerant_parsing=True)))
