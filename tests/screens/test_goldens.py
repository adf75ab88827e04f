"""Screens and each part of the profile as text, in ASCII and without colour; a tiny terminal breaks nothing."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.color import Color

from tests.conftest import Golden
from tests.fakes import NOW
from tests.graph_fixtures import a_circle, tell_circle
from tests.screens.test_bindings import PLACES, visit
from tests.screens.test_profile import career
from tests.screens.week import FRIDAY, WEEK, a_good_week
from tests.stage import QUIET, SIZES, WIDE, Stage, open_stage
from tuiread.records import PersonKey

SCREENS = {
    "feed": ["s", "j"],
    "paper": ["enter"],
    "reader": ["enter", "tab", "tab", "enter", "space", "tab"],
    "profile": ["a", "enter"],
    "profile/topics": ["a", "enter", "tab"],
    "profile/collaborators": ["a", "enter", "tab", "tab"],
    "profile/institutions": ["a", "enter", "tab", "tab", "tab"],
    "profile/graph": ["a", "enter", "w"],
    "profile/identity": ["a", "enter", "shift+tab"],
    "why": ["a", "enter", "i"],
    "library": ["s", "j", "s", "j", "s", "r", "3"],
    "library/tags": [
        *("s", "j", "s", "t", *"data group", "enter", "j", "e", *"Compare with ours", "enter", "j", "+"),
        *("3", "v", "j"),
    ],
    "library/queue": ["+", "j", "+", "j", "+", "3", "v", "v", "J"],
    "library/tagging": ["t", *"data group", "enter", "j", "t", "d"],
    "inbox": ["2"],
    "inbox/by-person": ["2", "v"],
    "inbox/by-kind": ["2", "v", "v"],
    "search": ["4", *"quiet", "down"],
    "search/nothing-typed": ["4"],
    "search/people": ["4", *"ada", "down", "tab"],
    "people": ["5"],
    "digest": ["s", "j", "7", "j", "j"],
    "help": ["?"],
}
"""What to press to see each screen."""

GRAPH = {
    "graph": ["6"],
    "graph/relations": ["6", "h", "j"],
    "graph/inside": ["6", "l", "tab", "j"],
    "graph/paper": ["6", "n", *"2511.00003", "enter", "tab", "G"],
    "graph/map": ["6", "v"],
    "graph/lanes": ["6", "n", *"2511.00003", "enter", "v", "v"],
    "path": ["6", "h", "p", *"tatsu", "enter"],
    "path/none": ["6", "h", "p", *"solo", "enter"],
    "path/naming": ["6", "p", *"an"],
}
"""What to press to see each view of the graph, in a circle of its own."""

TINY = (40, 15)


@pytest.fixture(autouse=True)
def only_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn no meanings: nearness differs in the last digit between processors, and so would pictures."""
    monkeypatch.setattr("tuiread.screens.search_verbs.QUICKLY_LEARNT", 0)


def advancing_clock() -> Callable[[], dt.datetime]:
    """Return a clock by which nothing happens at once, and everything at eight."""
    ticks = itertools.count()
    return lambda: NOW + dt.timedelta(microseconds=next(ticks))


async def show(stage: Stage, screen: str) -> None:
    """Go to a screen as somebody who follows two people."""
    await stage.library.researchers.follow(PersonKey("hf:ada-example"))
    await stage.library.researchers.follow(PersonKey("name:bob placeholder"))
    stage.app.store_changed()
    await stage.settle()
    await stage.press(*SCREENS[screen])
    if stage.status.startswith(("Saved", "Follow")):
        await stage.press("home")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_looks_as_it_did(tmp_path: Path, golden: Golden, screen: str, size: tuple[int, int]) -> None:
    clock = advancing_clock()
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size, now=clock) as stage:
        await show(stage, screen)
        golden(stage.text, f"{screen}/{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", ["feed", "profile"])
async def test_a_screen_in_ascii_looks_as_it_did(
    tmp_path: Path, golden: Golden, screen: str, size: tuple[int, int]
) -> None:
    clock = advancing_clock()
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size, now=clock, is_ascii=True) as stage:
        await show(stage, screen)
        golden(stage.text, f"{screen}/{size[0]}x{size[1]}-ascii")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", GRAPH)
async def test_a_view_of_the_graph_looks_as_it_did(
    tmp_path: Path, golden: Golden, view: str, size: tuple[int, int]
) -> None:
    async with open_stage(tmp_path, a_circle(), fetched=(FRIDAY,), size=size) as stage:
        await tell_circle(stage)
        await stage.press(*GRAPH[view])
        golden(stage.text, f"{view}/{size[0]}x{size[1]}")


@pytest.mark.parametrize("view", ["graph", "graph/map", "graph/lanes", "path"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_view_of_the_graph_in_ascii_looks_as_it_did(
    tmp_path: Path, golden: Golden, view: str, size: tuple[int, int]
) -> None:
    async with open_stage(tmp_path, a_circle(), fetched=(FRIDAY,), size=size, is_ascii=True) as stage:
        await tell_circle(stage)
        await stage.press(*GRAPH[view])
        golden(stage.text, f"{view}/{size[0]}x{size[1]}-ascii")
        letters = {letter for letter in stage.text if not letter.isascii()}
        assert {letter for letter in letters if "\u2500" <= letter <= "\u27bf" or letter in "…·"} == set()


@pytest.mark.parametrize("view", ["graph", "graph/map", "graph/lanes", "path"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_view_of_the_graph_without_colour_has_the_same_letters(
    tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch, view: str, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_stage(tmp_path, a_circle(), fetched=(FRIDAY,), size=size) as stage:
        await tell_circle(stage)
        await stage.press(*GRAPH[view])
        golden(stage.text, f"{view}/{size[0]}x{size[1]}")
        assert stage.app.no_color


async def test_ascii_draws_no_glyph_beyond_ascii(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,), size=(120, 36), is_ascii=True) as stage:
        async for place in visit(stage, PLACES):
            assert {letter for letter in stage.text if not letter.isascii()} == set(), place


async def test_no_color_leaves_letters_and_weights_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")  # Textual looks there, we look at what the app is given
    auto = {**QUIET, "TUIREAD_UI_THEME": "auto"}
    environ = {"COLORTERM": "truecolor", "NO_COLOR": "1"}
    plain = Color.parse("default")
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE, environ=auto, terminal=environ) as stage:
        async for place in visit(stage, PLACES):
            styles = {segment.style for strip in stage.strips for segment in strip if segment.style}
            assert {style.color for style in styles} | {style.bgcolor for style in styles} <= {plain, None}, place
            assert any(style.bold for style in styles), place


@pytest.mark.parametrize("screen", ["feed", "profile"])
async def test_no_color_shows_the_same_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: str) -> None:
    shown = []
    for home, has_colour in (("one", True), ("other", False)):
        if not has_colour:
            monkeypatch.setenv("NO_COLOR", "1")
        async with open_stage(tmp_path / home, a_good_week(), fetched=WEEK, now=advancing_clock()) as stage:
            await show(stage, screen)
            shown.append(stage.text)
    assert shown[0] == shown[1]


async def test_without_24_bits_the_terminals_own_colours_are_used(tmp_path: Path) -> None:
    auto = {**QUIET, "TUIREAD_UI_THEME": "auto"}
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, environ=auto, terminal={}) as stage:
        colours = {segment.style.color for strip in stage.strips for segment in strip if segment.style}
        assert {colour.number for colour in colours if colour} <= {None, *range(16)}
        assert {colour.triplet for colour in colours if colour} == {None}


async def test_a_tiny_terminal_breaks_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=(20, 5)) as stage:
        async for place in visit(stage, PLACES):
            for size in ((20, 5), (1, 1)):
                await stage.resize(*size)
                assert {strip.cell_length for strip in stage.strips} == {size[0]}, (place, size)


SHOWN = {
    "feed": "A Complete Paper",
    "paper": "arXiv 2608.00001",
    "profile": "A Complete Paper",
    "library": "A Complete Paper",
    "inbox": "Ada Example: A",
    "help": "next",
}


async def test_a_tiny_terminal_still_shows_the_thing_itself(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=TINY) as stage:
        await stage.press("s", "f", "enter")
        async for place in visit(stage, SHOWN):
            assert SHOWN[place] in stage.text, place
