"""Vectors of papers in files that are mapped, not loaded: signs to look through, small numbers to rank by.

    ids     20 bytes a paper, sorted        signs   one bit a dimension        small   one byte a dimension

Nearest first by how many signs agree, over all papers; the best of these by the small numbers.  The files stand in the
order of ids, so that the same papers make the same files.  Not here: what a vector means (model).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tuiread.errors import StoreError
from tuiread.meaning.corpus import Floats

ID_BYTES = 20
"""The longest id of arXiv has 16."""

BATCH = 1_000
LOOKED_AT = 2_000
"""So many papers whose signs agree most are ranked by the small numbers."""

BLOCK = 1 << 16
SAMPLED = 64
"""One of so many rows is looked at to guess how near the likeliest are."""

_IDS, _SIGNS, _SMALL = "ids.bin", "signs.bin", "small.bin"


class Neighbour(NamedTuple):
    """A paper and how near it is."""

    paper_id: str
    nearness: float
    """The cosine of the two vectors: 1 for the same direction."""


def write_vectors(folder: Path, vectors: Iterable[tuple[str, Floats]]) -> int:
    """Write vectors, which come in the order of ids, and return how many.

    Args:
        folder: where the files go.
        vectors: id and vector of each paper; a vector without length is left out.
    """
    count = 0
    known = ((paper_id, vector) for paper_id, vector in vectors if len(paper_id) <= ID_BYTES and vector.any())
    with ExitStack() as files:
        ids, signs, small = (files.enter_context((folder / name).open("wb")) for name in (_IDS, _SIGNS, _SMALL))
        while batch := list(islice(known, BATCH)):
            matrix = np.stack([vector for _, vector in batch])
            ids.write(np.array([paper_id.encode() for paper_id, _ in batch], f"S{ID_BYTES}").tobytes())
            signs.write(_signs(matrix).tobytes())
            small.write(np.clip(np.rint(matrix * _scale(matrix.shape[1])), -127, 127).astype(np.int8).tobytes())
            count += len(batch)
    return count


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
        self._ids = _mapped(folder / _IDS, np.dtype(f"S{ID_BYTES}"), (count,))
        self._signs = _mapped(folder / _SIGNS, np.dtype(np.uint64), (count, words))
        self._small = _mapped(folder / _SMALL, np.dtype(np.int8), (count, dimensions))

    def __len__(self) -> int:
        return len(self._ids)

    def vector_of(self, paper_id: str) -> Floats | None:
        """Return the vector of a paper, as near as the small numbers tell; None where it has none."""
        row = int(np.searchsorted(self._ids, np.bytes_(paper_id.encode())))
        if row >= len(self._ids) or self._ids[row] != paper_id.encode():
            return None
        vector: Floats = self._small[row].astype(np.float32) / self._scale
        return vector

    def nearest(self, query: Floats, count: int) -> list[Neighbour]:
        """Return the papers nearest to a vector, the nearest first; none for a vector without length."""
        if not len(self._ids) or not query.any():
            return []
        rows = self._likeliest(_signs(query[None])[0], max(LOOKED_AT, count))
        nearness = self._small[rows].astype(np.float32) @ query / self._scale
        best = np.lexsort((rows, -nearness))[:count]
        return [Neighbour(self._ids[rows[place]].decode(), float(nearness[place])) for place in best]

    def _likeliest(self, signs: npt.NDArray[np.uint64], count: int) -> npt.NDArray[np.int64]:
        """Return the rows whose signs agree most, in the order of rows."""
        if len(self._ids) <= count:
            return np.arange(len(self._ids))
        differing = np.empty(len(self._ids), np.uint16)
        for start in range(0, len(self._ids), BLOCK):
            block = self._signs[start : start + BLOCK]
            counts = differing[start : start + BLOCK]
            counts[:] = np.bitwise_count(block[:, 0] ^ signs[0])
            for word in range(1, block.shape[1]):
                counts += np.bitwise_count(block[:, word] ^ signs[word])
        # A sample tells about how near the likeliest are: sorting all of them would take as long as comparing them.
        limit = np.quantile(differing[::SAMPLED], min(1.0, 2 * count / len(differing)), method="higher")
        rows = np.flatnonzero(differing <= limit)
        while len(rows) < count:
            limit += 1
            rows = np.flatnonzero(differing <= limit)
        near = differing[rows]
        # All that differ as much as the last one, so that it is no matter how they are sorted.
        likeliest: npt.NDArray[np.int64] = rows[near <= np.partition(near, count - 1)[count - 1]]
        return likeliest


def _signs(matrix: Floats) -> npt.NDArray[np.uint64]:
    packed = np.packbits(matrix > 0, axis=1)
    words = -(-packed.shape[1] // 8)
    padded = np.zeros((len(matrix), words * 8), np.uint8)
    padded[:, : packed.shape[1]] = packed
    return padded.view(np.uint64)


def _scale(dimensions: int) -> float:
    """Return what turns a number of a vector into a small one; few are larger than four times the mean."""
    return 127 * float(np.sqrt(dimensions)) / 4


def _mapped(path: Path, dtype: np.dtype[np.generic], shape: tuple[int, ...]) -> npt.NDArray[np.generic]:
    wanted = int(np.prod(shape)) * dtype.itemsize
    try:
        if path.stat().st_size != wanted:
            raise StoreError("The index of meanings is damaged; `tuiread index` makes it anew.")
        return np.memmap(path, dtype, "r", shape=shape) if wanted else np.zeros(shape, dtype)
    except OSError as error:
        raise StoreError("The index of meanings cannot be read; `tuiread index` makes it anew.") from error
