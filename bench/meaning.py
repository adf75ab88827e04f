"""Search by meaning: how long a question takes over very many papers, and how good the answers are.

Speed is measured over random vectors, in turn with a plain comparison in 32-bit floats (of 100,000, and reckoned up),
and narrowed by years and categories in turn with the same question about all papers.
Quality is measured on the recorded pages of ../shared/seeds where they are at hand: papers of the same search (three of
the pages) count as being about the same, whichever searches found them; a title looks for its abstract on all pages.
It is measured twice: with those papers alone, and with the recorded feeds of ../shared/samples in the cache as well;
and with the sentence model beside what was learnt, where it is installed.

    python bench/meaning.py [PAPERS]        default 100,000; 2800000 is all of arXiv (800 MB on the disk)
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import verdict
from tuiread.errors import NotFoundError
from tuiread.meaning.fusing import fuse
from tuiread.meaning.meanings import Bounds, said_once
from tuiread.meaning.minilm import MiniLm
from tuiread.meaning.placed import Placed, place
from tuiread.meaning.training import train
from tuiread.meaning.vectors import Vectors, write_vectors
from tuiread.meaning.words import paper_text
from tuiread.records import PaperText, Query, Years

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
SAMPLES = SEEDS.parent / "samples"
SEARCHES = {"002", "003", "004"}
"""The pages that answer a search; the others are two people's profiles."""
DIMENSIONS = 256
CATEGORIES = ("cs.LG", "cs.CL", "math.CO", "hep-th", "stat.ML", "astro-ph.CO")
NARROWED = {
    "one year": Bounds(Query(years=Years(2010, 2010))),
    "many years": Bounds(Query(years=Years(2000, None))),
    "a category": Bounds(Query(categories=("cs.LG",))),
    "an archive and years": Bounds(Query(years=Years(2010, 2012), categories=("cs",))),
}
MOST_MS, LEAST_SAME, LEAST_RANK = 30, 0.55, 0.95
LEAST_LETTERS = 400
"""A line of a page that is at least so long is an abstract, and the line before it its title."""


class Recorded(NamedTuple):
    """A recorded paper and the pages that it is on."""

    title: str
    abstract: str
    pages: frozenset[str]


Rankings = list[list[int]]


class Read(NamedTuple):
    """Vectors of recorded papers, one a row."""

    papers: np.ndarray
    titles: np.ndarray
    abstracts: np.ndarray


def vectors(count: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yield random vectors of length 1, in the order of their ids."""
    chance = np.random.default_rng(1)
    for start in range(0, count, 10_000):
        block = chance.standard_normal((min(10_000, count - start), DIMENSIONS), dtype=np.float32)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        yield from ((f"{start + row:016}", vector) for row, vector in enumerate(block))


def papers(count: int) -> Iterator[Placed]:
    """Yield as many papers of 33 years, in 48 pairs of categories."""
    names = [f"{one} {other}" for one in CATEGORIES for other in ("", *CATEGORIES)]
    first, days = dt.date(1993, 1, 1).toordinal(), 33 * 365
    for row in range(count):
        yield place(PaperText(f"{row:016}", "", None, first + row * days // count, names[row * 7_919 % len(names)]))


def speed(count: int) -> None:
    """Ask for the 50 nearest, then for those of some years and categories; then let the index grow by nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, again = Path(scratch, "one"), Path(scratch, "other")
        folder.mkdir()
        again.mkdir()
        random = vectors(count)
        written = write_vectors(folder, papers(count), lambda paper: next(random)[1], DIMENSIONS)
        found = Vectors(folder, written, DIMENSIONS)
        plain = np.stack([vector for _, vector in vectors(min(count, 100_000))])
        asked = [vector for _, vector in vectors(40)]
        spent: dict[str, list[float]] = {}
        for query in asked:
            _timed(spent, "ours", lambda query=query: found.nearest(query, 50))
            _timed(spent, "plain", lambda query=query: np.argsort(plain @ query)[-50:])
            for name, bounds in NARROWED.items():
                _timed(spent, name, lambda query=query, b=bounds: found.nearest(query, 50, b.mask(found)))
        begin = time.process_time()
        write_vectors(again, papers(count), lambda paper: None, DIMENSIONS, found)
        copied = (time.process_time() - begin) * 1e6 / count
    middle = statistics.median(spent["ours"])
    late = statistics.quantiles(spent["ours"], n=20)[-1]
    print(f"the 50 nearest of {count:,}: {middle:.1f} ms (95% within {late:.1f}), {verdict(middle, MOST_MS)}")
    print(f"    {middle / statistics.median(spent['plain']) * len(plain) / count:.2f}x a plain comparison")
    for name in NARROWED:
        narrowed = statistics.median(spent[name])
        print(f"    narrowed by {name}: {narrowed:.1f} ms, {narrowed / middle:.2f}x, {verdict(narrowed, MOST_MS)}")
    print(f"    growing by nothing: {copied:.1f} µs of CPU a paper, reading texts apart")


def _timed(spent: dict[str, list[float]], name: str, ask: Callable[[], object]) -> None:
    begin = time.perf_counter()
    ask()
    spent.setdefault(name, []).append((time.perf_counter() - begin) * 1000)


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


def quality(asked: list[Recorded], others: list[Recorded], cache: str, read: Read | None) -> None:
    """Ask what is near each paper of a search, and which abstract belongs to each title.

    Args:
        asked: the recorded papers.
        others: what else is learnt from, and counted for how rare a word is, but never asked for.
        cache: what to call all of it.
        read: the recorded papers as the sentence model reads them; None where it is not installed.
    """
    known = {paper.title for paper in asked}
    papers = asked + [paper for paper in others if paper.title not in known]
    model = train((0, paper.title, paper.abstract) for paper in papers)
    texts = [paper_text(paper.title, paper.abstract) for paper in asked]
    learnt = Read(model.vectors_of(texts), *(model.vectors_of(paper[part] for paper in asked) for part in (0, 1)))
    found = Index(papers, len(asked))
    pool = [place for place, paper in enumerate(asked) if paper.pages & SEARCHES]
    worded = [found.by_words(model.telling_words(texts[place])) for place in pool]
    titled = [
        found.by_words(list(dict.fromkeys(re.findall(r"\w+", paper.title))), abstracts_only=True) for paper in asked
    ]
    print(f"{cache}: {len(papers):,} papers, {model.dimensions} dimensions; chance {chance(asked, pool):.3f}")
    print(f"    of ten near one of {len(pool)}, on its page: words {precision(asked, pool, worded):.3f}")
    _judge("learnt here", asked, pool, [learnt], (worded, titled))
    if read is not None:
        _judge("MiniLM alone", asked, pool, [read], (worded, titled))
        _judge("learnt and MiniLM", asked, pool, [learnt, read], (worded, titled))


def _judge(
    name: str, asked: list[Recorded], pool: list[int], kinds: list[Read], worded: tuple[Rankings, Rankings]
) -> None:
    """Say how good vectors of one kind, or the mean of several, are alone and beside words."""
    nearest = [_ranked(sum(kind.papers @ kind.papers[place] for kind in kinds)) for place in pool]
    titles = [_ranked(sum(kind.abstracts @ kind.titles[place] for kind in kinds)) for place in range(len(asked))]
    both, whole = [
        [_fused(*pair) for pair in zip(words, meaning, strict=True)]
        for words, meaning in zip(worded, (nearest, titles), strict=True)
    ]
    same, right = precision(asked, pool, both), reciprocal_rank(whole)
    print(f"    {name}: near {precision(asked, pool, nearest):.3f}, with words {same:.3f}, {_kept(same, LEAST_SAME)};")
    print(f"        a title finds its abstract, with words: {right:.3f}, {_kept(right, LEAST_RANK)}")


def _kept(value: float, least: float) -> str:
    return f"{'kept' if value >= least else 'BROKEN'} (at least {least})"


def read_by_minilm(asked: list[Recorded]) -> Read | None:
    """Return the recorded papers as the sentence model reads them."""
    try:
        model = MiniLm()
    except NotFoundError as error:
        print(f"sentence model: not measured. {error}")
        return None
    begin = time.perf_counter()
    papers = np.stack([model.vector_of(said_once(paper_text(paper.title, paper.abstract))) for paper in asked])
    print(f"sentence model: {len(asked) / (time.perf_counter() - begin):.1f} papers a second")
    return Read(papers, *(np.stack([model.vector_of(paper[part]) for paper in asked]) for part in (0, 1)))


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
    read = read_by_minilm(seeds())
    quality(seeds(), [], "nothing but the recorded pages", read)
    if SAMPLES.is_dir():
        quality(seeds(), feeds(), "with recorded feeds, as in a reader's cache", read)


if __name__ == "__main__":
    main()
