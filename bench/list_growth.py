"""Does a longer list cost more?  CPU time of a mount and of 100 Downs with 1,000 and with 1,000,000 rows.

Prints ratios of the medians of interleaved rounds; a ratio of 1.0 says that length costs nothing.

    python bench/list_growth.py [rounds]
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from textual.app import App, ComposeResult

from tuiread.lines import Line, Span, fit_line
from tuiread.widgets.row_list import RowList

LENGTHS = (1_000, 1_000_000)
DOWNS = 100


def draw(row: int, cells: int) -> list[Line]:
    """Draws a row of the feed's shape."""
    title = (Span("N f", "accent"), Span(f"{row:>8} ", "dim"), Span("A title of the usual length, " * 3, "title"))
    return [fit_line(title, cells), (Span("            T. Example +2 · cs.LG · 3 comments", "dim"),)]


class ListApp(App[None]):
    """A list alone on the screen."""

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__()
        self.list = RowList[int](draw, rows=rows, row_height=2)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list


async def measure(length: int) -> dict[str, float]:
    """Mounts a list and moves down; in CPU milliseconds."""
    begin = time.process_time()
    app = ListApp(range(length))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        mounted = time.process_time()
        for _ in range(DOWNS):
            app.list.move_by(1)
            await pilot.pause(0)
        moved = time.process_time()
        if app.list.cursor != DOWNS:
            raise RuntimeError(f"the cursor stands on row {app.list.cursor} after {DOWNS} Downs")
    return {"mount, ms": (mounted - begin) * 1000, f"{DOWNS} Downs, ms": (moved - mounted) * 1000}


def main(rounds: int) -> None:
    """Prints the table."""
    asyncio.run(measure(LENGTHS[0]))  # the first app of a process pays for imports and style sheets
    results: dict[int, list[dict[str, float]]] = {length: [] for length in LENGTHS}
    for _ in range(rounds):
        for length in LENGTHS:
            results[length].append(asyncio.run(measure(length)))
    few, many = LENGTHS
    print(f"{'':<16}{f'{few:,} rows':>14}{f'{many:,} rows':>18}{'ratio':>9}")
    for name in results[few][0]:
        one, other = (statistics.median(result[name] for result in results[length]) for length in LENGTHS)
        print(f"{name:<16}{one:>14.1f}{other:>18.1f}{other / one:>8.2f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
