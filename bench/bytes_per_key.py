"""What a key costs a slow line: bytes that Down and PageDown send, our list beside Textual's OptionList, same rows.

Both run in a pseudo terminal, one after the other in the same run; the screen is read until the cursor has moved.

    python bench/bytes_per_key.py
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from textual.app import App, ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tests.pty_terminal import PtyTerminal
from tuiread.lines import Line, Span, fit, fit_line
from tuiread.widgets.row_list import RowList

ROWS = 200
SIZES = ((80, 24), (120, 36))
KEYS = (("down", 7), ("pagedown", 4))
TERMINALS: dict[str, dict[str, str | None]] = {
    "truecolor": {},
    "256 colours": {"COLORTERM": None},
    "NO_COLOR": {"NO_COLOR": "1"},
}
WORDS = "Learning scaling laws for the filtering of data and predictive selection in long contexts by experts"


def title(row: int) -> str:
    """Makes a title of 30 to 100 letters, another one for every row."""
    words = WORDS.split()
    return " ".join(words[(row * 7 + position * 3) % len(words)] for position in range(5 + row % 8))


def about(row: int) -> str:
    """Makes a row's second line."""
    return f"          T. Example +{row % 9} · cs.LG · {row % 5} comments" + (" · code" if row % 3 else "")


def draw(row: int, cells: int) -> list[Line]:
    """Draws a row of the feed's shape."""
    letters = Span("N f" if row % 2 else "  s", "accent")
    line = (letters, Span(f" {row:>5} ", "dim"), Span(title(row), "title"))
    return [fit_line(line, cells), (Span(about(row), "dim"),)]


class OurList(App[None]):
    """The list of this program."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield RowList[int](draw, rows=range(ROWS), row_height=2)


class TextualList(App[None]):
    """Textual's own list with the same rows."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield OptionList(*(Option(f"N f {row:>5} {fit(title(row), 60)}\n{about(row)}") for row in range(ROWS)))


APPS: dict[str, type[App[None]]] = {"RowList": OurList, "OptionList": TextualList}


def measure(app: str, size: tuple[int, int], env: dict[str, str | None]) -> dict[str, float]:
    """Starts an app in a terminal and counts what it sends at the start and for each key."""
    with PtyTerminal(
        [sys.executable, __file__, app], columns=size[0], rows=size[1], env={"TEXTUAL_ANIMATIONS": "none", **env}
    ) as terminal:
        terminal.wait_until("T. Example")
        terminal.wait_quiet(0.3)
        counts: dict[str, float] = {"start": terminal.bytes_written}
        for key, presses in KEYS:
            counts[key] = statistics.median(sent_for(terminal, key) for _ in range(presses))
        return counts


def sent_for(terminal: PtyTerminal, key: str) -> int:
    """Presses a key and counts what comes back."""
    before = terminal.bytes_written
    terminal.press(key)
    terminal.wait_until(lambda _screen: terminal.bytes_written > before)
    terminal.wait_quiet(0.1)
    return terminal.bytes_written - before


def main() -> None:
    """Prints the table."""
    print(f"{'':<22}{'':>10}{'RowList':>10}{'OptionList':>12}{'ratio':>8}")
    for columns, rows in SIZES:
        for name, env in TERMINALS.items():
            ours, theirs = (measure(app, (columns, rows), env) for app in APPS)
            for key, count in ours.items():
                head = f"{columns}x{rows} {name}"
                print(f"{head:<22}{key:>10}{count:>10,.0f}{theirs[key]:>12,.0f}{count / theirs[key]:>7.2f}x")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        APPS[sys.argv[1]]().run()
    else:
        main()
