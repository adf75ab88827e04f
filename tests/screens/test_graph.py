"""The explorer of the research graph on the screen: columns, map and lanes of one selection, and the way back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import Story, make_paper
from tests.graph_fixtures import ANA, CENTRE, FARTHER, MANY, ME, OTHERS, SAMU, YAMADA, a_circle, tell_circle
from tests.screens.week import FRIDAY
from tests.stage import NARROW, NORMAL, SIZES, WIDE, Stage, open_stage
from tuiread.graph_room import ALL
from tuiread.names import name_key
from tuiread.records import GraphFilter, Node, PaperId, PersonKey, Surroundings
from tuiread.screens.graph_screen import GraphScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.path_screen import PathScreen
from tuiread.screens.profile_screen import ProfileScreen

TO_PAPERS = ("tab",)
"""From the co-authors to the papers."""


@asynccontextmanager
async def open_circle(home: Path, *keys: str, size: tuple[int, int] = NORMAL, **options: Any) -> AsyncIterator[Stage]:
    """Open the explorer around the reader's own record."""
    async with open_stage(home, a_circle(), fetched=(FRIDAY,), size=size, **options) as stage:
        await tell_circle(stage)
        await stage.press("6", *keys)
        yield stage


def names(stage: Stage) -> list[str]:
    """Return the names in the list that is worked in."""
    rows = stage.screen.columns.worked_in
    return [rows.row(place).node.name for place in range(rows.row_count)]


def detail(stage: Stage) -> str:
    """Return the last column, also what does not fit."""
    columns = stage.screen.columns
    strips = columns.detail.draw(columns.size.width - columns.joints[-1] - 1, 1000, columns)
    return "\n".join(strip.text.strip() for strip in strips)


# The way in


async def test_the_place_opens_on_the_reader_after_a_claim(tmp_path: Path) -> None:
    async with open_circle(tmp_path) as stage:
        assert stage.head == f"{ME} > co-authors all years"
        assert names(stage)[:3] == [SAMU, ANA, YAMADA]
        assert "[6 Graph]" in stage.places


async def test_without_a_claim_it_asks_for_a_name_and_takes_an_id_or_a_topic_as_well(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_circle(), fetched=(FRIDAY,)) as stage:
        await stage.press("6")
        assert "Nothing is in the middle yet." in stage.text
        await stage.press("n", *"anafe", "enter")
        assert stage.head.startswith(f"{ANA} > co-authors")
        await stage.press("n", *"2411.00005", "enter")
        assert stage.head.startswith("What Repeats > authors")
        await stage.press("n", *"cs.LG", "enter")
        assert stage.head.startswith("cs.LG > people")
        await stage.press("n", *"zzz", "enter")
        assert stage.status == "Nobody in your cache is called “zzz”."
        await stage.press("n", "escape")
        assert stage.head.startswith("cs.LG > people")


async def test_it_opens_on_what_was_last_in_the_middle(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_circle(), fetched=(FRIDAY,)) as stage:
        await stage.press("w")
        assert stage.head.startswith("Dirty Pools Revisited > authors")
        await stage.press("q", "6")
        assert stage.head.startswith("Dirty Pools Revisited > authors")


@pytest.mark.parametrize(
    ("keys", "middle"),
    [
        (["1"], "Dirty Pools Revisited"),
        (["1", "enter"], "Dirty Pools Revisited"),
        (["3"], "What Repeats"),
        (["4", *"crawls", "down"], "Counting Crawls"),
        (["4", *"anafe", "down", "tab"], ANA),
        (["5", "j"], SAMU),
        (["5", "j", "enter"], SAMU),
        (["5", "j", "enter", "tab", "tab", "j"], "Collabe Aforu"),
        (["5", "j", "enter", "tab", "j"], "cs.LG"),
        (["5", "enter", "tab", "tab", "tab", "j"], "ETH Zurifa"),
        (["2", "v"], SAMU),
    ],
    ids=str,
)
async def test_w_opens_the_graph_around_what_is_in_hand(tmp_path: Path, keys: list[str], middle: str) -> None:
    async with open_circle(tmp_path, *keys, "w") as stage:
        assert isinstance(stage.screen, GraphScreen)
        assert stage.head.startswith(f"{middle} > ")


async def test_w_leads_from_the_graph_to_the_page_itself_and_back(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "w") as stage:
        assert isinstance(stage.screen, ProfileScreen)
        assert stage.screen.profile.name == SAMU
        await stage.press("q", *TO_PAPERS, "w")
        assert isinstance(stage.screen, PaperScreen)
        await stage.press("q")
        assert stage.head.startswith(f"{ME} > papers")
        await stage.press("tab", "w")
        assert stage.status == "cs.CL has no page of its own; Enter puts it into the middle."


async def test_an_empty_cache_and_somebody_forgotten_are_said_plainly(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "enter") as stage:
        assert stage.head.startswith(SAMU)
        await stage.library.researchers.forget(PersonKey(name_key(SAMU)))
        stage.app.store_changed()
        await stage.settle()
        assert stage.head.startswith(ME), "the one before takes the place of somebody forgotten"
        assert SAMU not in stage.text
        await stage.library.researchers.forget(CENTRE)
        stage.app.store_changed()
        await stage.settle()
        assert "Nothing is in the middle yet." in stage.text


# Columns


@pytest.mark.parametrize("size", SIZES)
async def test_wide_and_combining_letters_keep_the_columns_aligned(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_circle(tmp_path, size=size) as stage:
        for keys in ((), TO_PAPERS, ("l",)):
            await stage.press(*keys)
            rules = {
                tuple(x for x, letter in enumerate(cells_of(strip.text)) if letter == "│")
                for strip in stage.strips[3:-3]
            }
            assert len(rules) == 1


def cells_of(text: str) -> list[str]:
    """Return a line cell by cell."""
    from rich.cells import cell_len

    cells: list[str] = []
    for letter in text:
        cells += [letter, *[""] * (cell_len(letter) - 1)] if cell_len(letter) else []
    return cells


async def test_tab_opens_each_relation_and_comes_back_to_the_first(tmp_path: Path) -> None:
    async with open_circle(tmp_path) as stage:
        seen = []
        for _ in range(7):
            seen.append(stage.screen.column.found.relation)
            await stage.press("tab")
        assert seen == ["coauthors", "papers", "topics", "institutions", "similar", "cites", "cited_by"]
        assert stage.screen.column.found.relation == "coauthors"
        await stage.press("shift+tab")
        assert stage.screen.column.found.relation == "cited_by"


async def test_what_stands_behind_the_selected_one_follows_when_the_cursor_rests(tmp_path: Path) -> None:
    async with open_circle(tmp_path) as stage:
        assert "5 joint, 2021-2026" in detail(stage)
        assert "joint papers 5" in detail(stage)
        await stage.press("j")
        assert detail(stage).startswith(ANA)
        assert "topics in common 2" in detail(stage)
        await stage.press("tab", "j")
        assert "arXiv 2606.00002 · 2026" in detail(stage)
        assert "What 2606.00002 is about." in detail(stage)


async def test_l_goes_in_and_h_out_to_the_relations_of_the_middle(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "j", "l") as stage:
        assert stage.head == f"{ME} > co-authors > {ANA} > co-authors all years"
        await stage.press("right")
        assert stage.head.startswith(f".. > {ANA} > co-authors > {ME}")
        await stage.press("h", "left")
        assert stage.head == f"{ME} > co-authors all years"
        assert stage.cursor.startswith(ANA), "the way out leads to where one went in"
        await stage.press("h", "j")
        assert stage.screen.column.found.relation == "papers"
        await stage.press("h")
        assert stage.status.startswith("This is the middle")
        await stage.press("l", "j")
        assert stage.screen.thing_in_hand().name.startswith("Filters in Passing")


async def test_enter_puts_something_into_the_middle_and_backspace_brings_back_what_was_there(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "j", "enter") as stage:
        assert stage.head.startswith(f"{ANA} > co-authors")
        await stage.press("tab", "l", "j", "enter")
        await stage.press("backspace")
        assert stage.head.startswith(f"{ANA} > papers > Filters in Passing, with a… > authors"), "as it was left"
        await stage.press("h", "backspace")
        assert stage.head.startswith(f"{ME} > co-authors")
        assert stage.cursor.startswith(ANA)
        await stage.press("backspace")
        assert stage.status.startswith("Nothing else was in the middle yet")


async def test_all_that_is_asked_on_the_way_is_asked_with_the_filter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_circle(tmp_path, "-") as stage:
        asked, surroundings = [], stage.library.graph.surroundings

        async def ask(node: Node, which: GraphFilter = ALL) -> Surroundings:
            asked.append(which)
            return await surroundings(node, which)

        monkeypatch.setattr(stage.library.graph, "surroundings", ask)
        await stage.press("l", "enter")
        assert set(asked) == {stage.screen.trail.which}


async def test_a_work_that_only_lists_know_stays_outside(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "n", *"2511.00003", "enter", "tab", "G") as stage:
        assert "only listed" in detail(stage)
        await stage.press("enter")
        assert stage.status == "“A Work That Only Lists Know” is not in your cache; w asks for it and opens it."
        await stage.press("w")
        assert stage.status == "Only a list of references knows this work; there is no page of it here."
        await stage.press("s")
        assert stage.status == "Its paper is not in your cache."


async def test_what_was_never_asked_is_not_nothing(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "n", *"alone at", "enter", is_offline=True) as stage:
        assert stage.status == "Nobody in your cache is called “alone at”."
        await stage.press("n", *"2005.00017", "enter", "tab")
        assert "No source was asked for these yet. ctrl+r asks the sources." in " ".join(stage.rows.split())
        assert "cites          ctrl+r" in stage.text
        assert "cites 0" not in stage.text
        await stage.press("ctrl+r")
        assert stage.status == "Started with --offline: nothing is fetched."


async def test_narrowing_looks_through_all_names_while_one_types(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "/", *"zoe mu", "enter") as stage:
        assert [name.startswith("Zoe") for name in names(stage)] == [True]
        assert stage.status == "/zoe mu 1 of 17 · Esc shows all"
        await stage.press("escape")
        assert len(names(stage)) == 17
        await stage.press("/", *"nobody", "enter")
        assert "Nothing here has “nobody” in its name." in " ".join(stage.rows.split())


async def test_years_topic_and_big_papers_are_one_filter(tmp_path: Path) -> None:
    async with open_circle(tmp_path) as stage:
        await stage.press("-", "-")
        assert stage.head.endswith("2022-now")
        assert OTHERS[5] in names(stage)
        await stage.press("-", "-", "-")
        assert stage.status == "Looking at 2026-now."
        assert set(names(stage)) == {SAMU, OTHERS[0], OTHERS[4], ANA}
        await stage.press("-")
        assert stage.status == "Looking at 2026-now; there are no fewer."
        await stage.press("+", "+", "+", "+", "+", "+")
        assert stage.status == "Looking at all years; there are no more."
        await stage.press("B")
        assert FARTHER in names(stage)
        await stage.press("T", "j", "enter")
        assert "cs." in stage.head
        await stage.press("v")
        assert "cs." in stage.head, "all views have one filter"


async def test_pins_stand_aside_and_two_people_are_compared(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "space", size=WIDE) as stage:
        assert stage.status.startswith(f"{SAMU} is pinned (1 pin)")
        assert "Pinned" in stage.text
        await stage.press("j", "c")
        assert f"{SAMU} and {ANA}" in stage.text
        assert "joint papers 2" in stage.read
        assert "co-authors of both" in stage.read
        await stage.press("q", "k", "space")
        assert stage.status == f"{SAMU} is no longer pinned."
        assert "Pinned" not in stage.text


async def test_a_wide_screen_shows_the_next_list_and_who_also_works_together(tmp_path: Path) -> None:
    async with open_circle(tmp_path, size=WIDE) as stage:
        assert "who also work together" in stage.text
        assert stage.screen.columns.behind.row_count == 6
        await stage.press("l", "j")
        assert stage.screen.columns.worked_in is stage.screen.columns.behind
        assert detail(stage).startswith("Collabe Aforu")
        await stage.resize(*NARROW)
        assert stage.cursor.startswith("Collabe Aforu")
        await stage.resize(*WIDE)
        assert stage.cursor.startswith("Collabe Aforu")


async def test_verbs_mean_the_person_or_the_paper_under_the_cursor(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "j", "f") as stage:
        assert stage.status.startswith(f"Following {ANA}")
        assert "f*" in stage.cursor
        await stage.press("u")
        assert "f" not in stage.cursor.removeprefix(ANA)
        await stage.press("s")
        assert stage.status == f"{ANA} is no paper."
        await stage.press("tab", "s")
        assert stage.status.startswith("Saved")
        assert stage.cursor.startswith("s 2026")
        await stage.press("y", "i")
        assert stage.app.clipboard == "2607.00001"


# Map and lanes


async def test_the_map_leaves_the_open_relation_as_it_is_until_one_moves_on_it(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "shift+tab") as stage:
        for step, stays in (((), True), (("tab",), False)):
            await stage.press("v", *step, "v")
            if stage.screen.view == "lanes":
                await stage.press("v")
            assert stage.screen.view == "columns"
            assert (stage.screen.column.found.relation == "cited_by") is stays


async def test_a_path_leads_to_oneself_by_me_and_on_to_a_map_with_big_papers_as_before(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "B", "j", "p", *"me") as stage:
        assert "12 works" in stage.text, "oneself, as the list of people has it"
        await stage.press("enter")
        assert stage.head.startswith(f"Path: {ANA} to {ME} (you)")
        assert "Papers over 25 authors count." in stage.text
        await stage.press("v")
        assert stage.head.startswith(f"Map of {ANA}")


async def test_v_shows_the_same_selection_in_each_view(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "j", "v") as stage:
        assert stage.screen.map.current.found.node.name == ANA
        assert stage.head.startswith(f"Map of {ME} people 8 of 17, papers 8 of 12")
        assert stage.status.startswith(f"{ANA} · 3 joint, 2021-2026 · tie 1.63")
        await stage.press("down", "v")
        assert stage.status == "Lanes show a paper's lineage: put the cursor on a paper first."
        assert stage.cursor.startswith(YAMADA)
        await stage.press("v", "right", "v")
        assert stage.head.startswith("Lineage of ")
        await stage.press("v")
        assert stage.screen.column.found.relation == "papers"


async def test_tab_goes_through_the_sides_of_a_map_and_plus_shows_more(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "v") as stage:
        seen = []
        for _ in range(4):
            seen.append(stage.screen.map.current.sector)
            await stage.press("tab")
        assert seen == ["people", "papers", "topics", "institutions"]
        await stage.press("+")
        assert "people 10 of 17" in stage.head
        await stage.press("-", "-", "-")
        assert "people 4 of 17" in stage.head
        await stage.press("enter")
        assert stage.head.startswith(f"Map of {SAMU}")
        await stage.press("backspace")
        assert stage.head.startswith(f"Map of {ME}")


async def test_a_click_on_the_map_moves_there_and_a_second_one_opens(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "v") as stage:
        place = next(place for place in stage.screen.map.picture.places if place.found.node.name == ANA)
        at = place.x + 1, place.y + stage.screen.map.region.y
        await stage.click(*at)
        assert stage.screen.map.current.found.node.name == ANA
        await stage.click(*at)
        assert stage.head.startswith(f"Map of {ANA}")


@pytest.mark.parametrize(("name", "view"), [("neighbours", "map"), ("lineage", "lanes")])
async def test_what_was_read_for_an_earlier_filter_is_not_shown_when_it_comes_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, view: str
) -> None:
    async with open_circle(tmp_path, "n", *"2511.00003", "enter", *("v" if view == "map" else "vv")) as stage:
        assert stage.screen.view == view
        graph, gate, are_late = stage.library.graph, asyncio.Event(), [True]
        read = getattr(graph, name)

        async def read_late(*asked: Any) -> Any:
            answer, is_late = await read(*asked), are_late.pop() if are_late else False
            if is_late:
                await gate.wait()
            return answer

        monkeypatch.setattr(graph, name, read_late)
        stage.screen.work(stage.screen.load, "check")  # as after the sources were asked
        await stage.until(lambda: not are_late)
        stage.send("B")
        await stage.until(lambda: stage.status == "Papers over 25 authors count.")
        answer, lineage = stage.screen.answer, stage.screen.lineage
        gate.set()
        await stage.settle()
        assert stage.screen.answer is answer
        assert stage.screen.lineage is lineage


async def test_lanes_show_who_cites_whom_and_l_and_h_go_along_the_lines(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "n", *"2511.00003", "enter", "v", "v") as stage:
        assert stage.head == "Lineage of Thirty Epochs Later 2021-2026 · 7 papers"
        assert stage.status == "cites 8, 4 here · cited by ?, 2 here"
        assert stage.screen.thing_in_hand().name == "Thirty Epochs Later"
        await stage.press("l")
        assert stage.screen.thing_in_hand().name == "What Repeats"
        await stage.press("h")
        assert stage.screen.thing_in_hand().name == "Thirty Epochs Later"
        await stage.press("G", "k", "enter")
        assert stage.head.startswith("Lineage of A Small Audit")
        await stage.press("backspace")
        assert stage.head.startswith("Lineage of Thirty Epochs Later")


async def test_somebody_named_on_the_lanes_stands_in_columns_and_backspace_leads_to_the_paper(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "n", *"2511.00003", "enter", "v", "v", "n", *"anafe", "enter") as stage:
        assert stage.head == f"{ANA} > co-authors all years"
        assert stage.screen.view == "columns"
        await stage.press("backspace")
        assert stage.head.startswith("Thirty Epochs Later > ")


async def test_a_lineage_that_is_gone_gives_way_to_what_was_in_the_middle_before(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "n", *"2511.00003", "enter", "v", "v") as stage:
        stage.screen.lineage_of = PaperId("9901.00001")
        stage.app.store_changed()
        await stage.settle()
        assert stage.head == f"{ME} > co-authors all years"
        assert stage.screen.trail is not None


async def test_a_high_screen_shows_the_abstract_below_the_lanes(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "n", *"2511.00003", "enter", "v", "v", size=WIDE) as stage:
        assert "What 2511.00003 is about." in stage.text
        await stage.press("j")
        assert "What 2411.00005 is about." in stage.text


# The profile, and paths


async def test_the_graph_of_a_profile_is_the_first_column_and_opens_the_explorer_there(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "w", *["shift+tab"] * 2) as stage:
        assert isinstance(stage.screen, ProfileScreen)
        assert stage.cursor.startswith("co-authors    Inesa Marcheda, Collabe Aforu")
        await stage.press("j", "enter")
        assert stage.head.startswith(f"{SAMU} > papers")


async def test_p_finds_a_path_to_somebody_named_while_one_types(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "p", *"inesa", "enter") as stage:
        assert isinstance(stage.screen, PathScreen)
        assert stage.head.startswith(f"Path: {SAMU} to {ME} (you) 1 step")
        await stage.press("q", "h", "p", *"tatsu", "enter")
        assert stage.head.startswith(f"Path: {ME} (you) to {FARTHER} 2 steps")
        assert "2023 Labels Nobody Wrote" in stage.rows
        assert "3 joint" in stage.rows
        assert "From your cache only: a real path may be shorter." in " ".join(stage.text.split())


async def test_a_path_offers_the_reader_and_those_followed_before_anything_is_typed(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "j", "p") as stage:
        assert ME in stage.text.split("Path from")[1]
        await stage.press("down", "enter")
        assert stage.head.startswith(f"Path: {ANA} to {SAMU}")


async def test_a_path_says_the_same_person_and_no_path_plainly(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "h", "p", *"inesa", "enter") as stage:
        assert "That is the same person." in stage.rows
        await stage.press("p", *"solo", "enter")
        assert "No path in your cache." in stage.rows
        assert "B lets papers over 25 authors count, too." not in " ".join(stage.rows.split())
        await stage.press("n")
        assert stage.status == "There is no other path of this length."


async def test_big_papers_make_a_path_shorter_when_they_count(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "h", "p", *"tatsu", "enter", "B") as stage:
        assert "1 step" in stage.head
        assert "Papers over 25 authors count." in " ".join(stage.text.split())
        await stage.press("j", "enter")
        assert isinstance(stage.screen, PaperScreen)
        await stage.press("q", "j", "w")
        assert stage.head.startswith(f"{FARTHER} > ")


async def test_a_path_that_only_big_papers_make_is_called_no_shorter_one(tmp_path: Path) -> None:
    story = Story().day(FRIDAY, [make_paper("2601.00001", "Big", authors=["Ada Belo", "Bo Cimo", *MANY])])
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        await stage.press("6", "n", *"ada", "enter", "h", "p", *"cimo", "enter")
        assert "No path in your cache." in stage.rows
        assert "A path, if papers over 25 authors count (B)" in stage.text
        assert "Shorter, if" not in stage.text


async def test_e_on_a_path_writes_the_papers_of_all_its_steps_and_says_when_there_is_none(tmp_path: Path) -> None:
    async with open_circle(tmp_path, "h", "p", *"tatsu", "enter", "E") as stage:
        path = stage.screen.app.screen_stack[-2].answer.paths[0]
        count = sum(len(step.papers) for step in path.steps)
        assert count > 1
        assert f"Export {count} papers as" in stage.text
        await stage.press("escape", "p", *"solo", "enter", "E")
        assert stage.status == "There is no paper here to export."


async def test_without_somebody_in_hand_a_path_begins_with_the_reader_who_must_be_known(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_circle(), fetched=(FRIDAY,)) as stage:
        await stage.press("6", "p")
        assert stage.status == "A path begins with a person: choose one, or claim your own profile with C."


# A hub


def a_hub() -> Story:
    """Tell of somebody with 150 papers, each with another co-author."""
    papers = [
        make_paper(f"2601.{n:05}", f"Paper {n}", authors=["Hubo Centrafa", f"Manifa Nalo{n}"]) for n in range(150)
    ]
    return Story().day(FRIDAY, papers)


async def test_a_hub_shows_its_first_hundred_and_all_at_the_end_of_the_list(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_hub(), fetched=(FRIDAY,)) as stage:
        await stage.press("6", "n", *"hubo", "enter")
        assert stage.row_list.row_count == 100
        assert stage.status.startswith("100 of 150, G shows all")
        await stage.press("G")
        assert stage.row_list.row_count == 150
        assert stage.row_list.cursor == 99
        await stage.press("/", *"nalo149", "enter")
        assert len(names(stage)) == 1


# Files


def written(stage: Stage, name: str) -> Path:
    """Return the file that was written under a name today."""
    stem, ending = name.split(".")
    first, number = (stem[:-2], "-2") if stem.endswith("-2") else (stem, "")
    return stage.library.files.exports.folder / f"{first}-{stage.library.now():%Y-%m-%d}{number}.{ending}"


async def test_what_is_in_view_is_written_into_new_files(tmp_path: Path) -> None:
    async with open_circle(tmp_path, size=WIDE) as stage:
        for downs, ending, words in (
            (0, "md", SAMU), (1, "bib", "@"), (2, "dot", "digraph"), (3, "graphml", "<graphml"), (4, "json", ME),
        ):  # fmt: skip
            await stage.press("E", *"j" * downs, "enter")
            file = written(stage, f"inesa-marcheda.{ending}")
            assert stage.status.startswith("Written: ")
            assert words in file.read_text(encoding="utf-8")
        await stage.press("E", "enter")
        assert written(stage, "inesa-marcheda-2.md").exists()
        await stage.press("E", "escape")
        assert len(list(stage.library.files.exports.folder.iterdir())) == 6


async def test_as_many_rows_are_written_as_the_list_has(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_hub(), fetched=(FRIDAY,)) as stage:
        await stage.press("6", "n", *"hubo", "enter", "E", "enter", "G", "E", "enter")
        first, whole = (written(stage, f"hubo-centrafa{end}.md") for end in ("", "-2"))
        assert [file.read_text(encoding="utf-8").count("- Manifa Nalo") for file in (first, whole)] == [100, 150]


async def test_only_what_a_list_was_narrowed_to_is_written_of_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_hub(), fetched=(FRIDAY,)) as stage:
        await stage.press("6", "n", *"hubo", "enter", "/", *"nalo149", "enter", "E", *"j" * 4, "enter")
        view = json.loads(
            (stage.library.files.exports.folder / f"hubo-centrafa-{stage.library.now():%Y-%m-%d}.json").read_text(
                encoding="utf-8"
            )
        )
        people = {node["key"] for node in view["nodes"] if node["kind"] == "person"}
        assert people == {name_key("Hubo Centrafa"), name_key("Manifa Nalo149")}
        ends = {end for edge in view["edges"] for end in (edge["source"], edge["target"])}
        assert ends <= {node["key"] for node in view["nodes"]}


async def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    async with open_circle(tmp_path, size=WIDE) as stage:
        stage.library.files.exports.folder.write_text("in the way", encoding="utf-8")
        await stage.press("E", "enter")
        assert "cannot be written (Not a directory)" in stage.status
