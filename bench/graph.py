"""What the research graph costs: ways between people, and opening the explorer.

Ways are looked for between people drawn at random, among 70,000 with 700,000 ties and then among all authors of a
million papers; beside them the same question straight from the cache's bylines, one statement a level.  Cold is a new
process that was never asked before, from its first line to the answer; the teams' file lies there, as it does after the
first question of all.  Opening is what the explorer asks for when it opens on a person: the surroundings and the first
column.

    python bench/graph.py [PAPERS] [FOLDER]     default 60,000; 1000000 asks cold (some minutes and 1 GB)
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from bench._measuring import verdict
from bench.generated import NOW, SYLLABLES, make_home
from tuiread.graph.ways import paths
from tuiread.library import Library
from tuiread.names import account_key, fold_name
from tuiread.paths import find_paths
from tuiread.records import CLOSE_AUTHORS, PersonKey
from tuiread.settings import default_settings
from tuiread.store import Store
from tuiread.teams.reading import TeamsNow

WAY_MS, COLD_MS, OPENING_MS, GROWTH_MB = 10.0, 300.0, 60.0, 150.0
MOST_PROMISED = 100_000
"""Among so many people a way is promised in `WAY_MS`; among more, only the first one, from a cold start."""
QUESTIONS = 1_000
MOST_COUNTED = 100_000
"""Counting the ties of more papers takes longer than all that is measured."""

PEOPLE_A_PAPER = 118 / 60
"""How many people there are to draw from; three in five have a paper."""

BIG_SHARE = 500
"""One paper in so many has 26 to 400 authors."""

COLD = """
import sys, time
from pathlib import Path
rss_mb = lambda: int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
began = time.process_time(), time.perf_counter()
from tuiread.graph.ways import paths
from tuiread.paths import find_paths
from tuiread.store import Store
from tuiread.teams.reading import TeamsNow
loaded = time.process_time(), time.perf_counter()
places = find_paths(sys.argv[1])
store = Store.open(places)
store.connection.execute("PRAGMA query_only = ON")
before = rss_mb()
with store.reading() as connection:
    now = TeamsNow(places.teams)
    answer = paths(connection, now, sys.argv[2], sys.argv[3])
ended = time.process_time(), time.perf_counter()
took = [(end - begin) * 1000 for begin, end in zip(began, ended)]
print(len(answer.paths), *took, (loaded[0] - began[0]) * 1000, end=" ")
with store.reading() as connection:
    for start, end in zip(sys.argv[4::2], sys.argv[5::2]):
        paths(connection, now, start, end)
print(rss_mb() - before)
"""


def fill(store: Store, paper_count: int) -> list[PersonKey]:
    """Keeps so many bylines of invented people, one in ten with an account; returns everybody who has one."""
    chance = np.random.default_rng(3)
    people = int(paper_count * PEOPLE_A_PAPER)
    rank = 1 / (np.arange(people) + 300)
    sizes = np.clip(chance.geometric(0.245, paper_count), 1, 40)
    sizes[::BIG_SHARE] = chance.integers(26, 400, len(sizes[::BIG_SHARE]))
    drawn = chance.choice(people, sizes.sum(), p=rank / rank.sum())
    pairs = np.unique(np.stack([np.repeat(np.arange(1, paper_count + 1), sizes), drawn], 1), axis=0)
    names = invented_names(people)
    known, counts = np.unique(pairs[:, 1], return_counts=True)
    with store.transaction() as connection:
        connection.executemany(PAPER, papers(pairs[:, 0], chance.integers(2005, 2027, paper_count + 1)))
        connection.executemany(BYLINE, bylines(pairs, names))
        connection.executemany(
            PERSON,
            (
                (int(one) + 1, fold_name(names[one]), account_of(int(one)) or "", names[one], int(count))
                for one, count in zip(known, counts, strict=True)
            ),
        )
        # A cache that grew day by day has been read up to some change; here nothing was asked for yet.
        connection.execute("DELETE FROM cache.team_changes")
    return [key_of(int(one), names) for one in known]


PAPER = """INSERT INTO cache.papers (key, id, title, published_at, first_authors, author_count, upvotes, is_starter)
           VALUES (?, ?, ?, ?, '', ?, 0, 0)"""
BYLINE = """INSERT INTO cache.bylines (paper, position, name, name_key, account, is_hidden) VALUES (?, ?, ?, ?, ?, 0)"""
PERSON = "INSERT INTO cache.people (id, name_key, account, name, paper_count) VALUES (?, ?, ?, ?, ?)"


def invented_names(count: int) -> list[str]:
    """Gives so many different names of syllables."""
    chance = random.Random(5)
    found: dict[str, None] = {}
    while len(found) < count:
        given, family = ("".join(chance.choices(SYLLABLES, k=length)).title() for length in (2, 4))
        found[f"{given} {family}"] = None
    return list(found)


def account_of(number: int) -> str | None:
    """Gives every tenth person an account."""
    return f"user{number}" if number % 10 == 0 else None


def key_of(number: int, names: Sequence[str]) -> PersonKey:
    """Gives the key of a person."""
    account = account_of(number)
    return account_key(account) if account else PersonKey(f"name:{fold_name(names[number])}")


def papers(written: np.ndarray, years: np.ndarray) -> Iterator[tuple[object, ...]]:
    """Gives the rows of papers."""
    for number, count in enumerate(np.bincount(written).tolist()[1:], 1):
        day = f"{years[number]}-03-01T00:00:00+00:00"
        yield number, f"{years[number] % 100:02}03.{number:07}", f"Paper {number}", day, count


def bylines(pairs: np.ndarray, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Gives the rows of bylines."""
    for paper, team in groupby(pairs.tolist(), key=lambda pair: pair[0]):
        for position, (_, one) in enumerate(team):
            yield paper, position, names[one], fold_name(names[one]), account_of(one)


def from_bylines(connection: sqlite3.Connection, start: PersonKey, end: PersonKey) -> int | None:
    """Looks for the length of a way straight in the cache, one statement a level, from both ends."""
    sides = [{start}, {end}]
    papers = [papers_of(connection, side) for side in sides]
    seen = [set(side) for side in sides]
    length = 1
    while all(papers):
        if papers[0] & papers[1]:
            return length
        side = int(len(papers[0]) > len(papers[1]))
        sides[side] = people_of(connection, papers[side]) - seen[side]
        seen[side] |= sides[side]
        papers[side] = papers_of(connection, sides[side])
        length += 1
    return None


def papers_of(connection: sqlite3.Connection, people: set[PersonKey]) -> set[int]:
    """Gives the small papers of people."""
    split = [key.partition(":") for key in people]
    rows = connection.execute(
        """SELECT b.paper FROM json_each(?) j CROSS JOIN cache.bylines b ON b.name_key = j.value AND b.account IS NULL
           CROSS JOIN cache.papers p ON p.key = b.paper WHERE p.author_count <= ?
           UNION ALL SELECT b.paper FROM json_each(?) j CROSS JOIN cache.bylines b ON b.account = j.value
           CROSS JOIN cache.papers p ON p.key = b.paper WHERE p.author_count <= ?""",
        (
            *(json.dumps([value for kind, _, value in split if kind == "name"]), CLOSE_AUTHORS),
            *(json.dumps([value for kind, _, value in split if kind == "hf"]), CLOSE_AUTHORS),
        ),
    )
    return {row[0] for row in rows}


def people_of(connection: sqlite3.Connection, papers: set[int]) -> set[PersonKey]:
    """Gives the people of papers."""
    rows = connection.execute(
        """SELECT iif(b.account IS NULL, 'name:' || b.name_key, 'hf:' || b.account)
           FROM json_each(?) j CROSS JOIN cache.bylines b ON b.paper = j.value""",
        (json.dumps(list(papers)),),
    )
    return {PersonKey(row[0]) for row in rows}


def drawn(people: Sequence[PersonKey], count: int) -> list[tuple[PersonKey, PersonKey]]:
    """Gives so many pairs of different people."""
    chance = random.Random(11)
    return [tuple(chance.sample(people, 2)) for _ in range(count)]  # type: ignore[misc]


def took_ms(begin: float) -> float:
    """Gives the processor time since then."""
    return (time.process_time() - begin) * 1000


def measure_ways(store: Store, home: str, people: Sequence[PersonKey]) -> None:
    """Prints what ways cost in a process that goes on: the file first, then each way."""
    now = TeamsNow(find_paths(home).teams)
    found, plain, lengths = [], [], []
    pairs = drawn(people, QUESTIONS + 1)
    with store.reading() as connection:
        begin = time.process_time()
        paths(connection, now, *pairs[0])
        print(f"{'first way, ms':<28} {took_ms(begin):,.0f}, making the file included")
        for number, (start, end) in enumerate(pairs[1:]):
            begin = time.process_time()
            answer = paths(connection, now, start, end)
            found.append(took_ms(begin))
            lengths.append(len(answer.paths[0].steps) if answer.paths else 0)
            if number % 10 == 0:
                begin = time.process_time()
                length = from_bylines(connection, start, end)
                plain.append(took_ms(begin))
                if (length or 0) != lengths[-1]:
                    raise AssertionError(f"{start} to {end}: {lengths[-1]} steps, but {length} in the bylines")
    quantiles = statistics.quantiles(found, n=100)
    print(f"{'steps: ways':<28} { ({steps: lengths.count(steps) for steps in sorted(set(lengths))}) }")
    print(f"{'way, ms: median, p95, most':<28} {statistics.median(found):.2f}, {quantiles[94]:.2f}, {max(found):.2f}")
    is_promised = len(people) <= MOST_PROMISED
    promise = verdict(quantiles[98], WAY_MS) if is_promised else "nothing is promised of so many people"
    print(f"{'way, ms: p99':<28} {quantiles[98]:.2f}  {promise}")
    print(f"{'from bylines: median, most':<28} {statistics.median(plain):.2f}, {max(plain):.2f}")


def measure_cold(home: str, people: Sequence[PersonKey], rounds: int = 15) -> None:
    """Prints what the same costs in processes that were never asked before."""
    took = []
    more = [one for pair in drawn(people, 200) for one in pair]
    for start, end in drawn(people, rounds):
        answer = subprocess.run(
            [sys.executable, "-c", COLD, home, start, end, *more],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[1],
        )
        took.append([float(value) for value in answer.stdout.split()[1:]])
    cpu, wall, loading, growth = ([row[column] for row in took] for column in range(4))
    print(
        f"{'cold, ms of CPU: median':<28} {statistics.median(cpu):.0f}, {statistics.median(loading):.0f} of it loading"
    )
    print(f"{'cold, ms of CPU: most':<28} {max(cpu):.0f}  {verdict(max(cpu), COLD_MS)}")
    print(f"{'cold, ms: median, most':<28} {statistics.median(wall):.0f}, {max(wall):.0f}")
    print(f"{'memory after 200 ways, MB':<28} {max(growth):.0f} more  {verdict(max(growth), GROWTH_MB)}")


async def measure_opening(home: str) -> None:
    """Prints what an opening asks of a library with 10,000 papers, on its most published people."""
    library = Library(find_paths(home), default_settings(), lambda: NOW)
    took = []
    for person in await library.researchers.people("", 40):
        begin = time.process_time()
        node = await library.graph.node(person.key)
        around = await library.graph.surroundings(node)
        await library.graph.neighbours(node, around.relations[0].relation)
        took.append(took_ms(begin))
    await library.close()
    first, rest = took[0], took[1:]
    print(f"{'opening, ms: first, median':<28} {first:.1f}, {statistics.median(rest):.1f}")
    print(f"{'opening, ms: most':<28} {max(took):.1f}  {verdict(max(took), OPENING_MS)}")


def main(count: str = "60000", folder: str = "") -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory(dir=folder or None) as home:
        store = Store.open(find_paths(home))
        people = fill(store, int(count))
        ties = f", {tie_count(store):,} ties of papers up to 25 authors" if int(count) <= MOST_COUNTED else ""
        print(f"{int(count):,} papers, {len(people):,} people{ties}", flush=True)
        measure_ways(store, home, people)
        store.close()
        measure_cold(home, people)
    with tempfile.TemporaryDirectory(dir=folder or None) as home:
        make_home(Path(home))
        asyncio.run(measure_opening(home))


def tie_count(store: Store) -> int:
    """Counts pairs of people who wrote together."""
    rows = store.connection.execute(
        """SELECT count(*) FROM (
               SELECT DISTINCT a.name_key, b.name_key FROM cache.papers p CROSS JOIN cache.bylines a ON a.paper = p.key
               CROSS JOIN cache.bylines b ON b.paper = p.key AND b.name_key > a.name_key WHERE p.author_count <= 25)"""
    )
    count: int = rows.fetchone()[0]
    return count


if __name__ == "__main__":
    main(*sys.argv[1:])
