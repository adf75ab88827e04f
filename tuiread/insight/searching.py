"""Which papers a query means, in which order, and how they can be narrowed; pure, from what the tables gave.

Not here: candidates (tables.found), and words by meaning (meaning).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from msgspec.structs import replace

from tuiread.records import Facet, Facets, Hit, Query, SearchOrder, Term, WantedState
from tuiread.search_language import fold_words

MOST_FACETS = 5
"""How many values of one kind are offered."""

_STATES: dict[WantedState, Callable[[Hit], bool]] = {
    "saved": lambda hit: hit.row.is_saved,
    "unread": lambda hit: hit.row.is_unread,
    "read": lambda hit: not hit.row.is_unread,
    "text": lambda hit: hit.row.has_text,
    "followed": lambda hit: hit.row.followed_name is not None,
}


class _Words:
    """The words of a paper, folded when they are first asked for."""

    def __init__(self, hit: Hit) -> None:
        self._hit = hit

    @cached_property
    def title(self) -> tuple[str, ...]:
        return fold_words(self._hit.row.title)

    @cached_property
    def abstract(self) -> tuple[str, ...]:
        return fold_words(self._hit.abstract or "")

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        return tuple(map(fold_words, self._hit.authors))

    @cached_property
    def authors(self) -> tuple[str, ...]:
        return tuple(word for name in self.names for word in name)


def needs_a_look(query: Query) -> bool:
    """Tell whether an index of mere words cannot tell which papers fit: phrases and single fields are asked for."""
    return any(term.field in ("title", "abs") or len(term.words) > 1 or _is_beyond(term) for term in query.terms)


def asks_for_names(query: Query) -> bool:
    """Tell whether several words of one name are asked for."""
    return any(term.field == "author" and len(term.words) > 1 for term in query.terms)


def has_names(query: Query, hit: Hit) -> bool:
    """Tell whether a byline has the names that are asked for, and none of those that are left out."""
    words = _Words(hit)
    return all(_has(words, term) is not term.is_excluded for term in query.terms if term.field == "author")


def fits(query: Query, hit: Hit) -> bool:
    """Tell whether a paper has all that a query asks of title, abstract, byline, categories and day."""
    words = _Words(hit)
    years = query.years
    if years and not (years.first or 0) <= hit.year <= (years.last or 9999):
        return False
    if query.categories and not any(_is_in(hit, category) for category in query.categories):
        return False
    if any(_is_in(hit, category) for category in query.other_categories):
        return False
    return all(_has(words, term) is not term.is_excluded for term in query.terms if term.field not in ("full", "note"))


def conditions_of(query: Query) -> Query:
    """Return what a query asks besides its words: what is left out, years, categories and states."""
    if query.like:
        return query  # a paper is asked for by its meaning, and words narrow what is near it
    return replace(query, terms=tuple(term for term in query.terms if term.is_excluded))


def has_states(query: Query, hit: Hit) -> bool:
    """Tell whether the reader's own state of a paper is the one asked for."""
    return all(_STATES[state](hit) for state in query.states) and not any(
        _STATES[state](hit) for state in query.other_states
    )


def in_order(query: Query, hits: Iterable[Hit], order: SearchOrder) -> list[Hit]:
    """Return papers with more of the words in the title first, or the newest first; then by day and id."""
    found = sorted(hits, key=lambda hit: (str(hit.row.published_on or ""), hit.row.id), reverse=True)
    if order == "best":
        found.sort(key=lambda hit: -_title_hits(query, hit))
    return found


def facets(hits: Sequence[Hit]) -> Facets:
    """Return by what papers can be narrowed, with how many have each value."""
    years = Counter(hit.year for hit in hits if hit.year)
    categories = Counter(category for hit in hits for category in hit.categories)
    people = Counter(name for hit in hits for name in dict.fromkeys(hit.authors[:25]))
    followed = {hit.row.followed_name for hit in hits} - {None}
    named = sorted(people, key=lambda name: (name not in followed, -people[name], name))
    states = [(state, sum(_STATES[state](hit) for hit in hits)) for state in ("unread", "saved", "text")]
    return Facets(
        years=tuple(Facet(str(year), years[year], f"year:{year}") for year in sorted(years, reverse=True)),
        categories=tuple(
            Facet(name, categories[name], f"cat:{name}")
            for name in sorted(categories, key=lambda name: (-categories[name], name))[:MOST_FACETS]
        ),
        states=tuple(Facet(state, count, f"is:{state}") for state, count in states if count),
        people=tuple(
            Facet(name, people[name], f'author:"{name}"')
            for name in named[:MOST_FACETS]
            if people[name] > 1 or name in followed
        ),
    )


def has_words(text: str, terms: Sequence[Term]) -> bool:
    """Tell whether a text, such as a note, has all of some terms."""
    words = fold_words(text)
    return all(_holds(words, term) for term in terms)


def _is_beyond(term: Term) -> bool:
    """Tell whether the archive's index cannot leave something out by itself."""
    return term.is_excluded and term.field in ("author", "title", "abs")


def _is_in(hit: Hit, category: str) -> bool:
    return any(one == category or one.startswith(f"{category}.") for one in hit.categories)


def _has(words: _Words, term: Term) -> bool:
    if term.field == "author":
        return any(_is_named(name, term) for name in words.names)
    fields = {"title": (words.title,), "abs": (words.abstract,)}.get(term.field)
    return any(_holds(field, term) for field in fields or (words.title, words.abstract, words.authors))


def _is_named(name: Sequence[str], term: Term) -> bool:
    """Tell whether one name has all words of a term, in any order, since names are written in either."""
    last = len(term.words) - 1
    return all(
        _holds(name, Term((word,), is_open=term.is_open and place == last)) for place, word in enumerate(term.words)
    )


def _holds(words: Sequence[str], term: Term) -> bool:
    """Tell whether words hold a term: one after the other, the last one as a beginning while it is being typed."""
    *firsts, last = term.words
    count = len(firsts)
    return any(
        (words[place + count].startswith(last) if term.is_open else words[place + count] == last)
        and list(words[place : place + count]) == firsts
        for place in range(len(words) - count)
    )


def _title_hits(query: Query, hit: Hit) -> int:
    """Return how many of the terms stand in the title."""
    title = fold_words(hit.row.title)
    return sum(_holds(title, term) for term in query.wanted if term.field in ("", "title"))
