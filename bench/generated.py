"""A cache of invented papers: the same ones every time, with the sizes and the word frequencies of real ones.

    python bench/generated.py FOLDER [PAPERS]      writes a home to try things on; tuiread --home FOLDER opens it

Words are made of syllables and drawn by Zipf's law, so that the index has common and rare ones; authors likewise, so
that a few people have many papers and most have one.  Nothing here looks like a real paper, and nothing is measured.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from tuiread import acts
from tuiread.dates import weekdays
from tuiread.names import author_key
from tuiread.paths import find_paths
from tuiread.records import Account, Author, FeedDay, Paper, PaperId, SourceFact
from tuiread.store import Store

T = TypeVar("T")

NOW = dt.datetime(2026, 8, 21, 20, tzinfo=dt.UTC)
"""The clock of everything that is measured: a Friday evening, whose papers are the newest."""

PAPERS_A_DAY = 17
"""On the average, as on the feed; the newest day has `NEWEST_DAY`, so that there are pages to turn."""
NEWEST_DAY = 60
CLOCK = {"TUIREAD_NOW": NOW.isoformat()}
"""The environment of a tuiread that is to find the newest day new."""

SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "il")]


class Zipf(Generic[T]):
    """Draws things so that the second is half as frequent as the first, the third a third.

    Args:
        things: What to draw, the most frequent first.
        head: How many at the top are about equally frequent: no author has a tenth of all papers.
    """

    def __init__(self, things: Sequence[T], head: int = 0) -> None:
        self._things = things
        self._weights = list(itertools.accumulate(1 / (rank + head) for rank in range(1, len(things) + 1)))

    def draw(self, chance: random.Random, count: int) -> list[T]:
        """Draws so many of them, some more than once."""
        return chance.choices(self._things, cum_weights=self._weights, k=count)


class Papers:
    """An endless row of invented papers."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = random.Random(seed)
        self._words = Zipf([self._word(self._chance.choice((1, 2, 2, 3, 4))) for _ in range(8_000)])
        self._people = Zipf([self._person(number) for number in range(12_000)], head=300)
        self._labs = Zipf([f"{self._word(2).title()} Lab" for _ in range(300)], head=20)

    def paper(self, number: int, day: dt.date) -> Paper:
        """Makes the paper of that number, as the feed of that day tells of it."""
        chance = self._chance
        upvotes, comments = int(chance.paretovariate(1.1)), chance.randrange(6)
        lab = self._labs.draw(chance, 1)[0] if chance.random() < 0.5 else None
        name = f"{day:%y%m}.{number % 100_000:05}"
        return Paper(
            id=PaperId(name),
            title=self._text(chance.randint(5, 16)).title(),
            authors=tuple(dict.fromkeys(self._people.draw(chance, chance.randint(1, 12)))),
            abstract=" ".join(self._text(chance.randint(12, 30)).capitalize() + "." for _ in range(8)),
            published_at=dt.datetime.combine(day - dt.timedelta(days=chance.randrange(1, 4)), dt.time(), dt.UTC),
            upvotes=upvotes,
            comment_count=comments,
            feed_days=(FeedDay(day, upvotes, comments, Account(f"reader{chance.randrange(900)}")),),
            ai_summary=self._text(25).capitalize() + ".",
            ai_summary_model="example/Small-Model",
            keywords=tuple(self._words.draw(chance, 6)),
            organization=Account(lab.lower().replace(" ", "-"), lab) if lab else None,
            code_url=f"https://code.example.org/{name}" if chance.random() < 0.6 else None,
            facts=(SourceFact("huggingface", f"daily papers of {day}", NOW, f"https://example.org/papers?date={day}"),),
        )

    def _text(self, words: int) -> str:
        return " ".join(self._words.draw(self._chance, words))

    def _word(self, syllables: int) -> str:
        return "".join(self._chance.choices(SYLLABLES, k=syllables))

    def _person(self, number: int) -> Author:
        name = f"{self._word(2).title()} {self._word(3).title()}"
        return Author(name, f"user{number}", "claimed_verified") if number % 10 == 0 else Author(name)


def days_of_papers(count: int) -> Iterator[tuple[dt.date, list[Paper]]]:
    """Makes so many papers on as many weekdays as that takes, the oldest day first."""
    newest = min(count, NEWEST_DAY)
    sizes = [PAPERS_A_DAY] * ((count - newest) // PAPERS_A_DAY) + [newest]
    sizes[0] += count - sum(sizes)
    days = weekdays(NOW.date() - dt.timedelta(days=len(sizes) * 2 + 7), NOW.date())[-len(sizes) :]
    papers, first = Papers(), 0
    for day, size in zip(days, sizes, strict=True):
        yield day, [papers.paper(number, day) for number in range(first, first + size)]
        first += size


def make_home(home: Path, count: int = 10_000) -> list[Paper]:
    """Fills the databases of a new home folder: the papers, and a reader who read, saved and followed some.

    Returns:
        The papers of the newest day as the feed shows them at first: most votes first.
    """
    newest: list[Paper] = []
    store = Store.open(find_paths(str(home)))
    for day, papers in days_of_papers(count):
        with store.transaction():
            acts.keep_day(store, day, papers, NOW, 0, "huggingface")
            acts.mark_read(store, [paper.id for paper in papers[::5]], NOW, "read")
            acts.save(store, [paper.id for paper in papers[:1]], NOW)
            if day.day == 1:
                acts.follow(store, author_key(papers[0].authors[0]), NOW)
        newest = papers
    store.close()
    return sorted(newest, key=lambda paper: -paper.upvotes)


def main(folder: str = "", count: str = "10000") -> int:
    """Writes a home where one is asked for."""
    if not folder:
        print("python bench/generated.py FOLDER [PAPERS] writes a home of invented papers to try things on.")
        return 0
    make_home(Path(folder), int(count))
    print(f"{int(count):,} invented papers: TUIREAD_NOW={CLOCK['TUIREAD_NOW']} tuiread --home {folder} --offline")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
