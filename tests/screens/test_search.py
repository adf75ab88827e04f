"""The search place: results come while one types, in four parts, and the way back keeps nothing from anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from tests.fakes import Story, make_paper
from tests.screens.week import FRIDAY, WEEK, a_good_week
from tests.stage import SIZES, WIDE, Stage, open_stage
from tests.test_meaning import papers
from tests.test_person_sync import upstreams
from tests.upstream_payloads import Service, atom_entry, atom_feed
from tuiread.errors import OfflineError
from tuiread.lines import plain
from tuiread.records import Hit, PersonKey
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.profile_screen import ProfileScreen
from tuiread.search_language import read_query
from tuiread.words.search import search_row


def lamps() -> Story:
    """Tell of papers about lamps and of one about something else."""
    return Story().day(
        FRIDAY,
        [
            make_paper(
                "2608.00001",
                "Lamps That Plan",
                abstract="A long way to say that lamps are read by.",
                authors=["Ada Example"],
            ),
            make_paper("2608.00002", "Quiet Screens", abstract="They are read beside lamps.", authors=["Bo Sample"]),
            make_paper("2608.00003", "Nothing of the Kind", abstract="Words.", authors=["Cleo Lampert"]),
        ],
    )


def three_topics() -> Story:
    """Tell of enough papers about three things to learn what their words mean."""
    return Story().day(FRIDAY, [make_paper(one, title, abstract=text) for one, title, text in papers(60)])


def titles(stage: Stage) -> list[str]:
    return [stage.row_list.row(place).title for place in range(stage.row_list.row_count)]


@pytest.mark.parametrize("size", SIZES)
async def test_results_come_with_every_key_and_found_words_in_brackets(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,), size=size) as stage:
        await stage.press("4")
        assert "3 papers to search" in stage.head
        await stage.press("l", "a", "m", "p")
        assert "3 of 3 papers" in stage.head
        await stage.press("s")
        assert "2 of 3 papers" in stage.head
        await stage.press("down")
        assert titles(stage) == ["Lamps That Plan", "Quiet Screens"]
        if size[0] >= 80:
            assert "read beside [lamps]" in stage.rows


async def test_keys_typed_ahead_are_all_searched_for(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4")
        for key in "quiet":
            stage.send(key)
        await stage.settle()
        assert "1 of 3 papers" in stage.head


async def test_two_lines_that_are_pasted_are_one_search(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", *"lamps ")
        stage.app.post_message(Paste("that\r\n   plan\n"))
        await stage.settle()
        assert "lamps that plan" in stage.text
        assert "1 of 3 papers" in stage.head


async def test_what_is_found_is_opened_saved_and_stays_in_its_place(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", *"lamps", "down", "j", "s")
        assert stage.status.startswith("Saved")
        assert stage.cursor.lstrip(">").startswith(" N s") or " s " in stage.cursor
        await stage.press("enter")
        assert isinstance(stage.screen, PaperScreen)
        assert "Quiet Screens" in stage.text
        await stage.press("q")
        assert "Quiet Screens" in stage.cursor


async def test_tab_goes_through_people_notes_and_full_texts(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.library.researchers.write_note(PersonKey("name:bo sample"), "Knows about lamps.")
        await stage.press("4", *"lamp", "down", "tab")
        assert "[People 1]" in stage.text
        assert "Cleo Lampert" in stage.rows
        await stage.press("tab")
        assert "[Notes 1]" in stage.text
        assert "Knows about lamps." in stage.rows
        await stage.press("enter")
        assert isinstance(stage.screen, ProfileScreen)
        await stage.press("q", "tab")
        assert "[Full text 0]" in stage.text
        assert "No saved text has these words" in stage.rows
        assert " / filter  Tab next part  v view  ctrl+r ask online  ? help" in stage.text
        await stage.press("shift+tab", "shift+tab", "enter")
        assert isinstance(stage.screen, ProfileScreen)
        await stage.press("q", "/", *"qui")
        assert "[Papers 1]" in stage.text, "nobody is called so, so that the papers come back"


async def test_what_is_not_on_the_screen_cannot_be_marked(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", *"lamps", "enter", "space")
        assert stage.status.startswith("1 marked")
        await stage.press("tab", "space")
        assert stage.status == "No paper is chosen here."
        await stage.press("s")
        assert not (await stage.library.saved()).rows


async def test_escape_goes_to_the_list_empties_the_line_and_stays_a_way_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", *"lamps", "escape")
        assert "2 of 3 papers" in stage.head
        await stage.press("escape")
        assert "3 papers to search" in stage.head
        await stage.press("escape", "q")
        assert isinstance(stage.screen, FeedScreen)


async def test_ways_to_narrow_stand_beside_the_papers_on_wide_terminals(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,), size=WIDE) as stage:
        await stage.press("4", *"lamps")
        for words in ("Narrow by", "Year", "unread 2", "Search language"):
            assert words in stage.text


async def test_one_key_narrows_by_what_the_papers_have(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", "down", "b")
        assert stage.status == "There is nothing to narrow."
        await stage.press("/", *"lamps", "down", "j", "s", "b")
        assert "year:2026" in stage.text
        assert "is:saved" in stage.text
        await stage.press("G", "k", "escape")
        await stage.press("b", "j", "j", "enter")
        assert "1 of 3 papers" in stage.head
        assert "lamps is:saved" in stage.text


async def test_what_is_not_understood_is_said_and_the_rest_counts(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", *"lamps cat:x ")
        assert "2 of 3 papers" in stage.head
        assert "“x” is no arXiv category" in stage.status


async def test_a_search_becomes_a_feed_of_the_inbox(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", "down", "W")
        assert stage.status == "Type what to look for first."
        await stage.press("/", *"lamps", "down", "W")
        assert stage.status == "New papers for “lamps” come into your inbox; u takes it back."
        assert [feed.key for feed in (await stage.library.inbox()).feeds] == ["search:lamps"]
        await stage.press("/", *" is:saved", "down", "W")
        assert stage.status.startswith("A feed takes words, names, years and categories")


async def test_the_sources_are_asked_on_demand_and_what_came_is_found(tmp_path: Path) -> None:
    story = lamps()
    service = Service().answers("/api/query", atom_feed(atom_entry("2501.00001v1", title="Lamps at arXiv")))
    stage_of_both = open_stage(
        tmp_path, story, fetched=(FRIDAY,), make_upstreams=lambda settings, now: upstreams(service)
    )
    async with stage_of_both as stage:
        await stage.press("4", "down", "ctrl+r")
        assert stage.status == "Type a word to ask for first."
        story.paper(make_paper("2501.00009", "Older lamps"))
        await stage.press("/", *"lamps", "down", "ctrl+r")
        assert "Hugging Face: 2 papers, 1 new here" in stage.status
        assert "arXiv: 1 paper, 1 new here" in stage.status
        assert any("all%3Alamps" in asked for asked in service.asked)
        assert "Older lamps" in titles(stage)
        story.fails_with(OfflineError("There is no network.", source="huggingface"))
        await stage.press("ctrl+r")
        assert stage.status.startswith("There is no network. · arXiv: 1 paper")


async def test_offline_nothing_is_asked(tmp_path: Path) -> None:
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,), is_offline=True) as stage:
        await stage.press("4", *"lamps", "down", "ctrl+r")
        assert stage.status == "Started with --offline: nothing is fetched."


async def test_another_order_puts_the_newest_first(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("4", "down")
        assert "best first" in stage.head
        await stage.press("S")
        assert "newest first" in stage.head


async def test_papers_are_found_by_words_by_meaning_or_both(tmp_path: Path) -> None:
    async with open_stage(tmp_path, three_topics(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", *"lamp", "down")
        assert "both, best first" in stage.head, "so few papers are learnt from at once"
        assert "wm" in stage.cursor
        await stage.press("v")
        assert "words, best first" in stage.head
        assert "wm" not in stage.cursor
        await stage.press("v")
        assert "meaning, best first" in stage.head
        assert "by meaning ." in stage.rows
        await stage.press("v")
        assert "both, best first" in stage.head


async def test_one_key_shows_what_is_near_a_paper_and_the_way_back_leads_to_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, three_topics(), fetched=(FRIDAY,)) as stage:
        await stage.press("enter", "R")
        assert "like:2608.0000" in stage.text
        assert stage.text.count("by meaning .") >= 1
        await stage.press("escape")
        assert isinstance(stage.screen, PaperScreen)


async def test_without_an_index_v_says_what_makes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuiread.screens.search_verbs.QUICKLY_LEARNT", 0)
    async with open_stage(tmp_path, lamps(), fetched=(FRIDAY,)) as stage:
        await stage.press("4", "down", "v")
        assert stage.status == "There is no index of meanings yet; `tuiread index` makes one."
        await stage.press("/", *"like:2608.00001 ", "down")
        assert "like: needs an index of meanings" in stage.status


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lamps", "...are read by [lamps] that"), ('"read by" ', "[read by] lamps"), ("nowhere", "Ada Example"),
        ("title:lamps", "Ada Example"), ("lam", "[lamps]"),
    ],
)  # fmt: skip
def test_the_piece_of_the_abstract_is_the_one_with_the_words(text: str, shown: str) -> None:
    from tuiread.records import FeedRow, PaperId

    row = FeedRow(PaperId("2608.00001"), "Lamps", None, None, ("Ada Example",), 1, 0, None)
    abstract = "First come many other words of no weight, and then things are read by lamps that are quiet."
    lines = search_row(Hit(row, abstract), read_query(text), 80)
    assert shown in plain(lines[1])


def test_a_snippet_fits_its_line_whatever_its_letters() -> None:
    from tuiread.lines import width
    from tuiread.records import FeedRow, PaperId

    row = FeedRow(PaperId("2608.00001"), "漢字" * 60, None, None, (), 0, 0, None)
    for cells in (20, 40, 80):
        for line in search_row(Hit(row, "漢字 lamp 漢字 " * 50), read_query("lamp"), cells):
            assert width(line) <= cells
