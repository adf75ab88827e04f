"""The view of a text: it lays out what one sees, goes through links, and sends only what changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tuiread.blocks import Document, Heading, Paragraph, Pointer, Reference, Words
from tuiread.document.flow import Flow
from tuiread.document.layout import Setting
from tuiread.document.spots import Spot
from tuiread.lines import plain
from tuiread.widgets.text_view import TextView


class CountingFlow(Flow):
    """A text that counts what is laid out."""

    laid_out = 0

    def lay_out(self, part, setting):  # type: ignore[no-untyped-def]
        """Lay a part out, and count it."""
        self.laid_out += 1
        return super().lay_out(part, setting)


def document(paragraphs: int = 200) -> Document:
    """Return a text of numbered paragraphs that cite."""
    blocks = [
        Paragraph((Words(f"Paragraph {number} says what it says, as "), Pointer(f"[{number}]", "b1"), Words(" does.")))
        for number in range(paragraphs)
    ]
    blocks.insert(0, Heading(1, "1", (Words("Start"),), "S1"))  # type: ignore[arg-type]
    reference = Reference("[1]", (Words("A reference."),), "b1")
    return Document((Words("A title"),), ("Ada Example",), (), tuple(blocks), (), (reference,), "arxiv")


class ViewApp(App[None]):
    """Nothing but a view."""

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self.flow = flow
        self.view = TextView()
        self.followed: list[str] = []

    def compose(self) -> ComposeResult:
        """Show the view."""
        yield self.view

    def on_mount(self) -> None:
        """Show the text."""
        self.view.show(self.flow, lambda cells: Setting(cells, 60))
        self.view.focus()

    def on_text_view_followed(self, message: TextView.Followed) -> None:
        """Remember where a link led."""
        self.followed.append(message.target)


@asynccontextmanager
async def shown(flow: Flow, size: tuple[int, int] = (60, 20)) -> AsyncIterator[tuple[ViewApp, Pilot[None]]]:
    """Show a text."""
    app = ViewApp(flow)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def chosen(app: ViewApp) -> str:
    """Return the words of the chosen link."""
    return app.view.chosen.link.text if app.view.chosen else ""


def texts(app: ViewApp) -> list[str]:
    """Return what is on the screen."""
    return [plain(line.line) if line else "" for _, line in app.view.lines_on_screen]


async def test_a_long_text_is_laid_out_no_further_than_one_sees() -> None:
    short, long = CountingFlow(document(100)), CountingFlow(document(5_000))
    for flow in (short, long):
        async with shown(flow) as (app, _):
            assert texts(app)[0] == "A title"
    assert long.laid_out == short.laid_out <= 40


async def test_keys_go_by_line_page_and_to_both_ends() -> None:
    async with shown(Flow(document())) as (app, pilot):
        top = texts(app)
        await pilot.press("j", "j")
        assert texts(app)[:-2] == top[2:]
        await pilot.press("k", "k", "space")
        assert texts(app)[0] == top[-1]
        await pilot.press("b")
        assert texts(app) == top
        await pilot.press("G")
        assert "A reference." in texts(app)[-1]
        last = texts(app)
        await pilot.press("space", "j")
        assert texts(app) == last
        await pilot.press("g", "k", "b")
        assert texts(app) == top


async def test_a_place_far_away_is_gone_to_without_what_lies_between() -> None:
    flow = CountingFlow(document(5_000))
    async with shown(flow) as (app, _):
        before = flow.laid_out
        app.view.go_to(Spot(3_000, 0))
        assert "Paragraph" in texts(app)[0]
        assert flow.laid_out - before < 60


async def test_tab_chooses_links_and_enter_follows() -> None:
    async with shown(Flow(document())) as (app, pilot):
        await pilot.press("tab")
        assert chosen(app) == "[0]"
        await pilot.press("tab", "tab")
        assert chosen(app) == "[2]"
        await pilot.press("shift+tab", "enter")
        assert chosen(app) == "[1]"
        assert app.followed == ["b1"]


async def test_links_beyond_the_screen_are_scrolled_to() -> None:
    async with shown(Flow(document())) as (app, pilot):
        for _ in range(30):
            await pilot.press("tab")
        assert chosen(app) == "[29]"
        assert any("[29]" in text for text in texts(app))


async def test_a_link_that_left_the_screen_is_not_chosen_any_more() -> None:
    async with shown(Flow(document())) as (app, pilot):
        await pilot.press("tab", "space", "space")
        assert app.view.chosen is None


async def test_another_width_keeps_the_part_at_the_top() -> None:
    async with shown(Flow(document())) as (app, pilot):
        app.view.go_to(Spot(120, 0))
        await pilot.resize_terminal(40, 15)
        await pilot.pause()
        assert app.view.top.part == 120


async def test_a_text_shorter_than_the_screen_stays_at_its_top() -> None:
    async with shown(Flow(document(2))) as (app, pilot):
        await pilot.press("G", "space", "ctrl+d", "j")
        assert app.view.top == Spot(0, 0)
        await asyncio.sleep(0)
        assert texts(app)[0] == "A title"
