"""What a reader looks for, and what was found."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tuiread.records.papers import PaperId

TermField = Literal["", "title", "abs", "author", "full", "note"]
"""Where a word is to stand; anywhere without one."""

WantedState = Literal["saved", "unread", "read", "text", "followed"]
"""What is to be true of a paper: saved, unread, read, its full text is here, somebody followed wrote it."""

MOST_TERMS = 32
"""So many words, phrases and other conditions of a query count; nobody types more on purpose."""


class Term(Struct, frozen=True):
    """A word or a phrase that papers are to have, or not."""

    words: tuple[str, ...]
    """Folded as the indexes fold; several are a phrase, except in a byline, where their order is free."""
    field: TermField = ""
    is_excluded: bool = False
    is_open: bool = False
    """True for the word that is still being typed: it stands for every word that begins so."""


class Remark(Struct, frozen=True):
    """What could not be understood of a query; the rest of it works all the same."""

    start: int
    stop: int
    sentence: str


class Years(Struct, frozen=True):
    """From a year to a year; None for no bound."""

    first: int | None = None
    last: int | None = None


class Query(Struct, frozen=True):
    """What a reader looks for."""

    terms: tuple[Term, ...] = ()
    years: Years | None = None
    categories: tuple[str, ...] = ()
    """arXiv categories, or archives for all of their categories; a paper needs one of them."""
    other_categories: tuple[str, ...] = ()
    """Categories that a paper must not have."""
    states: tuple[WantedState, ...] = ()
    other_states: tuple[WantedState, ...] = ()
    tags: tuple[str, ...] = ()
    like: PaperId | None = None
    """The paper to whose meaning others are to be near."""
    cites: PaperId | None = None
    """The paper to which others are to refer."""
    by: str | None = None
    """Whose papers, as the bylines' owner and not as a string: a name, or ``me``."""
    remarks: tuple[Remark, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Return the terms that papers are to have."""
        return tuple(term for term in self.terms if not term.is_excluded)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is looked for: exclusions alone say what not to show, not what."""
        return not (
            self.wanted
            or self.years
            or self.categories
            or self.states
            or self.tags
            or self.like
            or self.cites
            or self.by
        )
