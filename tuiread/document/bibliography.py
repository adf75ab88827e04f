"""The bibliography of a text as listed works: what a paper refers to, when no source was asked yet.

An entry is one run of words whose style nobody knows, so that its title is a guess; ids that stand in it are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuiread.arxiv_id import ids_in
from tuiread.blocks import Document, Pointer, Reference
from tuiread.document.mathematics import line
from tuiread.document.plain import words_of
from tuiread.records import ListedWork

_YEAR = re.compile(r"\b(19[5-9][0-9]|20[0-9]{2})\b")
_DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]+[^\s\"<>.,;)]")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,})[,.]?[”\"]")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})[.?!] +(?=[A-Z“\"]|arXiv|http)")
_LEAST_WORDS = 3
"""How many words a title has at least; fewer are initials, or a journal."""


def listed_works(document: Document) -> tuple[ListedWork, ...]:
    """Return the entries of a bibliography, in its order."""
    return tuple(_work(reference) for reference in document.references)


def _work(reference: Reference) -> ListedWork:
    text = words_of(reference.inlines, line)
    said = "\n".join((text, *_addresses(reference)))
    years = _YEAR.findall(text)
    doi = _DOI.search(said)
    return ListedWork(
        title_in(text),
        year=int(years[-1]) if years else None,
        doi=doi[0].lower() if doi and "arxiv" not in doi[0].lower() else None,
        paper_id=next(ids_in(said), None),
    )


def title_in(entry: str) -> str:
    """Return what is most likely the title in an entry: what stands in quotes, or the sentence after the authors.

    >>> title_in("A. Example and B. Sample. Reading by lamplight in trains. In Proc. of Lamps, 2026.")
    'Reading by lamplight in trains'
    """
    if quoted := _QUOTED.search(entry):
        return quoted[1].strip(" ,.")
    sentences = [sentence.strip(" .") for sentence in _SENTENCE.split(entry)]
    return next((each for each in sentences[1:] if len(each.split()) >= _LEAST_WORDS), entry)


def _addresses(reference: Reference) -> Iterator[str]:
    return (inline.target for inline in reference.inlines if isinstance(inline, Pointer))
