"""The feed by keyboard: what each key does to the screen and to what is kept."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.fakes import NOW, Story, make_paper
from tests.screens.week import (
    ADA,
    BOB,
    FRIDAY,
    FULL_ID,
    LAST_FRIDAY,
    MONDAY,
    THURSDAY,
    TITLES,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    a_good_week,
)
from tests.stage import COPIED, NARROW, QUIET, WIDE, open_stage
from tuiread.dates import day_period, week_period
from tuiread.errors import OfflineError
from tuiread.records import PaperId, PaperPage, PersonKey
from tuiread.screens.copy_menu import CopyMenu
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.paper_screen import PaperScreen

FRIDAY_IDS = list(TITLES)
SECOND_ID = FRIDAY_IDS[1]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# What it opens on and what its rows say


async def test_the_feed_opens_on_the_newest_cached_day(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=(WEDNESDAY, MONDAY)) as stage:
        assert isinstance(stage.screen, FeedScreen)
        assert "Wed 19 Aug 2026" in stage.head
        assert stage.cursor == "N      9 Midweek Findings"
        assert "[1 Feed]" in stage.places


async def test_the_feed_is_ordered_by_votes_and_counted(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        assert stage.ids == FRIDAY_IDS
        assert "[day] week month 12 papers, 12 unread" in stage.head
        assert stage.head.endswith("trending")


async def test_a_row_tells_title_author_organisation_comments_code_and_project(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        first, second = stage.rows.splitlines()[:2]
        assert first == f"> N    163 {TITLES[FULL_ID]}"
        assert second.strip() == "Ada Example +2 · Example Lab · 3 comments · code, project"


async def test_letters_tell_unread_followed_and_saved(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("hf:ada-example"))
        await stage.press("s", "S", "S")
        assert stage.cursor.startswith("Nfs  163 ")
        assert "Ada Example +2" in stage.rows.splitlines()[1]
        await stage.press("r")
        assert stage.cursor.startswith(" fs  163 ")


async def test_a_match_by_name_only_carries_a_question_mark(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("name:bob placeholder"))
        await stage.press("S", "S")
        assert "Bob Placeholder? +2" in stage.rows


async def test_every_title_is_shown_literally(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=(250, 40)) as stage:
        assert [title for title in TITLES.values() if f" {title}"[:100] not in stage.rows] == []


# Reading marks


async def test_moving_never_marks_as_read(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.press("j", "down", "k", "up", "G", "g", "end", "home", "pagedown", "pageup", "ctrl+d", "ctrl+u")
        assert "12 unread" in stage.head
        assert (await stage.library.feed()).unread_count == 12


@pytest.mark.parametrize("key", ["enter", "l"])
async def test_opening_shows_the_paper_and_marks_it_read(tmp_path: Path, key: str) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("j", key)
        assert isinstance(stage.screen, PaperScreen)
        assert TITLES[SECOND_ID] in stage.head
        assert not (await stage.library.paper(PaperId(SECOND_ID))).state.is_unread
        await stage.press("q")
        assert stage.cursor == f"      54 {TITLES[SECOND_ID]}"
        assert "11 unread" in stage.head


async def test_opening_marks_nothing_if_so_set(tmp_path: Path) -> None:
    settings = {**QUIET, "TUIREAD_FEED_MARK_READ_ON_OPEN": "false"}
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, environ=settings) as stage:
        await stage.press("enter", "q")
        assert "12 unread" in stage.head


async def test_r_marks_read_and_unread(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("r")
        assert stage.cursor.startswith("     163 ")
        await stage.press("r")
        assert stage.cursor.startswith("N    163 ")
        assert (await stage.library.paper(PaperId(FULL_ID))).state.is_unread


async def test_a_capital_a_marks_the_whole_list_and_u_undoes_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("A")
        assert stage.status == "12 marked read; u undoes it."
        assert ", 0 unread" in stage.head
        await stage.press("u")
        assert stage.status == "Undone: all read (12 papers)."
        assert "12 unread" in stage.head


async def test_a_capital_u_marks_down_to_the_cursor(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("j", "j", "U")
        assert stage.status == "3 marked read; u undoes it."
        unread = [row.id for row in (await stage.library.feed()).rows if row.is_unread]
        assert unread == FRIDAY_IDS[3:]
        await stage.press("A", "A")
        assert stage.status == "All of these are read."


async def test_u_undoes_several_steps_in_turn_and_says_which(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s", "r", "j", "f", "enter", "q")
        told = []
        for _ in range(5):
            await stage.press("u")
            told.append(stage.status)
        assert told == [
            f"Undone: opened “{TITLES[SECOND_ID]}”.",
            "Undone: followed Bob Placeholder.",
            f"Undone: read “{TITLES[FULL_ID]}”.",
            f"Undone: saved “{TITLES[FULL_ID]}”.",
            "Nothing to undo.",
        ]
        assert stage.cursor == f"N     54 {TITLES[SECOND_ID]}"
        assert not (await stage.library.saved()).rows
        assert not (await stage.library.following()).people


async def test_undo_reaches_over_a_restart(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s")
    async with open_stage(tmp_path) as stage:
        await stage.press("u")
        assert not (await stage.library.saved()).rows


# The verbs of a paper


async def test_s_saves_and_takes_out_again(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s")
        assert stage.status == "Saved: it stays complete offline, also without the cache."
        assert [saved.paper.id for saved in (await stage.library.saved()).rows] == [FULL_ID]
        await stage.press("s")
        assert stage.status == "Taken out of your library; u puts it back."
        assert not (await stage.library.saved()).rows


async def test_f_lets_one_choose_among_authors(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("f")
        assert "Follow whom?" in stage.text
        assert [line.split("  ")[0] for line in stage.rows.replace(">", " ").split("    ") if "E" in line]
        await stage.press("j", "enter")
        assert [person.key for person in (await stage.library.following()).people] == ["name:bob placeholder"]
        assert stage.status == ("Following Bob Placeholder: papers are matched by name and known co-authors.")


async def test_f_on_an_account_says_how_it_is_matched_and_again_stops(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("f", "enter")
        assert stage.status == "Following Ada Example: papers are matched by the account @ada-example."
        assert stage.cursor.startswith("Nf ")
        await stage.press("f")
        assert "f Ada Example" in stage.cursor
        await stage.press("enter")
        assert not (await stage.library.following()).people
        assert "u follows again" in stage.status
        assert stage.cursor.startswith("N  ")


async def test_closing_the_choice_follows_nobody(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for key in ("escape", "q", "h"):
            await stage.press("f", key)
            assert isinstance(stage.screen, FeedScreen), key
        assert not (await stage.library.following()).people


async def test_f_follows_a_single_author_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("j", "f")
        assert [person.name for person in (await stage.library.following()).people] == [BOB.name]


async def test_f_without_authors_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press(*"jjjjjjj", "f")
        assert stage.status == "No authors were given for this paper."


async def test_a_opens_the_paper_at_its_authors(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("a")
        assert isinstance(stage.screen, PaperScreen)
        assert stage.cursor.split() == ["Ada", "Example", "@ada-example"]
        assert stage.status.startswith("author 1 of 3")


async def test_i_shows_who_said_each_fact_and_closes(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("i")
        assert "Who said so" in stage.text
        assert "AI summary: example/summariser-1; may be wrong" in stage.read
        assert "daily papers of 2026-08-21 · Hugging Face · Fri 21 Aug 2026 20:00 UTC" in stage.read
        await stage.press("i")
        assert isinstance(stage.screen, FeedScreen)
        assert (await stage.library.paper(PaperId(FULL_ID))).state.is_unread


async def test_o_opens_the_page_on_a_desktop(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("o")
        assert stage.opened == [f"https://huggingface.co/papers/{FULL_ID}"]
        assert stage.status == f"Opened https://huggingface.co/papers/{FULL_ID}"


async def test_o_without_a_desktop_shows_and_copies_the_address(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, has_desktop=False) as stage:
        await stage.press("o")
        assert stage.app.clipboard == f"https://huggingface.co/papers/{FULL_ID}"
        assert stage.status.startswith("No desktop here; sent to the terminal's clipboard: https://huggingface.co/")


async def test_a_capital_o_lets_one_choose_a_link(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("O")
        names = [line[1:].split()[0] for line in stage.rows.splitlines() if "https://" in line]
        assert names == ["abs", "pdf", "html", "hf", "code", "project", "media"]
        await stage.press("j", "j", "j", "j", "enter")
        assert stage.opened == ["https://github.com/example/quiet"]


COPIES = {
    "u": f"https://arxiv.org/abs/{FULL_ID}",
    "t": TITLES[FULL_ID],
    "i": FULL_ID,
    "c": f"Ada Example, Bob Placeholder, Cleo Sample (2026). {TITLES[FULL_ID]}. arXiv:{FULL_ID}.",
    "m": f"[{TITLES[FULL_ID]}](https://arxiv.org/abs/{FULL_ID})",
}


async def test_y_copies_what_one_more_key_names_and_shows_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for key, copied in COPIES.items():
            await stage.press("y")
            assert "Copy what?" in stage.text
            await stage.press(key)
            assert stage.app.clipboard == copied
            assert stage.status == COPIED + copied


async def test_a_key_that_comes_before_the_copy_menu_has_read_the_paper_still_copies(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        gate, paper = asyncio.Event(), stage.library.paper

        async def slowly(paper_id: PaperId) -> PaperPage:
            await gate.wait()
            return await paper(paper_id)

        with patch.object(stage.library, "paper", slowly):
            stage.send("y")
            await stage.until(lambda: isinstance(stage.screen, CopyMenu))
            stage.send("u")
            await stage.until(lambda: stage.screen._pressed == "u")
            gate.set()
            await stage.settle()
        assert stage.app.clipboard == COPIES["u"]


async def test_any_other_key_closes_the_copy_menu(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for key in ("escape", "x", "down"):
            await stage.press("y", key)
            assert isinstance(stage.screen, FeedScreen), key
        assert stage.app.clipboard == ""
        assert stage.cursor.endswith(TITLES[FULL_ID])


# Days, weeks and months


@pytest.mark.parametrize(("older", "newer"), [("[", "]"), ("H", "L")])
async def test_date_keys_step_over_what_has_no_papers_and_say_so(tmp_path: Path, older: str, newer: str) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        seen = []
        for key in (older, older, older, newer):
            await stage.press(key)
            seen.append((stage.head[:15], stage.status))
        assert seen == [
            ("Wed 19 Aug 2026", "Skipped Thu 20 Aug without papers."),
            ("Mon 17 Aug 2026", "Skipped Tue 18 Aug not fetched (ctrl+r catches up)."),
            ("Fri 14 Aug 2026", "Skipped the weekend."),
            ("Mon 17 Aug 2026", "Skipped the weekend."),
        ]


async def test_the_newest_day_is_the_end_in_one_direction(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, is_offline=True) as stage:
        await stage.press("]")
        assert stage.status == "This is the newest day; ctrl+r looks for more."
        assert "Fri 21 Aug 2026" in stage.head


async def test_the_first_day_of_the_feed_is_the_end_in_the_other(tmp_path: Path) -> None:
    story = Story().day("2023-05-04", [make_paper("2305.00001")])
    async with open_stage(tmp_path, story, fetched=("2023-05-04",), is_offline=True) as stage:
        await stage.press("[")
        assert stage.status == "This is the first day of the feed."
        assert "Thu 4 May 2023" in stage.head


async def test_a_step_into_the_unknown_fetches_it(tmp_path: Path) -> None:
    story = a_good_week().day("2026-08-13", [make_paper("2608.00060", "Before That")])
    async with open_stage(tmp_path, story, fetched=(LAST_FRIDAY,)) as stage:
        await stage.press("[")
        assert "Thu 13 Aug 2026" in stage.head
        assert stage.cursor.endswith("Before That")
        assert story.asked == ["day 2026-08-13"]


async def test_a_step_into_the_unknown_says_so_offline(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=(LAST_FRIDAY,), is_offline=True) as stage:
        await stage.press("[")
        assert "Thu 13 Aug 2026 is not fetched yet." in stage.rows
        assert "not fetched" in stage.head
        assert stage.status == "Started with --offline: nothing is fetched."
        assert story.asked == []


async def test_ctrl_r_catches_up_with_days_that_were_stepped_over(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        await stage.press("[", "[", "ctrl+r")
        assert sorted(story.asked) == [f"day {MONDAY}", f"day {TUESDAY}"]
        assert stage.status == "2 days up to date, 1 new paper."
        await stage.press("]")
        assert stage.cursor.endswith("What Tuesday Brought")


async def test_a_dot_goes_to_the_newest_day(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("[", "[", ".")
        assert "Fri 21 Aug 2026" in stage.head
        await stage.press(".")
        assert stage.status == "Fri 21 Aug 2026 is the newest day you have; ctrl+r looks for more."


async def test_v_changes_between_day_week_and_month_and_keeps_the_paper(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("[", "[", "j")
        kept = stage.cursor
        heads = []
        for _ in range(3):
            await stage.press("v")
            heads.append(stage.head)
            assert stage.cursor == kept
        assert heads[0].startswith("Week 34, 17 to 23 Aug 2026 day [week] month 16 papers")
        assert heads[1].startswith("August 2026 day week [month] 17 papers")
        assert heads[2].startswith("Mon 17 Aug 2026 [day] week month 3 papers")


async def test_rows_of_a_week_say_their_day(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("v")
        assert "Fri 21 Aug · Ada Example" in stage.rows


async def test_a_week_says_which_of_its_days_are_missing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("v")
        assert stage.status == "cached 20:00 · not fetched: Tue 18 Aug · days by New York time"


async def test_date_keys_step_by_weeks_in_the_week_view(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("v", "[")
        assert "Week 33, 10 to 16 Aug 2026" in stage.head
        await stage.press("]")
        assert "Week 34, 17 to 23 Aug 2026" in stage.head


async def test_a_capital_s_changes_the_order_and_keeps_the_paper(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("j")
        await stage.press("S")
        assert stage.head.endswith("new")
        assert stage.ids[0] == "2608.00011", "the latest first submission comes first"
        assert stage.cursor.endswith(TITLES[SECOND_ID])
        await stage.press("S")
        assert stage.ids == FRIDAY_IDS


async def test_the_order_to_start_with_is_a_setting(tmp_path: Path) -> None:
    settings = {**QUIET, "TUIREAD_FEED_ORDER": "new"}
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, environ=settings) as stage:
        assert stage.ids[0] == "2608.00011"


# Narrowing and unread steps


async def test_a_slash_narrows_while_one_types(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/")
        shown = []
        for letter in "bob":
            await stage.press(letter)
            shown.append(len(stage.ids))
        assert shown == [7, 5, 3]
        assert stage.status == "/bob 3 of 12 · Esc shows all"
        assert stage.ids == [FULL_ID, SECOND_ID, "2608.00005"]


NEEDLES = {
    "think": [SECOND_ID],
    "LAB example": [FULL_ID],
    "[n]": ["2608.00003"],
    "端末": ["2608.00004"],
    "zoe": ["2608.00005"],
    "00009": ["2608.00009"],
}


async def test_narrowing_finds_words_of_title_authors_organisation_and_id(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        for needle, ids in NEEDLES.items():
            await stage.press("/", *needle, "enter")
            assert stage.ids == ids, needle
            await stage.press("escape")


async def test_a_needle_without_any_paper_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/")
        await stage.type("xyz")
        await stage.press("enter")
        assert stage.rows.strip() == "Nothing here matches “xyz”."
        await stage.press("escape")
        assert stage.ids == FRIDAY_IDS


async def test_capital_letters_can_be_typed_and_quit_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/")
        await stage.type("Q1q?:")
        assert stage.screen.query_one("NeedleInput").value == "Q1q?:"
        assert stage.app.is_running


async def test_enter_keeps_the_narrowed_list_and_escape_shows_all(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/", *"bob", "enter", "j")
        assert stage.cursor.endswith(TITLES[SECOND_ID])
        await stage.press("escape")
        assert stage.ids == FRIDAY_IDS
        assert stage.cursor.endswith(TITLES[SECOND_ID])
        assert isinstance(stage.screen, FeedScreen)


async def test_escape_while_typing_shows_all(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/", *"bob", "escape")
        assert stage.ids == FRIDAY_IDS
        assert not stage.screen.query("NeedleInput")
        await stage.press("j")
        assert stage.cursor.endswith(TITLES[SECOND_ID])


async def test_q_ends_narrowing_before_it_quits(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/", *"bob", "enter", "q")
        assert stage.ids == FRIDAY_IDS
        assert stage.app.is_running


async def test_a_second_slash_goes_on_with_the_same_needle(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/", *"bob", "enter", "/")
        assert stage.screen.query_one("NeedleInput").value == "bob"
        await stage.press("tab", "/", "end", "backspace")
        assert len(stage.screen.query("NeedleInput")) == 1
        assert stage.status.startswith("/bo ")


async def test_read_up_to_here_means_what_is_shown(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("/", *"bob", "enter", "A", "escape")
        read = [row.id for row in (await stage.library.feed()).rows if not row.is_unread]
        assert read == [FULL_ID, SECOND_ID, "2608.00005"]


async def test_n_and_capital_n_go_to_unread_papers(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("j", "r", "j", "r", "g", "n")
        assert stage.cursor.endswith(TITLES["2608.00004"])
        await stage.press("N")
        assert stage.cursor.endswith(TITLES[FULL_ID])
        await stage.press("N")
        assert stage.status == "No unread paper further up."
        await stage.press("G", "n")
        assert stage.status == "No unread paper further down."


# Fetching and honesty


async def test_ctrl_r_fetches_the_shown_day_and_new_papers_wait_for_a_dot(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        story.day(WEDNESDAY, [make_paper("2608.00021", "A Late One", upvotes=99)])
        await stage.press("[", "ctrl+r")
        assert story.asked == [f"day {WEDNESDAY}"]
        assert stage.status == "1 day up to date, 1 new paper."
        assert stage.ids == ["2608.00020"]
        await stage.press("j")
        assert stage.status == "1 new, . to show"
        await stage.press(".")
        assert stage.ids == ["2608.00021"]


async def test_a_day_that_was_not_fetched_is_not_called_empty(tmp_path: Path) -> None:
    shown = day_period(day(TUESDAY))
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, shown=shown, is_offline=True) as stage:
        assert "Tue 18 Aug 2026 is not fetched yet." in stage.rows
        assert "ctrl+r asks Hugging Face." in stage.rows
        assert "no papers" not in stage.text.lower()
        assert "not fetched yet" in stage.status


async def test_a_day_without_papers_is_not_called_unfetched(tmp_path: Path) -> None:
    shown = day_period(day(THURSDAY))
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, shown=shown) as stage:
        assert "No papers on Thu 20 Aug 2026." in stage.rows
        assert "not fetched" not in stage.text


async def test_a_weekend_says_that_it_is_one(tmp_path: Path) -> None:
    shown = day_period(day("2026-08-15"))
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, shown=shown) as stage:
        assert "Sat 15 Aug 2026: no papers on weekends." in stage.rows


async def test_a_failed_refresh_is_said_and_never_called_done(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        story.fails_with(OfflineError("Hugging Face cannot be reached; try again later.", source="huggingface"))
        await stage.press("ctrl+r")
        assert stage.status == "1 day failed: Hugging Face cannot be reached; try again later."
        assert stage.places.endswith("last sync failed")
        await stage.press("j")
        assert stage.status == "cached 20:00 · refresh at 20:00 failed · days by New York time"
        assert stage.ids == FRIDAY_IDS
        assert "up to date" not in stage.text


async def test_a_failed_fetch_of_an_empty_page_says_why(tmp_path: Path) -> None:
    story = a_good_week().fails_with(OfflineError("Hugging Face cannot be reached.", source="huggingface"))
    shown = day_period(day(TUESDAY))
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK):
        pass
    async with open_stage(tmp_path, story, shown=shown) as stage:
        await stage.press("ctrl+r")
        assert "The try at 20:00 failed: Hugging Face cannot be reached." in stage.rows
        assert "is not fetched yet" in stage.rows


async def test_facts_of_yesterday_say_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK):
        pass
    tomorrow = NOW + dt.timedelta(days=1)
    async with open_stage(tmp_path, now=lambda: tomorrow) as stage:
        assert stage.status == "cached 21 Aug 20:00 · days by New York time"


# The starter edition


async def test_a_first_start_opens_the_starter_edition_and_labels_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, is_offline=True) as stage:
        assert stage.row_list.row_count > 10
        assert stage.places.endswith("starter edition · offline")
        assert stage.status.startswith("starter edition, recorded ")
        await stage.press("enter")
        assert "In short · tuiread's starter edition" in stage.text
        assert "From the starter edition that came with tuiread" in stage.read


async def test_the_starter_edition_steps_aside_when_real_papers_are_shown(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), environ={"TUIREAD_SYNC_FIRST_DAYS": "5"}) as stage:
        await stage.press("j")
        assert stage.places.endswith("starter edition · online")
        assert ". to show" in stage.status
        await stage.press(".")
        assert stage.ids == FRIDAY_IDS
        assert "starter edition" not in stage.text
    async with open_stage(tmp_path) as stage:
        assert stage.ids == FRIDAY_IDS
        await stage.press("v", "v")
        assert stage.row_list.row_count == 17, "all that was fetched this month, and nothing of the starter edition"


# The preview


async def test_there_is_no_preview_below_120_columns(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=(119, 36)) as stage:
        assert "│ Abstract" not in stage.text
        await stage.resize(120, 36)
        assert "│ Abstract" in stage.text


async def test_the_preview_follows_the_cursor_when_it_rests(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        assert "AI summary · example/summariser-1 · may be wrong" in stage.text
        assert "quiet screens · provenance · terminals" in stage.text
        await stage.press("j")
        assert "What 2608.00002 is about." in stage.text
        assert "AI summary" not in stage.text


async def test_the_preview_is_empty_where_nothing_is_listed(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.press("/", *"xyz")
        assert "│ Abstract" not in stage.text
        await stage.press("escape")
        assert "│ Abstract" in stage.text


# Narrow terminals, mouse, the end


async def test_narrow_terminals_have_one_line_a_row(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=NARROW) as stage:
        assert len([line for line in stage.rows.splitlines() if line.strip()]) == 12
        await stage.resize(80, 24)
        assert stage.rows.splitlines()[1].strip().startswith("Ada Example")


async def test_a_click_moves_and_a_second_one_opens(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.click(20, 5)
        assert stage.cursor.endswith(TITLES[SECOND_ID])
        await stage.click(20, 5)
        assert isinstance(stage.screen, PaperScreen)


@pytest.mark.parametrize("keys", [["q"], ["Q"], ["ctrl+q"], ["j", "enter", "Q"], ["j", "enter", "q", "q"]])
async def test_q_quits_at_the_top_and_capital_q_everywhere(tmp_path: Path, keys: list[str]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press(*keys[:-1])
        assert stage.app.is_running
        await stage.leave(keys[-1])
        assert not stage.app.is_running


async def test_ctrl_c_says_what_quits(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("ctrl+c")
        assert stage.status == "ctrl+q quits."
        assert stage.app.is_running


async def test_escape_never_quits(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("escape", "h", "escape")
        assert stage.app.is_running


async def test_a_week_view_marks_read_with_undo_as_one_step(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("v", "A")
        assert stage.status == "16 marked read; u undoes it."
        await stage.press("u")
        week = await stage.library.feed(week_period(day(FRIDAY)))
        assert week.unread_count == 16


async def test_an_author_with_an_account_is_followed_by_it_on_every_day(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("f", "enter", "[")
        assert stage.cursor.startswith("Nf ")
        assert ADA.account == "ada-example"
