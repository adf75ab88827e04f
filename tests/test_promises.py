"""Promises of speed that no busy machine can blur: what is loaded, asked and sent.  bench/ measures the others."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from bench._measuring import BARE_APP, BARE_TEXT
from bench.generated import CLOCK, NOW, make_home
from tests.pty_terminal import PtyTerminal
from tuiread import acts, pages
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import PaperId
from tuiread.settings import load_settings
from tuiread.store import Store
from tuiread.tables import taste

ROOT = Path(__file__).parents[1]

ONE_SCREEN = 6_000
"""More bytes than 24 lines of text, colours and all, ever take here; Textual alone sends 16,000 for a paper."""

NOT_BEFORE_THE_FIRST_FRAME = {
    *("httpx", "httpcore", "anyio", "tenacity", "tuiread.sources", "tuiread.sources.client", "tuiread.sync"),
    *("numpy", "pylatexenc", "tuiread.cleaning", "tuiread.starter", "json", "tomllib", "tuiread.desktop"),
    *("argparse", "shtab", "tuiread.cli.run", "tuiread.cli.table", "tuiread.output", "tuiread.commands"),
    *("tuiread.screens.paper_screen", "tuiread.screens.library_screen", "tuiread.widgets.needle_input", "markdown_it"),
}

LIST_MODULES_AT_THE_FIRST_FRAME = """
import os, sys
from tuiread.widgets.shown_screen import ShownScreen
render = ShownScreen.render_segments
def render_first(self, console):
    ShownScreen.render_segments = render
    sent = render(self, console)
    with open(os.environ["MODULES"], "w") as file:
        print(*sys.modules, file=file)
    return sent
ShownScreen.render_segments = render_first
from tuiread.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    make_home(folder, 200)
    return folder


def run(command: list[str], size: tuple[int, int] = (80, 24), **environ: str) -> PtyTerminal:
    return PtyTerminal(command, columns=size[0], rows=size[1], env={**CLOCK, "PYTHONPATH": str(ROOT), **environ})


def open_feed(home: Path, size: tuple[int, int] = (80, 24)) -> PtyTerminal:
    return run([sys.executable, "-m", "tuiread", "--home", str(home), "--offline"], size)


# Loaded


def test_nothing_is_loaded_that_the_first_frame_does_not_need(home: Path, tmp_path: Path) -> None:
    modules = tmp_path / "modules"
    command = [sys.executable, "-c", LIST_MODULES_AT_THE_FIRST_FRAME]
    with run(command, TUIREAD_HOME=str(home), TUIREAD_SYNC_ON_START="no", MODULES=str(modules)) as terminal:
        terminal.wait_until("1 Feed")
    loaded = set(modules.read_text(encoding="utf-8").split())
    assert "tuiread.screens.feed_screen" in loaded
    assert loaded & NOT_BEFORE_THE_FIRST_FRAME == set()


# Asked


async def statements_to_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Open the databases, read the feed's first page and one paper; return the SQL of it all."""
    said: list[str] = []
    connect = sqlite3.connect

    def connect_and_trace(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.set_trace_callback(said.append)
        return connection

    paths = find_paths(str(home))
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_and_trace)
        library = Library(paths, load_settings(paths, {}), lambda: NOW)
        page = await library.feed()
        await library.paper(page.rows[0].id)
        await library.close()
    return said


async def test_more_papers_take_no_more_statements(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_home(tmp_path, 1_000)
    few = await statements_to_open(home, monkeypatch)
    many = await statements_to_open(tmp_path, monkeypatch)
    assert any("cache.papers" in statement for statement in few)
    assert len(many) == len(few)


def steps_for_a_page(home: Path) -> int:
    """Count the steps of SQLite's machine for the feed's first page and a paper."""
    store = Store.open(find_paths(str(home)))
    steps = itertools.count()
    store.connection.set_progress_handler(lambda: next(steps) and None, 1)
    page = pages.feed_page(store.connection, None, "trending", NOW)
    pages.paper_page(store.connection, page.rows[0].id)
    store.close()
    return next(steps)


def test_more_papers_take_hardly_more_steps_of_the_database(tmp_path: Path) -> None:
    make_home(tmp_path / "few", 1_000)
    make_home(tmp_path / "many", 2_500)
    assert steps_for_a_page(tmp_path / "many") < 1.5 * steps_for_a_page(tmp_path / "few")


def test_a_large_library_is_read_in_few_steps_of_the_database_a_paper(tmp_path: Path) -> None:
    make_home(tmp_path, 600)
    store = Store.open(find_paths(str(tmp_path)))
    acts.save(store, [PaperId(row[0]) for row in store.connection.execute("SELECT id FROM cache.papers")], NOW)
    acts.follow(store, pages.people_rows(store.connection, "", 1)[0].key, NOW)
    steps = itertools.count()
    store.connection.set_progress_handler(lambda: next(steps) and None, 1)
    page = pages.library_page(store.connection, 0)
    store.close()
    assert len(page.rows) == 600 and any(row.paper.followed_name for row in page.rows)
    assert next(steps) < 150 * len(page.rows)


# Sent


def picture(terminal: PtyTerminal) -> list[tuple[object, ...]]:
    """Return the lines of the screen with their colours."""
    screen = terminal._screen
    return [tuple(screen.buffer[y][x] for x in range(screen.columns)) for y in range(screen.lines)]


def cursor_line(screen: str) -> str:
    return next((line for line in screen.splitlines() if line.startswith(">")), "")


def press_down(terminal: PtyTerminal) -> None:
    """Press Down and wait until the cursor stands elsewhere."""
    before = cursor_line(terminal.screen_text())
    terminal.press("down")
    terminal.wait_until(lambda screen: cursor_line(screen) not in ("", before))
    terminal.wait_quiet()


def test_a_down_sends_little_and_changes_two_lines(home: Path) -> None:
    with open_feed(home) as terminal:
        terminal.wait_until(lambda screen: bool(cursor_line(screen)))
        terminal.wait_quiet()
        for _ in range(8):
            before, sent = picture(terminal), terminal.bytes_written
            press_down(terminal)
            assert 0 < terminal.bytes_written - sent <= 900
            assert sum(old != new for old, new in zip(before, picture(terminal), strict=True)) == 2


def test_a_step_in_a_catch_up_sends_no_more_than_one_in_the_feed(home: Path) -> None:
    with Store.open(find_paths(str(home))).transaction() as connection:
        taste.keep_visit(connection, NOW.date() - dt.timedelta(days=10))
    with open_feed(home) as terminal:
        terminal.wait_until(lambda screen: bool(cursor_line(screen)))
        terminal.press("C")
        terminal.wait_until("pass 2 of 3")  # the first is empty
        terminal.wait_quiet()
        for _ in range(4):
            sent = terminal.bytes_written
            press_down(terminal)
            assert 0 < terminal.bytes_written - sent <= 900


def test_a_feed_at_rest_sends_nothing(home: Path) -> None:
    with open_feed(home, (120, 36)) as terminal:
        terminal.wait_until("arXiv")
        terminal.wait_quiet(0.5)
        sent = terminal.bytes_written
        terminal.wait_quiet(1, timeout_s=1)
        assert terminal.bytes_written == sent


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
def test_a_start_sends_hardly_more_than_that_of_a_bare_app(home: Path, size: tuple[int, int]) -> None:
    sent = []
    for terminal, text in ((open_feed(home, size), "offline"), (run(list(BARE_APP), size), BARE_TEXT)):
        with terminal:
            terminal.wait_until(text)
            terminal.wait_quiet(1)
            sent.append(terminal.bytes_written)
    assert sent[0] < 1.5 * sent[1]


def test_opening_a_paper_sends_no_more_than_one_screen(home: Path) -> None:
    with open_feed(home) as terminal:
        terminal.wait_until("[day]")
        terminal.wait_quiet()
        sent = terminal.bytes_written
        terminal.press("enter")
        terminal.wait_until(lambda screen: "[day]" not in screen)
        terminal.wait_quiet(0.5)
        assert terminal.bytes_written - sent < ONE_SCREEN
