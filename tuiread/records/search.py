"""What a reader looks for, and what was found."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.papers import FeedRow, PaperId
from tuiread.records.people import PersonKey, PersonRow

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
    """True where the last word stands for every word that begins so, as one does that stands in no quotes."""


class Remark(Struct, frozen=True):
    """What could not be understood of a query; the rest of it works all the same."""

    start: int
    stop: int
    sentence: str


class Years(Struct, frozen=True):
    """From a year to a year; None for no bound."""

    first: int | None = None
    last: int | None = None

    @property
    def first_day(self) -> dt.date | None:
        """The first day of all."""
        return dt.date(max(1, self.first), 1, 1) if self.first is not None else None

    @property
    def end_day(self) -> dt.date | None:
        """The day after the last one."""
        return dt.date(min(9998, self.last) + 1, 1, 1) if self.last is not None else None


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
    """Tags of the reader's, all of which a paper is to have."""
    other_tags: tuple[str, ...] = ()
    """Tags that a paper must not have."""
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
    def asks_the_reader(self) -> bool:
        """Tell whether it asks for, or leaves out, what only the reader's own marks can tell paper by paper."""
        return bool(self.states or self.other_states or self.other_tags)

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


SearchOrder = Literal["best", "new"]
SearchMode = Literal["both", "words", "meaning"]


class Hit(Struct, frozen=True, gc=False):
    """A paper that was found, and why."""

    row: FeedRow
    abstract: str | None = None
    has_tex: bool = False
    """True where the abstract's TeX is still to be turned into characters."""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    by_words: bool = True
    by_meaning: bool = False
    nearness: float | None = None
    """The cosine of the two meanings, 1 at the most; None where it was not asked."""
    shared_words: tuple[str, ...] = ()
    """The words that bring a paper near by its meaning."""
    cites: bool = False
    """True where it refers to the paper to which others are to be near."""
    is_cited: bool = False
    """True where that paper refers to it."""

    @property
    def year(self) -> int:
        """The year of first submission."""
        return self.row.year


class Facet(Struct, frozen=True):
    """One way to narrow a search: a value, how many of the papers have it, and what to type for it."""

    label: str
    count: int
    condition: str


class Facets(Struct, frozen=True):
    """By what the papers that were found can be narrowed, most frequent first; years the newest first."""

    years: tuple[Facet, ...] = ()
    categories: tuple[Facet, ...] = ()
    states: tuple[Facet, ...] = ()
    people: tuple[Facet, ...] = ()


class FoundNote(Struct, frozen=True):
    """A note of the reader's that holds the words: at a place in a paper, or about a person."""

    words: str
    written_at: dt.datetime | None
    paper_id: PaperId | None = None
    person: PersonKey | None = None
    about: str = ""
    """The paper's title or the person's name."""


class PaperText(Struct, frozen=True, gc=False):
    """What a paper is known by where meanings are learnt and papers placed."""

    id: str
    title: str
    abstract: str | None = None
    day: int = 0
    """The ordinal of the day of first submission; 0 where it is not known."""
    categories: str = ""
    """arXiv categories with blanks between them; empty where they are not known."""


RELEARNT_FROM = 1.5
"""Meanings are learnt anew when there are so many times as many papers as there were."""


class IndexState(Struct, frozen=True):
    """How far the index of meanings knows the papers that there are."""

    indexed_count: int | None
    """Papers there were when it last grew; None where there is none."""
    paper_count: int
    learnt_count: int = 0
    """Papers there were when its meanings were learnt."""
    better_count: int | None = None
    """Papers that also have a vector of the sentence model; None where that is not used."""

    @property
    def is_outgrown(self) -> bool:
        """Tell whether there is no index of some papers, or half as many came since its meanings were learnt."""
        if self.indexed_count is None:
            return self.paper_count > 0
        return self.paper_count > RELEARNT_FROM * self.learnt_count

    @property
    def is_stale(self) -> bool:
        """Tell whether papers came or went since it last grew, or it is outgrown."""
        return self.is_outgrown or (self.indexed_count is not None and self.paper_count != self.indexed_count)


class SearchOutcome(Struct, frozen=True):
    """How one source answered a search."""

    source: str
    paper_count: int = 0
    new_count: int = 0
    """Papers that the cache lacked."""
    error: str | None = None
    """Why it did not answer; None where it did."""


class SearchPage(Struct, frozen=True):
    """What a query finds."""

    query: Query
    hits: tuple[Hit, ...] = ()
    is_cut: bool = False
    """True where there may be more papers than were looked at."""
    facets: Facets = Facets()
    people: tuple[PersonRow, ...] = ()
    notes: tuple[FoundNote, ...] = ()
    mode: SearchMode = "words"
    """How papers were looked for; words where there is no index of meanings."""
    paper_count: int = 0
    """Papers that were searched: those of the cache and of the archive."""
    remarks: tuple[str, ...] = ()
    """What could not be understood or done, a sentence each."""
