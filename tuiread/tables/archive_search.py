"""Finding papers of the archive by words, fast enough for every key at arXiv's whole size.

    word ──expand──> the commonest terms that begin so ──> "a" OR "b" ... ──AND──> places, the newest first

An index asked for ``pre*`` would join the lists of every term that begins so before it gives the first paper; asked for
some dozens of terms, it gives the newest papers at once.  Only where these are too few for a screen are rarer terms
asked for, too.  Nothing of a reader's text is ever read as the index's own language: every term stands in quotes.
Not here: what a reader's text means (search_language), ranking, and the papers themselves (archive).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tuiread.arxiv_categories import CATEGORIES
from tuiread.tables.archive import BEGINNING_LETTERS, COMMON_TERMS, category_term

FOREVER = 1 << 62
"""A place after all."""

_MANY_TERMS = 400
"""How many rarer terms are asked for where the common ones bring too few papers."""

_TERMS = msgspec.json.Decoder(list[str])
_AFTER = "\U0010ffff"


class Word(Struct, frozen=True):
    """A word of a query, folded as the index folds."""

    text: str
    is_open: bool = True
    """True where it stands for every term that begins so; else for itself alone."""


class Wanted(Struct, frozen=True):
    """What papers of the archive are to have."""

    words: tuple[Word, ...] = ()
    """All of them, in title, abstract or byline."""
    excluded: tuple[Word, ...] = ()
    names: tuple[Word, ...] = ()
    """All of them, in the byline."""
    categories: tuple[str, ...] = ()
    """One of them; an archive's name stands for all of its categories."""
    other_categories: tuple[str, ...] = ()
    """None of them."""
    first_place: int = 0
    end_place: int = FOREVER
    """The place before which all of them lie."""


def find_places(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> list[int]:
    """Return the places of the newest papers that have all that is wanted, newest first."""
    if not (wanted.words or wanted.names or wanted.categories):
        return _newest(connection, wanted, limit) if wanted.first_place or wanted.end_place < FOREVER else []
    found = _find(connection, wanted, limit, COMMON_TERMS)
    if len(found) >= limit or not any(map(_has_rare_terms, (*wanted.words, *wanted.names))):
        return found
    return _find(connection, wanted, limit, _MANY_TERMS)


def _newest(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> list[int]:
    """Return the places of the newest papers of some days."""
    rows = connection.execute(
        "SELECT place FROM archive.papers WHERE place >= ? AND place < ? ORDER BY place DESC LIMIT ?",
        (wanted.first_place, wanted.end_place, limit),
    )
    return [row[0] for row in rows]


def _has_rare_terms(word: Word) -> bool:
    """Tell whether more terms than the common ones are worth a look: not for a letter or three, which mean anything."""
    return word.is_open and len(word.text) > BEGINNING_LETTERS


def terms_of(connection: sqlite3.Connection, word: Word, most: int) -> list[str]:
    """Return the terms that stand for a word, the commonest first."""
    if not word.is_open:
        return [word.text]
    if len(word.text) <= BEGINNING_LETTERS:
        row = connection.execute("SELECT terms FROM archive.beginnings WHERE letters = ?", (word.text,)).fetchone()
        return _TERMS.decode(row[0])[:most] if row else []
    rows = connection.execute(
        """SELECT term FROM archive.vocabulary WHERE term >= ? AND term < ?
           ORDER BY paper_count DESC, term LIMIT ?""",
        (word.text, word.text + _AFTER, most),
    )
    return [row[0] for row in rows]


def _find(connection: sqlite3.Connection, wanted: Wanted, limit: int, most: int) -> list[int]:
    said = _expression(connection, wanted, most)
    if said is None:
        return []
    table, expression = said
    rows = connection.execute(
        f"""SELECT rowid FROM archive.{table} WHERE {table} MATCH :expression AND rowid >= :first
            AND rowid < :end ORDER BY rowid DESC LIMIT :limit""",
        {"expression": expression, "first": wanted.first_place, "end": wanted.end_place, "limit": limit},
    )
    return [row[0] for row in rows]


def _expression(connection: sqlite3.Connection, wanted: Wanted, most: int) -> tuple[str, str] | None:
    """Return which index is asked for what; None where a word stands for no term at all."""
    groups = [terms_of(connection, word, most) for word in (*wanted.words, *wanted.names)]
    if wanted.categories:
        groups.append(_category_terms(wanted.categories))
    if not groups or not all(groups):
        return None
    asked = " AND ".join(map(_any_of, groups))
    gone = [term for word in wanted.excluded for term in terms_of(connection, word, most)]
    gone += _category_terms(wanted.other_categories)
    if gone:
        asked = f"({asked}) NOT {_any_of(gone)}"
    is_names_only = not (wanted.words or wanted.categories or gone)
    return ("names" if is_names_only else "words", asked)


def _category_terms(categories: Sequence[str]) -> list[str]:
    """Return the words by which the index knows categories, all of an archive's where it has any."""
    return [
        category_term(known)
        for category in categories
        for known in sorted({category, *(one for one in CATEGORIES if one.startswith(f"{category}."))})
    ]


def _any_of(terms: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{term.replace(chr(34), "")}"' for term in terms) + ")"
