"""A whole paper on the screen: opened from the paper, read by keyboard, with a way back and nothing lost."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.conftest import Golden
from tests.screens.week import WEEK, a_good_week
from tests.stage import NARROW, NORMAL, QUIET, SIZES, WIDE, Stage, open_stage
from tests.text_fixtures import PAGE, URL, FakePages
from tuiread import text_acts
from tuiread.document.latexml import read_html
from tuiread.document.spots import Spot
from tuiread.errors import OfflineError, TuireadError
from tuiread.records import PaperId
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.paper_sections import SECTIONS
from tuiread.screens.reader_screen import ReaderScreen


def opened(home: Path, pages: FakePages | None = None, **options: Any) -> Any:
    """Open the app on a week, with a source of texts."""
    return open_stage(home, a_good_week(), fetched=WEEK, pages=pages or FakePages(), **options)


async def read(stage: Stage) -> ReaderScreen:
    """Open the first paper's text."""
    await stage.press("enter", *["tab"] * SECTIONS.index("text"), "enter")
    assert isinstance(stage.app.screen, ReaderScreen)
    return stage.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_text_looks_as_it_did(tmp_path: Path, golden: Golden, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as stage:
        await read(stage)
        golden(stage.text, f"reader/top_{size[0]}x{size[1]}")
        await stage.press("space")
        golden(stage.text, f"reader/page_{size[0]}x{size[1]}")
        await stage.press("slash")
        await stage.type("lamp")
        await stage.press("enter")
        golden(stage.text, f"reader/found_{size[0]}x{size[1]}")
        await stage.press("c")
        golden(stage.text, f"reader/contents_{size[0]}x{size[1]}")


async def test_a_text_in_ascii_has_no_other_signs_of_our_own(tmp_path: Path, golden: Golden) -> None:
    async with opened(tmp_path, is_ascii=True) as stage:
        await read(stage)
        await stage.press("space")
        golden(stage.text, "reader/ascii_80x24")


async def test_a_text_that_is_not_there_is_fetched_and_then_opens_offline(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await read(stage)
        assert "A Complete Paper" in stage.head
        assert "Of Lamps" in stage.text
    async with open_stage(tmp_path, a_good_week(), is_offline=True) as stage:
        await read(stage)
        assert "Of Lamps" in stage.text


async def test_offline_and_failing_sources_are_said_where_the_reader_is(tmp_path: Path) -> None:
    async with opened(tmp_path, is_offline=True) as stage:
        await stage.press("enter", *["tab"] * SECTIONS.index("text"), "enter")
        assert isinstance(stage.app.screen, PaperScreen)
        assert stage.status == "The full text is not here, and --offline forbids to fetch it."
    failing = FakePages({"html": OfflineError("There is no network.", source="arxiv")})
    async with opened(tmp_path, failing) as stage:
        await stage.press("enter", *["tab"] * SECTIONS.index("text"), "enter")
        assert isinstance(stage.app.screen, PaperScreen)
        assert stage.status == "There is no network."


async def test_the_head_says_where_one_is_and_how_much_is_left(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as stage:
        await read(stage)
        assert "arXiv HTML, fetched" in stage.head
        assert "min left" in stage.head
        await stage.press("space")
        assert "sec 1" in stage.head or "sec 2" in stage.head
        await stage.press("G")
        assert stage.head.endswith("100%")
        await stage.press("g")
        assert "100%" not in stage.head


async def test_a_citation_leads_to_its_entry_and_backspace_returns(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        reader = await read(stage)
        await stage.press("tab")
        assert stage.status == "1 Some do not. · Enter goes there"
        await stage.press("tab")
        before = reader.view.top
        assert stage.status == "[1] A. Example. Reading by lamplight. arXiv:2608.00002… · Enter goes there"
        await stage.press("enter")
        assert "[1] A. Example." in stage.text
        assert stage.status == "Enter opens this paper · Backspace returns"
        await stage.press("backspace")
        assert reader.view.top == before
        await stage.press("backspace")
        assert stage.status == "No link was followed here."


async def test_enter_on_an_entry_opens_the_paper_that_it_names(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await read(stage)
        await stage.press("tab", "tab", "enter", "enter")
        assert isinstance(stage.app.screen, PaperScreen)
        assert "Do Models <think>" in stage.head
        await stage.press("q")
        assert isinstance(stage.app.screen, ReaderScreen)


async def test_an_entry_without_an_id_can_be_copied_and_stands_first(tmp_path: Path) -> None:
    pages = FakePages({"html": PAGE.replace(b"arXiv:2608.00002, 2026", b"Mikusi\xc5\x84ski, 2026")})
    async with opened(tmp_path, pages) as stage:
        await read(stage)
        await stage.press("tab", "tab", "enter")
        assert stage.status == "y copies this entry · Backspace returns"
        await stage.press("enter")
        assert stage.status == "This entry names no arXiv id; y copies it."
        await stage.press("y", "enter")
        assert stage.status.startswith("Sent to the terminal's clipboard: [1] A. Example.")


async def test_an_entry_outside_of_the_cache_is_asked_for(tmp_path: Path) -> None:
    pages = FakePages({"html": PAGE.replace(b"arXiv:2608.00002", b"arXiv:2608.77777")})
    async with opened(tmp_path, pages, is_offline=True) as stage:
        await stage.app.library.texts.fetch(PaperId("2608.00001"))
        await read(stage)
        await stage.press("tab", "tab", "enter", "enter")
        assert stage.status == "arXiv 2608.77777 is not in your cache, and --offline forbids to ask for it."


async def test_the_only_match_in_sight_stays_where_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        reader = await read(stage)
        await stage.press("slash")
        await stage.type("law of lamps")
        await stage.press("enter")
        before = reader.view.top
        await stage.press("n")
        assert (reader.view.top, stage.status) == (before, "/law of lamps match 1 of 1")
        await stage.press("g", "n")
        assert reader.view.top > Spot(0, 0)


async def test_cross_references_and_pages_are_followed(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await read(stage)
        await stage.press("slash")
        await stage.type("law of")
        await stage.press("enter", "tab")
        assert "L = " in stage.status
        await stage.press("tab")
        assert stage.status.endswith("https://example.org/lamps · Enter opens")
        await stage.press("enter")
        assert stage.opened == ["https://example.org/lamps"]


async def test_words_are_found_while_typing_and_gone_through(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        reader = await read(stage)
        await stage.press("slash")
        await stage.type("warmth")
        assert stage.status == "/warmth match 1 of 30"
        await stage.press("enter", "n", "n")
        assert stage.status == "/warmth match 3 of 30"
        await stage.press("N", "N", "N")
        assert stage.status == "/warmth match 30 of 30"
        await stage.press("c")
        assert "Found: warmth 30" in stage.text
        await stage.press("j", "enter")
        assert stage.status == "/warmth match 1 of 30"
        await stage.press("escape")
        assert reader.search.needle == ""
        assert isinstance(stage.app.screen, ReaderScreen)


async def test_what_is_not_in_the_text_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await read(stage)
        await stage.press("n")
        assert stage.status.startswith("/ finds words in this text")
        await stage.press("slash")
        await stage.type("zebra")
        assert stage.status == "/zebra not in this text"


async def test_the_contents_lead_to_sections(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await read(stage)
        await stage.press("c")
        assert "2 Light" in stage.text
        await stage.press("G", "k", "k", "enter")
        assert stage.lines[3].strip() == "2 Light".replace(" ", "  ")
        assert "sec 2" in stage.head


async def test_a_mark_is_set_gone_to_and_undone(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        reader = await read(stage)
        await stage.press("space", "m")
        assert "No marks in this text yet." in stage.text
        await stage.press("a")
        assert stage.status == "Marked a; 'a comes back here."
        place = reader.view.top
        await stage.press("g", "apostrophe")
        assert "Go to which mark?" in stage.text
        await stage.press("a")
        assert reader.view.top.part in (place.part, place.part + 1)
        await stage.press("apostrophe", "z")
        assert stage.status == "There is no mark z in this text."
        await stage.press("u")
        assert reader.text.marks == ()


async def test_a_note_is_written_at_a_place_shown_and_removed(tmp_path: Path) -> None:
    words = ["A thought.\n"]
    async with opened(tmp_path, size=WIDE, edit_file=lambda path: path.write_text(words[0], encoding="utf-8")) as stage:
        await read(stage)
        await stage.press("e")
        assert stage.status == "Kept, for you alone; u takes it back."
        assert "A thought." in stage.text
        await stage.press("j")
        words[0] = "\n"
        await stage.press("k", "e")
        assert stage.status == "Removed; u puts it back."
        await stage.press("u")
        assert "A thought." in stage.text


async def test_a_formula_is_copied_as_its_authors_wrote_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await read(stage)
        await stage.press("slash")
        await stage.type("law")
        await stage.press("enter", "y")
        assert "Copy what?" in stage.text
        while "> formula    L=" not in stage.text:
            before = stage.text
            await stage.press("j")
            assert stage.text != before
        await stage.press("enter")
        assert stage.app.clipboard == r"L=\frac{P}{4\pi r^{2}}"


async def test_the_place_is_kept_when_the_reader_rests_and_when_they_leave(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        reader = await read(stage)
        await stage.press("space", "j", "j")
        top = reader.view.top
        await stage.press("q", "enter")
        assert isinstance(stage.app.screen, ReaderScreen)
        assert stage.app.screen.view.top == top


async def test_another_width_keeps_the_section(tmp_path: Path) -> None:
    async with opened(tmp_path, size=NORMAL) as stage:
        reader = await read(stage)
        await stage.press("space")
        part = reader.view.top.part
        await stage.resize(*NARROW)
        assert reader.view.top.part == part
        await stage.resize(*WIDE)
        assert "Contents" in stage.text


async def test_a_figure_is_lent_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[bytes, str]] = []
    pages = FakePages({"html": PAGE}, {f"{URL}/x1.png": b"png"})
    async with opened(tmp_path, pages) as stage:
        await stage.press("s")
        reader = await read(stage)
        await stage.app.library.texts.fetch_figures(reader.page.paper.id)
        monkeypatch.setattr(stage.app, "show_figure_outside", lambda data, caption: shown.append((data, caption)))
        await stage.press("slash")
        await stage.type("a lamp.")
        await stage.press("enter")
        while not (reader.view.chosen and reader.view.chosen.link.target.endswith("x1.png")):
            before = reader.view.chosen
            await stage.press("tab")
            assert reader.view.chosen != before
        await stage.press("enter")
        assert shown == [(b"png", "Figure 1")]


async def test_only_one_version_has_no_differences(tmp_path: Path) -> None:
    async with opened(tmp_path) as stage:
        await read(stage)
        await stage.press("D")
        assert stage.status.startswith("No other version is in your library")


async def test_saving_fetches_the_text_behind_and_the_list_shows_it(tmp_path: Path) -> None:
    environ = {**QUIET, "TUIREAD_TEXTS_ON_SAVE": "true", "TUIREAD_ARXIV_IS_ON": "false"}
    pages = FakePages({"html": PAGE}, {f"{URL}/x1.png": b"png"})
    async with opened(tmp_path, pages, environ=environ) as stage:
        await stage.press("s")
        assert pages.asked == ["html", f"{URL}/x1.png"]
        assert " S" in stage.cursor
        await stage.press("s", "u")
        assert " S" in stage.cursor
        assert isinstance(stage.app.screen, FeedScreen)


async def test_a_text_that_cannot_be_had_is_said_and_asked_for_again_another_day(tmp_path: Path) -> None:
    environ = {**QUIET, "TUIREAD_TEXTS_ON_SAVE": "true", "TUIREAD_ARXIV_IS_ON": "false"}
    pages = FakePages({})
    async with opened(tmp_path, pages, environ=environ) as stage:
        await stage.press("s")
        assert "No text of arXiv 2608.00001 can be had" in stage.status
        await stage.press("j", "s")
        assert pages.asked == ["html", "ar5iv", "pdf"] * 2


async def test_a_source_that_hangs_holds_nothing_up(tmp_path: Path) -> None:
    class Hanging(FakePages):
        async def html(self, paper_id: Any, version: int | None) -> Any:
            await asyncio.Event().wait()

    environ = {**QUIET, "TUIREAD_TEXTS_ON_SAVE": "true", "TUIREAD_ARXIV_IS_ON": "false"}
    async with opened(tmp_path, Hanging(), environ=environ) as stage:
        stage.send("s")
        await stage.until(lambda: stage.status.startswith("Saved"))
        stage.send("j")
        await stage.until(lambda: "Do Models" in stage.cursor)


def test_errors_of_texts_are_expected_ones() -> None:
    assert issubclass(OfflineError, TuireadError)


async def test_what_changed_since_the_text_before_is_shown(tmp_path: Path, golden: Golden) -> None:
    newer = PAGE.replace(b"Sentence number 3 says that a lamp gives light.", b"A lamp gives light at night only.", 1)
    pages = FakePages({"html": PAGE})
    async with opened(tmp_path, pages) as stage:
        await stage.press("enter")
        paper_id = stage.app.screen.page.paper.id
        texts = stage.app.library.texts
        await texts.fetch(paper_id)
        kept = await texts.open(paper_id)
        facts = replace(kept.facts, version=2, digest="newer", fetched_at=kept.facts.fetched_at + dt.timedelta(days=1))
        document = read_html(newer, URL, "arxiv")
        await texts._store.wish(text_acts.keep_text, facts, document, "")
        await stage.press(*["tab"] * SECTIONS.index("text"), "enter", "D")
        golden(stage.text, "reader/changes_80x24")
        assert "1 paragraph changed" in stage.text
        assert "{+light at night only.+}" in stage.text
