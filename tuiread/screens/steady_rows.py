"""How a list takes fresh facts without moving under the reader: a pure rule, no screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tuiread.records import FeedRow


def steady(shown: Sequence[FeedRow], fresh: Sequence[FeedRow]) -> tuple[tuple[FeedRow, ...], int]:
    """Return the shown rows with fresh states in their old order, and how many fresh rows are not among them.

    Rows that are gone from the fresh list stay as they were shown, so that nothing jumps.
    """
    by_id = {row.id: row for row in fresh}
    kept = tuple(by_id.get(row.id, row) for row in shown)
    return kept, len(by_id.keys() - {row.id for row in shown})


def matches(row: FeedRow, text: str, tags: Sequence[str] = ()) -> bool:
    """Tell whether every word of a text is in a row's title, authors, organisation, id or tags, both `folded`."""
    parts = (row.title, *row.author_names, row.followed_name or "", row.organization or "", row.id, *tags)
    haystack = folded(" ".join(parts))
    return all(word in haystack for word in folded(text).split())


def folded(text: str) -> str:
    """Return a text without case and accents, so that ``zoe`` finds Zoë; brackets and other signs stay."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
