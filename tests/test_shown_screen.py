"""What is left out of a paint must not be missed: our terminal shows what Textual's own paints would show."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from pathlib import Path

import pyte
import pytest
from hypothesis import given, strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, InlineUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from bench.generated import CLOCK, make_home
from tests.pty_terminal import PtyTerminal, readable, screen_text
from tuiread.widgets.shown_screen import ShownScreen

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 24, 4
CONSOLE = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=WIDTH)
STYLES = [
    Style.parse(text)
    for text in ("white on black", "bold white on black", "red on black", "white on blue", "underline red on black")
]

Pictures = st.SearchStrategy[list[Strip]]


def pictures_of(*texts: str) -> Pictures:
    segments = st.tuples(st.sampled_from(texts), st.sampled_from(STYLES))
    lines = st.lists(segments, max_size=8).map(
        lambda parts: Strip([Segment(*part) for part in parts]).adjust_cell_length(WIDTH, STYLES[0])
    )
    return st.lists(lines, min_size=HEIGHT, max_size=HEIGHT)


NARROW = ("a", "bc", " ", "         ", "─·…")
pictures = pictures_of(*NARROW, "漢字", "e\u0301 x ", "e\u0301")
pictures_to_cut = pictures_of(*NARROW)


def whole(picture: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in picture], Region(0, 0, WIDTH, len(picture)))


def columns(picture: list[Strip], start: int, stop: int) -> ChopsUpdate:
    """Return an update of some columns, as a widget that stands there causes it."""
    cuts = sorted({0, start, stop, WIDTH})
    chops = [{x: line.crop(start, stop) if x == start else None for x in cuts[:-1]} for line in picture]
    return ChopsUpdate(chops, [(y, start, stop) for y in range(len(picture))], [cuts[1:]] * len(picture))


def with_columns(old: list[Strip], new: list[Strip], start: int, stop: int) -> list[Strip]:
    pairs = zip(old, new, strict=True)
    return [Strip.join([one.crop(0, start), other.crop(start, stop), one.crop(stop)]) for one, other in pairs]


def looks(screen: pyte.Screen) -> list[tuple[object, ...]]:
    """Return how each cell looks; a blank has no ink, and no weight either."""
    cells = [screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)]
    return [
        (cell.data, cell.bg, cell.underscore, cell.reverse, *(() if cell.data == " " else (cell.fg, cell.bold)))
        for cell in cells
    ]


def new_screen(columns: int = WIDTH, rows: int = HEIGHT) -> pyte.Screen:
    """Return a screen without line wrap, as Textual sets it."""
    screen = pyte.Screen(columns, rows)
    screen.reset_mode(7, private=True)
    return screen


def painted_alone(picture: list[Strip]) -> list[tuple[object, ...]]:
    """Return the looks of a terminal on which Textual paints a picture by itself."""
    screen = new_screen()
    pyte.Stream(screen).feed(whole(picture).render_segments(CONSOLE))
    return looks(screen)


class Terminal:
    """A terminal, and what a `ShownScreen` believes of it."""

    def __init__(self) -> None:
        self.screen = new_screen()
        self.shown = ShownScreen()
        self._stream = pyte.Stream(self.screen)

    def paint(self, update: LayoutUpdate | ChopsUpdate) -> str:
        assert self.shown.take(update) is self.shown
        sent: str = self.shown.render_segments(CONSOLE)
        self._stream.feed(sent)
        return sent


@given(pictures, pictures)
def test_the_difference_makes_the_new_picture_of_the_old_one(before: list[Strip], after: list[Strip]) -> None:
    terminal = Terminal()
    terminal.paint(whole(before))
    terminal.paint(whole(after))
    assert looks(terminal.screen) == painted_alone(after)


@given(pictures_to_cut, pictures_to_cut, st.integers(0, WIDTH - 1), st.integers(1, WIDTH))
def test_an_update_of_some_columns_leaves_the_others(
    before: list[Strip], after: list[Strip], start: int, width: int
) -> None:
    stop = min(WIDTH, start + width)
    terminal = Terminal()
    terminal.paint(whole(before))
    terminal.paint(columns(after, start, stop))
    assert looks(terminal.screen) == painted_alone(with_columns(before, after, start, stop))


@given(pictures_to_cut)
def test_a_picture_that_is_shown_already_sends_nothing(picture: list[Strip]) -> None:
    terminal = Terminal()
    terminal.paint(whole(picture))
    assert terminal.paint(whole(picture)) == ""
    assert terminal.paint(columns(picture, 3, 9)) == ""


def test_an_update_that_was_dropped_is_sent_with_the_next() -> None:
    first, second = ([Strip([Segment(letter * WIDTH, STYLES[0])])] * HEIGHT for letter in "ab")
    terminal = Terminal()
    terminal.shown.take(whole(first))
    terminal.paint(columns(second, 0, 2))
    assert looks(terminal.screen) == painted_alone(with_columns(first, second, 0, 2))


def test_after_another_program_wrote_everything_is_sent_again() -> None:
    picture = [Strip([Segment("a" * WIDTH, STYLES[0])])] * HEIGHT
    terminal = Terminal()
    once = terminal.paint(whole(picture))
    terminal.shown.forget()
    assert terminal.paint(whole(picture)) == once


def test_another_size_sends_everything_again() -> None:
    picture = [Strip([Segment("a" * WIDTH, STYLES[0])])] * HEIGHT
    terminal = Terminal()
    terminal.paint(whole(picture))
    terminal.paint(whole(picture[:2]))
    assert terminal.paint(whole(picture)).count("a") == WIDTH * HEIGHT


def test_a_part_of_a_narrower_screen_forgets_the_wider_one() -> None:
    wide, narrow = ([Strip([Segment("a" * width, STYLES[0])])] * HEIGHT for width in (WIDTH, 10))
    terminal = Terminal()
    terminal.paint(whole(wide))
    terminal.paint(ChopsUpdate([{0: line.crop(0, 4), 4: None} for line in narrow], [(0, 0, 4)], [[4, 10]] * HEIGHT))
    assert terminal.screen.display[0] == "aaaa      " + "a" * (WIDTH - 10)


def test_what_is_no_paint_of_a_screen_passes_through() -> None:
    inline = InlineUpdate([])
    assert ShownScreen().take(inline) is inline
    assert ShownScreen().take(None) is None


PROGRAM = "from tuiread.__main__ import main; main()"
LOG_EVERY_PAINT = f"""
import json, os
from textual._compositor import LayoutUpdate
from tuiread.widgets.shown_screen import ShownScreen
log = open(os.environ["PAINTS"], "w", buffering=1)
class Logging(ShownScreen):
    update = None
    def take(self, update):
        if self.update is not None:
            print("null", file=log)
        self.update = update
        return super().take(update)
    def render_segments(self, console):
        theirs, is_whole = self.update.render_segments(console), isinstance(self.update, LayoutUpdate)
        ours, self.update = super().render_segments(console), None
        print(json.dumps([ours, theirs, is_whole]), file=log)
        return ours
import tuiread.app
tuiread.app.ShownScreen = Logging
{PROGRAM}
"""
"""Logs for each paint what we send and what Textual would send, and null for an update that Textual drops."""

TOUR = (
    "down", "pagedown", "enter", "pagedown", "a", "escape", "escape", "2", "3", "1", "?", "escape", "/", "e", "enter",
    "escape", "s", "u", "v", "v", "v", "S", "[", "ctrl+p", "escape", "G", "g",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_home(folder, 100)
    return folder


def open_feed(program: str, home: Path, size: tuple[int, int], **environ: str) -> PtyTerminal:
    command = [sys.executable, "-c", program, "--home", str(home), "--offline"]
    environ = {**CLOCK, "PYTHONPATH": str(ROOT), **environ}
    return PtyTerminal(command, columns=size[0], rows=size[1], env=environ)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
def test_every_paint_of_a_tour_looks_as_textual_alone_would_paint_it(
    home: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    paints = tmp_path / "paints"
    with open_feed(LOG_EVERY_PAINT, home, size, PAINTS=str(paints)) as terminal:
        terminal.wait_until("offline")
        for key in TOUR:
            terminal.press(key)
            terminal.wait_quiet(0.1)
    ours, theirs = new_screen(*size), new_screen(*size)
    compared, is_behind, sent = 0, True, [0, 0]
    for line in paints.read_text(encoding="utf-8").splitlines():
        if line == "null":
            is_behind = True  # Textual does not paint again what it dropped, until it paints everything
            continue
        *both, is_whole = json.loads(line)
        is_behind = is_behind and not is_whole
        for place, screen in enumerate((ours, theirs)):
            pyte.Stream(screen).feed(both[place])
            sent[place] += len(both[place])
        if not is_behind:
            assert looks(ours) == looks(theirs)
            compared += 1
    assert compared > 10  # of some thirty; a busy machine drops some
    assert sent[0] < sent[1] / 2


def test_a_program_that_was_stopped_paints_everything_again(home: Path) -> None:
    with open_feed(PROGRAM, home, (80, 24)) as terminal:
        terminal.wait_until("offline")
        terminal.press("down")
        terminal.wait_quiet()
        sent = terminal.bytes_written
        os.kill(terminal.pid, signal.SIGTSTP)
        os.waitpid(terminal.pid, os.WUNTRACED)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.wait_until(lambda screen: "offline" in screen and written_since(terminal, sent) == screen)


def written_since(terminal: PtyTerminal, sent: int) -> str:
    """Return the text on a blank screen after all that came since some bytes were sent."""
    screen = new_screen(80, 24)
    pyte.ByteStream(screen).feed(readable(bytes(terminal.output[sent:])))
    return screen_text(screen)
