"""A search in words: papers with the words that were found, ways to narrow, notes and sentences.

    letters   N unread   f by somebody you follow   s saved   w found by words   m found by meaning

The same lines serve the screen and the plain forms of the command line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tuiread.cleaning import readable_paragraphs
from tuiread.lines import BLANK, SEPARATOR, Line, Span, fit, fit_line, flow, hang, left_right, wrap
from tuiread.records import Facet, FoundNote, FoundSentence, Hit, PersonRow, Query, SearchMode, SearchPage, Term
from tuiread.search_language import fold_words
from tuiread.words.feed import byline, first_line
from tuiread.words.times import count, day_words

LETTERS = 5
"""Cells of the letters before the year."""

_WORD = re.compile(r"[^\W_]+")
_LEAD = 24
"""About so many letters stand before the first word that was found."""

LANGUAGE = (
    '"exact phrase"   -without', "author: title: abs: full: note:", "year:2023..2025  cat:cs.LG",
    "is:saved  is:unread  by:me", "like:2606.01234  cites:ID",
)  # fmt: skip


def search_row(hit: Hit, query: Query, cells: int, *, height: int = 2, mode: SearchMode = "words") -> list[Line]:
    """Return a paper as one or two lines: letters, year and title; then why it is there.

    Args:
        hit: the paper.
        query: what was looked for.
        cells: how wide the lines may be.
        height: 1 or 2 lines.
        mode: how papers were looked for; where it was by meaning, letters say what found each.
    """
    found = "" if mode == "words" else f" {'w' if hit.by_words else ' '}{'m' if hit.by_meaning else ' '}"
    number = f"{found}{hit.year or '':>5} "
    first = first_line(hit.row, number, cells)
    if height == 1:
        return [first]
    indent = LETTERS + len(number)
    why = reasons_line(hit, cells - indent) if query.like or not hit.by_words else snippet(hit, query, cells - indent)
    return [first, fit_line((Span(" " * indent), *why), cells)]


def reasons_line(hit: Hit, cells: int) -> Line:
    """Return ``by meaning .62: data choice, selection · cites it``, or as much of it as fits."""
    near = f" {hit.nearness:.2f}".replace("0.", ".", 1) if hit.nearness is not None else ""
    words = f": {', '.join(hit.shared_words)}" if hit.shared_words else ""
    parts = [f"by meaning{near}{words}"] if near else []
    parts += ["cites it"] if hit.cites else []
    parts += ["cited by it"] if hit.is_cited else []
    return (Span(fit(SEPARATOR.join(parts) or byline(hit.row), cells), "dim"),)


def snippet(hit: Hit, query: Query, cells: int) -> Line:
    """Return a piece of the abstract with what was found in brackets, or else who wrote the paper."""
    terms = [term for term in query.wanted if term.field in ("", "abs")]
    text = hit.abstract or ""
    text = readable_paragraphs(text) if hit.has_tex else text
    places = list(_places(text, terms))
    if not places:
        return (Span(byline(hit.row), "dim"),)
    start = _start(places, cells)
    spans = [Span("..." if start else "", "dim")]
    for first, end, _ in places:
        if first >= start and first < start + cells:
            spans += [Span(_flat(text[start:first]), "dim"), Span(f"[{text[first:end]}]", "found")]
            start = end
    return (*spans, Span(_flat(text[start : start + cells]), "dim"))


def facet_lines(page: SearchPage, cells: int) -> list[Line]:
    """Return by what the papers can be narrowed, and how a search is written."""
    facets = page.facets
    most = max((facet.count for facet in facets.years), default=0)
    years = [_year_line(facet, most, cells - 10) for facet in facets.years[:8]]
    blocks: list[Line] = []
    for label, lines in (
        ("Year", years),
        ("Category", _counted(facets.categories, cells - 10)),
        ("State", _counted(facets.states, cells - 10)),
        ("People", _counted(facets.people, cells - 10)),
    ):
        blocks += [*hang((Span(f"{label:<10}", "dim"),), lines, 10), BLANK] if lines else []
    language = [line for text in LANGUAGE for line in wrap(text, cells - 2, role="dim")]
    head = [(Span("Narrow by", "heading"),), BLANK] if blocks else []
    return [*head, *blocks, (Span("Search language", "heading"),), *(((Span("  "), *line)) for line in language)]


def facet_row(facet: Facet, cells: int) -> list[Line]:
    """Return one way to narrow as a line to pick: what would be typed, and how many papers stay."""
    return [left_right((Span(facet.condition),), (Span(f"{facet.count:,}", "dim"),), cells)]


def counts_words(page: SearchPage) -> str:
    """Return ``14 of 8,412 papers``, with a plus where there may be more."""
    if page.query.is_empty:
        return f"{count(page.paper_count, 'paper')} to search"
    more = "+" if page.is_cut else ""
    return f"{len(page.hits):,}{more} of {count(page.paper_count, 'paper')}"


def note_row(note: FoundNote, cells: int) -> list[Line]:
    """Return a note as two lines: whose it is about and when, then its words."""
    when = day_words(note.written_at.astimezone().date()) if note.written_at else "about a person"
    first = left_right((Span(f"  {note.about}", "title"),), (Span(when, "dim"),), cells)
    return [first, fit_line((Span("  "), Span(_flat(note.words))), cells)]


def sentence_row(found: FoundSentence, cells: int) -> list[Line]:
    """Return a sentence of a full text as two lines: which paper and section, then the sentence."""
    first = left_right((Span(f"  {found.title}", "title"),), (Span(found.section, "dim"),), cells)
    return [first, fit_line((Span("  "), Span(_flat(found.sentence))), cells)]


def empty_words(page: SearchPage, part: str) -> list[Line]:
    """Return what a part says that holds nothing."""
    if page.query.is_empty:
        return [
            (Span("Type to search titles, abstracts and authors.", "heading"),),
            *((Span(text, "dim"),) for text in LANGUAGE),
        ]
    nothing = {
        "papers": "No paper in your cache fits; ctrl+r asks the sources.",
        "people": "Nobody in your cache has such a name.",
        "notes": "None of your notes has these words.",
        "text": "No saved text has these words side by side.",
    }
    return [(Span(nothing[part]),)]


def person_words(person: PersonRow) -> str:
    """Return a person as the plain form lists them."""
    return f"{person.name}{SEPARATOR}{count(person.paper_count, 'work')}"


def _year_line(facet: Facet, most: int, cells: int) -> Line:
    bar = "#" * max(1, round(facet.count / most * min(10, cells - 10)))
    return (Span(f"{facet.label} "), Span(bar, "dim"), Span(f" {facet.count}"))


def _counted(facets: Sequence[Facet], cells: int) -> list[Line]:
    return flow([Span(f"{facet.label} {facet.count}") for facet in facets], cells, separator="  ")


def _places(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int, int]]:
    """Yield where terms stand in a text, with which term it is."""
    words = [(found.start(), found.end(), fold_words(found[0])) for found in _WORD.finditer(text)]
    for at in range(len(words)):
        for number, term in enumerate(terms):
            end = at + len(term.words)
            if end <= len(words) and _is(term, [word[2] for word in words[at:end]]):
                yield words[at][0], words[end - 1][1], number
                break


def _is(term: Term, words: Sequence[tuple[str, ...]]) -> bool:
    *firsts, last = ["".join(word) for word in words]
    begins = last.startswith(term.words[-1]) if term.is_open else last == term.words[-1]
    return begins and tuple(firsts) == term.words[:-1]


def _start(places: Sequence[tuple[int, int, int]], cells: int) -> int:
    """Return where to begin so that most of the terms can be seen."""
    best = max(
        places,
        key=lambda place: (len({other[2] for other in places if 0 <= other[0] - place[0] < cells - _LEAD}), -place[0]),
    )
    return 0 if best[0] <= _LEAD else best[0] - _LEAD // 2


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
