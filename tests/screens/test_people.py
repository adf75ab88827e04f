"""The place of people: you, those you follow, everybody else, found by name as one types."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.week import WEEK, a_good_week
from tests.stage import SIZES, open_stage
from tuiread.paths import find_paths
from tuiread.records import PersonKey
from tuiread.screens.profile_screen import ProfileScreen

ADA_KEY, BOB_KEY = PersonKey("hf:ada-example"), PersonKey("name:bob placeholder")


@pytest.mark.parametrize("size", SIZES)
async def test_people_with_the_most_papers_come_first(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("5")
        assert "People following 0 people" in stage.head
        assert stage.cursor.startswith("  Ada Example")
        assert "8 works · @ada-example" in stage.cursor


async def test_you_come_before_those_you_follow_and_they_before_the_rest(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(BOB_KEY)
        await stage.library.researchers.claim(PersonKey("name:zoe muster"))
        await stage.press("5")
        rows = [line[2:] for line in stage.rows.splitlines()]
        assert rows[0].startswith("  Zoë Muster")
        assert "you · " in rows[0]
        assert rows[1].startswith("f Bob Placeholder")
        assert rows[1].endswith("by byline + co-authors")
        assert rows[2].startswith("  Ada Example")
        assert "following 1 person · you are Zoë Muster" in stage.head
        assert sum("Bob Placeholder" in row for row in rows) == 1


async def test_f_follows_the_person_under_the_cursor_who_keeps_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("5", "j", "f")
        assert "following 1 person" in stage.head
        assert "Following Bob Placeholder" in stage.status
        assert stage.cursor.startswith("f Bob Placeholder")
        await stage.press("f")
        assert stage.cursor.startswith("  Bob Placeholder")
        assert not (await stage.library.inbox()).people


async def test_enter_opens_the_profile(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("5", "enter")
        assert isinstance(stage.screen, ProfileScreen)
        assert "[5 People]" in stage.places
        await stage.press("f", "q")
        assert stage.cursor.startswith("f Ada Example")


async def test_a_slash_finds_people_by_name(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("5", "/", *"zoe")
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
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("5", "/", *"xyz", "enter")
        assert "Nobody in your cache has this name." in stage.text
        await stage.press("f")
        assert stage.status == "Nobody is chosen here."


async def test_followed_people_stay_when_the_cache_does_not_know_them(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(BOB_KEY)
    for file in find_paths(str(tmp_path)).cache.glob("cache.db*"):
        file.unlink()
    async with open_stage(tmp_path, is_offline=True) as stage:
        await stage.press("5")
        assert stage.cursor.startswith("f Bob Placeholder")
        assert "0 works" in stage.cursor
        await stage.press("enter")
        assert "No works of this person are in your cache." in stage.text


async def test_keys_of_a_profile_say_among_people_where_they_work(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("5")
        for key in ("C", "m", "e", "ctrl+r"):
            await stage.press("j", key)
            assert stage.status.startswith("Enter opens the profile: claim, invite, note"), key
