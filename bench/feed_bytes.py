"""What the feed costs a slow line: a Down sends at most 900 bytes and repaints one row at most, and rest sends nothing.

Everything is pressed in a pseudo terminal over 10,000 papers.  A wide screen has a preview, which follows once the
cursor rests; it is counted apart.  Beside it the same program with Textual's own paints, which send what is on the
screen already, and for the start a Textual app of one `Static`.

    python bench/feed_bytes.py
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import BARE_APP, BARE_TEXT, SIZES, TimedTerminal, home_with, reader, verdict

PROMISED_BYTES = 900
PROMISED_LINES = 2
"""The title lines of the row that the cursor leaves and of the one that it comes to: together no more than one row."""
DOWNS = 8
IDLE_S = 3
BY_TEXTUAL_ALONE = (
    "from textual.app import App; from tuiread.app import TuireadApp; TuireadApp._display = App._display; "
    "from tuiread.__main__ import main; main()"
)
KEYS = (
    ("down", DOWNS, "Down"),
    ("pagedown", 2, "Page Down"),
    ("G", 1, "End"),
    ("enter", 1, "open a paper"),
    ("q", 1, "back to the feed"),
    ("s", 1, "save"),
    ("u", 1, "undo"),
    ("v", 1, "week"),
    ("v", 1, "month"),
    ("v", 1, "day"),
    ("[", 1, "older day"),
    ("2", 1, "following"),
    ("1", 1, "feed again"),
    ("?", 1, "help"),
    ("escape", 1, "close help"),
)
PAINT = b"\x1b[?2026h"
"""What begins every paint in a terminal that can show one at once."""

Costs = dict[str, tuple[float, float, int]]
"""Bytes of the first paint, of what follows when the cursor rests, and lines that the first key changed; by label."""


def costs(command: tuple[str, ...], text: str, size: tuple[int, int]) -> Costs:
    """Opens the feed, presses every key and lets it rest."""
    with TimedTerminal(command, size) as terminal:
        terminal.wait_for_start(text)
        found: Costs = {"start": (terminal.bytes_written, 0, size[1])}
        for key, presses, label in KEYS:
            sent = [pressed(terminal, key) for _ in range(presses)]
            first, rest, lines = zip(*sent, strict=True)
            found[label] = (statistics.median(first), statistics.median(rest), max(lines))
        before, cpu_ms = terminal.bytes_written, terminal.cpu_ms()
        terminal.wait_quiet(IDLE_S)
        found[f"{IDLE_S} s of rest"] = (terminal.bytes_written - before, 0, 0)
        found["  its CPU, ms"] = (terminal.cpu_ms() - cpu_ms, 0, 0)
        return found


def pressed(terminal: TimedTerminal, key: str) -> tuple[int, int, int]:
    """Presses a key; gives the bytes of the first paint, those of the others, and how many lines look different."""
    before = terminal.screen_lines()
    answer = terminal.answer_to(key)
    end = answer.find(PAINT, answer.find(PAINT) + 1)
    first = answer[:end] if end > 0 else answer
    changed = sum(old != new for old, new in zip(before, terminal.screen_lines(), strict=True))
    return len(first), len(answer) - len(first), changed


def show(ours: Costs, theirs: Costs, bare_start: int) -> None:
    """Prints the costs of one size of screen; the promise about lines is for screens without a preview."""
    print(f"{'':<18}{'lines':>6}{'at once':>9}{'at rest':>9}{'together':>10}{'by Textual alone':>18}")
    for label, (first, rest, lines) in ours.items():
        total, alone = first + rest, sum(theirs[label][:2])
        ratio = f"{total / alone:.2f}x" if alone else ""
        judged = verdict(first, PROMISED_BYTES) if label == "Down" else ""
        print(f"{label:<18}{lines:>6}{first:>9,.0f}{rest:>9,.0f}{total:>10,.0f}{alone:>11,.0f}{ratio:>7}  {judged}")
    if not ours["Down"][1]:
        print(f"{'lines that a Down changes':<71}{verdict(ours['Down'][2], PROMISED_LINES)}")
    print(f"{'start of a bare Textual app':<40}{bare_start:>14,} ({ours['start'][0] / bare_start:.2f}x)")


def start_of_bare_app(size: tuple[int, int]) -> int:
    """Counts the bytes of the start of a Textual app of one `Static`."""
    with TimedTerminal(BARE_APP, size) as terminal:
        terminal.wait_for_start(BARE_TEXT)
        return terminal.bytes_written


def main() -> None:
    """Prints a table for each size of screen."""
    with home_with(10_000) as (home, newest):
        python, *words = reader(home)
        alone = (python, "-c", BY_TEXTUAL_ALONE, *words[2:])
        for size in SIZES:
            text = newest[0].title[:20]
            print(f"\nbytes at {size[0]}x{size[1]}")
            show(costs((python, *words), text, size), costs(alone, text, size), start_of_bare_app(size))


if __name__ == "__main__":
    main()
