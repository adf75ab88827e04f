"""A list of follows, one a line: ``hf:USER``, ``name:NAME``, ``category:cs.LG``, ``keyword:WORDS``, ``search:WORDS``.

Not here: OPML (opml), which names the same things by addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tuiread.arxiv_categories import category_of
from tuiread.cleaning import clean_text
from tuiread.intake.fields import MOST_BAD, MOST_NAME, Unreadable, bad_line
from tuiread.intake.id_list import words_of
from tuiread.names import account_key, name_key, record_key
from tuiread.records import BadLine
from tuiread.records.exports import Bundle, ListedFeed, ListedPerson

_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}")


def read(name: str, text: str) -> Bundle:
    """Return the follows of a list."""
    found: dict[object, ListedPerson | ListedFeed] = {}
    bad = []
    for number, words in words_of(text):
        try:
            one = follow_in(words)
        except Unreadable as error:
            bad.append(bad_line(number, str(error)))
        else:
            found.setdefault(one.key if isinstance(one, ListedPerson) else one, one)
    return bundle_of(name, found.values(), bad[:MOST_BAD])


def follow_in(words: str, called: str = "") -> ListedPerson | ListedFeed:
    """Return whom or what a line names.

    Args:
        words: such as ``hf:USER``.
        called: a person's name, where the list has it beside.

    Raises:
        Unreadable: nobody and nothing.
    """
    kind, _, value = clean_text(words[:MOST_NAME]).partition(":")
    kind, value = kind.strip().lower(), value.strip()
    if not any(char.isalnum() for char in value):
        raise Unreadable("it names nobody and nothing")
    if kind == "category":
        if category := category_of(value):
            return ListedFeed("category", category)
        raise Unreadable(f"“{value}” is no arXiv category")
    if kind in ("keyword", "search"):
        return ListedFeed("keyword" if kind == "keyword" else "search", value)
    return _person(kind, value, clean_text(called[:MOST_NAME]))


def bundle_of(name: str, found: Iterable[ListedPerson | ListedFeed], bad: Sequence[BadLine]) -> Bundle:
    """Return people and topics as what a file holds."""
    every = list(found)
    people = tuple(one for one in every if isinstance(one, ListedPerson))
    return Bundle(
        name, "follows", people=people, feeds=tuple(one for one in every if isinstance(one, ListedFeed)), bad=tuple(bad)
    )


def _person(kind: str, value: str, called: str) -> ListedPerson:
    if kind == "hf" and _ACCOUNT.fullmatch(value):
        return ListedPerson(account_key(value), called or value, value)
    if kind == "name":
        return ListedPerson(name_key(value), called or value)
    if key := record_key(f"{kind}:{value}"):
        return ListedPerson(key, called or value)
    raise Unreadable(f"“{kind}:{value}” is no key of a researcher, a topic or a search")
