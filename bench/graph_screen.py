"""What the explorer costs: opening it, a step in its columns, and what follows when the cursor rests.

Processor time of the whole program, from /proc, over several rounds in one running reader; beside it the same for a
paper's screen, which a reader opens all day.  Bytes are counted in the same terminal.

    python bench/graph_screen.py [rounds]
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench._measuring import SIZES, TimedTerminal, home_with, reader, spread, verdict

OPEN_MS, STEP_MS, STEP_BYTES = 60.0, 5.0, 900
STEPS = 30


def cost(terminal: TimedTerminal, *keys: str) -> tuple[float, int]:
    """Presses keys, each after the last has settled; milliseconds of CPU and bytes of all of them."""
    before, sent = terminal.cpu_ms(), terminal.bytes_written
    for key in keys:
        terminal.answer_to(key)
    return terminal.cpu_ms() - before, terminal.bytes_written - sent


def held(terminal: TimedTerminal) -> float:
    """Presses Down faster than the cursor rests; milliseconds of CPU for each."""
    before = terminal.cpu_ms()
    for _ in range(STEPS):
        terminal.press("j")
        terminal._read(0.03)
    terminal.wait_quiet(0.1)
    return (terminal.cpu_ms() - before) / STEPS


def measure(home: str, title: str, size: tuple[int, int], rounds: int) -> dict[str, list[float]]:
    """Opens a paper and the explorer in turn, and steps through a list."""
    found: dict[str, list[float]] = {}
    with TimedTerminal(reader(home), size) as terminal:
        terminal.wait_for_start(title)
        for key in ("5", *"jjjjj", "enter", "enter", "q", "w", "q"):
            terminal.answer_to(key)  # everything is loaded once
        for _ in range(rounds):
            for name, key in (("paper opens, ms", "enter"), ("graph opens, ms", "w")):
                found.setdefault(name, []).append(cost(terminal, key)[0])
                if key == "w":
                    steps = [cost(terminal, "j") for _ in range(8)]
                    found.setdefault("step with what follows, ms", []).append(statistics.mean(one[0] for one in steps))
                    found.setdefault("step with what follows, bytes", []).append(max(one[1] for one in steps))
                    terminal.answer_to("g")
                    found.setdefault("held step, ms", []).append(held(terminal))
                terminal.answer_to("q")
    return found


def main(rounds: int) -> None:
    """Measures and prints."""
    with home_with(3_000) as (home, papers):
        for size in SIZES:
            print(f"{size[0]}x{size[1]}")
            found = measure(home, papers[0].title[:12], size, rounds)
            for name, values in found.items():
                print(f"  {name:<30} {spread(values, ',.1f')}")
            print(f"  opening: {verdict(statistics.median(found['graph opens, ms']), OPEN_MS)}")
            print(f"  a step:  {verdict(statistics.median(found['held step, ms']), STEP_MS)}")
            if size == SIZES[0]:
                print(f"  bytes:   {verdict(max(found['step with what follows, bytes']), STEP_BYTES)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
