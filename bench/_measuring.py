"""What the scripts share: programs in a terminal whose output is timed, rounds in turn, and words for the spread.

The output of a program is stamped when it arrives and drawn later, so that drawing does not hold the program up.  Not
here: what is measured, and which figure is promised.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.generated import CLOCK, make_home
from tests.pty_terminal import PtyTerminal
from tuiread.records import Paper

HERE = Path(__file__).parent
SIZES = ((80, 24), (120, 36))
BARE_APP = (sys.executable, str(HERE / "_bare_app.py"))
BARE_TEXT = "the bare app"
QUIET_S = 0.4
"""A program that sends nothing for so long has settled; the feed's preview waits for 0.12 s."""
_FIRST_ANSWER_S = 5.0

ENVIRONMENT: dict[str, str | None] = {
    **CLOCK,
    "PYTHONDONTWRITEBYTECODE": None,
    "PYTHONPATH": str(HERE.parent),
    "TEXTUAL_ANIMATIONS": None,
}
"""What a user has: bytecode is kept, nothing is tuned."""

Case = Callable[[], Mapping[str, float]]
"""Runs something once and gives what was measured, by name."""
Found = dict[str, list[float]]
"""What was measured in all rounds, by name."""


class TimedTerminal(PtyTerminal):
    """A terminal that notes when each piece of output came, and draws it when somebody looks."""

    def __init__(self, command: Sequence[str], size: tuple[int, int]) -> None:
        self.pieces: list[tuple[float, bytes]] = []
        """Milliseconds since the start, and what came then."""
        self._drawn = 0
        self._begin = time.monotonic()
        super().__init__(command, columns=size[0], rows=size[1], env=ENVIRONMENT)

    def wait_for_start(self, text: str) -> None:
        """Reads until a text was sent and nothing follows it."""
        while text.encode() not in self.output:
            if not self._read(20):
                raise TimeoutError(f"“{text}” never came:\n{self.screen_text()}")
        self.wait_quiet(QUIET_S)

    def came_at_ms(self, is_there: Callable[[str], bool]) -> float:
        """Gives when the screen first was as it should be; draws what came up to then."""
        while not (self._drawn and is_there(super().screen_text())):
            if self._drawn == len(self.pieces):
                raise ValueError(f"that never was on the screen:\n{super().screen_text()}")
            super()._draw(self.pieces[self._drawn][1])
            self._drawn += 1
        return self.pieces[self._drawn - 1][0]

    def clock_ms(self) -> float:
        """Gives the milliseconds since the start, as the pieces are stamped."""
        return (time.monotonic() - self._begin) * 1000

    def screen_text(self) -> str:
        """Gives the text on the screen, lines without trailing blanks."""
        self._draw_all()
        return super().screen_text()

    def screen_lines(self) -> list[tuple[object, ...]]:
        """Gives the lines of the screen with their colours, to count those that change."""
        self._draw_all()
        screen = self._screen
        return [tuple(screen.buffer[y][x] for x in range(screen.columns)) for y in range(screen.lines)]

    def answer_to(self, key: str) -> bytes:
        """Presses a key and gives what comes until nothing more comes."""
        before = self.bytes_written
        self.press(key)
        self._read(_FIRST_ANSWER_S)
        self.wait_quiet(QUIET_S)
        return bytes(self.output[before:])

    def memory_mb(self) -> float:
        """Gives the resident size of the program."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024

    def cpu_ms(self) -> float:
        """Gives the processor time of the program so far, all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) * 1000 / os.sysconf("SC_CLK_TCK")

    def _draw(self, data: bytes) -> None:
        self.pieces.append(((time.monotonic() - self._begin) * 1000, data))

    def _draw_all(self) -> None:
        for _, data in self.pieces[self._drawn :]:
            super()._draw(data)
        self._drawn = len(self.pieces)


@contextmanager
def home_with(count: int) -> Iterator[tuple[str, list[Paper]]]:
    """Gives a home folder with so many papers, and those of the newest day; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield folder, make_home(Path(folder), count)


def reader(home: str) -> tuple[str, ...]:
    """Gives the command that opens the feed."""
    return (sys.executable, "-m", "tuiread", "--home", home, "--offline")


def python_ms(program: str) -> float:
    """Gives how long a Python program takes, from the start of its process to the end."""
    environment = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
    begin = time.monotonic()
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    return (time.monotonic() - begin) * 1000


def in_rounds(cases: Mapping[str, Case], rounds: int) -> dict[str, Found]:
    """Runs every case once a round, so that a slow moment of the machine meets all of them; a first round warms up."""
    found: dict[str, Found] = {case: {} for case in cases}
    for number in range(rounds + 1):
        for case, run in cases.items():
            for name, value in run().items():
                if number:
                    found[case].setdefault(name, []).append(value)
    return found


def spread(values: Sequence[float], form: str = ",.0f") -> str:
    """Gives the median of several values, then the least and the most."""
    return f"{statistics.median(values):{form}} ({min(values):{form}}-{max(values):{form}})"


def ratios(values: Sequence[float], others: Sequence[float]) -> list[float]:
    """Gives in each round how many times the one the other is."""
    return [value / other for value, other in zip(values, others, strict=True)]


def verdict(measured: float, promised: float) -> str:
    """Says whether a promise is kept."""
    return f"{'kept' if measured <= promised else 'BROKEN'}: at most {promised:,g}"
