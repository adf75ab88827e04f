"""The bars say what they are told in one line at every width, and are sent only when their words changed."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from tuiread.lines import Span
from tuiread.widgets.bar import Bar
from tuiread.widgets.drawn import Drawn
from tuiread.widgets.head_line import HeadLine
from tuiread.widgets.key_line import KeyLine
from tuiread.widgets.place_bar import PlaceBar
from tuiread.widgets.status_line import StatusLine
from tuiread.widgets.upright import Upright

PLACES = [
    ("1", "Feed", "Feed"),
    ("2", "Following(3)", "Foll(3)"),
    ("3", "Library", "Lib"),
    ("4", "Search", "Find"),
    ("5", "People", "Ppl"),
]
KEYS = [("j/k", "move"), ("Enter", "open"), ("s", "save"), ("[ ]", "day"), ("/", "filter"), ("?", "help")]
SIZES = [(60, 20), (80, 24), (120, 36), (40, 15)]


class BarApp(App[None]):
    """One bar at the top of an empty screen."""

    def __init__(self, bar: Bar, *, is_ascii: bool = False) -> None:
        super().__init__()
        self.bar = bar
        self.is_ascii = is_ascii

    def compose(self) -> ComposeResult:
        yield self.bar

    @property
    def text(self) -> str:
        return "\n".join(self.bar.render_line(y).text.rstrip() for y in range(self.bar.size.height))

    def refreshed(self, monkeypatch: pytest.MonkeyPatch) -> list[Region]:
        regions: list[Region] = []
        refresh = self.bar.refresh

        def spy(*which: Region, **options: bool) -> Bar:
            regions.extend(which or [Region()])
            return refresh(*which, **options)

        monkeypatch.setattr(self.bar, "refresh", spy)
        return regions


def role_of(app: BarApp, words: str) -> Any:
    return next(segment.style for segment in app.bar.render_line(0) if words in segment.text)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (100, "[1 Feed] 2 Following(3)  3 Library  4 Search  5 People" + " " * 39 + "offline"),
        (80, "[1 Feed] 2 Following(3)  3 Library  4 Search  5 People" + " " * 19 + "offline"),
        (60, "[1 Feed] 2 Foll(3) 3 Lib 4 Find 5 Ppl" + " " * 16 + "offline"),
        (40, "[1 Feed] 2 3 4 5" + " " * 17 + "offline"),
        (20, "[1 Feed] 2…  offline"),
    ],
)
async def test_places_give_way_to_the_width(columns: int, expected: str) -> None:
    app = BarApp(PlaceBar(PLACES, "1", status="offline"))
    async with app.run_test(size=(columns, 15)):
        assert app.text == expected
        assert role_of(app, "[1 Feed]").bold


async def test_a_long_status_shortens_the_places_even_on_a_wide_screen() -> None:
    app = BarApp(PlaceBar(PLACES, "3", status="starter edition, nothing fetched yet"))
    async with app.run_test(size=(80, 24)):
        assert app.text.startswith("1 Feed 2 Foll(3) [3 Lib] 4 Find 5 Ppl  ")
        assert app.text.endswith("starter edition, nothing fetched yet")


async def test_other_places_keep_theirs_when_one_goes_to_another() -> None:
    bar = PlaceBar(PLACES, "1")
    app = BarApp(bar)
    async with app.run_test(size=(80, 24)):
        before = app.text.index("4 Search")
        bar.show_places(PLACES, "2")
        assert app.text.startswith(" 1 Feed [2 Following(3)] 3 Library ")
        assert app.text.index("4 Search") == before


@pytest.mark.parametrize("size", SIZES)
async def test_a_bar_is_sent_only_when_its_words_change(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    bar = PlaceBar(PLACES, "1", status="offline")
    app = BarApp(bar)
    async with app.run_test(size=size) as pilot:
        regions = app.refreshed(monkeypatch)
        bar.status = "offline"
        bar.show_places(PLACES, "1")
        await pilot.pause()
        assert regions == []
        bar.status = "syncing 3/11"
        await pilot.pause()
        assert regions == [Region(0, 0, size[0], 1)]
        assert app.text.endswith("syncing 3/11")


@pytest.mark.parametrize("size", SIZES)
async def test_a_head_line_fills_its_line_and_its_rule(size: tuple[int, int]) -> None:
    head = HeadLine((Span(" Fri 20 Nov", "heading"),), (Span("trending "),), rule="below")
    app = BarApp(head)
    async with app.run_test(size=size):
        line, rule = app.text.split("\n")
        assert line == " Fri 20 Nov" + " " * (size[0] - 20) + "trending"
        assert rule == "─" * size[0]


async def test_a_rule_meets_a_vertical_line() -> None:
    head = HeadLine((Span("here"),), rule="below")
    app = BarApp(head)
    async with app.run_test(size=(60, 20)):
        head.joints = (20,)
        assert app.text == "here\n" + "─" * 20 + "┬" + "─" * 39
        head.joints = (99,)
        assert app.text == "here\n" + "─" * 60


async def test_a_rule_meets_only_lines_that_touch_it() -> None:
    head = HeadLine((Span("here"),), rule="below")
    app = BarApp(head)
    async with app.run_test(size=(60, 20)):
        head.meet([Upright(10, 2, 9), Upright(20, 3, 9)])
        assert app.text == "here\n" + "─" * 10 + "┬" + "─" * 49
        head.meet([Upright(10, 2, 9), Upright(10, 0, 0), Upright(20, 0, 0)])
        assert app.text == "here\n" + "─" * 10 + "┼" + "─" * 9 + "┴" + "─" * 39


async def test_a_rule_above_is_drawn_above_and_in_ascii() -> None:
    status = StatusLine((Span("31 of 31 · all"),), rule="above")
    status.joints = (20,)
    app = BarApp(status, is_ascii=True)
    async with app.run_test(size=(60, 20)):
        assert app.text == "-" * 20 + "+" + "-" * 39 + "\n31 of 31 - all"


@pytest.mark.parametrize(
    ("done", "total", "bar"),
    [
        (0, 11, " 0 of 11 ──────────"),
        (3, 11, " 3 of 11 ━━────────"),
        (10, 11, " 10 of 11 ━━━━━━━━━─"),
        (11, 11, " 11 of 11 ━━━━━━━━━━"),
        (12, 11, " 11 of 11 ━━━━━━━━━━"),
        (0, 0, ""),
    ],
)
async def test_progress_is_a_bar_with_a_known_end(done: int, total: int, bar: str) -> None:
    status = StatusLine()
    app = BarApp(status)
    async with app.run_test(size=(80, 24)):
        status.show_progress("syncing", done, total, "34 papers")
        assert app.text == f" syncing{bar} 34 papers"


async def test_progress_in_ascii_and_then_words_again() -> None:
    status = StatusLine()
    app = BarApp(status, is_ascii=True)
    async with app.run_test(size=(60, 20)):
        status.show_progress("syncing", 3, 6)
        assert app.text == " syncing 3 of 6 #####-----"
        status.show((Span(" 12 new, . to show", "notice"),))
        assert app.text == " 12 new, . to show"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (80, " j/k move  Enter open  s save  [ ] day  / filter  ? help"),
        (50, " j/k move  Enter open  s save  [ ] day  ? help"),
        (40, " j/k move  Enter open  s save  ? help"),
        (24, " j/k move  ? help"),
        (10, " ? help"),
        (6, " ? he…"),
    ],
)
async def test_as_many_keys_as_fit_and_always_help(columns: int, expected: str) -> None:
    app = BarApp(KeyLine(KEYS))
    async with app.run_test(size=(columns, 15)):
        assert app.text == expected


async def test_keys_differ_from_their_labels_also_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = BarApp(KeyLine(KEYS))
    async with app.run_test(size=(80, 24)):
        assert role_of(app, "Enter").bold
        assert not role_of(app, "open").bold


async def test_other_keys_are_named_after_a_change() -> None:
    keys = KeyLine(KEYS)
    app = BarApp(keys)
    async with app.run_test(size=(80, 24)):
        keys.show_keys([("q", "back"), ("?", "help")])
        assert app.text == " q back  ? help"
        keys.show_keys([])
        assert app.text == ""


def test_no_name_of_ours_hides_one_of_textual() -> None:
    class Bare(Widget):
        """What Textual gives to every class and object of a widget."""

    given = {*dir(Bare), *vars(Bare())} - set(vars(Bare))
    for bar in (PlaceBar(PLACES, "1"), HeadLine(), StatusLine(), KeyLine()):
        ours = {name for kind in type(bar).__mro__ if issubclass(kind, Bar) for name in vars(kind)}
        ours |= set(vars(bar)) - set(vars(Bare()))
        assert {name for name in ours & given if not name.startswith("__")} == {"DEFAULT_CSS"}
    assert issubclass(Bar, Drawn)
