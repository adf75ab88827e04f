"""What does the digest of a month cost?  CPU time beside a plain read of the same rows, and each form of it.

The cache is the invented one; the reader follows people, has saved papers and claims a record.

    python bench/digest_speed.py [papers] [rounds]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import statistics

from bench._measuring import Case, in_rounds, ratios, spread
from bench.generated import NOW, make_home
from tuiread import person_acts
from tuiread.dates import month_period
from tuiread.digest import digest_page
from tuiread.output.digest import render
from tuiread.paths import find_paths
from tuiread.records import DigestFormat
from tuiread.store import Store
from tuiread.tables import editions, shelf

MOST_MS = 300
FORMS: tuple[DigestFormat, ...] = ("md", "html", "eml", "txt", "atom")


def making(store: Store) -> Case:
    """Gives the case of reading a month's rows, of its digest, and of every form of that."""
    connection, month = store.connection, month_period(NOW.date())

    def run() -> dict[str, float]:
        begin = time.process_time()
        editions.feed_rows(connection, month, "trending")
        read = time.process_time()
        digest = digest_page(connection, month, NOW, tells_reading=True)
        made = time.process_time()
        found = {"rows": (read - begin) * 1000, "digest": (made - read) * 1000}
        for form in FORMS:
            begin = time.process_time()
            render(digest, form)
            found[form] = (time.process_time() - begin) * 1000
        found["all"] = found["digest"] + max(found[form] for form in FORMS)
        return found

    return run


def main(papers: int, rounds: int) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        make_home(Path(folder), papers)
        store = Store.open(find_paths(folder))
        first = shelf.follows(store.connection)
        if first:
            person_acts.claim(store, first[0].key, NOW)
        found = in_rounds({"month": making(store)}, rounds)["month"]
        store.close()
    print(f"{papers:,} papers; CPU ms of a month")
    for name in ("rows", "digest", *FORMS):
        beside = spread(ratios(found[name], found["rows"]), ".2f")
        print(f"  {name:<8}{spread(found[name], '.1f'):>20}   {beside}x the rows")
    whole = statistics.median(found["all"])
    kept = "kept" if whole <= MOST_MS else "BROKEN"
    print(f"  digest and its dearest form: {spread(found['all'], '.1f')} ms   {kept}: at most {MOST_MS} ms")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [10_000, 7][len(numbers) :]))
