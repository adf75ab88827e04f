"""A paper on the screen: all that is known of it, its authors under the cursor, and its verbs."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, Story, make_paper
from tests.screens.week import ABSTRACT, FRIDAY, FULL_ID, TITLES, WEEK, a_good_week, full_paper
from tests.stage import NARROW, NORMAL, SIZES, WIDE, GatedStory, Stage, open_stage
from tuiread import section_acts
from tuiread.errors import NotFoundError, OfflineError
from tuiread.records import LinkedRepos, PaperId, PersonKey, SourceFact
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.profile_screen import ProfileScreen

SECOND_ID = list(TITLES)[1]


def folded(text: str) -> str:
    """Return a text without line breaks, to find sentences that were wrapped."""
    return " ".join(text.split())


def facts_on(stage: Stage) -> list[str]:
    """Return which facts of the full paper cannot be found on its screen."""
    paper = full_paper()
    told = folded(f"{stage.head} {stage.read}")
    wanted = [
        paper.title,
        f"arXiv {FULL_ID}",
        "first submitted 2026-08-19",
        "on the feed 2026-08-21",
        "163 votes",
        "3 comments",
        "Example Lab",
        "code (212 stars)",
        "AI summary · example/summariser-1 · may be wrong",
        paper.ai_summary,
        *ABSTRACT.split("\n\n"),
        "quiet screens · provenance · terminals",
        f"https://arxiv.org/abs/{FULL_ID}",
        f"https://arxiv.org/pdf/{FULL_ID}",
        f"https://arxiv.org/html/{FULL_ID}",
        f"https://huggingface.co/papers/{FULL_ID}",
        paper.code_url,
        paper.project_url,
        *paper.media_urls,
        "Fri 21 Aug 2026 · 163 votes when last fetched",
        "Facts from Hugging Face, fetched 20:00",
        "not saved",
    ]
    return [fact for fact in wanted if fact and fact not in told]


@pytest.mark.parametrize("size", SIZES)
async def test_everything_that_is_known_is_on_the_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("enter")
        assert facts_on(stage) == []


@pytest.mark.parametrize("size", SIZES)
async def test_all_of_the_text_can_be_reached(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("enter")
        seen = set(stage.lines)
        for key in ("space", "pagedown", "ctrl+d", "j", "G"):
            await stage.press(key)
            seen |= set(stage.lines)
        unseen = [line for line in stage.read.splitlines() if not any(line in shown for shown in seen)]
        assert unseen == []


async def test_the_status_line_says_which_lines_are_shown(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter")
        assert stage.status.startswith("lines 1-17 of ")
        await stage.press("G")
        total = stage.status.rpartition(" ")[2]
        assert stage.status == f"lines {int(total) - 16}-{total} of {total}"
        await stage.press("a", "enter", "q", "q")
        assert stage.status == f"lines {int(total) - 16}-{total} of {total}"
        await stage.press("g")
        assert stage.status.startswith("lines 1-17 of ")


async def test_a_short_text_is_said_to_be_all(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=(120, 50)) as stage:
        await stage.press("enter")
        assert stage.status == "all of it is on the screen"


async def test_i_tells_the_source_of_each_fact_and_the_raw_title(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter", "i")
        told = folded(stage.read)
        for fact in (
            "AI summary: example/summariser-1; may be wrong",
            "Keywords: made by Hugging Face from the text",
            "Code: a user of Hugging Face",
            "Accounts of authors: Hugging Face (claimed, assigned or confirmed there)",
            "daily papers of 2026-08-21 · Hugging Face · Fri 21 Aug 2026 20:00 UTC",
            "https://huggingface.co/api/daily-papers-of-2026-08-21",
            "Title as the source gave it A Complete Paper with Everything",
            "A feed day is a day in New York",
        ):
            assert fact in told
        await stage.press("i")
        assert isinstance(stage.screen, PaperScreen)


# Authors


@pytest.mark.parametrize("size", SIZES)
async def test_authors_can_be_selected(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press("enter", "a", "j")
        assert stage.cursor.split() == ["Bob", "Placeholder", "name", "only"]
        assert stage.status.startswith("author 2 of 3")
        await stage.press("a")
        assert stage.status.startswith(("lines ", "all of it"))


async def test_enter_on_an_author_opens_the_profile_and_q_leads_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter", "a", "j", "enter")
        assert isinstance(stage.screen, ProfileScreen)
        assert "Bob Placeholder" in stage.text
        await stage.press("q")
        assert stage.cursor.startswith("  Bob Placeholder")
        await stage.press("q")
        assert "Abstract" in stage.text
        await stage.press("q")
        assert isinstance(stage.screen, FeedScreen)


async def test_f_follows_the_author_under_the_cursor(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter", "a", "j", "f")
        assert stage.cursor.startswith("f Bob Placeholder")
        assert [person.key for person in (await stage.library.following()).people] == ["name:bob placeholder"]
        await stage.press("f")
        assert stage.cursor.startswith("  Bob Placeholder")
        await stage.press("u")
        assert stage.cursor.startswith("f Bob Placeholder")


async def test_f_on_the_text_lets_one_choose(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter", "f", "enter")
        assert [person.key for person in (await stage.library.following()).people] == ["hf:ada-example"]
        assert "f Ada Example" in stage.text


async def test_a_click_on_an_author_gives_the_keys_to_the_authors(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=WIDE) as stage:
        await stage.press("enter")
        await stage.click(90, 6)
        assert stage.status.startswith("author 2 of 3")
        await stage.press("f")
        assert [person.key for person in (await stage.library.following()).people] == ["name:bob placeholder"]


async def test_664_authors_fit(tmp_path: Path) -> None:
    names = [f"Member {number} of a Collaboration" for number in range(1, 665)]
    story = Story().day(FRIDAY, [make_paper("2608.00001", "A Large Collaboration", authors=names)])
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        assert "Member 1 of a Collaboration +663" in stage.rows
        await stage.press("enter")
        assert "+660 more" in stage.text
        await stage.press("a", "G")
        assert stage.status.startswith("author 664 of 664")
        await stage.press("enter")
        assert "Member 664 of a Collaboration" in stage.text
        assert "[Works 1] Topics  Collaborators 0" in stage.text
        await stage.press("q", "q", "f", "G", "enter")
        assert [person.name for person in (await stage.library.following()).people] == [names[-1]]


async def test_an_author_twice_in_a_byline_can_be_followed_once(tmp_path: Path) -> None:
    story = Story().day(FRIDAY, [make_paper("2608.00001", authors=["Twin Muster", "Twin Muster"])])
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        await stage.press("a", "f")
        assert [line.lstrip("> ")[:13] for line in stage.rows.splitlines() if "Twin" in line] == ["f Twin Muster"] * 2
        assert len((await stage.library.following()).people) == 1


# Titles and texts


@pytest.mark.parametrize("size", SIZES)
async def test_a_very_long_title_is_cut_in_the_bar_and_whole_in_the_text(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        await stage.press(*"jjjjj", "enter")
        assert "…" in stage.head
        assert "24 votes" in stage.head
        assert TITLES["2608.00006"] in folded(stage.read)


async def test_a_title_that_fits_the_bar_is_not_repeated(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("j", "enter")
        assert TITLES[SECOND_ID] in stage.head
        assert TITLES[SECOND_ID] not in stage.read


async def test_a_paper_without_abstract_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press(*"jjjjjj", "enter")
        assert "No abstract was given." in stage.text


async def test_a_paper_without_authors_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press(*"jjjjjjj", "enter")
        assert "no authors given" in stage.text
        await stage.press("a")
        assert "No authors were given." in stage.text
        assert stage.status.startswith("no authors were given")
        await stage.press("enter", "f")
        assert stage.status == "No authors were given for this paper."


ODD_IDS = ["2608.00002", "2608.00003", "2608.00004", "2608.00005"]


@pytest.mark.parametrize("paper_id", ODD_IDS)
async def test_odd_titles_are_shown_literally_everywhere(tmp_path: Path, paper_id: str) -> None:
    title = TITLES[paper_id]
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=(160, 40)) as stage:
        await stage.press(*"j" * list(TITLES).index(paper_id))
        assert stage.text.count(title) == 2, "in the row and in the preview"
        shown_on = []
        for keys in (["s"], ["i"], ["escape", "y"], ["t"], ["enter"], ["q", "u"], ["3"], ["2"]):
            await stage.press(*keys)
            shown_on.append(title in stage.text)
        assert shown_on == [True] * 7 + [False]
        await stage.library.researchers.follow((await stage.library.paper(PaperId(paper_id))).authors[0].key)
        await stage.press("1", "2")
        assert title in stage.text
        await stage.press("v", "enter")
        assert title in stage.text


@pytest.mark.parametrize("size", [*SIZES, (40, 15)])
async def test_wide_and_combining_characters_never_break_the_columns(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, size=size) as stage:
        for keys in ([], ["j", "j", "j", "enter"], ["a"], ["enter"], ["q", "q", "q", "i"]):
            await stage.press(*keys)
            assert {strip.cell_length for strip in stage.strips} == {size[0]}


async def test_control_characters_cannot_reach_the_terminal(tmp_path: Path) -> None:
    sly = make_paper(
        "2608.00001", "A\x1b[31m Red\u202e Title\x07\u200b", abstract="One\x9b2J two.", authors=["E\x1bve"]
    )
    async with open_stage(tmp_path, Story().day(FRIDAY, [sly]), fetched=(FRIDAY,), size=WIDE) as stage:
        for keys in ([], ["enter"], ["i"]):
            await stage.press(*keys)
            assert not set(stage.text) & set("\x1b\x9b\u202e\x07\u200b")


# Verbs


async def test_the_verbs_of_a_paper_work_on_its_screen(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK, has_desktop=False) as stage:
        await stage.press("enter", "s")
        assert stage.status.startswith("Saved")
        assert "s 163 votes" in stage.head
        await stage.press("r")
        assert "Ns 163 votes" in stage.head
        await stage.press("o")
        assert stage.app.clipboard == f"https://huggingface.co/papers/{FULL_ID}"
        await stage.press("O", "j", "enter")
        assert stage.app.clipboard == f"https://arxiv.org/pdf/{FULL_ID}"
        await stage.press("y", "i")
        assert stage.app.clipboard == FULL_ID
        await stage.press("u", "u", "q")
        assert stage.cursor.startswith("     163")


async def test_keys_that_come_too_fast_close_only_what_is_on_top(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter")
        for opening, closing in (("y", "x"), ("i", "q"), ("?", "q"), ("f", "escape"), ("O", "q")):
            await stage.press(opening)
            stage.send(closing)
            stage.send("x")
            await stage.settle()
            assert isinstance(stage.screen, PaperScreen), opening


async def test_followed_authors_are_marked_in_the_byline(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.library.researchers.follow(PersonKey("hf:ada-example"))
        await stage.press("enter")
        assert "f Ada Example · Bob Placeholder · Cleo Sample" in stage.text
        assert "f 163 votes" in stage.head


async def test_a_terminal_that_changes_its_size_keeps_the_place(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter", "a", "j")
        await stage.resize(*WIDE)
        assert stage.cursor.split()[:2] == ["Bob", "Placeholder"]
        assert "Abstract" in stage.text
        await stage.resize(*NARROW)
        assert stage.cursor.split()[:2] == ["Bob", "Placeholder"]
        assert "Abstract" not in stage.text
        await stage.press("q")
        await stage.resize(*NORMAL)
        assert "Abstract" in stage.text
        assert stage.status.startswith("lines 1-17 of ")


# Fetching


async def test_ctrl_r_asks_for_the_papers_own_page(tmp_path: Path) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        await stage.press("j", "enter")
        story.day(FRIDAY, [make_paper(SECOND_ID, TITLES[SECOND_ID], upvotes=60, linked=LinkedRepos(2, 1, 0))])
        await stage.press("ctrl+r")
        assert story.asked == [f"paper {SECOND_ID}"]
        assert stage.status == "Up to date with Hugging Face."
        assert "60 votes" in stage.head
        assert "2 models · 1 dataset" in folded(stage.read)
        await stage.press("q")
        assert stage.cursor.startswith("      60 ")


async def test_a_fetch_says_that_it_is_under_way(tmp_path: Path) -> None:
    story = GatedStory()
    a_good_week(story)
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        await stage.press("enter", "ctrl+r")
        assert stage.status == "Asking Hugging Face ..."
        story.let_go()
        await stage.settle()
        assert stage.status == "Up to date with Hugging Face."


@pytest.mark.parametrize(
    "error",
    [
        OfflineError("Hugging Face cannot be reached; try again when you are online.", source="huggingface"),
        NotFoundError(f"Hugging Face does not know arXiv {FULL_ID}."),
    ],
)
async def test_a_failed_fetch_becomes_a_notice(tmp_path: Path, error: Exception) -> None:
    story = a_good_week()
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        await stage.press("enter")
        story.fails_with(error)
        before = stage.read
        await stage.press("ctrl+r")
        assert stage.status == str(error)
        assert stage.read == before


async def test_leaving_a_paper_while_it_is_fetched_does_no_harm(tmp_path: Path) -> None:
    story = GatedStory()
    a_good_week(story)
    async with open_stage(tmp_path, story, fetched=WEEK) as stage:
        await stage.press("enter", "ctrl+r", "q")
        story.let_go()
        await stage.settle()
        assert isinstance(stage.screen, FeedScreen)
        await stage.press("j", "enter")
        assert TITLES[SECOND_ID] in stage.head


async def test_a_starter_paper_without_abstract_says_how_to_get_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, is_offline=True) as stage:
        await stage.press("enter")
        assert "The starter edition holds no abstracts; ctrl+r fetches this paper's." in stage.text


async def test_the_age_of_facts_is_told_in_local_time(tmp_path: Path) -> None:
    fact = SourceFact("huggingface", "paper page", NOW)
    story = Story().day(FRIDAY, [make_paper("2608.00001", facts=(fact,))])
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        await stage.press("enter", "G")
        assert "Facts from Hugging Face, fetched 20:00" in stage.text


async def test_d_shows_what_changed_in_the_abstract_since_it_was_saved(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("enter", "D")
        assert stage.status.startswith("No other version is in your library")
        await stage.press("s")
        page = await stage.app.library.paper(PaperId(FULL_ID))
        newer = replace(page.paper, version=2, abstract="Some models do not.", revised_at=NOW)
        await stage.app.library._store.wish(section_acts.keep_other_paper, newer)
        stage.app.store_changed()
        await stage.settle()
        assert "You saved version 1; D shows what changed." in " ".join(stage.text.split())
        await stage.press("D")
        assert "What changed since you saved it" in stage.text
        assert "do not.+}" in stage.text
        await stage.press("q", "s", "s")
        assert "You saved version" not in stage.text
