"""Vectors of papers in files that are mapped, not loaded: signs to look through, small numbers to rank by.

    ids     20 bytes a paper, sorted        signs   one bit a dimension        small   one byte a dimension
    stamps  8, of the texts that were read  days    4 bytes                    bits    24, of categories

Nearest first by how many signs agree, over all papers or those of a mask; the best of these by the small numbers.  The
files stand in the order of ids, so that the same papers make the same files, whichever of them were there before.  Not
here: what a vector means (model), and what a paper is narrowed by (placed).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuiread.errors import StoreError
from tuiread.meaning.corpus import Floats, Numbers
from tuiread.meaning.placed import CATEGORY_WORDS, Attributes, Placed

ID_BYTES = 20
"""The longest id of arXiv has 16."""

BATCH = 1_000
LOOKED_AT = 2_000
"""So many papers whose signs agree most are ranked by the small numbers."""

BLOCK = 1 << 16
SAMPLED = 64
"""One of so many rows is looked at to guess how near the likeliest are."""

FEW = 1 << 15
"""So few papers are ranked by the small numbers at once."""

_IDS, _SIGNS, _SMALL, _STAMPS, _DAYS, _BITS = (
    f"{name}.bin" for name in ("ids", "signs", "small", "stamps", "days", "bits")
)
_ID = np.dtype(f"S{ID_BYTES}")

Mask = npt.NDArray[np.bool_]


class Neighbour(NamedTuple):
    """A paper and how near it is."""

    paper_id: str
    nearness: float
    """The cosine of the two vectors: 1 for the same direction."""


def write_vectors(
    folder: Path,
    papers: Iterable[Placed],
    vector_of: Callable[[Placed], Floats | None],
    dimensions: int,
    old: Vectors | None = None,
) -> int:
    """Write vectors, and return how many.

    Args:
        folder: where the files go.
        papers: those that are to have one, in the order of ids.
        vector_of: gives the vector of a paper; a paper without one, or with one without length, is left out.
        dimensions: numbers of a vector.
        old: vectors of before, by the same measure; those of papers whose texts are as they were are taken over.
    """
    count = 0
    known = (paper for paper in papers if len(paper.paper_id) <= ID_BYTES)
    with ExitStack() as files:
        names = (_IDS, _SIGNS, _SMALL, _STAMPS, _DAYS, _BITS)
        outs = [files.enter_context((folder / name).open("wb")) for name in names]
        while batch := list(islice(known, BATCH)):
            kept, signs, small = _placed(batch, vector_of, dimensions, old)
            ids = np.array([paper.paper_id.encode() for paper in kept], _ID)
            stamps = np.array([paper.stamp for paper in kept], np.uint64)
            days = np.array([paper.day for paper in kept], np.int32)
            bits = np.array([paper.bits for paper in kept], np.uint64)
            columns: list[npt.NDArray[Any]] = [ids, signs, small, stamps, days, bits]
            for out, column in zip(outs, columns, strict=True):
                out.write(column.tobytes())
            count += len(kept)
    return count


def _placed(
    batch: Sequence[Placed], vector_of: Callable[[Placed], Floats | None], dimensions: int, old: Vectors | None
) -> tuple[list[Placed], npt.NDArray[np.uint64], npt.NDArray[np.int8]]:
    """Return the papers that have a vector, with its signs and small numbers."""
    signs = np.zeros((len(batch), -(-dimensions // 64)), np.uint64)
    small = np.zeros((len(batch), dimensions), np.int8)
    there = old.taken_over(batch, signs, small) if old else np.zeros(len(batch), bool)
    for place in np.flatnonzero(~there).tolist():
        vector = vector_of(batch[place])
        if vector is not None and vector.any():
            signs[place] = _signs(vector[None])[0]
            small[place] = np.clip(np.rint(vector * _scale(dimensions)), -127, 127).astype(np.int8)
            there[place] = True
    kept = [batch[place] for place in np.flatnonzero(there).tolist()]
    return kept, signs[there], small[there]


class Vectors:
    """The vectors of a folder.

    Args:
        folder: where the files lie.
        count: how many papers they are of.
        dimensions: numbers of a vector.

    Raises:
        StoreError: a file is missing, or not as long as it must be.
    """

    def __init__(self, folder: Path, count: int, dimensions: int) -> None:
        self._scale = _scale(dimensions)
        words = -(-dimensions // 64)
        self._ids = _mapped(folder / _IDS, _ID, (count,))
        self._signs = _mapped(folder / _SIGNS, np.dtype(np.uint64), (count, words))
        self._small = _mapped(folder / _SMALL, np.dtype(np.int8), (count, dimensions))
        self._stamps = _mapped(folder / _STAMPS, np.dtype(np.uint64), (count,))
        days = _mapped(folder / _DAYS, np.dtype(np.int32), (count,))
        self.attributes = Attributes(days, _mapped(folder / _BITS, np.dtype(np.uint64), (count, CATEGORY_WORDS)))

    def __len__(self) -> int:
        return len(self._ids)

    def vector_of(self, paper_id: str) -> Floats | None:
        """Return the vector of a paper, as near as the small numbers tell; None where it has none."""
        rows = self.rows_of([paper_id])
        return self._small[rows[0]].astype(np.float32) / self._scale if len(rows) else None

    def rows_of(self, paper_ids: Collection[str]) -> Numbers:
        """Return the rows of those of some papers that have a vector, in the order of rows."""
        rows = self._rows(np.array(sorted(one.encode() for one in paper_ids if len(one) <= ID_BYTES), _ID))
        return rows[rows >= 0]

    def nearness_of(self, query: Floats, paper_ids: Sequence[str]) -> dict[str, float]:
        """Return how near some papers are; those without a vector are left out."""
        rows = self.rows_of(paper_ids)
        names = (name.decode() for name in self._ids[rows].tolist())
        return dict(zip(names, self._nearness(rows, query).tolist(), strict=True))

    def has_current(self, papers: Sequence[Placed]) -> Mask:
        """Return which of some papers have a vector of the texts that they have now."""
        return self._current_rows(papers) >= 0

    def taken_over(self, papers: Sequence[Placed], signs: npt.NDArray[np.uint64], small: npt.NDArray[np.int8]) -> Mask:
        """Fill in what is known of some papers, and return of which it is."""
        rows = self._current_rows(papers)
        there = rows >= 0
        signs[there], small[there] = self._signs[rows[there]], self._small[rows[there]]
        return there

    def nearest(self, query: Floats, count: int, mask: Mask | None = None) -> list[Neighbour]:
        """Return the papers nearest to a vector, the nearest first; none for a vector without length.

        Args:
            query: the vector.
            count: how many papers.
            mask: which rows may be among them; None for all.
        """
        if not len(self._ids) or not query.any():
            return []
        among = None if mask is None else np.flatnonzero(mask)
        rows = self._likeliest(_signs(query[None])[0], max(LOOKED_AT, count), among)
        nearness = self._nearness(rows, query)
        best = np.lexsort((rows, -nearness))[:count]
        return [Neighbour(self._ids[rows[place]].decode(), float(nearness[place])) for place in best]

    def _current_rows(self, papers: Sequence[Placed]) -> Numbers:
        """Return the rows of those papers whose texts are as they were read, -1 for others."""
        rows = self._rows(np.array([paper.paper_id.encode() for paper in papers], _ID))
        stamps = np.array([paper.stamp for paper in papers], np.uint64)
        if len(self._ids):
            rows[self._stamps[rows] != stamps] = -1
        return rows

    def _rows(self, ids: npt.NDArray[np.bytes_]) -> Numbers:
        """Return the row of each id, -1 where there is none."""
        if not len(self._ids):
            return np.full(len(ids), -1)
        rows = np.minimum(np.searchsorted(self._ids, ids), len(self._ids) - 1)
        found: Numbers = np.where(self._ids[rows] == ids, rows, -1)
        return found

    def _nearness(self, rows: Numbers, query: Floats) -> Floats:
        nearness: Floats = self._small[rows].astype(np.float32) @ query / self._scale
        return nearness

    def _likeliest(self, signs: npt.NDArray[np.uint64], count: int, among: Numbers | None) -> Numbers:
        """Return the rows whose signs agree most, in the order of rows."""
        total = len(self._ids) if among is None else len(among)
        if total <= max(count, FEW if among is not None else 0):
            return np.arange(total) if among is None else among
        is_all = among is None or total > len(self._ids) // 4  # picking so many rows takes as long as reading all
        differing = self._differing(signs, None if is_all else among)
        if among is not None and is_all:
            differing = differing[among]
        # A sample tells about how near the likeliest are: sorting all of them would take as long as comparing them.
        limit = np.quantile(differing[::SAMPLED], min(1.0, 2 * count / len(differing)), method="higher")
        rows = np.flatnonzero(differing <= limit)
        while len(rows) < count:
            limit += 1
            rows = np.flatnonzero(differing <= limit)
        near = differing[rows]
        # All that differ as much as the last one, so that it is no matter how they are sorted.
        likeliest: Numbers = rows[near <= np.partition(near, count - 1)[count - 1]]
        if among is not None:
            likeliest = among[likeliest]
        return likeliest

    def _differing(self, signs: npt.NDArray[np.uint64], among: Numbers | None) -> npt.NDArray[np.uint16]:
        """Return in how many signs each row differs."""
        total = len(self._ids) if among is None else len(among)
        differing = np.empty(total, np.uint16)
        for start in range(0, total, BLOCK):
            end = start + BLOCK
            block = self._signs[start:end] if among is None else self._signs[among[start:end]]
            counts = differing[start:end]
            counts[:] = np.bitwise_count(block[:, 0] ^ signs[0])
            for word in range(1, block.shape[1]):
                counts += np.bitwise_count(block[:, word] ^ signs[word])
        return differing


def _signs(matrix: Floats) -> npt.NDArray[np.uint64]:
    packed = np.packbits(matrix > 0, axis=1)
    words = -(-packed.shape[1] // 8)
    padded = np.zeros((len(matrix), words * 8), np.uint8)
    padded[:, : packed.shape[1]] = packed
    return padded.view(np.uint64)


def _scale(dimensions: int) -> float:
    """Return what turns a number of a vector into a small one; few are larger than four times the mean."""
    return 127 * float(np.sqrt(dimensions)) / 4


def _mapped(path: Path, dtype: np.dtype[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    wanted = int(np.prod(shape)) * dtype.itemsize
    try:
        if path.stat().st_size != wanted:
            raise StoreError("The index of meanings is damaged; `tuiread index` makes it anew.")
        return np.memmap(path, dtype, "r", shape=shape) if wanted else np.zeros(shape, dtype)
    except OSError as error:
        raise StoreError("The index of meanings cannot be read; `tuiread index` makes it anew.") from error
