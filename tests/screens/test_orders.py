"""The for-you order, hidden papers, why a paper is here, and catching up: by keyboard, on every size."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.fakes import Story, make_paper
from tests.screens.week import FRIDAY, MONDAY, WEDNESDAY
from tests.stage import NORMAL, SIZES, Stage, open_stage
from tuiread.commands import active_rows
from tuiread.records import PaperId
from tuiread.screens.catch_up_screen import CatchUpScreen
from tuiread.screens.place_screen import PlaceScreen

BRIDGES = "Bridges of {} wood carry carts across quiet rivers, and carpenters measure their beams."
LAMPS = "Lamps of {} glass shine over harbours at night, and sailors count their flickering signals."
SAVED = [PaperId(f"2608.001{number:02}") for number in range(6)]
NEW_BRIDGE, NEW_LAMP = PaperId("2608.00201"), PaperId("2608.00202")


def a_reader_of_bridges() -> Story:
    """Return a story of six bridges on Monday, and of lamps with more votes and one bridge with few on Friday."""
    bridges = [
        make_paper(one, f"Bridge Number {number}", abstract=BRIDGES.format(("oak", "elm", "pine")[number % 3]))
        for number, one in enumerate(SAVED)
    ]
    lamps = [
        make_paper(one, f"Lamp Number {number}", abstract=LAMPS.format("green"), upvotes=20 - number)
        for number, one in enumerate([NEW_LAMP, *(f"2608.0030{number}" for number in range(1, 8))])
    ]
    bridge = make_paper(NEW_BRIDGE, "A New Bridge", abstract=BRIDGES.format("ash"), upvotes=19)
    return Story().day(MONDAY, bridges).day(WEDNESDAY, []).day(FRIDAY, [*lamps, bridge])


@asynccontextmanager
async def a_stage(
    home: Path, saves: int = 6, size: tuple[int, int] = NORMAL, *, is_ascii: bool = False
) -> AsyncIterator[Stage]:
    days = (FRIDAY, WEDNESDAY, MONDAY)
    async with open_stage(home, a_reader_of_bridges(), fetched=days, size=size, is_ascii=is_ascii) as stage:
        if saves:
            await stage.library.save(SAVED[:saves])
        yield stage


async def test_s_goes_through_three_orders(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        assert stage.ids[0] == NEW_LAMP
        await stage.press("S")
        assert stage.head.endswith("new")
        await stage.press("S")
        assert stage.head.endswith("for-you, 6 of 20")
        assert stage.ids[0] == NEW_BRIDGE
        await stage.press("S")
        assert stage.ids[0] == NEW_LAMP


async def test_with_four_saves_the_order_is_not_offered_and_a_sentence_says_so(tmp_path: Path) -> None:
    async with a_stage(tmp_path, saves=4) as stage:
        await stage.press("S", "S")
        assert stage.head.endswith("trending")
        assert stage.status == "For-you learns from at least 5 saved papers; you have 4, s saves one."


async def test_a_better_order_waits_for_the_reader(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await stage.press("S", "S", "down", "down")
        before, in_hand = stage.ids, stage.screen.paper_in_hand()
        await stage.library.unsave(SAVED[:5])
        await stage.library.save([NEW_LAMP, *(PaperId(f"2608.0030{number}") for number in range(1, 7))])
        stage.app.store_changed()
        await stage.press("down", "up")
        assert (stage.ids, stage.screen.paper_in_hand()) == (before, in_hand)
        assert stage.status == "new order, . to show"
        await stage.press("full_stop")
        assert stage.ids != before
        assert stage.screen.paper_in_hand() == in_hand


async def test_a_first_look_is_no_new_order(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await stage.press("S", "S")
        learnt = stage.feed.page
        assert learnt is not None and learnt.learning is not None and not learnt.learning.is_pending
        await stage.library.unsave(SAVED[:1])
        first = await stage.library.ranking.feed(learnt.period)
        assert first.learning is not None and first.learning.is_pending
        stage.feed.page = first
        stage.feed.look_at_order(tuple(reversed(stage.feed.all_rows)))
        assert not stage.feed.has_new_order
        stage.feed.page = learnt
        stage.feed.look_at_order(tuple(reversed(stage.feed.all_rows)))
        assert stage.feed.has_new_order


async def test_x_hides_a_paper_and_u_brings_it_back_to_its_place(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        before = stage.ids
        await stage.press("down", "x")
        assert stage.ids == [before[0], *before[2:]]
        assert stage.status == "Hidden, and for-you shows less like it; u undoes it."
        await stage.press("down", "u")
        assert stage.ids == before


async def test_x_hides_all_marked_papers_in_one_step(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        before = stage.ids
        await stage.press("space", "space")
        assert stage.status == "2 marked: s r t + x act on all of them, Esc unmarks."
        await stage.press("x")
        assert stage.status == "2 papers hidden, and for-you shows less like them; u undoes it."
        assert (stage.ids, stage.screen.paper_in_hand()) == (before[2:], before[2])
        await stage.press("u")
        assert stage.ids == before


async def test_hidden_papers_can_be_seen_and_shown_again(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        before = stage.ids
        await stage.press("x", "down", "up")
        assert "1 hidden, X shows" in stage.status
        await stage.press("X")
        assert stage.ids == before
        await stage.press("home")
        assert stage.cursor.startswith("x")
        await stage.press("x", "X")
        assert stage.ids == before


async def test_x_without_hidden_papers_says_so(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await stage.press("X")
        assert stage.status == "Nothing is hidden here; x hides a paper."


def meaning_of_i(stage: Stage) -> str:
    return next(row.tooltip for row, _ in active_rows(stage.screen) if row.id == "paper.sources")


async def test_i_tells_words_and_neighbours_and_each_can_be_switched_off_and_on(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        assert meaning_of_i(stage) == "Who said each fact, and when"
        await stage.press("S", "S", "home")
        assert meaning_of_i(stage) == "Why it stands here, each reason with a switch"
        await stage.press("i")
        screen = stage.screen
        assert isinstance(screen, PlaceScreen)
        reasons = {reason.text: reason for reason in screen.shown.reasons}
        assert reasons["bridge"].kind == "word"
        assert reasons["Bridge Number 0"].kind == "near"
        first = screen.shown.reasons[0]
        await stage.press("x")
        switched = {reason.key: reason for reason in screen.shown.reasons}
        assert switched[first.key].is_off
        assert "switched off, everywhere" in stage.status
        await stage.press("u")
        assert {reason.key: reason.is_off for reason in screen.shown.reasons}[first.key] is False


async def test_i_in_another_order_tells_the_sources_as_before(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await stage.press("i")
        assert not isinstance(stage.screen, PlaceScreen)


# Catching up


async def been_here(stage: Stage, day: str) -> None:
    from tuiread.tables import taste

    await stage.library._store.wish(lambda store: taste.keep_visit(store.connection, dt.date.fromisoformat(day)))


async def test_who_was_here_has_nothing_to_catch_up(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await stage.press("C")
        assert stage.status == "Nothing to catch up: you were here on the last days."


async def test_a_reader_who_was_away_catches_up_in_three_passes_with_one_undo_each(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await been_here(stage, "2026-08-14")
        await stage.press("C")
        screen = stage.screen
        assert isinstance(screen, CatchUpScreen)
        assert [one.kind for one in screen.found.passes] == ["must see", "top voted", "the rest"]
        assert NEW_BRIDGE in stage.ids
        first = stage.ids
        await stage.press("A")
        assert screen.number == 1
        assert screen.found.passes[0].done_count == len(first)
        await stage.press("u")
        assert screen.found.passes[0].done_count == 0


async def test_a_catch_up_goes_on_where_it_was_left(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await been_here(stage, "2026-08-14")
        await stage.press("C", "A", "escape", "C")
        assert isinstance(stage.screen, CatchUpScreen)
        assert stage.screen.number == 1


async def test_the_feed_offers_a_catch_up_on_the_day_of_the_return(tmp_path: Path) -> None:
    async with a_stage(tmp_path) as stage:
        await been_here(stage, "2026-08-14")
    async with open_stage(tmp_path, a_reader_of_bridges()) as stage:
        assert stage.status == "away 7 days, C catches up"


async def test_days_that_are_not_here_are_said(tmp_path: Path) -> None:
    async with a_stage(tmp_path, saves=0) as stage:
        await been_here(stage, "2026-08-10")
        await stage.press("C")
        assert "days not fetched, ctrl+r asks" in stage.status
        assert stage.head.endswith("votes")


@pytest.mark.parametrize("size", SIZES)
async def test_the_screens_look_like_this(tmp_path: Path, golden: Golden, size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    async with a_stage(tmp_path, size=size) as stage:
        await been_here(stage, "2026-08-14")
        await stage.press("S", "S")
        golden(stage.text, f"for_you/{name}")
        await stage.press("home", "i")
        golden(stage.text, f"for_you_why/{name}")
        await stage.press("escape", "C")
        golden(stage.text, f"catch_up/{name}")


async def test_in_ascii_and_without_colours_they_say_the_same(
    tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")  # Textual looks there
    async with a_stage(tmp_path, is_ascii=True) as stage:
        await been_here(stage, "2026-08-14")
        await stage.press("S", "S")
        golden(stage.text, "for_you/80x24-ascii")
        await stage.press("C")
        golden(stage.text, "catch_up/80x24-ascii")
        assert {letter for letter in stage.text if not letter.isascii()} == set()
