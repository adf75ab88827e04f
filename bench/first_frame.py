"""How soon the feed over 10,000 papers is there: at most 1.5x the time that ``import textual.app`` takes.

Measured from the start of the process to the first painted cell and to the first title on the screen, in a pseudo
terminal, offline; beside it a Textual app of one `Static`, and the feed over 100 papers.

    python bench/first_frame.py [rounds]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import BARE_APP, BARE_TEXT, SIZES, TimedTerminal, home_with, in_rounds, ratio, reader, spread
from bench._measuring import Case, wall_ms

PROMISED = 1.5


def opened(command: tuple[str, ...], size: tuple[int, int], text: str) -> Mapping[str, float]:
    """Starts a program and gives when something, and when a text, was on its screen."""
    with TimedTerminal(command, size) as terminal:
        terminal.wait_for_start(text)
        return {
            "first cell": terminal.came_at(lambda screen: bool(screen.strip())) * 1000,
            "first title": terminal.came_at(lambda screen: text in screen) * 1000,
        }


def main(rounds: int) -> None:
    """Prints the table."""
    with home_with(10_000) as (many, newest), home_with(100) as (few, newest_of_few):
        cases: dict[str, Case] = {"import": lambda: {"end": wall_ms("-c", "import textual.app")}}
        for size in SIZES:
            at = f"{size[0]}x{size[1]}"
            cases[f"bare {at}"] = lambda size=size: opened(BARE_APP, size, BARE_TEXT)
            cases[f"feed {at}"] = lambda size=size: opened(reader(many), size, newest[0].title[:20])
            cases[f"few  {at}"] = lambda size=size: opened(reader(few), size, newest_of_few[0].title[:20])
        found = in_rounds(cases, rounds)
    base = found["import"]["end"]
    for case, values in found.items():
        for name, times in values.items():
            print(f"{case:<14}{name:<12}{spread(times):<26}{ratio(times, base):.2f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
