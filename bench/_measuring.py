"""What the scripts share: programs in a terminal whose output is timed, rounds in turn, and tables of ratios.

The output of a program is stamped when it arrives and drawn later, so that drawing does not hold the program up.  Not
here: what is measured, and any figure that has to be reached.
"""

from __future__ import annotations

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
"""A program that sends nothing for so long has settled."""
ENVIRONMENT: dict[str, str | None] = {
    **CLOCK,
    "PYTHONDONTWRITEBYTECODE": None,
    "PYTHONPATH": str(HERE.parent),
    "TEXTUAL_ANIMATIONS": None,
}
"""What a user has: bytecode is kept, nothing is tuned."""

Case = Callable[[], Mapping[str, float]]
"""Runs something once and gives what was measured."""


class TimedTerminal(PtyTerminal):
    """A terminal that notes when each piece of output came, and draws it when somebody looks."""

    def __init__(self, command: Sequence[str], size: tuple[int, int]) -> None:
        self.pieces: list[tuple[float, bytes]] = []
        """Seconds since the start, and what came then."""
        self._drawn = 0
        self._begin = time.monotonic()
        super().__init__(command, columns=size[0], rows=size[1], env=ENVIRONMENT)

    def wait_for_start(self, text: str) -> None:
        """Reads until a text was sent and nothing follows it."""
        while text.encode() not in self.output:
            if not self._read(20):
                raise TimeoutError(f"“{text}” never came:\n{self.screen_text()}")
        self.wait_quiet(QUIET_S)

    def came_at(self, is_there: Callable[[str], bool]) -> float:
        """Gives when the screen first was as it should be, in seconds since the start; draws all that came."""
        while self._drawn < len(self.pieces):
            stamp, data = self.pieces[self._drawn]
            self._drawn += 1
            super()._draw(data)
            if is_there(super().screen_text()):
                return stamp
        raise ValueError(f"that never was on the screen:\n{super().screen_text()}")

    def screen_text(self) -> str:
        """Gives the text on the screen, lines without trailing blanks."""
        for _, data in self.pieces[self._drawn :]:
            super()._draw(data)
        self._drawn = len(self.pieces)
        return super().screen_text()

    def sent_for(self, *keys: str, quiet_s: float = QUIET_S) -> int:
        """Presses keys and counts what comes back."""
        before = self.bytes_written
        self.press(*keys)
        self.wait_quiet(quiet_s)
        return self.bytes_written - before

    def status_mb(self, field: str) -> float:
        """Gives a size from the kernel's notes on the program (VmRSS, VmHWM), in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{field}:")) / 1024

    def cpu_ms(self) -> float:
        """Gives the processor time of the program so far, all threads, in milliseconds."""
        return sum(
            int(task.read_text(encoding="ascii").split()[0]) / 1e6
            for task in [Path(f"/proc/{self.pid}/schedstat")]
        )

    def _draw(self, data: bytes) -> None:
        self.pieces.append((time.monotonic() - self._begin, data))


@contextmanager
def home_with(count: int) -> Iterator[tuple[str, list[Paper]]]:
    """Gives a home folder with so many papers, and those of the newest day; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield folder, make_home(Path(folder), count)


def reader(home: str) -> tuple[str, ...]:
    """Gives the command that opens the feed."""
    return (sys.executable, "-m", "tuiread", "--home", home, "--offline")


def wall_ms(*words: str) -> float:
    """Runs Python with words and gives how long that took."""
    environment = {**CLOCK}
    begin = time.monotonic()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, env=environment)
    return (time.monotonic() - begin) * 1000


def in_rounds(cases: Mapping[str, Case], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Runs every case once a round, so that a slow moment of the machine meets all of them; a first round warms up."""
    found: dict[str, dict[str, list[float]]] = {case: {} for case in cases}
    for number in range(rounds + 1):
        for case, run in cases.items():
            for name, value in run().items():
                if number:
                    found[case].setdefault(name, []).append(value)
    return found


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Gives the median of several values, the least and the most."""
    return f"{statistics.median(values):,.0f} {unit} ({min(values):,.0f}-{max(values):,.0f})"


def ratio(values: Sequence[float], others: Sequence[float]) -> float:
    """Gives how many times the other values' median the median of some values is."""
    return statistics.median(values) / statistics.median(others)
