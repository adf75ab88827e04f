"""Found sentences of full texts as ``--json`` prints them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tuiread.records import FoundSentence


class SentenceForm(Struct, frozen=True):
    """A sentence of a saved full text."""

    id: str
    title: str
    section: str
    sentence: str


class SentencesForm(Struct, frozen=True):
    """What ``grep`` found."""

    sentences: tuple[SentenceForm, ...]


def sentences_form(found: Sequence[FoundSentence]) -> SentencesForm:
    """Return found sentences."""
    return SentencesForm(tuple(SentenceForm(one.paper_id, one.title, one.section, one.sentence) for one in found))
