"""Tags, notes, the queue and marked rows on the screens: what keys do, say and keep, and what one step of undo is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.week import FULL_ID, TITLES, WEEK, a_good_week
from tests.stage import NARROW, QUIET, SIZES, WIDE, Stage, open_stage
from tuiread.records import PaperId
from tuiread.screens.note_screen import NoteScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.tag_screen import TagScreen

IDS = list(TITLES)
ONE = PaperId(FULL_ID)


def writes(text: str) -> Callable[[Path], None]:
    """Return an editor that writes a text in place of what is there."""

    def edit(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return edit


async def saved_ids(stage: Stage) -> set[str]:
    return {row.paper.id for row in (await stage.library.saved()).rows}


async def tags_of(stage: Stage, paper_id: PaperId = ONE) -> tuple[str, ...]:
    return (await stage.library.paper(paper_id)).state.tags


# Tags


async def test_a_tag_is_typed_kept_and_shown_and_the_paper_is_saved_with_it_in_one_step(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        assert stage.cursor.startswith("Nf   ") or stage.cursor.startswith("N    ")
        await stage.press("t", *"data,group", "enter")
        assert stage.status == "Tagged data, group, and saved; u takes it back."
        assert stage.cursor[2:5] == "st "
        assert await tags_of(stage) == ("data", "group")
        await stage.press("u")
        assert await tags_of(stage) == ()
        assert await saved_ids(stage) == set()


async def test_tab_completes_a_tag_and_a_minus_takes_it_away(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("t", *"Scaling", "enter", "j", "t", *"sc")
        assert "Scaling 1" in stage.text
        await stage.press("tab", *"evals", "enter")
        assert stage.status == "Tagged Scaling, evals, and saved; u takes it back."
        await stage.press("t")
        assert "Has evals, Scaling" in stage.text
        await stage.press(*"-sca", "tab", "enter")
        assert stage.status == "Took away Scaling; u takes it back."
        assert await tags_of(stage, PaperId(IDS[1])) == ("evals",)


async def test_a_tag_that_is_too_long_is_said_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("t")
        stage.screen.query_one("TagInput").value = "x" * 61
        await stage.press("enter")
        assert isinstance(stage.screen, TagScreen)
        assert "A tag has at most 60 letters" in stage.text
        assert "xxxx" in stage.text
        await stage.press("escape")
        assert not isinstance(stage.screen, TagScreen)
        assert await tags_of(stage) == ()


async def test_a_new_tag_is_called_new_and_nothing_typed_changes_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("t", *"neu")
        assert "A new tag." in stage.text
        await stage.press("escape", "t", "enter")
        assert await saved_ids(stage) == set()


@pytest.mark.parametrize("place", ["feed", "paper", "search", "inbox"])
async def test_t_tags_wherever_a_paper_is_in_hand(tmp_path: Path, place: str) -> None:
    keys = {
        "feed": [],
        "paper": ["enter"],
        "search": ["4", *"complete paper", "down"],
        "inbox": ["f", "enter", "2"],
    }
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press(*keys[place])
        paper_id = stage.base.paper_in_hand()  # type: ignore[attr-defined]
        await stage.press("t", *"data", "enter")
        assert await tags_of(stage, paper_id) == ("data",)


# Notes


async def test_a_short_note_is_typed_in_a_line(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("e", *"check the scorer", "enter")
        assert stage.status == "Kept, for you alone, and saved; u takes it back."
        assert stage.cursor[2:5] == "s n"
        await stage.press("enter")
        assert isinstance(stage.screen, PaperScreen)
        assert "Your note" in stage.read
        assert "check the scorer" in stage.read


async def test_escape_leaves_a_note_as_it_was_and_an_empty_line_removes_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("e", *"words", "enter", "e", *" more", "escape")
        assert (await stage.library.paper(ONE)).state.note == "words"
        await stage.press("e", "enter")
        assert stage.status == "The note is as it was."
        await stage.press("e", *["backspace"] * 5, "enter")
        assert stage.status == "Removed; u puts it back."
        assert (await stage.library.paper(ONE)).state.note is None


async def test_a_long_note_is_gone_on_with_in_the_editor(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, edit_file=writes("first\nsecond\n")) as stage:
        await stage.press("e", *"fi", "ctrl+o")
        assert (await stage.library.paper(ONE)).state.note == "first\nsecond"
        # From now on it has several lines, and the editor opens at once.
        await stage.press("e")
        assert not isinstance(stage.screen, NoteScreen)
        assert stage.status == "The note is as it was."


# The queue


async def test_plus_queues_and_the_queue_view_lists_in_that_order(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("j", "+", "k", "+")
        assert stage.status == "In your reading queue, and saved; u takes it back."
        await stage.press("3", "v", "v")
        assert "order: queue" in stage.head
        assert stage.ids == [IDS[1], IDS[0]]
        await stage.press("g", "J")
        assert stage.ids == [IDS[0], IDS[1]]
        assert stage.cursor.endswith(TITLES[IDS[1]][-8:])
        await stage.press("S")
        assert stage.status == "The queue has its own order: J and K move a paper in it."
        await stage.press("g", "+")
        assert stage.status == "Taken out of your queue; u puts it back."
        await stage.press("u", "v")
        assert {*stage.ids} == {IDS[0], IDS[1]}
        await stage.press("J")
        assert "Only a paper of the queue can be moved" in stage.status


async def test_an_empty_queue_says_how_to_fill_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s", "3", "v", "v")
        assert "Your reading queue is empty." in stage.text


# Marked rows


async def test_acts_on_marked_rows_are_one_step(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("space", "space", "j", "space")
        assert stage.status.startswith("3 marked")
        chosen = {IDS[0], IDS[1], IDS[3]}
        await stage.press("s")
        assert stage.status == "Saved 3 papers; u takes them out again."
        assert await saved_ids(stage) == chosen
        assert "*" not in stage.rows
        await stage.press("u")
        assert await saved_ids(stage) == set()
        await stage.press("g", "space", "space", "r")
        page = await stage.library.feed()
        assert page.unread_count == len(page.rows) - 2
        await stage.press("u")
        assert (await stage.library.feed()).unread_count == len(page.rows)
        await stage.press("g", "space", "space", "t", *"data", "enter")
        assert stage.status == "Tagged data on 2 papers, and saved 2; u takes it back."
        await stage.press("u")
        assert await saved_ids(stage) == set()


async def test_escape_unmarks_and_one_note_is_not_written_about_several(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("space", "space", "e")
        assert stage.status.startswith("A paper has one note")
        await stage.press("escape")
        assert "*" not in "".join(line[1:2] for line in stage.rows.split("\n"))
        await stage.press("s")
        assert await saved_ids(stage) == {IDS[2]}


async def test_x_takes_marked_papers_out_and_keeps_their_words(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("space", "space", "t", *"data", "enter", "3", "space", "space", "x")
        assert stage.status == "2 papers taken out of your library; tags and notes are kept, u puts all back."
        assert await saved_ids(stage) == set()
        await stage.press("u")
        assert len(await saved_ids(stage)) == 2


# Groups and orders


async def three_saved(stage: Stage) -> None:
    """Save three papers, two of them with tags, one read."""
    await stage.press("s", "t", *"data", "enter", "j", "t", *"data group", "enter", "j", "s", "r", "3")


@pytest.mark.parametrize("size", SIZES)
async def test_a_tag_filters_the_list_and_back_shows_all(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await three_saved(stage)
        await stage.press("v", "j", "j", "enter")
        assert "tag: group" in stage.head
        assert stage.ids == [IDS[1]]
        await stage.press("escape")
        assert len(stage.ids) == 3
        assert "tag:" not in stage.head


async def test_on_a_wide_terminal_the_list_follows_the_group(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await three_saved(stage)
        await stage.press("v", "j")
        assert "tag: data" in stage.head
        assert all(TITLES[paper_id][:12] in stage.text for paper_id in IDS[:2])
        await stage.press("t", *"late", "enter")
        assert "late" in await tags_of(stage, stage.base.previewed_paper())  # type: ignore[attr-defined]


async def test_states_filter_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await three_saved(stage)
        await stage.press("v")
        names = [line[4:].split()[0] for line in stage.rows.split("\n") if line.strip()]
        assert names == ["all", "data", "group", "(none)", "queue", "unread", "has", "no", "notices"]
        await stage.press("G", "k", "k", "k", "enter")
        assert "unread" in stage.head
        assert set(stage.ids) == {IDS[0], IDS[1]}


async def test_narrowing_looks_at_tags_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await three_saved(stage)
        await stage.press("/", *"group", "enter")
        assert stage.ids == [IDS[1]]


async def test_orders_go_round(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await three_saved(stage)
        seen = []
        for _ in range(5):
            seen.append(stage.head.rpartition("order: ")[2])
            await stage.press("S")
        assert seen == ["saved", "year", "title", "read", "left"]
        await stage.press("S", "S")
        titles = [TITLES[paper_id].casefold().lstrip("[") for paper_id in stage.ids]
        assert titles == sorted(titles)


# Below and beside


async def test_the_shelf_says_what_is_next_and_what_it_takes(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.press("j", "+", "3")
        assert f"Next in queue  {TITLES[IDS[1]]} (no text yet)" in stage.text
        assert "Disk           0 of 2,000 MB · oldest unread save: today" in stage.text
        assert "This week" not in stage.text


async def test_the_week_is_counted_only_where_the_reader_wants_it(tmp_path: Path) -> None:
    environ = {**QUIET, "TUIREAD_LIBRARY_STATISTICS": "true"}
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, environ=environ) as stage:
        await stage.press("s", "r", "j", "s", "3")
        assert "This week      read 1" in stage.text
        assert "saved 2" in stage.text


async def test_narrow_terminals_have_no_room_for_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=NARROW) as stage:
        await stage.press("s", "3")
        assert "Disk" not in stage.text


async def test_the_preview_says_what_the_reader_knows_of_a_paper(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.press("t", *"data", "enter", "e", *"my words", "enter", "3")
        for words in ("saved 21 Aug · no text yet", "Tags  data", "Notes", "my words", "quiet screens"):
            assert words in stage.text
