"""The library place: what was saved, from everywhere, complete without the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.test_paper import facts_on
from tests.screens.week import FRIDAY, FULL_ID, TITLES, WEDNESDAY, WEEK, a_good_week
from tests.stage import SIZES, WIDE, Stage, open_stage
from tuiread.paths import find_paths
from tuiread.records import PaperId
from tuiread.screens.library_screen import LibraryScreen
from tuiread.screens.paper_screen import PaperScreen

IDS = list(TITLES)


async def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("3")
        assert "[3 Library]" in stage.places
        assert "nothing saved" in stage.head
        assert "s on any paper keeps it here" in stage.text
        await stage.press("s")
        assert stage.status == "No paper is chosen here."


@pytest.mark.parametrize("size", SIZES)
async def test_saved_papers_come_newest_save_first(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("s", "j", "s", "j", "s", "3")
        assert stage.ids == [IDS[2], IDS[1], IDS[0]] or set(stage.ids) == set(IDS[:3])
        assert "3 saved, 3 unread" in stage.head
        assert "2026" in stage.cursor


async def test_what_is_saved_later_appears_in_the_open_library(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("3", "1", "s", "3")
        assert stage.ids == [FULL_ID]
        await stage.press("1", "j", "enter", "s", "3")
        assert set(stage.ids) == set(IDS[:2])


async def save_on(stage: Stage, place: str) -> None:
    """Save the full paper on one of the screens that have it in hand."""
    keys = {
        "feed": ["s"],
        "paper": ["enter", "s"],
        "authors": ["a", "s"],
        "profile": ["a", "enter", "s"],
        "inbox": ["f", "enter", "2", "s"],
    }[place]
    await stage.press(*keys)


@pytest.mark.parametrize("place", ["feed", "paper", "authors", "profile", "inbox"])
async def test_s_saves_from_everywhere(tmp_path: Path, place: str) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await save_on(stage, place)
        assert stage.status == "Saved: it stays complete offline, also without the cache."
        saved = [row.paper.id for row in (await stage.library.saved()).rows]
        assert len(saved) == 1
        await stage.press("3")
        assert stage.ids == saved
        await stage.press("s")
        assert stage.status == "Taken out of your library; u puts it back."
        assert not (await stage.library.saved()).rows
        await stage.press("u")
        assert [row.paper.id for row in (await stage.library.saved()).rows] == stage.ids == saved


async def test_what_was_taken_out_stays_in_its_place_until_the_next_visit(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s", "j", "s", "j", "s", "3", "j")
        listed, cursor = stage.ids, stage.cursor
        await stage.press("s")
        assert stage.ids == listed
        assert stage.cursor == cursor.replace("s", " ", 1)
        assert "2 saved" in stage.head
        await stage.press("1", "3")
        assert stage.ids == [listed[0], listed[2]]
        await stage.press("s", "j", "s", "1", "3")
        assert "Nothing saved yet." in stage.text


async def test_a_saved_paper_opens_and_comes_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s", "3", "enter")
        assert isinstance(stage.screen, PaperScreen)
        assert "[3 Library]" in stage.places
        await stage.press("q")
        assert isinstance(stage.screen, LibraryScreen)
        assert "1 saved, 0 unread" in stage.head


@pytest.mark.parametrize("has_sync", [False, True])
async def test_saved_papers_are_complete_after_the_cache_was_deleted(tmp_path: Path, has_sync: bool) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s")
        before = (await stage.library.paper(PaperId(FULL_ID))).paper
    for file in find_paths(str(tmp_path)).cache.glob("cache.db*"):
        file.unlink()
    fetched = (WEDNESDAY,) if has_sync else ()
    async with open_stage(tmp_path, a_good_week(), fetched=fetched, is_offline=True) as stage:
        await stage.press("3")
        assert stage.ids == [FULL_ID]
        await stage.press("enter")
        assert [fact for fact in facts_on(stage) if fact != "not saved"] == []
        assert (await stage.library.paper(before.id)).paper == before
        await stage.press("a", "enter")
        assert TITLES[FULL_ID][:40] in stage.text


async def test_the_library_narrows_and_goes_to_unread_papers(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s", "j", "s", "j", "s", "3", "/", *"think", "enter")
        assert stage.ids == [IDS[1]]
        assert stage.status == "/think 1 of 3 · Esc shows all"
        await stage.press("escape", "A")
        assert stage.status == "3 marked read; u undoes it."
        await stage.press("g", "n")
        assert stage.status == "No unread paper further down."


async def test_a_wide_terminal_shows_the_preview_of_a_saved_paper(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.press("s", "j", "s", "3")
        await stage.press("G")
        shown = stage.row_list.current
        assert shown is not None
        assert f"arXiv {shown.id}" in stage.text
        await stage.press("s", "1", "3")
        assert f"arXiv {stage.ids[stage.row_list.cursor]}" in stage.text
        await stage.press("s", "1", "3")
        assert "arXiv" not in stage.text


async def test_each_place_keeps_what_was_open_there(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s", "j", "enter", "3", "enter", "1")
        assert TITLES[IDS[1]] in stage.head
        await stage.press("3")
        assert TITLES[FULL_ID] in stage.head
        await stage.press("q", "1", "q")
        assert FRIDAY[-2:] in stage.head
        assert stage.cursor.endswith(TITLES[IDS[1]])
