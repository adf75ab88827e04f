"""All of arXiv in the cache: importing, size, and searching with every key.

Papers are invented: 300,000 words drawn by Zipf's law (238 of them are 181 different ones; in recorded abstracts, 141),
abstracts of 1.2 kB, authors likewise.  The words that are typed are drawn in the same way, and cut at 1 to 12 letters.

    python bench/archive.py [PAPERS] [FOLDER]       default 100,000; 2800000 is all of arXiv (some minutes and 4 GB)
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import verdict
from bench.generated import SYLLABLES, Zipf
from tuiread.paths import Paths, find_paths
from tuiread.records import Author, Paper, PaperId
from tuiread.store import Store
from tuiread.tables import archive
from tuiread.tables.archive_search import Wanted, Word, find_places

MICROSECONDS_A_PAPER = 125
"""8,000 papers a second."""
BYTES_A_PAPER = 1_400
ONE_WORD_MS, TWO_WORDS_MS = 16, 30
RSS_MB = 400
OPENING_RATIO = 1.1
BATCH = 2_000
SCREEN = 50
FIRST, LAST = dt.date(1992, 1, 1), dt.date(2026, 8, 21)
CATEGORIES = [
    f"{archive_name}.{letters}" for archive_name in ("cs", "math", "stat", "physics") for letters in "ABCDEFGH"
]


class Arxiv:
    """Papers as arXiv lists them, the same ones every time."""

    def __init__(self, seed: int = 11) -> None:
        self.chance = random.Random(seed)
        word = lambda: "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((1, 2, 2, 3, 3, 4, 5))))  # noqa: E731
        self.words = Zipf(list(dict.fromkeys(word() for _ in range(400_000)))[:300_000])
        self.names = Zipf([f"{word().title()} {word().title()}" for _ in range(300_000)], head=2_000)

    def papers(self, count: int) -> Iterator[Paper]:
        """Yield papers, the oldest first."""
        days = (LAST - FIRST).days
        for number in range(count):
            # More papers every year: the square root puts half of them into the last third of the time.
            day = FIRST + dt.timedelta(days=int(days * (number / count) ** 0.5))
            yield Paper(
                PaperId(f"{day:%y%m}.{number % 100_000:05}" if count < 100_000 else f"{day:%y%m}.{number:07}"),
                " ".join(self.words.draw(self.chance, 9)).capitalize(),
                tuple(Author(name) for name in self.names.draw(self.chance, self.chance.randint(1, 8))),
                abstract=" ".join(self.words.draw(self.chance, 170))[:1_200],
                published_at=dt.datetime.combine(day, dt.time(12), dt.UTC),
                categories=tuple(self.chance.sample(CATEGORIES, self.chance.randint(1, 3))),
                version=1,
            )

    def beginning(self) -> str:
        """Return a word as far as it is typed."""
        return self.words.draw(self.chance, 1)[0][: self.chance.randint(1, 12)]


def fill(store: Store, papers: Iterator[Paper]) -> tuple[int, float]:
    """Import papers; return how many, and the seconds of CPU that keeping them took."""
    count, spent = 0, 0.0
    while batch := list(islice(papers, BATCH)):
        begin = time.process_time()
        with store.transaction() as connection:
            archive.keep(connection, batch)
        spent += time.process_time() - begin
        count += len(batch)
    begin = time.process_time()
    with store.transaction() as connection:
        archive.settle(connection)
    return count, spent + time.process_time() - begin


def screen(store: Store, words: tuple[str, ...]) -> float:
    """Search for words as they are typed and read a screen of lines; milliseconds."""
    wanted = Wanted(tuple(Word(word) for word in words))
    begin = time.perf_counter()
    with store.reading() as connection:
        archive.rows_at(connection, find_places(connection, wanted, SCREEN))
    return (time.perf_counter() - begin) * 1000


def opening(paths: Paths) -> float:
    """Run ``tuiread today`` with the archive and without one, in turn; the ratio of the medians."""
    with tempfile.TemporaryDirectory() as scratch:
        bare = find_paths(scratch)
        spent: dict[str, list[float]] = {str(paths.cache.parent): [], str(bare.cache.parent): []}
        for _ in range(15):
            for home, seconds in spent.items():
                begin = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-m", "tuiread", "--home", home, "today"], check=True, stdout=subprocess.DEVNULL
                )
                seconds.append(time.perf_counter() - begin)
    ours, theirs = map(statistics.median, spent.values())
    return ours / theirs


def p99(values: list[float]) -> float:
    """Return what 99 of 100 values do not exceed."""
    return statistics.quantiles(values, n=100)[98]


def main() -> None:
    """Import, then search."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as scratch:
        paths = find_paths(sys.argv[2] if len(sys.argv) > 2 else scratch)
        store = Store.open(paths)
        store.attach_archive()
        arxiv = Arxiv()
        with store.reading() as connection:
            there = archive.count_papers(connection)
        if not there:
            kept, spent = fill(store, arxiv.papers(count))
            rate = kept / spent
            print(f"import: {1e6 / rate:,.0f} µs of CPU a paper, {verdict(1e6 / rate, MICROSECONDS_A_PAPER)}")
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = paths.archive_db.stat().st_size / max(there, count)
        print(f"size: {size:,.0f} bytes a paper, {verdict(size, BYTES_A_PAPER)}")
        ratio = opening(paths)
        print(f"opening with it: {ratio:.2f}x without, {verdict(ratio, OPENING_RATIO)}")
        one = [screen(store, (arxiv.beginning(),)) for _ in range(1_000)]
        two = [screen(store, (arxiv.words.draw(arxiv.chance, 1)[0], arxiv.beginning())) for _ in range(1_000)]
        for name, values, most in (("one word", one, ONE_WORD_MS), ("two words", two, TWO_WORDS_MS)):
            middle, worst = statistics.median(values), p99(values)
            print(f"{name}: p99 {worst:.1f} ms, median {middle:.2f}, {verdict(worst, most)}")
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory: {rss:,.0f} MB at the most, {verdict(rss, RSS_MB)}")
        store.close()


if __name__ == "__main__":
    main()
