"""The screens as pictures at three sizes, in tuiread's own theme."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.graph_fixtures import a_circle, tell_circle
from tests.screens.test_goldens import GRAPH, SCREENS, advancing_clock, only_words, show
from tests.screens.week import FRIDAY, WEEK, a_good_week
from tests.stage import SIZES, TRUECOLOR, Opened, Stage, fill, make_settings
from tests.text_fixtures import FakePages
from tuiread.app import TuireadApp
from tuiread.library import Library
from tuiread.paths import find_paths

__all__ = ["only_words"]

Compare = Callable[..., bool]


@pytest.fixture(scope="session")
def snapshot_folder() -> str:
    """Return where the plugin keeps its work, read before a test's environment is cleaned."""
    return os.environ["TEXTUAL_SNAPSHOT_TEMPDIR"]


@pytest.fixture
def compare(snapshot_folder: str, monkeypatch: pytest.MonkeyPatch, snap_compare: Compare) -> Compare:
    """Return the comparison with a kept picture; ``make goldens`` takes new ones."""
    monkeypatch.setenv("TEXTUAL_SNAPSHOT_TEMPDIR", snapshot_folder)
    return snap_compare


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", [name for name in SCREENS if "/" not in name])
def test_a_screen_looks_as_it_did(tmp_path: Path, compare: Compare, screen: str, size: tuple[int, int]) -> None:
    paths, story = find_paths(str(tmp_path)), a_good_week()
    settings = make_settings(paths)
    library = Library(paths, settings, advancing_clock(), story.open, None, lambda chosen: FakePages())
    asyncio.run(fill(library, story, WEEK))
    app = TuireadApp(library, settings, first_page=asyncio.run(library.feed()), environ=TRUECOLOR)

    async def walk(pilot: Pilot[Any]) -> None:
        await show(Stage(app, pilot, Opened([], has_desktop=True), story), screen)

    try:
        assert compare(app, terminal_size=size, run_before=walk)
    finally:
        asyncio.run(library.close())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["graph", "graph/map", "graph/lanes", "path"], ids=lambda view: view.replace("/", " "))
def test_a_view_of_the_graph_looks_as_it_did(
    tmp_path: Path, compare: Compare, view: str, size: tuple[int, int]
) -> None:
    paths, story = find_paths(str(tmp_path)), a_circle()
    settings = make_settings(paths)
    library = Library(paths, settings, advancing_clock(), story.open, None, lambda chosen: FakePages())
    asyncio.run(fill(library, story, (FRIDAY,)))
    app = TuireadApp(library, settings, first_page=asyncio.run(library.feed()), environ=TRUECOLOR)

    async def walk(pilot: Pilot[Any]) -> None:
        stage = Stage(app, pilot, Opened([], has_desktop=True), story)
        await tell_circle(stage)
        await stage.press(*GRAPH[view])

    try:
        assert compare(app, terminal_size=size, run_before=walk)
    finally:
        asyncio.run(library.close())
