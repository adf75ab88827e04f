"""The following place: papers of followed people, which of them are new, and the people themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.fakes import NOW, make_paper
from tests.screens.week import ADA, BOB, FRIDAY, FULL_ID, MONDAY, TITLES, WEDNESDAY, WEEK, a_good_week
from tests.stage import SIZES, WIDE, open_stage
from tuiread.paths import find_paths
from tuiread.records import PersonKey
from tuiread.screens.following_screen import FollowingScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.profile_screen import ProfileScreen

BOB_KEY = PersonKey("name:bob placeholder")


async def test_following_nobody_says_how_to_begin(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2")
        assert "[2 Following]" in stage.places
        assert "You follow nobody yet." in stage.text
        assert "0 people, 0 papers, 0 new" in stage.head


async def test_followed_people_without_papers_say_where_those_come_from(tmp_path: Path) -> None:
    async with open_stage(tmp_path, is_offline=True) as stage:
        await stage.press("2", "v", "f", "v")
        assert "1 person, 0 papers, 0 new" in stage.head
        assert "No papers of the people you follow are in your cache." in stage.text


@pytest.mark.parametrize("size", SIZES)
async def test_papers_of_followed_people_are_listed_newest_first(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("2")
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("1", "2")
        days = [stage.row_list.row(place).day for place in range(stage.row_list.row_count)]
        assert len(days) == 7
        assert days == sorted(days, reverse=True)
        assert "1 person, 7 papers" in stage.head


async def test_each_line_says_how_the_person_was_matched(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("hf:ada-example"))
        await stage.press("2", "/", *"complete", "enter")
        assert "A. Example · matched by account" in stage.rows
        await stage.press("escape", "/", *"tenth", "enter")
        assert "A. Example · matched by name only" in stage.rows


async def follow_on_tuesday(home: Path, key: PersonKey, fetched: Sequence[str]) -> None:
    """Be somebody who fetched some days and followed a person on the Tuesday of that week."""
    async with open_stage(home, a_good_week(), fetched=fetched, now=lambda: NOW - dt.timedelta(days=3)) as stage:
        await stage.library.researchers.follow(key)


async def test_papers_of_days_after_the_follow_are_new_until_they_are_read(tmp_path: Path) -> None:
    await follow_on_tuesday(tmp_path, BOB_KEY, WEEK)
    async with open_stage(tmp_path) as stage:
        await stage.press("2")
        assert "7 papers, 4 new" in stage.head
        assert "new · Mon 17 Aug" not in stage.rows


async def test_reading_new_papers_makes_them_old(tmp_path: Path) -> None:
    await follow_on_tuesday(tmp_path, BOB_KEY, WEEK)
    async with open_stage(tmp_path) as stage:
        await stage.press("2")
        assert stage.rows.splitlines()[1].strip().startswith("new · Fri 21 Aug · B. Placeholder")
        await stage.press("A")
        assert "7 papers, 0 new" in stage.head
        assert "new ·" not in stage.rows


async def test_what_a_sync_brings_waits_for_a_dot(tmp_path: Path) -> None:
    await follow_on_tuesday(tmp_path, BOB_KEY, [MONDAY])
    async with open_stage(tmp_path, a_good_week()) as stage:
        await stage.press("2", "j")
        cursor, rows = stage.cursor, stage.rows
        stage.app.start_sync()
        await stage.settle()
        assert stage.rows == rows
        await stage.press("home")
        assert stage.status == "4 new, . to show"
        await stage.press("j", ".")
        assert "7 papers, 4 new" in stage.head
        assert stage.cursor == cursor


async def test_enter_opens_the_paper(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("f", "enter", "2", "enter")
        assert isinstance(stage.screen, PaperScreen)
        await stage.press("q")
        assert isinstance(stage.screen, FollowingScreen)


async def test_unfollowing_from_here_takes_the_papers_away_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("name:eve muster"))
        await stage.press("2")
        assert stage.ids == ["2608.00050"]
        await stage.press("f")
        assert "You follow nobody yet." in stage.text
        await stage.press("u")
        assert stage.ids == ["2608.00050"]


# People


@pytest.mark.parametrize("size", SIZES)
async def test_v_shows_people_with_the_most_papers_first_and_v_shows_papers(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("2", "v")
        assert "papers [people]" in stage.head
        assert stage.cursor.startswith("  Ada Example")
        assert "8 works · @ada-example" in stage.cursor
        await stage.press("v")
        assert "[papers] people" in stage.head
        assert "You follow nobody yet." in stage.text


async def test_f_follows_the_person_under_the_cursor(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2", "v", "j", "f")
        assert "1 person, 7 papers" in stage.head
        assert "Following Bob Placeholder" in stage.status
        assert (await stage.library.following()).people[0].key == BOB_KEY
        assert "f Bob Placeholder" in stage.rows.splitlines()[0]


async def test_the_cursor_stays_on_the_person_who_was_followed(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2", "v", "j", "f")
        assert stage.cursor.startswith("f Bob Placeholder")
        await stage.press("f")
        assert stage.cursor.startswith("  Bob Placeholder")
        assert not (await stage.library.following()).people


async def test_enter_on_a_person_opens_the_profile(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2", "v", "enter")
        assert isinstance(stage.screen, ProfileScreen)
        assert "[2 Following]" in stage.places
        await stage.press("f", "q")
        assert stage.cursor.startswith("f Ada Example")


async def test_a_slash_finds_people_by_name(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2", "v", "/", *"zoe")
        assert [line.split("  ")[1].strip() for line in stage.rows.splitlines() if line] == ["Zoë Muster"]
        assert stage.status == "/zoe 1 person · Esc shows all"
        await stage.press("enter", "enter")
        assert isinstance(stage.screen, ProfileScreen)
        assert "Zoë Muster" in stage.text
        await stage.press("q", "escape")
        assert stage.row_list.row_count > 10
        assert stage.cursor.startswith("  Zoë Muster")


async def test_a_name_that_nobody_has_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2", "v", "/", *"xyz", "enter")
        assert "Nobody in your cache has this name." in stage.text


async def test_a_needle_for_people_does_not_narrow_the_papers(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("2", "v", "/", *"zoe", "enter", "v")
        assert stage.row_list.row_count == 7
        assert "/zoe" not in stage.status


async def test_keys_of_paper_lists_change_nothing_while_people_show(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("2", "v")
        for key in ("A", "U", "s", "r"):
            await stage.press(key)
            assert stage.status == "No paper is chosen here.", key
        assert not (await stage.library.saved()).rows
        assert all(item.paper.is_unread for item in (await stage.library.following()).papers)


async def test_followed_people_stay_when_the_cache_does_not_know_them(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(BOB_KEY)
    path = find_paths(str(tmp_path)).cache
    for file in path.glob("cache.db*"):
        file.unlink()
    async with open_stage(tmp_path, is_offline=True) as stage:
        await stage.press("2", "v")
        assert stage.cursor.startswith("f Bob Placeholder")
        assert "0 works" in stage.cursor
        await stage.press("enter")
        assert "No works of this person are in your cache." in stage.text


async def test_a_wide_terminal_shows_the_preview_of_papers_only(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.library.researchers.follow(PersonKey("hf:ada-example"))
        await stage.press("2")
        assert "│ Abstract" in stage.text
        await stage.press("v")
        assert "│ Abstract" not in stage.text


async def test_two_followed_authors_of_one_paper_are_both_named(tmp_path: Path) -> None:
    story = a_good_week().day(WEDNESDAY, [make_paper("2608.00020", "Midweek Findings", authors=[ADA, BOB])])
    async with open_stage(tmp_path, story, fetched=(WEDNESDAY,), now=lambda: NOW - dt.timedelta(days=1)) as stage:
        await stage.library.researchers.follow(PersonKey("hf:ada-example"))
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("2")
        assert "A. Example and B. Placeholder" in stage.rows
        assert TITLES[FULL_ID] not in stage.rows and FRIDAY not in stage.rows
