"""Texts as a matrix of weighted terms, papers down and terms across: single stems and pairs of neighbours.

    (key, title, abstract) -> sampled_texts -> read_corpus -> Corpus (terms, their rarity, the matrix)

The order in which papers come changes nothing: a text's place is the digest of its words as they came.  Python reads
the words once; all that follows is counted by numpy over one long row of numbers, so that 60,000 abstracts fit.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from tuiread.meaning.words import BREAK, paper_text, stem_sequence

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

MOST_TERMS = 50_000
"""Terms that a model knows: the most frequent ones.  A term takes a kilobyte of the model."""
_FEW_PAPERS = 50
"""From so many papers on, a term must stand in two of them, and not in half of them, to say anything."""
_NO_WORD = -1


@dataclass(frozen=True, slots=True)
class TermMatrix:
    """Weights of terms in texts, one row a text, only what is not zero (compressed sparse rows)."""

    starts: Numbers
    """Where each row begins in the other two; one more than there are rows."""
    columns: npt.NDArray[np.int32]
    """The term of each weight."""
    weights: Floats
    """Sublinear frequency times rarity; each row has length 1, or 0 without a known term."""
    width: int
    """Terms there are."""

    @property
    def height(self) -> int:
        """Texts there are."""
        return len(self.starts) - 1

    def transposed(self) -> TermMatrix:
        """Return the same weights, one row a term."""
        order = np.argsort(self.columns, kind="stable")
        rows = np.repeat(np.arange(self.height, dtype=np.int32), np.diff(self.starts))
        starts = np.zeros(self.width + 1, np.int64)
        np.cumsum(np.bincount(self.columns, minlength=self.width), out=starts[1:])
        return TermMatrix(starts, rows[order], self.weights[order], self.height)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What there is to learn from."""

    terms: list[str]
    """Stems, and pairs of stems with a space between them."""
    rarity: Floats
    """How much each term tells: the logarithm of papers by papers with it."""
    matrix: TermMatrix


def sampled_texts(papers: Iterable[tuple[int, str, str | None]], most: int) -> tuple[list[str], int]:
    """Return the texts to learn from, in an order that is theirs, and how many papers there were.

    Of more papers than are wanted, those with the smallest digests stay: a sample that chance could have drawn and that
    anybody draws again.  The key is not looked at, because it depends on what came first into the cache.

    Args:
        papers: (key, title, abstract) of each; read once, never held as a whole.
        most: how many to learn from.
    """
    count = 0

    def digested() -> Iterator[tuple[bytes, str]]:
        nonlocal count
        for _, title, abstract in papers:
            count += 1
            text = paper_text(title, abstract)
            yield blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest(), text

    chosen = heapq.nsmallest(most, digested())
    return [text for _, text in chosen], count


def read_corpus(texts: Iterable[str]) -> Corpus:
    """Count the terms of texts and weigh them by how rare they are."""
    words, ids, ends = _numbered_words(texts)
    height = len(ends)
    rows = np.repeat(np.arange(height), np.diff(ends, prepend=0))
    least = 2 if height >= _FEW_PAPERS else 1
    most = height // 2 if height >= _FEW_PAPERS else height
    pairs = _known_pairs(ids, rows, len(words), least)
    codes = np.concatenate((ids[ids >= 0], pairs[0]))
    rows = np.concatenate((rows[ids >= 0], pairs[1]))
    kept, frequency, entries = _counted(codes, rows, height, least, most)
    rarity = np.log((height + 1) / (frequency + 0.5)).astype(np.float32)
    return Corpus([_term(code, words) for code in kept.tolist()], rarity, _weighed(entries, rarity, height))


def _numbered_words(texts: Iterable[str]) -> tuple[list[str], Numbers, Numbers]:
    """Return stems by number, the texts as one row of numbers, and where each text ends in it."""
    stems: dict[str, str] = {}
    numbers: dict[str, int] = {BREAK: _NO_WORD}
    pieces: list[npt.NDArray[np.int32]] = []
    for text in texts:
        sequence = stem_sequence(text, stems)
        pieces.append(np.array([numbers.setdefault(word, len(numbers) - 1) for word in sequence], np.int32))
    ends = np.cumsum([len(piece) for piece in pieces], dtype=np.int64)
    ids = np.concatenate([np.zeros(0, np.int32), *pieces]).astype(np.int64)
    return list(numbers)[1:], ids, ends


def _known_pairs(ids: Numbers, rows: Numbers, words: int, least: int) -> tuple[Numbers, Numbers]:
    """Return neighbouring words as codes above those of single words, and the row of each.

    A pair cannot be more frequent than its words, so those of rare words are dropped before anything is sorted.
    """
    common = np.bincount(ids[ids >= 0], minlength=words) >= least
    usable = (ids >= 0) & common[ids] if words else np.zeros(len(ids), bool)
    there = np.flatnonzero(usable[:-1] & usable[1:])
    return (ids[there] + 1) * words + ids[there + 1], rows[there]


def _term(code: int, words: list[str]) -> str:
    """Return what a code stands for: below the number of words a word, above it a pair."""
    first, second = divmod(code, len(words))
    return f"{words[first - 1]} {words[second]}" if first else words[second]


def _counted(
    codes: Numbers, rows: Numbers, height: int, least: int, most: int
) -> tuple[Numbers, Numbers, tuple[Numbers, Numbers, Numbers]]:
    """Return the codes that are kept, the papers with each, and (row, term, count) of all that is left."""
    known, terms = np.unique(codes, return_inverse=True)
    cells, counts = np.unique(rows * max(1, len(known)) + terms, return_counts=True)
    rows, terms = np.divmod(cells, max(1, len(known)))
    frequency = np.bincount(terms, minlength=len(known))
    good = np.flatnonzero((frequency >= least) & (frequency <= most))
    # By frequency, then by code: the same terms whatever else is dropped.
    kept = np.sort(good[np.argsort(-frequency[good], kind="stable")][:MOST_TERMS])
    place = np.full(len(known), _NO_WORD)
    place[kept] = np.arange(len(kept))
    stays = place[terms] >= 0
    return known[kept], frequency[kept], (rows[stays], place[terms[stays]], counts[stays])


def _weighed(entries: tuple[Numbers, Numbers, Numbers], rarity: Floats, height: int) -> TermMatrix:
    """Return the matrix of counted terms: logarithmic frequency times rarity, rows of length 1."""
    rows, terms, counts = entries
    weights = (1 + np.log(counts)) * rarity[terms]
    lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=height))
    starts = np.zeros(height + 1, np.int64)
    np.cumsum(np.bincount(rows, minlength=height), out=starts[1:])
    weights /= np.maximum(lengths, np.finfo(np.float32).tiny)[rows]
    return TermMatrix(starts, terms.astype(np.int32), weights.astype(np.float32), len(rarity))
