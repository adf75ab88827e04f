"""Search by meaning: how long a question takes over very many papers, and how good the answers are.

Speed is measured over random vectors, in turn with a plain comparison in 32-bit floats (of 100,000, and reckoned up).
Quality is measured on the recorded pages of ../shared/seeds where they are at hand: papers of the same page count as
being about the same.

    python bench/meaning.py [PAPERS]        default 100,000; 2800000 is all of arXiv (800 MB on the disk)
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import verdict
from tuiread.meaning.fusing import fuse
from tuiread.meaning.training import train
from tuiread.meaning.vectors import Vectors, write_vectors
from tuiread.meaning.words import paper_text

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
DIMENSIONS = 256
MOST_MS = 30
LEAST_LETTERS = 400
"""A line of a page that is at least so long is an abstract, and the line before it its title."""


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
    print(f"the 50 nearest of {count:,}: {middle:.1f} ms (most {max(ours):.1f}), {verdict(middle, MOST_MS)}")
    print(f"    {middle / statistics.median(theirs):.2f}x a plain comparison")


def seeds() -> list[tuple[str, str, set[int]]]:
    """Return title, abstract and pages of each recorded paper."""
    found: dict[str, tuple[str, set[int]]] = {}
    for page, path in enumerate(sorted(SEEDS.glob("*.txt"))):
        title = ""
        for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
            if len(line) > LEAST_LETTERS:
                found.setdefault(title, (line, set()))[1].add(page)
            title = line or title
    return [(title, abstract, pages) for title, (abstract, pages) in sorted(found.items())]


def quality() -> None:
    """Ask what is near each recorded paper, and which abstract belongs to each title."""
    papers = seeds()
    model = train((0, title, abstract) for title, abstract, _ in papers)
    texts = model.vectors_of([paper_text(title, abstract) for title, abstract, _ in papers])
    near = texts @ texts.T
    same = np.array([[bool(one[2] & other[2]) for other in papers] for one in papers])
    chance = (same.sum() - len(papers)) / (len(papers) * (len(papers) - 1))
    words = [_by_words(model.telling_words(paper_text(one[0], one[1])), papers) for one in papers]

    def precision(rank: Callable[[int], list[int]]) -> float:
        tops = [[other for other in rank(one) if other != one][:10] for one in range(len(papers))]
        return float(np.mean([same[one, top].mean() for one, top in enumerate(tops) if top]))

    def meaning(one: int) -> list[int]:
        return list(np.argsort(-near[one], kind="stable"))

    def both(one: int) -> list[int]:
        return [int(each) for each in fuse([f"{n}" for n in words[one]], [f"{n}" for n in meaning(one)[:200]])]

    print(f"{len(papers)} recorded papers; of ten near ones, on the same page by chance {chance:.3f}")
    by_words = precision(lambda one: words[one])
    print(f"    words {by_words:.3f}, meaning {precision(meaning):.3f}, both {precision(both):.3f}")
    found = model.vectors_of([one[0] for one in papers]) @ model.vectors_of([one[1] for one in papers]).T
    ranks = (found > np.diag(found)[:, None]).sum(axis=1) + 1
    print(f"    a title finds its abstract by meaning: mean reciprocal rank {float(np.mean(1 / ranks)):.3f}")


def _by_words(words: list[str], papers: list[tuple[str, str, set[int]]]) -> list[int]:
    """Return the papers with most of some words, by bm25."""
    import sqlite3

    index = sqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE papers USING fts5 (title, abstract, tokenize = 'unicode61 remove_diacritics 2')"
    )
    index.executemany("INSERT INTO papers VALUES (?, ?)", [paper[:2] for paper in papers])
    asked = " OR ".join(f'"{word}"' for word in words)
    rows = index.execute(
        "SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 8, 1) LIMIT 200", (asked,)
    )
    return [row[0] - 1 for row in rows]


def main() -> None:
    """Measure both."""
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    if SEEDS.is_dir():
        quality()
    else:
        print("quality: not measured, because the recorded pages are not here")


if __name__ == "__main__":
    main()
