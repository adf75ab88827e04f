"""The digest on the screen: weeks and months, what is left out, a line of one's own, files, and what it opens."""

from __future__ import annotations

from pathlib import Path

from tests.screens.week import FULL_ID, TITLES, WEEK, a_good_week
from tests.stage import COPIED, Stage, open_stage
from tuiread.records import DigestItem, PaperId, PersonKey
from tuiread.screens.digest_screen import DigestScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.place_screen import PlaceScreen
from tuiread.screens.text_screen import TextScreen


def screen_of(stage: Stage) -> DigestScreen:
    assert isinstance(stage.screen, DigestScreen)
    return stage.screen


async def test_seven_shows_what_the_newest_week_brought(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("hf:ada-example"))
        await stage.press("7")
        assert stage.head.startswith("Digest Week 34, 17 to 23 Aug 2026")
        assert "People you follow (" in stage.text
        assert "Most voted (" in stage.text
        assert stage.status == "Not fetched: Tue 18 Aug. What came then is not known here."


async def test_enter_opens_a_paper_and_a_heading_opens_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "k", "enter")
        assert isinstance(stage.screen, DigestScreen)
        await stage.press("j", "enter")
        assert isinstance(stage.screen, PaperScreen)
        await stage.press("q")
        assert isinstance(stage.screen, DigestScreen)


async def test_what_is_left_out_stays_out_until_it_is_taken_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "j")
        row = screen_of(stage).rows.current
        assert isinstance(row, DigestItem)
        await stage.press("x")
        assert stage.status == "Left out of this digest until you quit; X takes all back."
        assert row.paper.title[:30] not in stage.text
        await stage.press("1", "7", "v", "v")
        assert row.paper.title[:30] not in stage.text
        await stage.press("X")
        assert row.paper.title[:30] in stage.text
        await stage.press("X")
        assert stage.status == "Nothing was left out of this digest."


async def test_u_takes_back_what_was_last_done_here_and_then_what_was_done_before(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("s", "7")
        before = screen_of(stage).digest
        await stage.press("x", "u")
        assert stage.status == "Undone: left a paper out of the digest."
        assert screen_of(stage).digest == before
        assert len((await stage.library.saved()).rows) == 1
        await stage.press("u")
        assert not (await stage.library.saved()).rows


async def test_i_says_why_a_paper_stands_here_once_there_are_five_saves(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "i")
        assert isinstance(stage.screen, TextScreen)
        await stage.library.save([PaperId(one) for one in TITLES][:5])
        await stage.press("q", "i")
        assert isinstance(stage.screen, PlaceScreen)


async def test_x_on_a_heading_says_what_it_is_for(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "k", "x")
        assert stage.status == "This is a heading; x leaves a paper out."


async def test_a_line_of_ones_own_comes_first_and_goes_by_x(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "e", *"read me", "enter")
        assert "+ read me" in stage.text
        await stage.press("g", "x")
        assert "+ read me" not in stage.text
        await stage.press("e", "escape")
        assert isinstance(stage.screen, DigestScreen)


async def test_a_digest_is_written_as_it_is_shown(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "j")
        row = screen_of(stage).rows.current
        assert isinstance(row, DigestItem)
        await stage.press("x", "e", *"hello", "enter", "E", "enter")
        path = tmp_path / "data" / "digests" / "2026-W34.md"
        assert stage.status.startswith("Written: ")
        text = path.read_text(encoding="utf-8")
        assert "\nhello\n" in text
        assert str(row.paper.id) not in text
        await stage.press("E", "j", "j", "enter")
        assert path.with_suffix(".eml").read_bytes().startswith(b"Subject: Papers: Week 34")


async def test_y_copies_all_of_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "y")
        assert stage.status == f"{COPIED}the whole digest, as Markdown."
        assert stage.app.clipboard.startswith("# Week 34")
        assert TITLES[FULL_ID] in stage.app.clipboard


async def test_weeks_and_months_are_turned_as_in_the_feed(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "[")
        assert stage.head.startswith("Digest Week 33")
        await stage.press("]", "v")
        assert stage.head.startswith("Digest August 2026")
        await stage.press("v")
        assert stage.head.startswith("Digest Week 34")


async def test_a_save_here_is_seen_here(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("7", "s")
        row = screen_of(stage).rows.current
        assert isinstance(row, DigestItem)
        assert row.paper.is_saved


async def test_an_empty_week_is_not_called_empty(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=()) as stage:
        await stage.press("7", "[")
        assert "This is tuiread's starter edition" in stage.status or "not known" in stage.status
