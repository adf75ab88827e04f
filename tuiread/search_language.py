r"""What a reader types into a search, as a query; every text means something, and nothing is ever an error.

    scaling "exact phrase" -without author:"jun gao" year:2023.. cat:cs.LG is:saved
      │          │             │          └ fields              └ conditions
      beginning  phrase        not
    of a word

What cannot be understood is a word like any other, or left out with a remark that says why.  Not here: finding
(search).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar, cast, get_args

from msgspec.structs import replace

from tuiread.arxiv_categories import CATEGORIES, category_of
from tuiread.arxiv_id import parse_paper_id
from tuiread.errors import UsageError
from tuiread.records import MOST_TERMS, PaperId, Query, Remark, Term, TermField, WantedState, Years

T = TypeVar("T")

MOST_LETTERS = 4_000
"""A query is read so far and no further."""

_PIECE = re.compile(
    r"""(?P<minus>-?) (?: (?P<field>[A-Za-z]+): )? "(?P<quoted>[^"]*)(?P<end>"?)
      | (?P<minus_>-?) (?P<field_>[A-Za-z]+): (?P<value>[^\s"]*)
      | (?P<minus__>-?) (?P<bare>[^\s"]+)""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+")
_YEARS = re.compile(r"(\d{4})?(\.\.?)?(\d{4})?")
_TERM_FIELDS = frozenset(get_args(TermField)) - {""}
_STATES = frozenset(get_args(WantedState))
FIELDS = ("author", "title", "abs", "full", "note", "year", "cat", "tag", "is", "like", "by", "cites")
"""The words that may stand before a colon."""


class _Piece(NamedTuple):
    """One piece between blanks."""

    start: int
    stop: int
    is_excluded: bool
    field: str
    value: str
    is_quoted: bool
    is_open: bool


def read_query(text: str) -> Query:
    """Return what a text looks for.

    >>> read_query('"scaling laws" -survey year:2023..').years
    Years(first=2023, last=None)
    """
    query = Query()
    for piece in _pieces(text[:MOST_LETTERS]):
        if _size(query) >= MOST_TERMS:
            return _remarked(query, piece, f"Only the first {MOST_TERMS} parts of a search count.", stop=len(text))
        query = _with_piece(query, piece)
    return query


def _size(query: Query) -> int:
    """Return how many words and conditions a query has."""
    categories, states = (*query.categories, *query.other_categories), (*query.states, *query.other_states)
    return sum(map(len, (query.terms, categories, states, query.tags, query.other_tags, query.remarks)))


def query_text(query: Query) -> str:
    """Return a text that means a query; what it remarked is no part of it."""
    parts = [_term_text(term) for term in query.terms[:-1]]
    if query.years:
        first, last = query.years.first, query.years.last
        parts.append(f"year:{first}" if first == last else f"year:{first or ''}..{last or ''}")
    parts += [f"cat:{name}" for name in query.categories] + [f"-cat:{name}" for name in query.other_categories]
    parts += [f"is:{name}" for name in query.states] + [f"-is:{name}" for name in query.other_states]
    parts += [f'tag:"{name}"' for name in query.tags] + [f'-tag:"{name}"' for name in query.other_tags]
    parts += [f"{name}:{value}" for name, value in (("like", query.like), ("cites", query.cites)) if value]
    parts += [f'by:"{query.by}"'] if query.by else []
    parts += [_term_text(term) for term in query.terms[-1:]]  # its quotes may be open
    return " ".join(parts)


def completions(text: str, place: int) -> tuple[str, ...]:
    """Return the fields, or the values of a field, that the word before the cursor can become."""
    begun = text[:place].rpartition(" ")[2].removeprefix("-")
    field, colon, value = begun.partition(":")
    if not colon:
        return tuple(f"{name}:" for name in FIELDS if begun and name.startswith(begun.lower()))
    known = {"is": sorted(_STATES), "cat": sorted(CATEGORIES)}.get(field, [])
    return tuple(f"{field}:{one}" for one in known if one.lower().startswith(value.lower()))


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as the indexes fold them: small letters without accents.

    >>> fold_words("Données: état-de-l’art")
    ('donnees', 'etat', 'de', 'l', 'art')
    """
    plain = text.lower()
    return tuple(_WORD.findall(plain if plain.isascii() else _without_accents(plain)))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _pieces(text: str) -> Iterator[_Piece]:
    for found in _PIECE.finditer(text):
        quoted = found["quoted"]
        yield _Piece(
            found.start(),
            found.end(),
            is_excluded=any((found["minus"], found["minus_"], found["minus__"])),
            field=(found["field"] or found["field_"] or "").lower(),
            value=next(each for each in (quoted, found["value"], found["bare"]) if each is not None),
            is_quoted=quoted is not None,
            # A phrase whose end is missing is still being typed, and so is a word at the end of the text.
            is_open=found.end() == len(text) and not found["end"],
        )


def _with_piece(query: Query, piece: _Piece) -> Query:
    """Return a query that also looks for a piece."""
    if piece.field in FIELDS and not piece.value:
        return query  # its value is still to be typed
    if read := _CONDITIONS.get(piece.field):
        return read(query, piece)
    if piece.field and piece.field not in _TERM_FIELDS:
        sentence = f"“{piece.field}:” is no field, so both are words; fields are {', '.join(FIELDS)}."
        words = piece._replace(field="", value=f"{piece.field} {piece.value}")
        return _remarked(_with_term(query, words), piece, sentence)
    return _with_term(query, piece)


def _with_term(query: Query, piece: _Piece) -> Query:
    words = fold_words(piece.value)
    if not words:
        return query
    # A word that is to be left out and is still being typed would leave out nearly everything.
    is_begun = not piece.is_excluded if piece.is_open else not piece.is_quoted
    field = cast("TermField", piece.field)
    if piece.is_quoted:
        terms = [Term(words, field, piece.is_excluded, is_begun)]
    else:  # re-ranking: both words, in any order, and only the last of them as a beginning
        last = len(words) - 1
        terms = [Term((word,), field, piece.is_excluded, place == last) for place, word in enumerate(words)]
    return replace(query, terms=(*query.terms, *terms[: MOST_TERMS - _size(query)]))


def _with_years(query: Query, piece: _Piece) -> Query:
    found = _YEARS.fullmatch(piece.value)
    if piece.is_excluded:
        return _remarked(query, piece, "No minus stands before year:; write the years that you want.")
    if not found or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        if piece.is_open and re.fullmatch(r"\.{0,2}\d{0,3}|\d{4}\.\.?\d{0,3}", piece.value):
            return replace(query, years=query.years or _half_years(piece.value))
        return _remarked(query, piece, f"“{piece.value}” is no year; write year:2023, year:2020..2023 or year:2020..")
    first, last = (int(each) if each else None for each in (found[1], found[3]))
    if found[2] is None:
        last = first
    if first and last and first > last:
        first, last = last, first
    return replace(query, years=Years(first, last))


def _half_years(value: str) -> Years | None:
    """Return what a year that is still being typed says already."""
    return Years(int(value[:4])) if value[:4].isdecimal() and len(value) > 4 and value[4] == "." else None


def _with_category(query: Query, piece: _Piece) -> Query:
    category = category_of(piece.value)
    if category is None:
        if piece.is_open and any(name.lower().startswith(piece.value.lower()) for name in CATEGORIES):
            return query
        return _remarked(
            query, piece, f"“{piece.value}” is no arXiv category; they look like cs.LG, hep-th or stat.ML."
        )
    if piece.is_excluded:
        return replace(query, other_categories=_added(query.other_categories, category))
    return replace(query, categories=_added(query.categories, category))


def _with_state(query: Query, piece: _Piece) -> Query:
    state = piece.value.lower()
    if state not in _STATES:
        if piece.is_open and any(name.startswith(state) for name in _STATES):
            return query
        return _remarked(query, piece, f"is: takes {', '.join(sorted(_STATES))}; not “{piece.value}”.")
    known = cast("WantedState", state)
    if piece.is_excluded:
        return replace(query, other_states=_added(query.other_states, known))
    return replace(query, states=_added(query.states, known))


def _with_paper(query: Query, piece: _Piece) -> Query:
    paper_id = None if piece.is_excluded else _paper_id(piece.value)
    if paper_id is not None:
        return replace(query, like=paper_id) if piece.field == "like" else replace(query, cites=paper_id)
    if piece.is_open:
        return query
    return _remarked(query, piece, f"{piece.field}: takes an arXiv id, such as {piece.field}:2606.01234.")


def _paper_id(text: str) -> PaperId | None:
    """Return the id that a text is; None where it is none, or not yet a whole one."""
    try:
        return parse_paper_id(text)[0]
    except UsageError:
        return None


def _with_tag(query: Query, piece: _Piece) -> Query:
    tag = " ".join(_printable(piece.value).split())
    if not tag:
        return query
    if piece.is_excluded:
        return replace(query, other_tags=_added(query.other_tags, tag))
    return replace(query, tags=_added(query.tags, tag))


def _with_person(query: Query, piece: _Piece) -> Query:
    name = " ".join(_printable(piece.value).split())
    return replace(query, by=name) if name and not piece.is_excluded else query


_CONDITIONS: dict[str, Callable[[Query, _Piece], Query]] = {
    "year": _with_years, "cat": _with_category, "is": _with_state, "like": _with_paper, "cites": _with_paper,
    "tag": _with_tag, "by": _with_person,
}  # fmt: skip


def _added(known: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*known, one)))


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _remarked(query: Query, piece: _Piece, sentence: str, *, stop: int | None = None) -> Query:
    said = _printable(sentence if len(sentence) < 200 else f"{sentence[:199]}…")
    return replace(query, remarks=(*query.remarks, Remark(piece.start, stop or piece.stop, said)))


def _term_text(term: Term) -> str:
    sign = "-" if term.is_excluded else ""
    field = f"{term.field}:" if term.field else ""
    words = " ".join(term.words)
    if len(term.words) == 1 and term.is_open:
        return f"{sign}{field}{words}"
    return f'{sign}{field}"{words}' + ("" if term.is_open else '"')
