"""Papers as an index of meanings places them: by id, with a stamp of what was read, and by what a search narrows.

    PaperText ──place──> Placed: id, texts, stamp          stamp: a digest of the texts; another one means read again
                              └─ day, bits of categories   what `Rows` narrow by, all papers at a time

A paper without a day or with a category that is not known here passes every condition: whoever asks looks at what was
found once more.  Not here: vectors.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tuiread.arxiv_categories import CATEGORIES
from tuiread.records import PaperText, Query

CATEGORY_WORDS = 3
"""So many numbers of 64 bits hold a paper's categories."""

_UNKNOWN_BIT = 0
"""Set where a paper has no category, or one that is not known."""
_BITS = {name: bit for bit, name in enumerate(sorted(CATEGORIES), _UNKNOWN_BIT + 1)}
CATEGORIES_KEY = blake2b(" ".join(_BITS).encode(), digest_size=8).hexdigest()
"""Tells which categories the bits stand for; another list of them means other bits."""
_MASK = (1 << 64) - 1
_WEEK = 7
"""Days that a condition about years is widened by: a day may be another one in another time zone or source."""

Bits = tuple[int, ...]


class Placed(NamedTuple):
    """A paper that is to have a vector."""

    paper_id: str
    title: str
    abstract: str | None
    stamp: int
    """A digest of title and abstract, of 64 bits."""
    day: int
    """The ordinal of the day of first submission; 0 where it is not known."""
    bits: Bits
    """A bit for each category."""


def place(paper: PaperText) -> Placed:
    """Return a paper as it is placed."""
    digest = blake2b(paper.title.encode("utf-8", "surrogatepass"), digest_size=8)
    digest.update(b"\0")
    digest.update((paper.abstract or "").encode("utf-8", "surrogatepass"))
    stamp = int.from_bytes(digest.digest(), "little")
    return Placed(paper.id, paper.title, paper.abstract, stamp, paper.day, category_bits(paper.categories))


@functools.lru_cache(maxsize=16_384)
def category_bits(categories: str) -> Bits:
    """Return a bit for each of some categories, which are parted by blanks."""
    names = categories.split()
    return _words({_BITS.get(name, _UNKNOWN_BIT) for name in names} or {_UNKNOWN_BIT})


def _words(bits: Iterable[int]) -> Bits:
    number = sum(1 << bit for bit in bits)
    return tuple(number >> 64 * word & _MASK for word in range(CATEGORY_WORDS))


class Attributes:
    """The days and categories of all papers of an index.

    Args:
        days: ordinals, 0 for none.
        bits: a row of words for each paper.
    """

    def __init__(self, days: npt.NDArray[np.int32], bits: npt.NDArray[np.uint64]) -> None:
        self._days = days
        self._bits = bits

    def mask(self, query: Query) -> npt.NDArray[np.bool_] | None:
        """Return which papers may fit a query's years and categories; None where it has none of either."""
        parts = []
        if query.years:
            first, end = query.years.first_day, query.years.end_day
            since = self._days >= (first.toordinal() - _WEEK if first else 0)
            since &= self._days < (end.toordinal() + _WEEK if end else np.iinfo(np.int32).max)
            parts.append(since | (self._days == 0))
        if query.categories:
            parts.append(self._have({_UNKNOWN_BIT, *_bits_of(query.categories)}))
        if query.other_categories:
            parts.append(~self._have(set(_bits_of(query.other_categories))))
        return np.logical_and.reduce(parts) if parts else None

    def _have(self, bits: set[int]) -> npt.NDArray[np.bool_]:
        """Return which papers have any of some bits; words without one of them are not read."""
        found = np.zeros(len(self._bits), bool)
        for word, asked in enumerate(_words(bits)):
            if asked:
                found |= (self._bits[:, word] & np.uint64(asked)) != 0
        return found


def _bits_of(categories: Sequence[str]) -> list[int]:
    """Return the bits of some categories, and of all of an archive's."""
    return [bit for name, bit in _BITS.items() if any(name == one or name.startswith(f"{one}.") for one in categories)]
