"""What does the digest of a month cost?  CPU time beside a plain read of the same rows, and each form of it.

The cache is the invented one; the reader follows people, has saved papers and claims a record.  The digest is in the
for-you order, made as a program does that has just begun: the words of the papers are read anew each round.

    python bench/digest_speed.py [papers] [rounds]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import asyncio
import statistics

from bench._measuring import Case, in_rounds, ratios, spread
from bench.generated import NOW, make_home
from tuiread import person_acts
from tuiread.dates import month_period
from tuiread.library import Library
from tuiread.output.digest import render
from tuiread.paths import find_paths
from tuiread.records import Digest, DigestFormat, Period
from tuiread.settings import default_settings
from tuiread.store import Store
from tuiread.tables import editions, shelf

MOST_MS = 300
FORMS: tuple[DigestFormat, ...] = ("md", "html", "eml", "txt", "atom")


async def _digest(home: Path, month: Period) -> tuple[Digest, float]:
    """Makes a digest in a new library; gives the CPU milliseconds that it took, without those of opening."""
    library = Library(find_paths(str(home)), default_settings(), lambda: NOW)
    await library.saved()
    begin = time.process_time()
    digest = await library.digests.page(month, tells_reading=True)
    spent = (time.process_time() - begin) * 1000
    await library.close()
    return digest, spent


def making(store: Store, home: Path) -> Case:
    """Gives the case of reading a month's rows, of its digest, and of every form of that."""
    connection, month = store.connection, month_period(NOW.date())

    def run() -> dict[str, float]:
        begin = time.process_time()
        editions.feed_rows(connection, month, "trending")
        read = time.process_time()
        digest, spent = asyncio.run(_digest(home, month))
        found = {"rows": (read - begin) * 1000, "digest": spent}
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
        found = in_rounds({"month": making(store, Path(folder))}, rounds)["month"]
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
