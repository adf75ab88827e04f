"""The inbox on the screen: what is new, how each line was matched, answers, topics, views, and what a sync brings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.fakes import NOW, Story, make_paper
from tests.screens.week import ADA, BOB, FRIDAY, FULL_ID, MONDAY, TITLES, WEDNESDAY, WEEK, a_good_week
from tests.stage import NARROW, NORMAL, SIZES, WIDE, Stage, open_stage
from tuiread.records import Author, PaperId, PersonKey
from tuiread.screens.inbox_screen import InboxScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.profile_screen import ProfileScreen

ADA_KEY, BOB_KEY = PersonKey("hf:ada-example"), PersonKey("name:bob placeholder")
TUESDAY_NOON = NOW - dt.timedelta(days=3)


async def follow_on_tuesday(home: Path, key: PersonKey, fetched: Sequence[str], story: Story | None = None) -> None:
    """Be somebody who fetched some days and followed a person on the Tuesday of that week."""
    async with open_stage(home, story or a_good_week(), fetched=fetched, now=lambda: TUESDAY_NOON) as stage:
        await stage.library.researchers.follow(key)


async def test_following_nobody_says_how_to_begin(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2")
        assert "[2 Inbox]" in stage.places
        assert "You follow nobody yet." in stage.text
        assert "Inbox 0 new following 0 people [time] person kind" in stage.head


async def test_followed_people_without_papers_say_where_those_come_from(tmp_path: Path) -> None:
    async with open_stage(tmp_path, is_offline=True) as stage:
        await stage.press("5", "f", "2")
        assert "following 1 person" in stage.head
        assert "Nothing came yet." in stage.text


@pytest.mark.parametrize("size", SIZES)
async def test_papers_of_followed_people_are_listed_newest_first(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("2")
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("1", "2")
        days = [stage.row_list.row(place).day for place in range(stage.row_list.row_count)]
        assert len(days) == 7
        assert days == sorted(days, reverse=True)


async def test_each_line_says_how_the_person_was_matched(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(ADA_KEY)
        await stage.press("2", "/", *"complete", "enter")
        assert "matched by Hugging Face account" in stage.rows
        await stage.press("escape", "/", *"tenth", "enter")
        assert "Ada Example?: The Tenth Paper" in stage.rows
        assert "matched by name only" in stage.rows


# What is new, and the bar


async def test_what_came_after_the_follow_is_new_in_the_list_and_in_the_bar_until_it_is_read(tmp_path: Path) -> None:
    await follow_on_tuesday(tmp_path, ADA_KEY, WEEK)
    async with open_stage(tmp_path) as stage:
        assert " 2 Inbox(3) " in stage.places
        await stage.press("2")
        assert "[2 Inbox(3)]" in stage.places
        assert "3 new, 5 to answer" in stage.head
        assert stage.cursor.startswith("N  21 Aug paper   Ada Example: A Complete Paper")
        await stage.press("A")
        assert "[2 Inbox]" in stage.places
        assert "0 new, 5 to answer" in stage.head
        await stage.press("u")
        assert "[2 Inbox(3)]" in stage.places


async def test_opening_a_new_paper_takes_it_off_the_count(tmp_path: Path) -> None:
    await follow_on_tuesday(tmp_path, ADA_KEY, WEEK)
    async with open_stage(tmp_path) as stage:
        await stage.press("2", "enter")
        assert isinstance(stage.screen, PaperScreen)
        assert "[2 Inbox(2)]" in stage.places
        await stage.press("q")
        assert isinstance(stage.screen, InboxScreen)
        assert stage.cursor.startswith("   21 Aug paper   Ada Example: A Complete Paper")


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
        assert stage.row_list.row_count == 7
        assert stage.cursor == cursor


# Names that wait for an answer


def two_bobs() -> Story:
    """Tell of a week in which one name writes with two circles."""
    dana, eve = Author("Dana Fourth"), Author("Eve Muster")
    friday = [
        make_paper("2608.00001", "Alpha", authors=[BOB, dana]),
        make_paper("2608.00002", "Beta", authors=[BOB, dana]),
        make_paper("2608.00003", "Gamma", authors=[BOB, eve]),
    ]
    return Story().day(MONDAY, [make_paper("2608.00009", "Old", authors=[BOB])]).day(FRIDAY, friday)


async def open_two_bobs(home: Path) -> None:
    await follow_on_tuesday(home, BOB_KEY, [MONDAY, FRIDAY], two_bobs())


@pytest.mark.parametrize("size", SIZES)
async def test_a_yes_is_learnt(tmp_path: Path, size: tuple[int, int]) -> None:
    await open_two_bobs(tmp_path)
    async with open_stage(tmp_path, size=size) as stage:
        await stage.press("2")
        assert stage.cursor.startswith("?  21 Aug")
        assert stage.keys.startswith(" = same?")
        assert "0 new, 3 to answer" in stage.head
        await stage.press("=")
        assert "Is this the Bob Placeholder you follow?" in stage.text
        await stage.press("enter")
        assert stage.status == (
            "Kept: the paper's other authors count as known to work with Bob Placeholder; u takes it back."
        )
        assert "2 new, 1 to answer" in stage.head
        assert [line[2:3] for line in stage.rows.splitlines() if " Aug " in line] == ["N", "N", "?", " "]
        await stage.press("u")
        assert "0 new, 3 to answer" in stage.head


async def test_a_no_is_learnt_and_the_cursor_goes_to_what_took_its_place(tmp_path: Path) -> None:
    await open_two_bobs(tmp_path)
    async with open_stage(tmp_path) as stage:
        await stage.press("2", "j", "=", "j", "enter")
        assert stage.status == (
            "Kept: papers of this Bob Placeholder's circle are left out from now on; u takes it back."
        )
        assert stage.ids == ["2608.00003", "2608.00009"]
        assert "Gamma" in stage.cursor
        await stage.press("j")
        assert stage.status.endswith("1 left out: by the circle of a paper you said no to.")
        await stage.press("u")
        assert stage.ids == ["2608.00001", "2608.00002", "2608.00003", "2608.00009"]


async def test_not_now_and_escape_keep_nothing(tmp_path: Path) -> None:
    await open_two_bobs(tmp_path)
    async with open_stage(tmp_path) as stage:
        for keys in (["=", "G", "enter"], ["=", "escape"]):
            await stage.press("2", *keys)
            assert "0 new, 3 to answer" in stage.head


async def test_a_sure_match_has_nothing_to_answer(tmp_path: Path) -> None:
    await follow_on_tuesday(tmp_path, ADA_KEY, WEEK)
    async with open_stage(tmp_path) as stage:
        await stage.press("2", "=")
        assert stage.status == "Nobody here is matched by name only."
        await stage.press("1")
    async with open_stage(tmp_path / "empty") as stage:
        await stage.press("2", "=")
        assert stage.status == "No paper is chosen here."


# Following and letting go


async def test_unfollowing_from_here_takes_the_papers_away_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("name:eve muster"))
        await stage.press("2")
        assert stage.ids == ["2608.00050"]
        await stage.press("f")
        assert "You follow nobody yet." in stage.text
        await stage.press("u")
        assert stage.ids == ["2608.00050"]


async def test_a_muted_person_brings_nothing_until_they_are_let_in_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("name:eve muster"))
        await stage.press("2", "M")
        assert stage.status == "Eve Muster's papers stay out of the inbox; u takes it back."
        assert stage.row_list.row_count == 0
        await stage.press("v")
        assert "by name only · muted" in stage.rows
        await stage.press("M", "v", "v")
        assert stage.ids == ["2608.00050"]


async def follow_topic(stage: Stage, text: str, *keys: str) -> None:
    await stage.press("2", "W")
    assert "Follow a topic or a search" in stage.text
    await stage.type(text)
    await stage.press("enter", *keys)


async def test_a_search_is_followed_from_the_inbox_and_let_go_with_f(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await follow_topic(stage, "tenth")
        assert "keyword “tenth”" in stage.text
        assert "search “tenth”" in stage.text
        if "> Hugging Face keyword" in stage.text:
            await stage.press("j")
        await stage.press("enter")
        assert stage.status.startswith("Following the search “tenth”: new papers that fit come here")
        assert "following 0 people, 1 search" in stage.head
        assert "search  “tenth”: The Tenth Paper" in stage.cursor
        await stage.press("f")
        assert stage.status == "No longer following the search “tenth”; u follows it again."
        assert stage.row_list.row_count == 0
        await stage.press("u")
        assert stage.row_list.row_count == 1


async def test_a_category_is_offered_where_the_text_is_one(tmp_path: Path) -> None:
    story = Story().day(FRIDAY, [make_paper("2608.00001", "Alpha", categories=("cs.LG", "stat.ML"))])
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        await follow_topic(stage, "cs.LG")
        assert "arXiv category cs.LG" in stage.text
        assert "1 paper of the last 90 days" in stage.text
        await stage.press("enter")
        assert "topic   cs.LG: Alpha" in stage.cursor


async def test_giving_up_or_typing_nothing_follows_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("2", "W", "escape")
        await stage.press("W", *"  ", "enter")
        assert stage.status == "Nothing is followed: no word was typed."
        await stage.press("W", *"tenth", "enter", "escape")
        assert "You follow nobody yet." in stage.text
        assert not (await stage.library.inbox()).feeds


# The views


async def test_by_kind_the_questions_come_first(tmp_path: Path) -> None:
    await open_two_bobs(tmp_path)
    async with open_stage(tmp_path) as stage:
        await stage.library.follow_feed("search", "old")
        await stage.press("2", "v", "v")
        assert "[kind]" in stage.head
        assert [line[2:3] for line in stage.rows.splitlines() if " Aug " in line] == ["?", "?", "?", " "]


@pytest.mark.parametrize("size", [NARROW, NORMAL])
async def test_by_person_enter_goes_in_and_q_comes_out(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.library.researchers.follow(ADA_KEY)
        await stage.library.researchers.follow(PersonKey("name:eve muster"))
        await stage.press("2", "v")
        assert "[person]" in stage.head
        assert [stage.row_list.row(place).name for place in range(2)] == ["Ada Example", "Eve Muster"]
        await stage.press("j", "enter")
        assert stage.ids == ["2608.00050"]
        assert "Eve Muster" in stage.text
        await stage.press("enter")
        assert isinstance(stage.screen, PaperScreen)
        await stage.press("q", "q")
        assert stage.row_list.row_count == 2
        assert "Eve Muster" in stage.cursor
        await stage.press("q")
        assert "[1 Feed]" in stage.places


async def test_by_person_a_wide_terminal_shows_both(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.library.researchers.follow(ADA_KEY)
        await stage.library.researchers.follow(PersonKey("name:eve muster"))
        await stage.press("2", "v", "j")
        assert "Matched by name only · none new, 1 this year" in stage.text
        await stage.press("tab")
        assert stage.ids == ["2608.00050"]
        assert "Why you see this" in stage.text
        await stage.press("enter")
        assert isinstance(stage.screen, PaperScreen)
        await stage.press("q", "tab", "enter")
        assert isinstance(stage.screen, ProfileScreen)


async def test_by_person_a_topic_is_let_go_and_a_person_unfollowed(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(ADA_KEY)
        await stage.library.follow_feed("search", "tenth")
        await stage.press("2", "v", "G", "f")
        assert stage.status == "No longer following the search “tenth”; u follows it again."
        await stage.press("f")
        assert stage.status == "No longer following Ada Example; u follows again."
        assert "You follow nobody yet." in stage.text


@pytest.mark.parametrize("keys", [["s"], ["r"], ["A"], ["U"], ["="]])
async def test_keys_for_papers_change_nothing_while_people_are_listed(tmp_path: Path, keys: list[str]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("2", "v", *keys)
        assert stage.status == "No paper is chosen here."
        assert not (await stage.library.saved()).rows
        assert all(item.paper.is_unread for item in (await stage.library.inbox()).items)


async def test_the_view_and_the_place_in_it_survive_a_visit_elsewhere(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(ADA_KEY)
        await stage.press("2", "v", "enter", "j", "1", "2")
        assert stage.row_list.cursor == 1
        assert "[person]" in stage.head


async def test_resizing_keeps_every_view_in_order(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(ADA_KEY)
        await stage.press("2", "v")
        for size in (WIDE, NARROW, NORMAL, WIDE):
            await stage.resize(*size)
            assert "Ada Example" in stage.text, size
        await stage.press("v")
        assert "A Complete Paper" in stage.text


async def test_two_followed_authors_of_one_paper_are_counted(tmp_path: Path) -> None:
    story = a_good_week().day(WEDNESDAY, [make_paper("2608.00020", "Midweek Findings", authors=[ADA, BOB])])
    async with open_stage(tmp_path, story, fetched=(WEDNESDAY,), now=lambda: NOW - dt.timedelta(days=1)) as stage:
        await stage.library.researchers.follow(ADA_KEY)
        await stage.library.researchers.follow(BOB_KEY)
        await stage.press("2")
        assert "Ada Example +1: Midweek Findings" in stage.rows
        assert "2 people you follow" in stage.rows
        assert TITLES[FULL_ID] not in stage.rows


async def test_asking_offline_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, is_offline=True) as stage:
        await stage.press("2", "ctrl+r")
        assert stage.status == "Started with --offline: nothing is fetched."


@pytest.mark.parametrize("view", ["time", "person"])
@pytest.mark.parametrize("size", SIZES)
async def test_an_inbox_with_news_and_questions_looks_as_it_did(
    tmp_path: Path, golden: Golden, size: tuple[int, int], view: str
) -> None:
    await open_two_bobs(tmp_path)
    async with open_stage(tmp_path, now=lambda: TUESDAY_NOON) as stage:
        await stage.library.researchers.follow(PersonKey("name:dana fourth"))
        await stage.library.follow_feed("search", "gamma")
        await stage.library.researchers.answer_name(BOB_KEY, PaperId("2608.00001"), is_same=True)
    async with open_stage(tmp_path, size=size) as stage:
        await stage.press("2", *(["v"] if view == "person" else []))
        golden(stage.text, f"inbox/news-{view}/{size[0]}x{size[1]}")
