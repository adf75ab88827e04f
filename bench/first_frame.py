"""How soon the feed over 10,000 papers is there: at most 1.5x the time that ``import textual.app`` takes.

Measured from the start of the process to the first painted cell and to the first title on the screen, in a pseudo
terminal, offline.  Beside it a Textual app of one `Static`, and the feed over 100 papers, which says what 9,900 more
cost.  Each start is compared with an import that ran just before it.

    python bench/first_frame.py [rounds]
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
    Found,
    TimedTerminal,
    home_with,
    in_rounds,
    python_ms,
    ratios,
    reader,
    spread,
    verdict,
)

PROMISED = 1.5


def opened(command: tuple[str, ...], size: tuple[int, int], text: str) -> Mapping[str, float]:
    """Starts a program beside an import of Textual; gives when something, and when a text, was on its screen."""
    imported = python_ms("import textual.app")
    with TimedTerminal(command, size) as terminal:
        terminal.wait_for_start(text)
        return {
            "import": imported,
            "first cell": terminal.came_at_ms(lambda screen: bool(screen.strip())),
            "first title": terminal.came_at_ms(lambda screen: text in screen),
        }


def show(case: str, found: Found) -> None:
    """Prints one case."""
    times, ratio = found["first title"], ratios(found["first title"], found["import"])
    best = min(times) / min(found["import"])
    judged = verdict(statistics.median(ratio), PROMISED) if "10,000" in case else ""
    print(
        f"{case:<26}{spread(found['import']):>15}{spread(found['first cell']):>15}{spread(times):>15}"
        f"{spread(ratio, '.2f'):>18}{best:>6.2f}  {judged}"
    )


def main(rounds: int) -> None:
    """Prints the table."""
    with home_with(10_000) as (many, newest), home_with(100) as (few, newest_of_few):
        cases: dict[str, Case] = {}
        for size in SIZES:
            at = f"{size[0]}x{size[1]}"
            cases[f"{at} bare app"] = partial(opened, BARE_APP, size, BARE_TEXT)
            cases[f"{at} feed, 100 papers"] = partial(opened, reader(few), size, newest_of_few[0].title[:20])
            cases[f"{at} feed, 10,000 papers"] = partial(opened, reader(many), size, newest[0].title[:20])
        found = in_rounds(cases, rounds)
    print(f"{'milliseconds':<26}{'import':>15}{'first cell':>15}{'first title':>15}{'x import':>18}{'best':>6}")
    for case, values in found.items():
        show(case, values)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
