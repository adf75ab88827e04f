"""What does the library's page cost, which is read after every act?  CPU time beside a bare list of the same papers.

python bench/library_speed.py [saved papers] [rounds]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import Case, in_rounds, ratios, spread, verdict
from bench.generated import NOW, make_home
from tuiread import acts, pages
from tuiread.paths import find_paths
from tuiread.records import PaperId
from tuiread.store import Store

MOST_TIMES = 8
"""How many times a bare list the page may cost."""
BARE = "SELECT p.id, p.title, s.saved_at FROM main.saves s CROSS JOIN cache.papers p ON p.id = s.paper_id"


def reading(store: Store) -> Case:
    """Gives the case of a bare list of what is saved, then the page."""

    def run() -> dict[str, float]:
        begin = time.process_time()
        store.connection.execute(BARE).fetchall()
        listed = time.process_time()
        pages.library_page(store.connection, 0)
        return {"list": (listed - begin) * 1000, "page": (time.process_time() - listed) * 1000}

    return run


def main(count: int, rounds: int) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        make_home(Path(folder), 2 * count)
        store = Store.open(find_paths(folder))
        newest = store.connection.execute("SELECT id FROM cache.papers ORDER BY key DESC LIMIT ?", (count,)).fetchall()
        acts.save(store, [PaperId(row[0]) for row in newest], NOW)
        found = in_rounds({"library": reading(store)}, rounds)["library"]
        store.close()
    print(f"at least {count:,} papers saved; CPU ms")
    print(f"  bare list {spread(found['list'], '.1f'):>20}")
    times = ratios(found["page"], found["list"])
    print(f"  the page  {spread(found['page'], '.1f'):>20}   {spread(times, '.1f')}x the list")
    print(f"  {verdict(statistics.median(times), MOST_TIMES)} times")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [5_000, 9][len(numbers) :]))
