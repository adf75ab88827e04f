"""Search by meaning: how long a question takes over very many papers, and how good the answers are.

Speed is measured over random vectors, in turn with a plain comparison in 32-bit floats (of 100,000, and reckoned up).
Quality is measured on the recorded pages of ../shared/seeds where they are at hand: papers of the same search (three of
the pages) count as being about the same, whichever searches found them; a title looks for its abstract on all pages.
It is measured twice: with those papers alone, and with the recorded feeds of ../shared/samples in the cache as well.

    python bench/meaning.py [PAPERS]        default 100,000; 2800000 is all of arXiv (800 MB on the disk)
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import verdict
from tuiread.meaning.fusing import fuse
from tuiread.meaning.training import train
from tuiread.meaning.vectors import Vectors, write_vectors
from tuiread.meaning.words import paper_text

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
SAMPLES = SEEDS.parent / "samples"
SEARCHES = {"002", "003", "004"}
"""The pages that answer a search; the others are two people's profiles."""
DIMENSIONS = 256
MOST_MS, LEAST_SAME, LEAST_RANK = 30, 0.55, 0.95
LEAST_LETTERS = 400
"""A line of a page that is at least so long is an abstract, and the line before it its title."""


class Recorded(NamedTuple):
    """A recorded paper and the pages that it is on."""

    title: str
    abstract: str
    pages: frozenset[str]


def vectors(count: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yield random vectors of length 1, in the order of their ids."""
    chance = np.random.default_rng(1)
    for start in range(0, count, 10_000):
        block = chance.standard_normal((min(10_000, count - start), DIMENSIONS), dtype=np.float32)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        yield from ((f"{start + row:016}", vector) for row, vector in enumerate(block))


def speed(count: int) -> None:
    """Ask for the 50 nearest."""
    with tempfile.TemporaryDirectory() as scratch:
        written = write_vectors(Path(scratch), vectors(count))
        found = Vectors(Path(scratch), written, DIMENSIONS)
        plain = np.stack([vector for _, vector in vectors(min(count, 100_000))])
        asked = [vector for _, vector in vectors(40)]
        ours, theirs = [], []
        for query in asked:
            begin = time.perf_counter()
            found.nearest(query, 50)
            ours.append((time.perf_counter() - begin) * 1000)
            begin = time.perf_counter()
            np.argsort(plain @ query)[-50:]
            theirs.append((time.perf_counter() - begin) * 1000 * count / len(plain))
    middle = statistics.median(ours)
    late = statistics.quantiles(ours, n=20)[-1]
    print(f"the 50 nearest of {count:,}: {middle:.1f} ms (95% within {late:.1f}), {verdict(middle, MOST_MS)}")
    print(f"    {middle / statistics.median(theirs):.2f}x a plain comparison")


def seeds() -> list[Recorded]:
    """Return the recorded papers, each once."""
    found: dict[str, tuple[str, set[str]]] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        title = ""
        for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
            if len(line) > LEAST_LETTERS:
                found.setdefault(title, (line, set()))[1].add(path.name[:3])
            title = line or title
    return [Recorded(title, abstract, frozenset(pages)) for title, (abstract, pages) in sorted(found.items())]


def feeds() -> list[Recorded]:
    """Return the papers of the recorded days and of the recorded part of arXiv, which are on no page."""
    days = [json.loads(path.read_bytes()) for path in sorted((SAMPLES / "hf_daily_papers").glob("*.json"))]
    papers = {item["paper"]["title"]: item["paper"].get("summary") or "" for day in days for item in day}
    for path in sorted((SAMPLES / "arxiv_bulk").glob("*.jsonl*")):
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            papers |= {paper["title"]: paper["abstract"] for paper in map(json.loads, lines)}
    return [Recorded(title, abstract, frozenset()) for title, abstract in sorted(papers.items())]


def quality(asked: list[Recorded], others: list[Recorded], cache: str) -> None:
    """Ask what is near each paper of a search, and which abstract belongs to each title.

    Args:
        asked: the recorded papers.
        others: what else is learnt from, and counted for how rare a word is, but never asked for.
        cache: what to call all of it.
    """
    known = {paper.title for paper in asked}
    papers = asked + [paper for paper in others if paper.title not in known]
    model = train((0, paper.title, paper.abstract) for paper in papers)
    texts = [paper_text(paper.title, paper.abstract) for paper in asked]
    vectors = model.vectors_of(texts)
    titles, abstracts = (model.vectors_of(paper[part] for paper in asked) for part in (0, 1))
    found = Index(papers, len(asked))
    pool = [place for place, paper in enumerate(asked) if paper.pages & SEARCHES]
    nearest = [_ranked(vectors @ vectors[place]) for place in pool]
    worded = [found.by_words(model.telling_words(texts[place])) for place in pool]
    fused = [_fused(words, meaning) for words, meaning in zip(worded, nearest, strict=True)]
    whole = [
        _fused(found.by_words(list(dict.fromkeys(re.findall(r"\w+", paper.title))), abstracts_only=True), ranking)
        for paper, ranking in zip(asked, (_ranked(abstracts @ title) for title in titles), strict=True)
    ]
    by_words, by_meaning, by_both = (precision(asked, pool, rankings) for rankings in (worded, nearest, fused))
    right = reciprocal_rank(whole)
    print(f"{cache}: {len(papers):,} papers, {model.dimensions} dimensions; chance {chance(asked, pool):.3f}")
    print(f"    of ten near one of {len(pool)}, on its page: words {by_words:.3f}, meaning {by_meaning:.3f}")
    print(f"    both {by_both:.3f}, {'kept' if by_both >= LEAST_SAME else 'BROKEN'}: at least {LEAST_SAME}")
    print(f"    a title finds its abstract among {len(asked)}, by both: mean reciprocal rank {right:.3f},", end=" ")
    print(f"{'kept' if right >= LEAST_RANK else 'BROKEN'}: at least {LEAST_RANK}")


def chance(papers: list[Recorded], pool: list[int]) -> float:
    """Return the share of pairs that are on one page."""
    return float(np.mean([_same(papers, one, other) for one in pool for other in pool if one != other]))


def precision(papers: list[Recorded], pool: list[int], rankings: list[list[int]]) -> float:
    """Return how many of the first ten, of those in the pool, are on a page of the paper that was asked about."""
    inside = set(pool)
    tops = [[n for n in ranking if n in inside and n != one][:10] for one, ranking in zip(pool, rankings, strict=True)]
    return float(np.mean([np.mean([_same(papers, one, n) for n in top]) for one, top in zip(pool, tops, strict=True)]))


def reciprocal_rank(rankings: list[list[int]]) -> float:
    """Return the mean of one over the place where each paper finds itself."""
    return float(np.mean([1 / (ranking.index(one) + 1) for one, ranking in enumerate(rankings)]))


def _same(papers: list[Recorded], one: int, other: int) -> bool:
    return bool(papers[one].pages & papers[other].pages)


def _ranked(nearness: np.ndarray) -> list[int]:
    return [int(place) for place in np.argsort(-nearness, kind="stable")]


def _fused(words: list[int], meaning: list[int]) -> list[int]:
    return [int(place) for place in fuse(*([f"{place:05}" for place in ranking] for ranking in (words, meaning)))]


class Index:
    """The same papers by words: SQLite's bm25, words cut to stems by Porter's rules.

    Args:
        papers: all that is counted.
        answers: so many of them, the first, are found.
    """

    def __init__(self, papers: list[Recorded], answers: int) -> None:
        self._answers = answers
        self._index = sqlite3.connect(":memory:")
        self._index.execute(
            "CREATE VIRTUAL TABLE papers USING fts5"
            " (title, abstract, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        self._index.executemany("INSERT INTO papers VALUES (?, ?)", [paper[:2] for paper in papers])

    def by_words(self, words: list[str], abstracts_only: bool = False) -> list[int]:
        """Return the papers with any of some words, the best first."""
        asked = ("abstract : " if abstracts_only else "") + "(" + " OR ".join(f'"{word}"' for word in words) + ")"
        rows = self._index.execute(
            "SELECT rowid - 1 FROM papers WHERE papers MATCH ? AND rowid <= ? ORDER BY bm25(papers), rowid",
            (asked, self._answers),
        )
        return [row[0] for row in rows]


def main() -> None:
    """Measure both."""
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    if not SEEDS.is_dir():
        print("quality: not measured, because the recorded pages are not here")
        return
    quality(seeds(), [], "nothing but the recorded pages")
    if SAMPLES.is_dir():
        quality(seeds(), feeds(), "with recorded feeds, as in a reader's cache")


if __name__ == "__main__":
    main()
