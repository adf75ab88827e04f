"""A sync on the screen: it shows how far it is, never moves the list under the reader, and is honest about its end."""

from __future__ import annotations

from pathlib import Path

from tests.fakes import Story, make_paper
from tests.screens.week import FRIDAY, FULL_ID, MONDAY, THURSDAY, TITLES, WEDNESDAY, WEEK, a_good_week, friday_papers
from tests.stage import QUIET, WIDE, GatedStory, open_stage
from tuiread.errors import AnswerError, OfflineError

FIVE_DAYS = {"TUIREAD_SYNC_FIRST_DAYS": "5"}
OFFLINE = OfflineError("Hugging Face cannot be reached; try again when you are online.", source="huggingface")


def half_a_week() -> GatedStory:
    """Tell of a Friday that first has three papers and later all twelve."""
    story = GatedStory()
    story.day(WEDNESDAY, [make_paper("2608.00020", "Midweek Findings", upvotes=9)])
    story.day(FRIDAY, friday_papers()[2:5])
    return story


async def test_a_start_syncs_what_is_due_and_says_how_it_went(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, environ=FIVE_DAYS) as stage:
        assert story.asked == [f"day 2026-08-{day}" for day in (21, 20, 19, 18, 17)]
        assert stage.status == "5 days up to date, 17 new papers."
        assert stage.places.endswith("online")


async def test_a_start_with_nothing_due_says_nothing(tmp_path: Path) -> None:
    story, two_days = a_good_week(), {"TUIREAD_SYNC_FIRST_DAYS": "2", "TUIREAD_SYNC_CATCH_UP_DAYS": "2"}
    async with open_stage(tmp_path, story, fetched=(FRIDAY, THURSDAY), environ=two_days) as stage:
        assert story.asked == []
        assert stage.status == "cached 20:00 · days by New York time"


async def test_a_start_that_shall_not_sync_does_not(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, environ=QUIET):
        assert story.asked == []


async def test_progress_shows_real_numbers(tmp_path: Path) -> None:
    story = a_good_week(GatedStory())
    assert isinstance(story, GatedStory)
    async with open_stage(tmp_path, story, environ=FIVE_DAYS) as stage:
        shown = [(stage.places.split("  ")[-1].strip(), stage.status)]
        for count in (2, 2):
            story.let_go(count)
            await stage.until(lambda: len(story.asked) == 2 * len(shown))
            await stage.settle()
            shown.append((stage.places.split("  ")[-1].strip(), stage.status))
        assert shown == [
            ("syncing 0/5", "syncing 0 of 5 ────────── 0 new papers"),
            ("syncing 2/5", "syncing 2 of 5 ━━━━────── 12 new papers"),
            ("syncing 4/5", "syncing 4 of 5 ━━━━━━━━── 14 new papers"),
        ]


async def test_progress_shows_on_every_place(tmp_path: Path) -> None:
    story = a_good_week(GatedStory())
    async with open_stage(tmp_path, story, environ=FIVE_DAYS) as stage:
        for key in ("2", "3", "1", "enter"):
            await stage.press(key)
            assert stage.places.endswith("syncing 0/5"), key
            assert stage.status.startswith("syncing 0 of 5"), key


async def test_days_that_arrive_move_neither_cursor_nor_list(tmp_path: Path) -> None:
    story = half_a_week()
    async with open_stage(tmp_path, story, fetched=(FRIDAY, WEDNESDAY), size=WIDE) as stage:
        await stage.press("j")
        before, cursor = stage.rows, stage.cursor
        story.day(FRIDAY, friday_papers())
        await stage.press("ctrl+r")
        story.let_go()
        await stage.settle()
        assert stage.rows == before
        await stage.press("j")
        assert stage.status == "9 new, . to show"
        await stage.press("k", ".")
        assert stage.ids == list(TITLES)
        assert stage.cursor == cursor
        assert "new, . to show" not in stage.status


async def test_votes_that_changed_are_shown_without_reordering(tmp_path: Path) -> None:
    story = Story().day(FRIDAY, [make_paper("2608.00001", upvotes=9), make_paper("2608.00002", upvotes=5)])
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        story.day(FRIDAY, [make_paper("2608.00001", upvotes=9), make_paper("2608.00002", upvotes=50)])
        await stage.press("ctrl+r")
        assert stage.ids == ["2608.00001", "2608.00002"]
        assert "N     50 Paper 2608.00002" in stage.rows
        await stage.press("S", "S")
        assert stage.ids == ["2608.00002", "2608.00001"]


async def test_a_narrowed_list_stays_narrowed(tmp_path: Path) -> None:
    story = half_a_week()
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        await stage.press("ctrl+r", "/", *"bob", "enter")
        narrowed = stage.ids
        story.day(FRIDAY, friday_papers())
        story.let_go()
        await stage.settle()
        assert stage.ids == narrowed == ["2608.00005"]
        await stage.press("escape")
        assert stage.status == "9 new, . to show"


async def test_papers_of_a_newer_day_are_offered(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=(WEDNESDAY,), environ={}) as stage:
        assert stage.ids == ["2608.00020"]
        await stage.press("j")
        assert stage.status == "12 new on Fri 21 Aug, . to show"
        await stage.press(".")
        assert "Fri 21 Aug 2026" in stage.head
        await stage.press("[")
        await stage.press("j")
        assert ". to show" not in stage.status


async def test_an_empty_page_fills_by_itself(tmp_path: Path) -> None:
    story = half_a_week()
    async with open_stage(tmp_path, story, fetched=(WEDNESDAY, THURSDAY)) as stage:
        await stage.press("]")
        assert "Fri 21 Aug 2026 is not fetched yet" in stage.rows
        assert stage.places.endswith("syncing 0/1")
        story.let_go()
        await stage.settle()
        assert stage.ids == ["2608.00003", "2608.00004", "2608.00005"]
        assert stage.cursor.endswith(TITLES["2608.00003"])


async def test_offline_never_touches_the_source(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, environ={}, is_offline=True) as stage:
        await stage.press("ctrl+r")
        assert stage.status == "Started with --offline: nothing is fetched."
        await stage.press("]", "[", "enter", "ctrl+r")
        assert stage.status == "Started with --offline: nothing is fetched."
        await stage.press("q", "2", "3")
        assert story.asked == []
        assert "offline" in stage.places


async def test_a_second_start_says_that_one_is_running_and_comes_next(tmp_path: Path) -> None:
    story = half_a_week()
    async with open_stage(tmp_path, story, fetched=(FRIDAY, THURSDAY, WEDNESDAY)) as stage:
        await stage.press("ctrl+r", "[", "ctrl+r")
        assert stage.status == "A sync is running already. This comes next."
        story.let_go(2)
        await stage.until(lambda: len(story.asked) == 2)
        await stage.settle()
        assert story.asked == [f"day {FRIDAY}", f"day {WEDNESDAY}"]
        assert stage.places.endswith("online")


async def test_two_asked_for_at_once_say_that_one_is_running(tmp_path: Path) -> None:
    story = half_a_week()
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        stage.app.start_sync()
        stage.app.start_sync()
        await stage.settle()
        assert stage.status == "A sync is running already."


async def test_a_sync_with_nothing_due_says_so(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        stage.app.start_sync([])
        await stage.settle()
        assert stage.status == "Everything is up to date."


async def test_some_failed_days_are_named_beside_what_was_kept(tmp_path: Path) -> None:
    broken = AnswerError("Hugging Face answered with something that is not JSON.", source="huggingface")
    story = a_good_week().fails_with(broken, day=WEDNESDAY)
    async with open_stage(tmp_path, story, environ=FIVE_DAYS) as stage:
        assert stage.status == "4 days kept, 1 day failed: Hugging Face answered with something that is not JSON."
        assert stage.places.endswith("last sync failed")
        await stage.press(".", "[")
        assert "Mon 17 Aug" not in stage.head
        assert "Tue 18 Aug 2026" in stage.head
        assert "Wed 19 Aug not fetched" in stage.status


async def test_a_start_without_network_keeps_what_there_is_and_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=(WEDNESDAY,)):
        pass
    async with open_stage(tmp_path, a_good_week().fails_with(OFFLINE), environ={}) as stage:
        assert stage.ids == ["2608.00020"]
        assert "failed: Hugging Face cannot be reached" in stage.status
        assert stage.places.endswith("last sync failed")
        assert "up to date" not in stage.text


async def test_quitting_ends_a_sync_and_the_next_one_goes_on(tmp_path: Path) -> None:
    story = a_good_week(GatedStory())
    assert isinstance(story, GatedStory)
    async with open_stage(tmp_path, story, environ=FIVE_DAYS) as stage:
        story.let_go(2)
        await stage.until(lambda: len(story.asked) == 2)
        await stage.settle()
        await stage.leave("Q")
    story = a_good_week()
    async with open_stage(tmp_path, story, environ=FIVE_DAYS) as stage:
        assert stage.ids == list(TITLES)
        assert f"day {FRIDAY}" not in story.asked


async def test_saved_and_read_marks_survive_a_sync(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=(FRIDAY, MONDAY)) as stage:
        await stage.press("s", "r", "ctrl+r")
        assert stage.cursor == f"  s  163 {TITLES[FULL_ID]}"
        saved = await stage.library.saved()
        assert [row.paper.id for row in saved.rows] == [FULL_ID]
