"""The one list: it moves, jumps and opens by every way in, draws only the rows it shows, sends only what changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

import pytest
from hypothesis import given, strategies as st
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from tests.pty_terminal import PtyTerminal
from tuiread.lines import Line, Span, fit_line
from tuiread.widgets.drawn import Drawn
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.widgets.viewport import Viewport

SIZES = [(60, 20), (80, 24), (120, 36), (40, 15)]
ROOT = Path(__file__).parent.parent


class CountingRows(Sequence[int]):
    """Lazy rows that note which of them were asked for."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.touched: list[int] = []

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        assert isinstance(index, int)
        if not 0 <= index < self.length:
            raise IndexError(index)
        self.touched.append(index)
        return index


def draw(row: Any, cells: int) -> list[Line]:
    """Two lines; the row under them knows how many cells it was given."""
    return [fit_line((Span(f"{row} title", "title"),), cells), (Span(f"about {row}", "dim"),)]


class ListApp(App[None]):
    """A list alone on the screen, over a field that can take the focus; keeps the messages."""

    def __init__(self, rows: Sequence[Any] = range(100), row_height: int = 2, *, is_ascii: bool = False) -> None:
        super().__init__()
        self.is_ascii = is_ascii
        self.list: RowList[Any] = RowList(
            draw, rows=rows, row_height=row_height, empty=[(Span("Nothing here."),), (), (Span("Press x. " * 12),)]
        )
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.list
        yield Input()

    def on_mount(self) -> None:
        self.list.focus()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        self.heard.append(message)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        self.heard.append(message)

    @property
    def opened(self) -> list[tuple[int, Any]]:
        return [(message.index, message.row) for message in self.heard if isinstance(message, RowList.Opened)]

    @property
    def moved(self) -> list[tuple[int, Any]]:
        return [(message.index, message.row) for message in self.heard if isinstance(message, RowList.Moved)]

    @property
    def text(self) -> list[str]:
        """The list's lines as they are on the screen."""
        return [self.list.render_line(y).text.rstrip() for y in range(self.list.size.height)]

    def refreshed(self, monkeypatch: pytest.MonkeyPatch) -> list[Region]:
        """From now on, collects what the list sends again; an empty region stands for all of it."""
        regions: list[Region] = []
        refresh = self.list.refresh

        def spy(*which: Region, **options: bool) -> RowList[Any]:
            regions.extend(which or [Region()])
            return refresh(*which, **options)

        monkeypatch.setattr(self.list, "refresh", spy)
        return regions


# Moving


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        (["j"], 1),
        (["down", "down"], 2),
        (["j", "j", "k"], 1),
        (["down", "up", "up"], 0),
        (["G"], 99),
        (["end"], 99),
        (["G", "g"], 0),
        (["end", "home"], 0),
        (["pagedown"], 9),
        (["pagedown", "pagedown", "pageup"], 9),
        (["ctrl+d"], 5),
        (["ctrl+d", "ctrl+d", "ctrl+u"], 5),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], cursor: int) -> None:
    app = ListApp()
    async with app.run_test(size=(80, 23)) as pilot:  # ten rows of two lines
        await pilot.press(*keys)
        assert (app.list.cursor, app.list.current) == (cursor, cursor)
        assert app.moved[-1] == (cursor, cursor)
        assert f"> {cursor} title" in app.text


async def test_at_the_edge_the_list_jumps_by_a_page_and_keeps_a_row() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 23)) as pilot:
        await pilot.press(*["down"] * 9)
        assert app.text[0] == "  0 title"
        await pilot.press("down")
        assert app.text[:3] == ["  9 title", "  about 9", "> 10 title"]
        await pilot.press("up", "up")
        assert app.text[-4:] == ["> 8 title", "  about 8", "  9 title", "  about 9"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("row_height", [1, 2])
async def test_the_cursor_is_on_the_screen_at_every_size(size: tuple[int, int], row_height: int) -> None:
    app = ListApp(row_height=row_height)
    async with app.run_test(size=size) as pilot:
        for key in ["G", "up", "pageup", "ctrl+u", "down", "pagedown"]:
            await pilot.press(key)
            assert f"> {app.list.cursor} title" in app.text
        for other in SIZES:
            await pilot.resize_terminal(*other)
            await pilot.pause()
            assert f"> {app.list.cursor} title" in app.text
            assert len(app.text) == other[1] - 3


async def test_a_cursor_set_before_there_is_a_screen_comes_to_its_middle() -> None:
    app = ListApp(rows=())
    app.list.show(range(1000), cursor=500)
    async with app.run_test(size=(80, 23)):
        assert app.text.index("> 500 title") == 10


async def test_a_last_row_that_does_not_fit_is_cut() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.text[-1] == "  10 title"
        await pilot.press("G")
        assert app.text[-3:] == ["> 99 title", "  about 99", ""]


async def test_another_row_height_keeps_the_cursor() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.list.move_to(40)
        app.list.row_height = 1
        await pilot.pause()
        assert app.list.cursor == 40
        assert "> 40 title" in app.text
        assert not any("about" in line for line in app.text)


def test_a_viewport_keeps_its_cursor_in_sight_and_wastes_no_line() -> None:
    steps = st.one_of(
        st.tuples(st.just("move_to"), st.integers(-5, 400)),
        st.tuples(st.just("move_by_page"), st.sampled_from([1, -1, 0.5, -0.5])),
        st.tuples(st.just("resize"), st.integers(1, 60)),
    )

    @given(st.integers(0, 300), st.integers(0, 300), st.lists(steps, max_size=20))
    def check(count: int, cursor: int, walk: list[tuple[str, Any]]) -> None:
        view = Viewport()
        view.stand_on(count, cursor)
        view.resize(9)
        for step, argument in walk:
            getattr(view, step)(argument)
            assert 0 <= view.cursor < max(1, count)
            assert view.first <= view.cursor < view.first + view.page
            assert view.first == 0 or view.first + view.page <= count

    check()


# What is asked for and what is sent


@pytest.mark.parametrize("size", SIZES)
async def test_a_million_rows_are_not_looked_at(size: tuple[int, int]) -> None:
    rows = CountingRows(1_000_000)
    app = ListApp(rows)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*["down"] * 10)
        assert app.list.cursor == 10
        assert len(rows.touched) < 200
        await pilot.press("G")
        assert app.list.current == 999_999
        assert len(rows.touched) < 300


@pytest.mark.parametrize("size", SIZES)
async def test_down_sends_two_lines(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    app = ListApp()
    async with app.run_test(size=size) as pilot:
        regions = app.refreshed(monkeypatch)
        await pilot.press("down")
        assert [(region.x, region.y, region.height) for region in regions] == [(0, 0, 1), (0, 2, 1)]
        assert all(0 < region.width < size[0] for region in regions)  # blanks at the end are not sent


async def test_the_same_rows_again_are_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down")
        regions = app.refreshed(monkeypatch)
        app.list.show(range(100), cursor=2)
        await pilot.pause()
        assert regions == []


async def test_one_changed_row_is_sent_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"paper {number}" for number in range(50)]
    app = ListApp(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        regions = app.refreshed(monkeypatch)
        app.list.replace_row(3, "paper 3 saved")
        assert app.list.row(3) == "paper 3 saved"
        assert rows[3] == "paper 3"
        rows[4] = "paper 4 read"
        app.list.refresh_row(4)
        await pilot.pause()
        assert sorted(region.y for region in regions) == [6, 7, 8, 9]
        assert app.text[6:9:2] == ["  paper 3 saved title", "  paper 4 read title"]
        assert app.list.cursor == 0


async def test_a_changed_row_off_the_screen_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        regions = app.refreshed(monkeypatch)
        app.list.replace_row(90, "late")
        await pilot.pause()
        assert regions == []


async def test_shown_rows_keep_the_cursors_place_on_the_screen() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.list.move_to(50)
        before = app.text.index("> 50 title")
        app.list.show(range(-12, 100), cursor=62)  # twelve new rows came in above
        await pilot.pause()
        assert app.text.index("> 50 title") == before
        assert app.moved[-1] == (62, 50)


PROGRAM = """
from textual.app import App
from tuiread.widgets.row_list import RowList
from tuiread.lines import Span, fit_line

def draw(row, cells):
    first = (Span("N f", "accent"), Span(f"{row:>5} ", "dim"), Span("A title of the usual length, " * 3, "title"))
    return [fit_line(first, cells), (Span("         T. Example +2 · cs.LG · 3 comments · code", "dim"),)]

class ListApp(App):
    def compose(self):
        yield RowList(draw, rows=range(1000), row_height=2)

ListApp().run()
"""


def test_a_key_costs_a_slow_line_at_most_900_bytes() -> None:
    with PtyTerminal([sys.executable, "-c", PROGRAM], env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_until(lambda screen: "> N f    0" in screen)
        terminal.wait_quiet()
        for row in range(1, 8):
            before = terminal.bytes_written
            terminal.press("down")
            terminal.wait_until(f"> N f{row:>5}")
            terminal.wait_quiet(0.05)
            assert 0 < terminal.bytes_written - before <= 900


@pytest.mark.parametrize(
    ("keys", "row"),
    [("j", 1), ("G", 999), ("end", 999), ("pagedown", 11), ("ctrl+d", 6), ("down", 1)],
)
def test_a_real_keyboard_moves_the_cursor_there_and_back(keys: str, row: int) -> None:
    back = {"j": "k", "G": "g", "end": "home", "pagedown": "pageup", "ctrl+d": "ctrl+u", "down": "up"}[keys]
    with PtyTerminal([sys.executable, "-c", PROGRAM], env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_until("> N f    0")
        terminal.press(keys)
        terminal.wait_until(f"> N f{row:>5}")
        terminal.press(back)
        terminal.wait_until("> N f    0")


# Opening, clicking, being empty


@pytest.mark.parametrize("key", ["enter", "l"])
async def test_a_key_opens_the_row_under_the_cursor(key: str) -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", key)
        assert app.opened == [(1, 1)]


async def test_a_click_moves_and_a_second_one_opens() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(RowList, offset=(10, 5))
        assert (app.list.cursor, app.opened) == (2, [])
        await pilot.click(RowList, offset=(10, 4))
        assert app.opened == [(2, 2)]


async def test_a_click_below_the_last_row_does_nothing() -> None:
    app = ListApp(rows=range(3))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(RowList, offset=(10, 15))
        assert (app.list.cursor, app.heard) == (0, [])


@pytest.mark.parametrize(("row_height", "rows"), [(1, 3), (2, 1)])
async def test_the_wheel_moves_by_three_lines(row_height: int, rows: int) -> None:
    app = ListApp(row_height=row_height)
    async with app.run_test(size=(80, 24)) as pilot:
        wheel: dict[str, Any] = {
            "x": 1,
            "y": 1,
            "delta_x": 0,
            "delta_y": 0,
            "button": 0,
            "shift": False,
            "meta": False,
            "ctrl": False,
        }
        app.list.post_message(MouseScrollDown(app.list, **wheel))
        await pilot.pause()
        assert app.list.cursor == rows
        app.list.post_message(MouseScrollUp(app.list, **wheel))
        await pilot.pause()
        assert app.list.cursor == 0


async def test_an_empty_list_says_why_and_opens_nothing() -> None:
    app = ListApp(rows=())
    async with app.run_test(size=(40, 24)) as pilot:
        await pilot.press("enter", "down", "G", "pagedown")
        assert app.heard == []
        assert app.list.current is None
        start = app.text.index("  Nothing here.")
        assert 0 < start < 10
        assert app.text[start + 2].startswith("  Press x. Press x.")
        assert all(len(line) <= 38 for line in app.text)
        app.list.empty = [(Span("Still nothing."),)]
        assert "  Still nothing." in app.text


async def test_a_list_that_becomes_empty_tells_so() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.list.show([])
        await pilot.pause()
        assert app.moved == [(0, None)]


async def test_news_caused_by_the_screen_reach_the_app() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.call_next(app.list.move_by, 2)
        app.screen.call_next(app.list.open_current)
        await pilot.pause()
        assert (app.moved, app.opened) == ([(2, 2)], [(2, 2)])


def test_only_the_newest_move_of_a_list_counts() -> None:
    one, other = RowList[int](draw), RowList[int](draw)
    moved = RowList.Moved(one, 1, 1)
    assert moved.can_replace(RowList.Moved(one, 2, 2))
    assert not moved.can_replace(RowList.Moved(other, 2, 2))
    assert not moved.can_replace(RowList.Opened(one, 1, 1))
    assert moved.control is one


# Colours, glyphs, letters


def styles(app: ListApp, y: int) -> dict[str, Any]:
    return {segment.text.strip(): segment.style for segment in app.list.render_line(y) if segment.text.strip()}


async def test_only_the_cursors_first_line_is_bold_and_the_mark_dims_without_focus() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        mark, title = styles(app, 0)[">"], styles(app, 0)["0 title"]
        assert mark.bold and title.bold and mark.color != title.color
        assert not styles(app, 1)["about 0"].bold
        assert not styles(app, 2)["1 title"].bold
        await pilot.press("tab")
        line = app.list.render_line(0)
        assert line.text.startswith("> 0 title")
        assert not any(segment.style and segment.style.bold for segment in line)
        assert styles(app, 0)[">"].color == styles(app, 1)["about 0"].color


async def test_another_theme_draws_in_its_own_colours() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 24)) as pilot:
        before = styles(app, 0)
        app.theme = "textual-light"
        await pilot.pause()
        assert styles(app, 0)["0 title"].bgcolor != before["0 title"].bgcolor


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_the_users_own_sixteen_colours_are_kept(theme: str) -> None:
    app = ListApp()
    app.theme = theme
    async with app.run_test(size=(80, 24)):
        assert styles(app, 0)[">"].color.number is not None
        assert styles(app, 0)["0 title"].color.is_default
        assert styles(app, 0)["0 title"].bgcolor.is_default
        assert styles(app, 1)["about 0"].dim


async def test_without_colours_letters_and_weight_say_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ListApp()
    async with app.run_test(size=(80, 24)):
        assert app.no_color
        (strip,) = app.list.render_lines(Region(0, 0, 80, 1))
        assert strip.text.startswith("> 0 title")
        for segment in strip:
            assert segment.style is not None and segment.style.color is not None and segment.style.bold
            red, green, blue = segment.style.color.triplet or (0, 0, 0)
            assert red == green == blue


async def test_ascii_mode_draws_ascii_glyphs() -> None:
    app = ListApp(rows=["one · two … José"], is_ascii=True)
    async with app.run_test(size=(80, 24)):
        assert app.text[0] == "> one - two ~ José title"


async def test_wide_and_combining_characters_fill_their_cells() -> None:
    app = ListApp(rows=["中文献" * 20, "e\u0301" * 60, "😀" * 40, "👩\u200d💻" * 30])
    async with app.run_test(size=(60, 20)):
        for y in range(app.list.size.height):
            strip = app.list.render_line(y)
            assert strip.cell_length == sum(segment.cell_length for segment in strip) == 60


async def test_nothing_that_steers_the_terminal_is_drawn() -> None:
    app = ListApp(rows=["a\x1b[2Jb\x9bc\u202ed\u2066e\tf\ng\u00a0h\u200bi"])
    async with app.run_test(size=(60, 20)):
        assert app.text[0] == "> a[2Jbcdefg hi title"


# The house


def test_every_key_has_an_id_a_word_and_a_sentence() -> None:
    bindings = [binding for binding in RowList.BINDINGS if isinstance(binding, Binding)]
    assert len({binding.id for binding in bindings}) == len(RowList.BINDINGS)
    for binding in bindings:
        assert binding.id and binding.id.startswith("list.") and binding.description and binding.tooltip


def test_no_name_of_ours_hides_one_of_textual() -> None:
    class Bare(Widget):
        """What Textual gives to every class and object of a widget."""

    given = {*dir(Bare), *vars(Bare())}
    made_for_every_class = set(vars(Bare))
    ours = {*vars(RowList), *vars(TextPane), *vars(Drawn), *(set(vars(RowList(draw))) - set(vars(Bare())))}
    assert {name for name in ours & given - made_for_every_class if not name.startswith("__")} == {
        *("ALLOW_SELECT", "BINDINGS", "DEFAULT_CSS", "action_page_down", "action_page_up"),
        *("notify_style_update", "render_line", "watch_has_focus"),
    }
