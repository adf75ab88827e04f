"""The sections of a paper on the screen: opened by Tab, asked for behind, honest about who did not answer."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Golden
from tests.fakes import NOW, Story, make_paper
from tests.screens.week import FULL_ID, TITLES, WEEK, a_good_week
from tests.stage import NORMAL, QUIET, SIZES, WIDE, Stage, open_stage
from tests.test_person_sync import upstreams
from tests.upstream_payloads import Json, Service, atom_entry, atom_feed, openalex_work, s2_paper
from tuiread.errors import OfflineError
from tuiread.records import Comment, Repo
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.paper_sections import SECTIONS
from tuiread.screens.reader_screen import ReaderScreen

SECOND, OTHER = list(TITLES)[1], "2501.00009"
BUSY: Json = {"message": "Too Many Requests", "code": "429"}
PATH = f"/graph/v1/paper/arXiv:{FULL_ID}"


def work(number: int, title: str, paper_id: str | None = None, **changes: Any) -> Json:
    """Return a work of OpenAlex; without an arXiv id it has the one DOI that is given, or none."""
    url = f"https://arxiv.org/abs/{paper_id}" if paper_id else None
    facts: Json = {"title": title, "doi": None, "locations": [], "primary_location": {"landing_page_url": url}}
    return openalex_work(number, **(facts | changes))


def around(*, is_busy: bool = False) -> Service:
    """Tell of four references, two citations and no notices of the full paper."""
    ids = [f"https://openalex.org/W{number}" for number in (2, 3, 4, 5)]
    service = Service().answers(f"/works/doi:10.48550/arxiv.{FULL_ID}", openalex_work(1, referenced_works=ids))
    references = [
        work(2, "Do Models <think> Before They Speak?", SECOND, publication_year=2026),
        work(3, "A Paper at arXiv That the Cache Does Not Hold", OTHER),
        work(4, "An Article with Nothing but a DOI", doi="https://doi.org/10.1/lamps", publication_year=1999),
        work(5, "[A Book] Without Any Id", publication_year=None, publication_date=None),
    ]
    citations = [work(6, "One That Cites It", "2608.01000"), work(7, "Another That Cites It", "2608.01001")]
    service.answers(
        "/works",
        lambda query: (
            200,
            {"meta": {"count": 203}, "results": citations if "cites:" in query["filter"] else references},
            {},
        ),
    )
    told = {"data": [{"citedPaper": s2_paper(2, title=TITLES[SECOND], externalIds={"ArXiv": SECOND})}]}
    service.answers(f"{PATH}/references", *((BUSY, 429) if is_busy else (told, 200)))
    service.answers(f"{PATH}/citations", *((BUSY, 429) if is_busy else ({"data": []}, 200)))
    return service.answers("/api/query", atom_feed(atom_entry(f"{FULL_ID}v1", TITLES[FULL_ID])))


def talking(story: Story | None = None) -> Story:
    """Tell of a week whose first paper is talked about and used."""
    story = a_good_week(story)
    story.said[FULL_ID] = (
        Comment("Jane Example", "Which screens were measured?\n\nAnd how?", NOW, "jane", reactions=(("👍", 2),)),
        Comment("Bo Sample", "All of them, with a ruler.", NOW, "bo", is_edited=True, depth=1),
    )
    story.linked[FULL_ID] = (
        Repo("model", "example/quiet-8b", 31, 146_356, "text-generation"),
        Repo("dataset", "example/screens", 4, 12),
        Repo("space", "example/demo", about="Try a quiet screen"),
    )
    return story


def opened(home: Path, service: Service, story: Story | None = None, **options: Any) -> Any:
    return open_stage(
        home, story or talking(), fetched=WEEK, make_upstreams=lambda settings, now: upstreams(service), **options
    )


async def go(stage: Stage, section: str) -> None:
    """Open the first paper, and one of its sections."""
    await stage.press("enter", *["tab"] * SECTIONS.index(section))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("section", ["abstract", "text", "references", "citations", "comments", "linked", "notices"])
async def test_a_section_looks_as_it_did(tmp_path: Path, golden: Golden, section: str, size: tuple[int, int]) -> None:
    async with opened(tmp_path, around(), size=size) as stage:
        await go(stage, section)
        golden(stage.text, f"paper/{section}/{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
async def test_a_busy_source_is_said_beside_what_others_told(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, around(is_busy=True), size=size) as stage:
        await go(stage, "references")
        golden(stage.text, f"paper/references/{size[0]}x{size[1]}-busy")


@pytest.mark.parametrize("size", SIZES)
async def test_offline_a_section_says_that_it_is_not_fetched(
    tmp_path: Path, golden: Golden, size: tuple[int, int]
) -> None:
    service, story = around(), talking()
    async with opened(tmp_path, service, story, size=size, is_offline=True) as stage:
        await go(stage, "references")
        golden(stage.text, f"paper/references/{size[0]}x{size[1]}-offline")
        await stage.press("ctrl+r")
        assert stage.status == "Started with --offline: nothing is fetched."
        await stage.press("tab", "tab", "tab", "tab")
        assert "Notices: not fetched yet." in stage.text
    assert (service.asked, story.asked) == ([], [])


async def test_opening_a_paper_asks_nobody(tmp_path: Path) -> None:
    service, story = around(), talking()
    async with opened(tmp_path, service, story, size=WIDE) as stage:
        await stage.press("enter", "tab", "tab")
        assert (service.asked, story.asked) == ([], [])
        assert "References  not fetched yet" in stage.text


async def test_tab_and_shift_tab_go_through_the_sections(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await stage.press("enter")
        for section in (*SECTIONS[1:], SECTIONS[0]):
            await stage.press("tab")
            assert stage.screen.section == section
        await stage.press("shift+tab", "shift+tab")
        assert stage.screen.section == "linked"
        await stage.press("q")
        assert isinstance(stage.screen, FeedScreen)


async def test_a_section_is_asked_for_once(tmp_path: Path) -> None:
    service = around()
    async with opened(tmp_path, service) as stage:
        await go(stage, "references")
        asked = len(service.asked)
        assert asked > 0
        await stage.press("tab", "shift+tab")
        assert len([path for path in service.asked if "references" in path or "openalex%3A" in path]) == asked - 1
        await stage.press("ctrl+r")
        assert len([path for path in service.asked if "references" in path]) > 1


async def test_a_reference_in_the_cache_opens_and_has_the_verbs_of_a_paper(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await go(stage, "references")
        assert stage.cursor.startswith("N   2025  Do Models <think>")
        await stage.press("s")
        assert stage.cursor.startswith("N s 2025")
        await stage.press("enter")
        assert isinstance(stage.screen, PaperScreen)
        assert TITLES[SECOND] in stage.head
        await stage.press("q")
        assert stage.cursor.startswith("  s 2025")
        assert stage.screen.section == "references"


async def test_a_reference_that_is_not_here_is_asked_for_and_opened(tmp_path: Path) -> None:
    story = talking().paper(make_paper(OTHER, "A Paper at arXiv That the Cache Does Not Hold"))
    async with opened(tmp_path, around(), story) as stage:
        await go(stage, "references")
        await stage.press("j", "s")
        assert stage.status == "This work is not in your cache; Enter asks for it, o opens its page."
        await stage.press("enter")
        assert "That the Cache Does Not Hold" in stage.head
        assert story.asked == [f"paper {OTHER}"]
        await stage.press("q")
        assert stage.cursor.startswith("    2025  A Paper at arXiv")


async def test_a_reference_that_cannot_be_fetched_says_why(tmp_path: Path) -> None:
    story = talking().fails_with(OfflineError("Hugging Face cannot be reached.", source="huggingface"))
    async with opened(tmp_path, around(), a_good_week()) as stage:
        stage.story._failures |= story._failures
        await go(stage, "references")
        await stage.press("j", "enter")
        assert stage.status == "Hugging Face cannot be reached."


async def test_o_opens_the_page_of_the_row_and_says_where_there_is_none(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await go(stage, "references")
        await stage.press("o", "j", "o", "j", "o", "enter")
        assert stage.status == "This work is not in your cache; o opens https://doi.org/10.1/lamps."
        await stage.press("j", "o")
        assert stage.status == "No page of this work is known: its source gives a title and no id."
        await stage.press("enter")
        assert stage.status == "Only the title of this work is known; no source gives an id of it."
        arxiv = [f"https://arxiv.org/abs/{paper_id}" for paper_id in (SECOND, OTHER)]
        assert stage.opened == [*arxiv, "https://doi.org/10.1/lamps"]


async def test_taking_part_in_the_comments_is_left_to_the_browser(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await go(stage, "comments")
        assert "👍 2" in stage.text
        await stage.press("o", "O", "G", "enter")
        assert stage.opened == [f"https://huggingface.co/papers/{FULL_ID}", "https://huggingface.co/papers/submit"]


async def test_a_repository_opens_its_page(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await go(stage, "linked")
        await stage.press("j", "enter")
        assert stage.opened == ["https://huggingface.co/datasets/example/screens"]


async def test_enter_on_summary_abstract_and_full_text_opens_it(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await stage.press("enter")
        for keys in (["enter"], ["tab", "l"], ["tab", "enter"]):
            await stage.press(*keys)
            assert isinstance(stage.app.screen, ReaderScreen)
            await stage.press("q")
            assert isinstance(stage.app.screen, PaperScreen)


async def test_enter_opens_no_text_from_sections_that_tell_of_something_else(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await go(stage, "notices")
        await stage.press("enter")
        assert isinstance(stage.app.screen, PaperScreen)
        assert stage.opened == []


async def test_a_notice_is_on_the_screen_and_in_the_line_of_sections(tmp_path: Path) -> None:
    service = around()
    correction = {"type": "retraction", "label": "Retraction", "updated": {"date-parts": [[2026, 5, 4]]}}
    service.answers(f"/works/10.48550/arxiv.{FULL_ID}", {"message": {"updated-by": [correction]}})
    async with opened(tmp_path, service, size=WIDE) as stage:
        await go(stage, "notices")
        assert "[Notices 1]" in stage.text
        assert "Retracted Mon 4 May 2026" in stage.text


async def test_leaving_while_sources_are_asked_does_no_harm(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await stage.press("enter", "tab", "tab")
        stage.send("tab")
        await asyncio.sleep(0)
        stage.send("q")
        await stage.settle()
        assert isinstance(stage.screen, FeedScreen)


async def test_another_size_keeps_the_section_and_its_row(tmp_path: Path) -> None:
    async with opened(tmp_path, around(), size=WIDE) as stage:
        await go(stage, "references")
        await stage.press("j", "j")
        await stage.resize(*NORMAL)
        assert "An Article with Nothing but a DOI" in stage.cursor
        await stage.resize(60, 20)
        assert stage.cursor == "    1999  An Article with Nothing but a DOI"


@pytest.mark.parametrize("size", [*SIZES, (40, 15)])
async def test_no_section_breaks_the_columns(tmp_path: Path, size: tuple[int, int]) -> None:
    story = talking()
    wide = Comment("山田 例子", "読書する端末：論文を読むための静かな画面について 👩‍🚀 e\u0301", depth=6)
    story.said[FULL_ID] = (wide,)
    async with opened(tmp_path, around(is_busy=True), story, size=size) as stage:
        await stage.press("enter")
        for _ in SECTIONS:
            await stage.press("tab")
            assert {strip.cell_length for strip in stage.strips} == {size[0]}


async def test_each_section_keeps_its_place(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await stage.press("enter", "j", "j", "j")
        place = stage.status
        await stage.press("tab", "tab", "tab", "j", "j", "tab")
        assert stage.cursor.endswith("One That Cites It")
        await stage.press("shift+tab")
        assert "An Article with Nothing but a DOI" in stage.cursor
        await stage.press("shift+tab", "shift+tab", "shift+tab")
        assert stage.status == place
        assert place.startswith("lines 4-")


async def test_sources_that_are_switched_off_are_not_asked_and_it_is_said(tmp_path: Path) -> None:
    service = around()
    off = {f"TUIREAD_{name}_IS_ON": "false" for name in ("OPENALEX", "SEMANTIC_SCHOLAR")}
    async with opened(tmp_path, service, environ=QUIET | off) as stage:
        await go(stage, "references")
        assert "Its sources are switched off in your settings" in stage.text
        await stage.press("ctrl+r")
        assert service.asked == []


async def test_a_wider_screen_brings_the_first_references_beside(tmp_path: Path) -> None:
    async with opened(tmp_path, around()) as stage:
        await go(stage, "references")
        await stage.press("tab", "tab", "tab", "tab")
        await stage.resize(*WIDE)
        assert "Do Models <think> Before" in stage.text
