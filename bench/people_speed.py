"""What people cost: a profile of 1,000 works in 30 ms of CPU at most, a name in 5 ms while one types it.

The profile is read from the cache with all its parts and judged; beside it what the same works cost as a bare list of
the feed's lines.  Names are looked for among 100,000 invented people, at every length of 1 to 12 letters and by two
words; beside it a plain read of as many rows.

    python bench/people_speed.py [rounds]
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from msgspec.structs import replace

from bench._measuring import in_rounds, ratios, spread, verdict
from bench.generated import NOW, SYLLABLES, Papers, Zipf
from tuiread import profiles
from tuiread.names import fold_name
from tuiread.paths import find_paths
from tuiread.records import (
    Author,
    AuthorRecord,
    AuthorWorks,
    ListedAuthor,
    ListedWork,
    Paper,
    PaperId,
    PersonKey,
    RecordKey,
    SourceFact,
)
from tuiread.store import Store
from tuiread.tables import identities, papers, people, records
from tuiread.tables.identities import Link

WORKS, PEOPLE = 1_000, 100_000
PROFILE_MS, NAME_MS = 30.0, 5.0
SHOWN = 50
JANE = PersonKey("name:jane example")
RECORD = RecordKey("openalex:A5000000001")


@contextmanager
def opened() -> Iterator[Store]:
    """Gives an empty store in a folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(find_paths(home))
        try:
            yield store
        finally:
            store.close()


def keep_career(store: Store) -> None:
    """Keeps a researcher of 1,000 works over 25 years, all of which a second source lists."""
    made = Papers()
    first = dt.date(2001, 8, 21)
    career: list[Paper] = []
    for number in range(WORKS):
        paper = made.paper(number, first + dt.timedelta(days=9 * number))
        authors = (Author("Jane Example"), *paper.authors[:4])
        changes = {
            "id": PaperId(f"2501.{number:05}"),
            "authors": authors,
            "categories": ("cs.LG", "cs.CL"),
            "feed_days": (),
        }
        career.append(replace(paper, **changes))
    fact = SourceFact("openalex", "author record", NOW, "https://example.org/")
    listed = [
        ListedWork(
            paper.title,
            published_on=paper.published_on,
            year=paper.published_on.year if paper.published_on else None,
            paper_id=paper.id,
            authors=tuple(ListedAuthor(author.name) for author in paper.authors),
            author_count=len(paper.authors),
        )
        for paper in career
    ]
    with store.transaction() as connection:
        papers.keep_papers(connection, career)
        records.keep_record(connection, AuthorRecord(RECORD, "Jane Example", fact))
        records.keep_works(connection, AuthorWorks(RECORD, tuple(listed), fact, WORKS))
        identities.set_links(connection, JANE, "openalex", [Link(JANE, RECORD, "works", WORKS, WORKS)], [])


def keep_people(store: Store) -> list[str]:
    """Keeps 100,000 people of invented names; gives the names."""
    chance = random.Random(7)
    parts = ["".join(chance.choices(SYLLABLES, k=count)) for count in (2, 3) for _ in range(9_000)]
    weights = [1 / (rank + 30) for rank in range(len(parts))]
    names: dict[str, None] = {}
    while len(names) < PEOPLE:
        given, family = chance.choices(parts, weights, k=2)
        names[f"{given.title()} {family.title()}"] = None
    listed = list(names)
    with store.transaction() as connection:
        for start in range(0, PEOPLE, 500):
            number = start // 500
            some = tuple(Author(name) for name in listed[start : start + 500])
            papers.keep_papers(connection, [Paper(PaperId(f"2502.{number:05}"), f"Paper {number}", some)])
        productive = Zipf([Author(name) for name in listed], head=9)
        for number in range(3_000):
            few = tuple(dict.fromkeys(productive.draw(chance, 4)))
            papers.keep_papers(connection, [Paper(PaperId(f"2503.{number:05}"), f"More {number}", few)])
    return listed


def building(store: Store) -> Mapping[str, float]:
    """Builds the profile; in milliseconds of CPU."""
    begin = time.process_time()
    with store.reading() as connection:
        found = profiles.profile(connection, JANE)
    took = time.process_time() - begin
    assert len(found.works) == WORKS
    return {"profile ms": took * 1000}


def listing(store: Store) -> Mapping[str, float]:
    """Reads the same works as lines of a list; in milliseconds of CPU."""
    ids = [PaperId(f"2501.{number:05}") for number in range(WORKS)]
    begin = time.process_time()
    with store.reading() as connection:
        people.list_rows(connection, ids)
    return {"list ms": (time.process_time() - begin) * 1000}


def typed(names: list[str]) -> list[str]:
    """Gives what somebody types who looks for some of the people: 1 to 12 letters, and the beginnings of two words."""
    chance = random.Random(11)
    texts = []
    for name in chance.sample(names, 60):
        folded = fold_name(name)
        texts += [folded[:length] for length in range(1, 13)]
        given, family = folded.split()
        texts += [f"{family[:3]} {given[:2]}", f"{given} {family[:2]}"]
    return texts


def finding(store: Store, texts: list[str]) -> Mapping[str, float]:
    """Looks for every text; the 95th percentile and the median, in milliseconds."""
    took = []
    for text in texts:
        begin = time.perf_counter()
        with store.reading() as connection:
            people.find_people(connection, text, SHOWN)
        took.append((time.perf_counter() - begin) * 1000)
    return {"name p95 ms": statistics.quantiles(took, n=20)[-1], "name median ms": statistics.median(took)}


def reading(store: Store, texts: list[str]) -> Mapping[str, float]:
    """Reads as many rows as are shown, as often; the median in milliseconds."""
    took = []
    for _ in texts:
        begin = time.perf_counter()
        with store.reading() as connection:
            connection.execute(
                "SELECT name_key, account, name, paper_count FROM cache.people LIMIT ?", (SHOWN,)
            ).fetchall()
        took.append((time.perf_counter() - begin) * 1000)
    return {"read ms": statistics.median(took)}


def main(rounds: int) -> None:
    """Measures and prints."""
    with opened() as career, opened() as crowd:
        keep_career(career)
        texts = typed(keep_people(crowd))
        cases = {
            "building": lambda: building(career),
            "listing": lambda: listing(career),
            "finding": lambda: finding(crowd, texts),
            "reading": lambda: reading(crowd, texts),
        }
        found = {name: values for case in in_rounds(cases, rounds).values() for name, values in case.items()}
    for name, values in found.items():
        print(f"{name:<16} {spread(values, ',.2f')}")
    print(f"{'profile / list':<16} {spread(ratios(found['profile ms'], found['list ms']), ',.1f')}")
    print(f"{'name p95 / read':<16} {spread(ratios(found['name p95 ms'], found['read ms']), ',.0f')}")
    for name, most in (("profile ms", PROFILE_MS), ("name p95 ms", NAME_MS)):
        print(f"{name:<16} {verdict(statistics.median(found[name]), most)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
