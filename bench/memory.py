"""How much memory the open feed over 10,000 papers takes: at most 1.6x that of a Textual app of one `Static`.

The resident size after the start has settled, and again after ten papers were opened and closed.  Textual keeps the
drawings of up to 1,024 widgets that are gone, so that a long session grows to about 15 MB more and then stays.

    python bench/memory.py [rounds]
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import (
    BARE_APP,
    BARE_TEXT,
    SIZES,
    Case,
    TimedTerminal,
    home_with,
    in_rounds,
    reader,
    spread,
    verdict,
)

PROMISED = 1.6
OPENED = 10
FEED = "[day]"
"""Only the feed's head says this."""


def settled(command: tuple[str, ...], size: tuple[int, int], text: str, *, opens: int = 0) -> Mapping[str, float]:
    """Starts a program and gives its memory, and its memory after some papers were opened and closed."""
    with TimedTerminal(command, size) as terminal:
        terminal.wait_for_start(text)
        found = {"settled": terminal.memory_mb()}
        for _ in range(opens):
            terminal.press("enter")
            terminal.wait_until(lambda screen: FEED not in screen)
            terminal.press("q")
            terminal.wait_until(FEED)
            terminal.press("down")
        return found | ({f"{opens} papers opened": terminal.memory_mb()} if opens else {})


def main(rounds: int) -> None:
    """Prints the table."""
    with home_with(10_000) as (home, newest):
        cases: dict[str, Case] = {}
        for size in SIZES:
            at, title = f"{size[0]}x{size[1]}", newest[0].title[:20]
            cases[f"{at} bare app"] = partial(settled, BARE_APP, size, BARE_TEXT)
            cases[f"{at} feed"] = partial(settled, reader(home), size, title, opens=OPENED)
        found = in_rounds(cases, rounds)
    print(f"{'megabytes':<40}{'resident':>20}{'x bare app':>12}")
    for case, sizes in found.items():
        bare = statistics.median(found[case.replace("feed", "bare app")]["settled"])
        for name, values in sizes.items():
            ratio = statistics.median(values) / bare
            judged = verdict(ratio, PROMISED) if "feed" in case else ""
            print(f"{f'{case}, {name}':<40}{spread(values, '.1f'):>20}{ratio:>12.2f}  {judged}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
