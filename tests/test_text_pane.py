"""The text pane scrolls by every key, says where it is, lays out again for another width, and sends what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region

from tuiread.lines import Line, Span, wrap
from tuiread.widgets.text_pane import TextPane


def numbered(count: int) -> Sequence[Line]:
    return [(Span(f"line {number}"),) for number in range(1, count + 1)]


class PaneApp(App[None]):
    """A pane alone on the screen; keeps what it says about its place."""

    def __init__(self, pane: TextPane) -> None:
        super().__init__()
        self.pane = pane
        self.positions: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        assert message.control is self.pane
        self.positions.append(message.position)

    @property
    def text(self) -> list[str]:
        return [self.pane.render_line(y).text.rstrip() for y in range(self.pane.size.height)]


@pytest.mark.parametrize(
    ("keys", "position"),
    [
        ([], "1-20 of 88"),
        (["j", "down"], "3-22 of 88"),
        (["j", "k", "up"], "1-20 of 88"),
        (["space"], "20-39 of 88"),
        (["pagedown", "pagedown", "b"], "20-39 of 88"),
        (["space", "pageup"], "1-20 of 88"),
        (["ctrl+d"], "11-30 of 88"),
        (["ctrl+d", "ctrl+d", "ctrl+u"], "11-30 of 88"),
        (["G"], "69-88 of 88"),
        (["end", "g"], "1-20 of 88"),
        (["G", "home"], "1-20 of 88"),
        (["G", "down", "space"], "69-88 of 88"),
    ],
)
async def test_keys_scroll(keys: list[str], position: str) -> None:
    app = PaneApp(TextPane(lambda _cells: numbered(88)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert app.pane.position == position
        assert app.positions[-1] == position
        assert app.text[0] == f" line {position.partition('-')[0]}"


async def test_a_text_that_fits_has_no_position_and_does_not_scroll() -> None:
    app = PaneApp(TextPane(lambda _cells: numbered(5)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("G", "space", "j")
        assert (app.pane.position, app.positions) == ("", [])
        assert app.text[:6] == [" line 1", " line 2", " line 3", " line 4", " line 5", ""]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (40, 15)])
async def test_the_text_is_laid_out_once_for_every_width(size: tuple[int, int]) -> None:
    widths: list[int] = []

    def layout(cells: int) -> Sequence[Line]:
        widths.append(cells)
        return wrap("scaling studies of data filtering " * 60, cells)

    app = PaneApp(TextPane(layout))
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "space", "G")
        assert widths == [size[0] - 1]
        await pilot.resize_terminal(50, 18)
        await pilot.pause()
        assert widths == [size[0] - 1, 49]
        assert all(len(line) <= 50 for line in app.text)
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        assert widths == [size[0] - 1, 49]


async def test_a_place_in_the_middle_stays_there_at_another_width() -> None:
    app = PaneApp(TextPane(lambda cells: numbered(100 if cells > 60 else 200)))
    async with app.run_test(size=(80, 20)) as pilot:
        app.pane.move_by(50)
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert app.pane.position == "101-120 of 200"


async def test_another_text_starts_at_its_top_unless_the_place_is_kept() -> None:
    app = PaneApp(TextPane(lambda _cells: numbered(88)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("space")
        app.pane.show(lambda _cells: numbered(90), home=False)
        assert app.pane.position == "20-39 of 90"
        app.pane.show(lambda _cells: numbered(30))
        assert app.pane.position == "1-20 of 30"
        app.pane.show(lambda _cells: [])
        await pilot.pause()
        assert app.pane.position == app.positions[-1] == ""
        assert app.text == [""] * 20


async def test_only_changed_lines_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    app = PaneApp(TextPane(lambda _cells: numbered(10)))
    async with app.run_test(size=(60, 20)) as pilot:
        regions: list[Region] = []
        refresh = app.pane.refresh

        def spy(*which: Region, **options: bool) -> TextPane:
            regions.extend(which or [Region()])
            return refresh(*which, **options)

        monkeypatch.setattr(app.pane, "refresh", spy)
        app.pane.show(lambda _cells: [*numbered(9), (Span("other"),), (Span("more"),)])
        await pilot.pause()
        assert regions == [Region(0, 9, 8, 1), Region(0, 10, 5, 1)]


async def test_a_preview_takes_no_keys_but_the_wheel() -> None:
    app = PaneApp(TextPane(lambda _cells: numbered(88), can_focus=False, has_rule=True))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("tab", "j", "space")
        assert app.focused is None
        assert app.text[0] == "│ line 1"
        wheel: dict[str, Any] = {"x": 1, "y": 1, "delta_x": 0, "delta_y": 0, "button": 0}
        held: dict[str, Any] = {"shift": False, "meta": False, "ctrl": False}
        app.pane.post_message(MouseScrollDown(app.pane, **wheel, **held))
        await pilot.pause()
        assert app.text[0] == "│ line 4"
        app.pane.post_message(MouseScrollUp(app.pane, **wheel, **held))
        await pilot.pause()
        assert app.text[0] == "│ line 1"


async def test_the_rule_shows_where_the_keys_go() -> None:
    pane = TextPane(lambda _cells: numbered(3), has_rule=True)
    app = PaneApp(pane)
    async with app.run_test(size=(60, 20)) as pilot:
        with_keys = next(iter(pane.render_line(0))).style
        app.set_focus(None)
        await pilot.pause()
        without = next(iter(pane.render_line(0))).style
        assert with_keys and without and with_keys.color != without.color


def test_only_the_newest_place_of_a_pane_counts() -> None:
    one, other = TextPane(), TextPane()
    scrolled = TextPane.Scrolled(one, "1-2 of 3")
    assert scrolled.can_replace(TextPane.Scrolled(one, "2-3 of 3"))
    assert not scrolled.can_replace(TextPane.Scrolled(other, "2-3 of 3"))


def test_every_key_has_an_id_a_word_and_a_sentence() -> None:
    bindings = [binding for binding in TextPane.BINDINGS if isinstance(binding, Binding)]
    assert len({binding.id for binding in bindings}) == len(TextPane.BINDINGS)
    for binding in bindings:
        assert binding.id and binding.id.startswith("text.") and binding.description and binding.tooltip
