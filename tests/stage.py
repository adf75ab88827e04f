"""The app on a stage: invented papers and people in a library of its own, a fixed clock, one theme, a given size.

    async with open_stage(home, a_good_week(), fetched=WEEK) as stage:
        await stage.press("down", "s")                      what a reader does
        assert "Saved" in stage.status                      what they see
        assert (await stage.library.saved()).rows           what is kept

`Stage.press` comes back when the program has nothing left to do: no message waits, no worker runs except those that
wait for an answer of the reader or for the story's gate.  Not a terminal: which bytes a key sends is for test_pty_keys.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import datetime as dt
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast
from unittest.mock import patch

import pytest
import textual.screen
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tests.fakes import NOW, Clock, Story
from tests.text_fixtures import FakePages
from tuiread.app import TuireadApp
from tuiread.dates import day_period
from tuiread.library import Library
from tuiread.paths import Paths, find_paths
from tuiread.records import FeedRow, Period
from tuiread.screens import graph_views, list_screen, profile_screen
from tuiread.screens.ask_screen import AskScreen
from tuiread.screens.base_screen import BaseScreen
from tuiread.screens.copy_menu import CopyMenu
from tuiread.screens.export_menu import ExportMenu
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.find_screen import FindScreen
from tuiread.screens.graph_screen import GraphScreen
from tuiread.screens.list_screen import ListScreen
from tuiread.screens.mark_menu import MarkMenu
from tuiread.screens.note_screen import NoteScreen
from tuiread.screens.pick_screen import PickScreen
from tuiread.screens.profile_screen import ProfileScreen
from tuiread.screens.tag_screen import TagScreen
from tuiread.settings import Settings, load_settings
from tuiread.sources import Upstreams
from tuiread.text_sync import KnowsTexts
from tuiread.widgets.graph_columns import GraphColumns
from tuiread.widgets.needle_input import NeedleInput
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane

MakeUpstreams = Callable[[Settings, Clock], Upstreams]

NARROW, NORMAL, WIDE = (60, 20), (80, 24), (120, 36)
SIZES = [pytest.param(size, id=f"{size[0]}x{size[1]}") for size in (NARROW, NORMAL, WIDE)]

TRUECOLOR = {"COLORTERM": "truecolor"}
COPIED = "Sent to the terminal's clipboard: "
"""What is said of every copy."""
QUIET = {"TUIREAD_SYNC_ON_START": "false", "TUIREAD_TEXTS_ON_SAVE": "false"}
PATIENCE_S = 10.0

ASKING = (AskScreen, FindScreen, PickScreen, CopyMenu, ExportMenu, MarkMenu, TagScreen, NoteScreen)
"""The screens whose worker waits for the reader."""


class GatedStory(Story):
    """A story whose answers wait until the test lets them go, one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._gate = asyncio.Semaphore(0)
        self.waiting_count = 0
        """How many questions wait for their answer now."""

    def let_go(self, count: int = 1) -> None:
        """Let so many more answers come."""
        for _ in range(count):
            self._gate.release()

    async def hear(self, question: str, days: Sequence[dt.date] = ()) -> None:
        """Note the question at once; answer when the gate opens."""
        self.waiting_count += 1
        try:
            await self._gate.acquire()
        finally:
            self.waiting_count -= 1
        await super().hear(question, days)


class Opened(NamedTuple):
    """Addresses that the program opened on the reader's desktop."""

    urls: list[str]
    has_desktop: bool

    def open(self, url: str, chosen: str, environ: Mapping[str, str]) -> bool:
        if self.has_desktop:
            self.urls.append(url)
        return self.has_desktop


class Stage:
    """A running app with the hands of a reader and the eyes of a test."""

    def __init__(self, app: TuireadApp, pilot: Pilot[None], opened: Opened, story: Story) -> None:
        self.app = app
        self.story = story
        self.library: Library = app.library
        self.opened = opened.urls
        self._pilot = pilot

    # Hands

    async def press(self, *keys: str) -> None:
        """Press keys by Textual's names or as characters, each after everything that the one before it caused."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def leave(self, key: str) -> None:
        """Press a key that ends the program."""
        self.send(key)
        async with asyncio.timeout(PATIENCE_S):
            while self.app.is_running:
                await asyncio.sleep(0.001)

    async def go_home(self) -> None:
        """Close whatever is open and go back to the feed."""
        while not isinstance(self.app.screen, FeedScreen) or self.app.screen.query(NeedleInput):
            before = self.app.screen, bool(self.app.screen.query(NeedleInput))
            await self.press("escape")
            if before == (self.app.screen, bool(self.app.screen.query(NeedleInput))):
                await self.press("1")

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*text)

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        if self.app.size == (columns, rows):
            return
        await self._pilot.resize_terminal(columns, rows)
        await self.settle()

    async def click(self, column: int, row: int) -> None:
        """Click on a cell of the screen."""
        await self._pilot.click(offset=(column, row))
        await self.settle()

    def send(self, key: str) -> None:
        """Press a key and wait for nothing."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = {"space": " "}.get(key, key if len(key) == 1 else None)
        event = events.Key(name, character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def settle(self) -> None:
        """Come back when nothing is left to do."""
        await self.until(self._is_settled)

    async def until(self, condition: Callable[[], object]) -> None:
        """Come back when something is true; for what happens by itself."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                await self._pilot._wait_for_screen()
                if self.app._exception is not None:
                    raise self.app._exception
                if condition():
                    return
                await asyncio.sleep(0.001)  # lets the store's thread work; how long is of no matter

    def _is_settled(self) -> bool:
        """Tell whether nobody has work: no message, no drawing, no timer of the preview, no worker."""
        screen = self.app.screen
        pumps = [
            self.app,
            *(node for stacked in self.app.screen_stack for node in stacked.walk_children(with_self=True)),
        ]
        if any(pump.message_queue_size for pump in pumps if isinstance(pump, Widget | App)):
            return False
        if screen._layout_required or screen._scroll_required or screen._dirty_widgets or screen._callbacks:
            return False
        if _is_pending(screen):
            return False
        return not [
            worker for worker in self.app.workers if not worker.is_finished and worker.group not in self._waiting
        ]

    @property
    def _waiting(self) -> set[str]:
        """The groups of workers that wait for the reader or for the story."""
        groups = {"paper"} if isinstance(self.app.screen, ASKING) else set()
        if isinstance(self.story, GatedStory) and self.story.waiting_count:
            groups |= {"sync", "fetch"}
        return groups

    # Eyes

    @property
    def strips(self) -> list[Strip]:
        """What is on the screen, with colours."""
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """The screen's lines without trailing blanks."""
        return [strip.text.rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def screen(self) -> Any:
        """The screen that has the keys."""
        return self.app.screen

    @property
    def base(self) -> BaseScreen:
        """The topmost screen with bars."""
        return next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, BaseScreen))

    @property
    def feed(self) -> FeedScreen:
        """The feed, wherever the reader is."""
        return cast(FeedScreen, self.app._screen_stacks["1"][0])

    @property
    def places(self) -> str:
        """The first line."""
        return text_of(self.base.places)

    @property
    def head(self) -> str:
        """What the screen says it shows, without its rule and with single blanks."""
        return " ".join(text_of(self.base.head).rstrip("─┬-+").split())

    @property
    def status(self) -> str:
        """The status line, folded into one line when it is longer, without its rule."""
        return " ".join(text_of(self.base.status_line).lstrip("─┴-+").split())

    @property
    def keys(self) -> str:
        """The key line."""
        return text_of(self.base.keys)

    @property
    def row_list(self) -> RowList[Any]:
        """The list that has the keys, or the screen's only one that shows."""
        focused = self.app.screen.focused
        return (
            focused
            if isinstance(focused, RowList)
            else next(
                row_list
                for row_list in self.app.screen.query(RowList)
                if all(node.display for node in row_list.ancestors_with_self)
            )
        )

    @property
    def rows(self) -> str:
        """The lines of that list; of several lists beside each other, of the one that the keys mean."""
        columns = self.row_list
        if not isinstance(columns, GraphColumns):
            return text_of(columns)
        lists, places = columns._lists(), columns._places(columns.size.width)
        place = next(place for place in places if lists.get(place.name) is columns._shown)
        return "\n".join(strip.text.rstrip() for strip in columns._draw_column(place, columns.size.height))

    @property
    def cursor(self) -> str:
        """The first line of the row under the cursor, without the cursor's mark."""
        marked = [line for line in self.rows.split("\n") if line.startswith(">")]
        return marked[0][2:] if marked else ""

    @property
    def ids(self) -> list[str]:
        """The papers of the list in their order."""
        rows: list[FeedRow] = [self.row_list.row(place) for place in range(self.row_list.row_count)]
        return [row.id for row in rows]

    @property
    def read(self) -> str:
        """The whole text of the pane that shows, also what is scrolled away."""
        pane = next(pane for pane in self.app.screen.query(TextPane) if pane.display)
        return "\n".join("".join(span.text for span in line) for line in pane._lines)


def _is_pending(screen: Screen[Any]) -> bool:
    """Tell whether something waits for the cursor to rest: a preview, an abstract, what stands behind a neighbour."""
    timer = None
    if isinstance(screen, ListScreen):
        timer = screen._preview_timer
    elif isinstance(screen, ProfileScreen):
        timer = screen._abstract_timer
    elif isinstance(screen, GraphScreen):
        timer = screen._rest_timer
    return timer is not None and timer._task is not None and not timer._task.done()


def text_of(widget: Widget) -> str:
    """Return what a widget shows, without trailing blanks."""
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(widget.size.height))


def make_settings(paths: Paths, environ: Mapping[str, str] = QUIET) -> Settings:
    """Return the default settings, with a theme that depends on nothing; nothing is synced at the start."""
    return load_settings(paths, {"TUIREAD_UI_THEME": "tuiread", **environ})


async def fill(library: Library, story: Story, days: Sequence[str]) -> None:
    """Fetch days before the reader comes; the story forgets that it was asked."""
    if isinstance(story, GatedStory):
        story.let_go(len(days))
    report = await library.sync([day_period(dt.date.fromisoformat(day)) for day in days])
    assert not report.failed_days, report.outcomes
    story.asked.clear()


_homes: dict[Hashable, Path] = {}
"""Homes by what was fetched into them, because most tests begin with the same."""


async def _fetched_before(story: Story, fetched: Sequence[str], now: Clock) -> Path:
    """Return a home to copy, with some days of a story in its cache."""
    told = (tuple(story._days.items()), tuple(story._failures), tuple(story._interruptions))
    key = (told, tuple(fetched), now())
    if key not in _homes:
        home = Path(tempfile.mkdtemp(prefix="tuiread-stage-"))
        atexit.register(shutil.rmtree, home)
        await _fetch(home, story, fetched, now)
        _homes[key] = home
    return _homes[key]


async def _fetch(home: Path, story: Story, fetched: Sequence[str], now: Clock) -> None:
    paths = find_paths(str(home))
    library = Library(paths, make_settings(paths), now, story.open)
    await fill(library, story, fetched)
    await library.close()
    # A later start clears the starter edition away.
    library = Library(paths, make_settings(paths), now)
    await library.feed()
    await library.close()


@contextlib.contextmanager
def _hurry() -> Iterator[None]:
    """Let nothing wait for a cursor that rests or for the next frame."""
    with (
        patch.object(list_screen, "PREVIEW_DELAY_S", 0.001),
        patch.object(profile_screen, "ABSTRACT_DELAY_S", 0.001),
        patch.object(graph_views, "REST_DELAY_S", 0.001),
        patch.object(textual.screen, "UPDATE_PERIOD", 0.001),
    ):
        yield


@contextlib.asynccontextmanager
async def open_stage(
    home: Path,
    story: Story | None = None,
    *,
    fetched: Sequence[str] = (),
    size: tuple[int, int] = NORMAL,
    environ: Mapping[str, str] = QUIET,
    terminal: Mapping[str, str] = TRUECOLOR,
    has_desktop: bool = True,
    shown: Period | None = None,
    now: Clock = lambda: NOW,
    make_upstreams: MakeUpstreams | None = None,
    pages: KnowsTexts | None = None,
    **options: Any,
) -> AsyncIterator[Stage]:
    """Open the app on a library.

    Args:
        home: where its files are; a second stage there finds what the first one left.
        story: what the upstream tells.
        fetched: days that are in the cache before the reader comes.
        size: columns and rows.
        environ: settings by environment variables.
        terminal: what the environment says of the terminal.
        has_desktop: whether addresses can be opened.
        shown: the period to start with; the newest day unless given.
        now: the clock.
        make_upstreams: opens the sources that tell of people.
        pages: what serves full texts; one short text for every paper unless given.
        options: what the app takes.
    """
    paths = find_paths(str(home))
    settings = make_settings(paths, environ)
    story = story or Story()
    opened = Opened([], has_desktop)
    if fetched and (home / "data").exists():
        await _fetch(home, story, fetched, now)
    elif fetched:
        shutil.copytree(await _fetched_before(story, fetched, now), home, dirs_exist_ok=True)
    library = Library(paths, settings, now, story.open, make_upstreams, lambda chosen: pages or FakePages())
    try:
        page = await library.feed(shown, settings.feed.order)
        app = TuireadApp(library, settings, first_page=page, environ=terminal, open_url=opened.open, **options)
        with _hurry():
            async with app.run_test(size=size) as pilot:
                stage = Stage(app, pilot, opened, story)
                await stage.settle()
                yield stage
    finally:
        await library.close()
