"""Papis's JSON, as ``papis export --format json`` writes it: a list of documents with the fields of their info.yaml.

Papis promises none of these fields, nor their types.  Its notes are files beside, which the export leaves out.

Source: https://papis.readthedocs.io/en/latest/info_file.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tuiread.errors import UsageError
from tuiread.intake.bibtex import printed_names
from tuiread.intake.fields import MOST_BAD, Unreadable, arxiv_id, bad_line, day_in, listed_paper, year_in
from tuiread.records.exports import Bundle, ListedPaper

Document = Mapping[str, Any]
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_DOCUMENT = msgspec.json.Decoder(dict[str, Any])
_NOT_OF_THE_SHAPE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_NAMING = ("url", "doi", "journal", "note", "doc_url")
"""The fields in which an arXiv id may stand where `eprint` has none."""


def read(name: str, text: str) -> Bundle:
    """Return the papers of a file: a list of documents, or one alone.

    Raises:
        UsageError: it is damaged.
    """
    try:
        raws = _LIST.decode(text if text.lstrip().startswith("[") else f"[{text}]")
    except _NOT_OF_THE_SHAPE as error:
        raise UsageError(f"{name} is no JSON of Papis that can be read ({error}); export it again.") from error
    papers, bad = [], []
    for number, raw in enumerate(raws, 1):
        try:
            papers.append(_listed(number, _DOCUMENT.decode(raw)))
        except (*_NOT_OF_THE_SHAPE, Unreadable) as error:
            bad.append(bad_line(number, str(error)))
    return Bundle(name, "papis", tuple(papers), bad=tuple(bad[:MOST_BAD]))


def _listed(number: int, document: Document) -> ListedPaper:
    def one(*names: str) -> str:
        return next((text for name in names if (text := _text(document.get(name)))), "")

    is_arxiv = one("archiveprefix", "archivePrefix", "eprinttype").lower() in ("", "arxiv")
    return listed_paper(
        number,
        arxiv_id(one("eprint", "arxivid") if is_arxiv else "", *(one(name) for name in _NAMING)),
        one("title"),
        _names(document),
        abstract=one("abstract"),
        published_on=day_in(one("date")),
        year=year_in(one("year", "date")),
        categories=one("primaryclass", "primaryClass").split(),
        doi=one("doi"),
        journal_ref=one("journal", "booktitle"),
        tags=_tags(document.get("tags")),
        note=one("annote", "annotation"),
    )


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, (str, int)) else ""


def _names(document: Document) -> list[str]:
    """Return the authors as they are printed: of their list, else of the one field that BibTeX would have."""
    listed = document.get("author_list")
    if isinstance(listed, list) and listed:
        people = [one for one in listed if isinstance(one, dict)]
        return [" ".join(filter(None, (_text(one.get("given")), _text(one.get("family"))))) for one in people]
    return list(printed_names(_text(document.get("author"))))


def _tags(value: object) -> list[str]:
    """Return the tags: of a list, or of a text that divides them by commas, else by blanks."""
    if isinstance(value, list):
        return [_text(one) for one in value]
    text = _text(value)
    return [text] if "," in text else text.split()
