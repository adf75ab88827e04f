"""What is left out of a paint must not be missed: our terminal shows what Textual's own paints would show."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, InlineUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from bench.generated import CLOCK, make_home
from tests.pty_terminal import PtyTerminal
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


def new_screen() -> pyte.Screen:
    """Return a screen without line wrap, as Textual sets it."""
    screen = pyte.Screen(WIDTH, HEIGHT)
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
        sent = self.shown.render_segments(CONSOLE)
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


def test_what_is_no_paint_of_a_screen_passes_through() -> None:
    inline = InlineUpdate([])
    assert ShownScreen().take(inline) is inline
    assert ShownScreen().take(None) is None
