"""The directions in which papers differ most: a truncated singular value decomposition, randomised and repeatable.

Only sparse rows times a narrow dense matrix are ever computed, a row at a time, so that what is gathered stays in the
processor's cache.  Source: Halko, Martinsson and Tropp 2011, https://doi.org/10.1137/090771806.
"""

from __future__ import annotations

import itertools

import numpy as np

from tuiread.meaning.corpus import Floats, TermMatrix

_SEED = 20_111
_SPARE = 128
"""More directions than are wanted, so that the wanted ones are sharp; with 16, other seeds gave other answers."""
_ROUNDS = 2
"""Powers of the matrix: word counts have long tails, which one round leaves in."""


def times(matrix: TermMatrix, dense: Floats) -> Floats:
    """Return a matrix of terms times a dense one."""
    product = np.zeros((matrix.height, dense.shape[1]), np.float32)
    starts = matrix.starts.tolist()
    for row, (start, end) in enumerate(itertools.pairwise(starts)):
        if start < end:
            np.dot(matrix.weights[start:end], dense[matrix.columns[start:end]], out=product[row])
    return product


def main_directions(matrix: TermMatrix, count: int) -> Floats:
    """Return the directions of the terms, one a column, the one that explains most first; they are orthonormal.

    Args:
        matrix: texts by terms.
        count: how many; at most the smaller side of the matrix.
    """
    transposed = matrix.transposed()
    width = min(count + _SPARE, matrix.height, matrix.width)
    guess = np.random.default_rng(_SEED).standard_normal((matrix.width, width), dtype=np.float32)
    for _ in range(_ROUNDS):
        guess = _orthonormal(times(transposed, _orthonormal(times(matrix, guess))))
    # What is left is small: the wanted directions are turned out of the guessed ones.
    _, turn = np.linalg.eigh(_square(times(matrix, guess)))
    return np.ascontiguousarray(guess @ turn[:, ::-1][:, :count].astype(np.float32))


def random_turn(size: int) -> Floats:
    """Return a turn of that many dimensions, always the same one, after which each tells about as much as another."""
    return _orthonormal(np.random.default_rng(_SEED).standard_normal((size, size), dtype=np.float32))


def _orthonormal(columns: Floats) -> Floats:
    return np.linalg.qr(columns)[0].astype(np.float32)


def _square(columns: Floats) -> np.typing.NDArray[np.float64]:
    wide = columns.astype(np.float64)
    return wide.T @ wide
