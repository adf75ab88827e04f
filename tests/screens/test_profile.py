"""A researcher on the screen: works by year, how sure each match is, co-authors, following, and the way back."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.fakes import NOW, Story, make_paper
from tests.screens.week import ADA, BOB, FRIDAY, TITLES, WEDNESDAY, WEEK, a_good_week
from tests.stage import NARROW, QUIET, SIZES, WIDE, Stage, open_stage
from tuiread import person_acts
from tuiread.records import Author, AuthorRecord, Candidate, PersonKey, RecordKey, SourceFact
from tuiread.screens.feed_screen import FeedScreen
from tuiread.screens.paper_screen import PaperScreen
from tuiread.screens.profile_screen import ProfileScreen
from tuiread.tables.identities import Link
from tuiread.words.identity import candidate_title

ANOTHER_ADA = Author("Ada Example", hf_user="another-ada", hf_status="claimed_verified")


def career() -> Story:
    """Tell of one author's papers of three years, one of them by name only, and of a namesake."""

    def paper(number: int, title: str, year: int, *authors: Author) -> object:
        return make_paper(
            f"2608.{number:05}", title, authors=authors, published_at=dt.datetime(year, 3, 1, tzinfo=dt.UTC)
        )

    papers = [
        paper(1, "Zebra of This Year", 2026, ADA, BOB),
        paper(2, "Aardvark of This Year", 2026, ADA, BOB),
        paper(3, "Older Work", 2024, ADA, Author("Cleo Sample")),
        paper(4, "Maybe Hers", 2025, Author("Ada Example"), Author("Dan Placeholder")),
        paper(5, "Not Hers", 2025, ANOTHER_ADA),
    ]
    return Story().day(FRIDAY, papers)  # type: ignore[arg-type]


COLLABORATORS = ("tab", "tab")
TABS = {
    60: ["Works", "Topics", "Collab.", "Inst.", "Graph", "Identity"],
    80: (LONG_TABS := ["Works", "Topics", "Collaborators", "Institutions", "Graph", "Identity"]),
    120: LONG_TABS,
}
"""The parts by the terminal's width."""


def shown_part(stage: Stage) -> str:
    """Return the part that stands in brackets."""
    return str(re.findall(r"\[([A-Z][\w. ]+)\]", "\n".join(stage.lines[1:]))[0])


async def open_ada(stage: Stage) -> None:
    """Go to Ada's profile from the first paper of hers."""
    await stage.press("/", *"zebra", "enter", "a", "enter")
    assert isinstance(stage.screen, ProfileScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_works_come_by_year_and_then_by_title(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,), size=size) as stage:
        await open_ada(stage)
        works = [line.replace("preprint arXiv ", "")[5:].split(maxsplit=1) for line in stage.rows.splitlines() if line]
        assert works == [
            ["2026", "Aardvark of This Year"],
            ["2026", "Zebra of This Year"],
            ["2025?", "Maybe Hers"],
            ["2024", "Older Work"],
        ]


async def test_the_head_tells_how_the_person_is_known(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        for words in (
            "Ada Example",
            "Researcher · not following",
            "Hugging Face account @ada-example",
            "Affiliation not imported · Hugging Face account @ada-example · no bio imported",
            "Trust 35 - Developing · Verification L3 · claimed on Hugging Face",
            "4 works · 0 followers · topics not imported · 1 close collaborator · 2024-2026",
            "others with this name: @another-ada (1) · ? = matched by name only",
            "newest fact 20:00",
        ):
            assert words in stage.text, words


async def test_a_person_known_by_name_only_says_so_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press(*COLLABORATORS, "enter")
        assert "known by name only, which others may share" in stage.text
        assert "?" not in stage.rows, "where every match is one by name, a mark on each says nothing"


async def test_enter_on_a_work_opens_its_paper(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press("j", "j", "enter")
        assert isinstance(stage.screen, PaperScreen)
        assert "Maybe Hers" in stage.head
        await stage.press("q")
        assert stage.cursor == "    2025? preprint arXiv  Maybe Hers"


@pytest.mark.parametrize("size", SIZES)
async def test_tab_goes_through_the_six_parts_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,), size=size) as stage:
        await open_ada(stage)
        seen = []
        for _ in range(6):
            seen.append(shown_part(stage))
            await stage.press("tab")
        assert [part.split()[0] for part in seen] == TABS[size[0]]
        assert shown_part(stage) == seen[0]
        await stage.press("shift+tab")
        assert shown_part(stage) == seen[-1]


async def test_collaborators_come_by_tie_with_joint_works_years_and_what_is_close(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press(*COLLABORATORS)
        assert [" ".join(line[2:].split()) for line in stage.rows.splitlines() if line] == [
            "* Bob Placeholder? 2 joint · 2026 · tie 2.00",
            "Dan Placeholder? 1 joint · 2025 · tie 0.87",
            "Cleo Sample? 1 joint · 2024 · tie 0.76",
        ]
        assert stage.status.startswith("1 of 3 · by tie")


async def test_co_authors_lead_to_further_profiles_and_q_through_all_of_them_back(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        seen = []
        for _ in range(3):
            await stage.press(*COLLABORATORS, "enter")
            seen.append(stage.screen.profile.name)
        assert seen == ["Bob Placeholder", "Ada Example", "Bob Placeholder"]
        await stage.press("q", "q", "q")
        assert stage.screen.profile.key == "hf:ada-example"
        await stage.press("q")
        assert isinstance(stage.screen, PaperScreen)
        await stage.press("q", "q")
        assert isinstance(stage.screen, FeedScreen)


async def test_f_follows_and_stops(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press("f")
        assert "Researcher · following" in stage.text
        assert "followed since Fri 21 Aug 2026" in stage.text
        assert stage.status == "Following Ada Example: papers are matched by the account @ada-example."
        await stage.press("f")
        assert "Researcher · not following" in stage.text
        await stage.press("u")
        assert [person.key for person in (await stage.library.following()).people] == ["hf:ada-example"]
        assert "Researcher · following" in stage.text


async def test_a_followed_co_author_is_marked(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await stage.library.researchers.follow(PersonKey("name:bob placeholder"))
        await open_ada(stage)
        await stage.press(*COLLABORATORS)
        assert stage.cursor.startswith("f* Bob Placeholder")


async def test_papers_verbs_mean_the_work_under_the_cursor(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press("j", "r", "s")
        assert stage.cursor.startswith("N s 2026")
        assert [saved.paper.title for saved in (await stage.library.saved()).rows] == ["Zebra of This Year"]
        await stage.press("y", "t")
        assert stage.app.clipboard == "Zebra of This Year"
        await stage.press("u", "u")
        assert stage.cursor.startswith("    2026")


async def test_papers_verbs_mean_nothing_among_co_authors(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press(*COLLABORATORS, "s")
        assert stage.status == "No paper is chosen here."
        assert not (await stage.library.saved()).rows


@pytest.mark.parametrize("size", SIZES)
async def test_the_starter_researcher_has_17_works_of_which_titles_are_known(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_stage(tmp_path, is_offline=True, size=size) as stage:
        await stage.press("5", "enter")
        assert "Tatsunori Hashimoto" in stage.text
        assert "17 works" in stage.text
        assert size == NARROW or "starter edition, recorded" in stage.text
        assert size == NARROW or "titles only" in stage.text
        assert stage.row_list.row_count == 17
        years = [stage.row_list.row(place).year for place in range(17)]
        assert years == sorted(years, reverse=True)
        await stage.press("G")
        assert stage.status.startswith("17 of 17")


async def test_a_work_of_which_only_the_title_is_known_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, is_offline=True) as stage:
        await stage.press("5", "enter", "G", "enter")
        assert stage.status == "Only the listing of this work is known; its paper is not in your cache."
        await stage.press("s")
        assert stage.status == "No paper is chosen here."
        await stage.press(*COLLABORATORS)
        assert "Works of more than 25 authors make nobody one." in stage.text


async def test_a_profile_takes_what_a_sync_brings_and_keeps_the_cursor(tmp_path: Path) -> None:
    story = career()
    async with open_stage(tmp_path, story, fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press("G")
        story.day(WEDNESDAY, [make_paper("2608.00009", "Quite New", authors=[ADA])])
        stage.app.start_sync()
        await stage.settle()
        assert "5 works" in stage.text
        assert stage.row_list.row_count == 5
        assert stage.cursor.endswith("Older Work")


async def test_a_wide_terminal_shows_the_blocks_and_the_abstract_beside_the_works(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,), size=WIDE) as stage:
        await open_ada(stage)
        assert "Ada Example Researcher · not following · Affiliation not imported" in stage.head
        for words in ("Trust snapshot", "Actions", "Identity and collaboration", "Research graph (from your cache)"):
            assert words in stage.text, words
        await stage.until(lambda: "What 2608.00002 is about." in stage.text)
        await stage.press("j")
        await stage.until(lambda: "What 2608.00001 is about." in stage.text)


async def test_a_terminal_that_changes_its_size_keeps_part_and_cursor(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,), size=WIDE) as stage:
        await open_ada(stage)
        await stage.press(*COLLABORATORS, "j", "j")
        await stage.resize(*NARROW)
        assert stage.cursor.startswith("   Cleo Sample")
        await stage.resize(*WIDE)
        assert stage.cursor.startswith("   Cleo Sample")
        await stage.press("shift+tab", "shift+tab", "j")
        await stage.resize(*NARROW)
        assert stage.cursor.endswith("Zebra of This Year")


async def test_opening_a_work_marks_it_read_on_the_profile_too(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("a", "enter")
        place = next(n for n in range(stage.row_list.row_count) if stage.row_list.row(n).title == TITLES["2608.00003"])
        await stage.press("g", *"j" * place)
        assert stage.cursor.startswith("N")
        await stage.press("enter", "q")
        assert not stage.cursor.startswith("N")
        assert stage.cursor.endswith(TITLES["2608.00003"])


async def test_organisations_of_the_papers_are_not_called_the_persons_own(tmp_path: Path) -> None:
    async with open_stage(tmp_path, a_good_week(), fetched=WEEK) as stage:
        await stage.press("a", "enter")
        assert "on pages of Example Lab" in stage.text
        assert "Affiliation not imported" in stage.text


async def test_i_shows_the_seventeen_checks_and_enter_the_facts_of_one(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press("i")
        assert stage.head == "Why 35? Ada Example formula trust-1, facts of 21 Aug 2026"
        assert [line[9:13].strip() for line in stage.rows.splitlines()[:4]] == ["S1", "S2", "S3", "W1"]
        assert stage.row_list.row_count == 17
        assert stage.status.startswith("8+4+2+2+1+4+14 = 35 of 100.")
        await stage.press("enter")
        assert "lists 4 works" in stage.text
        await stage.press("escape", "y")
        assert stage.app.clipboard.startswith("Why 35?  Ada Example, formula trust-1")
        await stage.press("q")
        assert isinstance(stage.screen, ProfileScreen)


async def test_trust_can_be_shown_in_words_or_not_at_all(tmp_path: Path) -> None:
    for show, words in (("words", "one source · Verification L3"), ("off", "claimed on Hugging Face")):
        environ = {**QUIET, "TUIREAD_TRUST_SHOW": show}
        async with open_stage(tmp_path / show, career(), fetched=(FRIDAY,), environ=environ) as stage:
            await open_ada(stage)
            assert words in stage.text
            assert "Trust 35" not in stage.text


async def test_a_claim_stands_on_the_profile_and_can_be_undone(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press("C", "enter", "q")
        assert "claimed on Hugging Face; you say that this is you" in stage.text
        await stage.press("u")
        assert "you say that this is you" not in stage.text
        await stage.press(*COLLABORATORS, "enter", "C", "enter", "q")
        assert "you say that this is you; not proved" in stage.text


async def test_forgetting_asks_once_and_removes_the_person(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        await open_ada(stage)
        await stage.press("X", "enter")
        assert isinstance(stage.screen, ProfileScreen)
        await stage.press("X", "j", "enter")
        assert isinstance(stage.screen, PaperScreen)
        assert stage.status == "Ada Example is forgotten: nothing about them is shown or fetched again."
        await stage.press("enter")
        assert stage.status.startswith("You asked tuiread to forget this person")


async def test_offline_says_so_instead_of_asking(tmp_path: Path) -> None:
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,), is_offline=True) as stage:
        await open_ada(stage)
        await stage.press("ctrl+r")
        assert stage.status == "Started with --offline: nothing is fetched."


async def test_a_record_that_may_be_theirs_waits_for_a_yes_or_no(tmp_path: Path) -> None:
    key = PersonKey("hf:ada-example")
    fact = SourceFact("openalex", "author record", NOW, "https://api.openalex.org/authors/A5000000001")
    record = AuthorRecord(RecordKey("openalex:A5000000001"), "Ada Example", fact, works_count=9)
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        doubtful = [Link(key, record.key, "works", 1, 3)]
        found = [(record, None)]
        await stage.library._store.wish(person_acts.keep_records, key, "openalex", found, [], doubtful)
        await open_ada(stage)
        await stage.press("shift+tab")
        assert "? openalex:A5000000001: 1 of 3 works in common" in stage.text
        assert stage.status == "1 to answer · = answers"
        await stage.press("equals_sign")
        assert "Same person? Ada Example (openalex:A5000000001, 9 works)" in stage.text
        await stage.press("enter")
        assert "openalex:A5000000001: matched by your word, 1 of 3 works in common then" in stage.text
        assert stage.status == "Kept; u takes it back."
        await stage.press("u")
        assert "? openalex:A5000000001" in stage.text
        await stage.press("equals_sign", "j", "enter")
        assert "openalex:A5000000001" not in stage.text


async def test_a_record_that_was_linked_can_be_said_to_be_somebody_elses(tmp_path: Path) -> None:
    key = PersonKey("hf:ada-example")
    fact = SourceFact("openalex", "author record", NOW, "https://api.openalex.org/authors/A5000000001")
    record = AuthorRecord(RecordKey("openalex:A5000000001"), "Ada Example", fact, works_count=9)
    async with open_stage(tmp_path, career(), fetched=(FRIDAY,)) as stage:
        linked = [Link(key, record.key, "works", 3, 3)]
        await stage.library._store.wish(person_acts.keep_records, key, "openalex", [(record, None)], linked, [])
        await open_ada(stage)
        await stage.press("shift+tab", "equals_sign")
        assert "Which of these records is somebody else's?" in stage.text
        await stage.press("escape")
        assert "openalex:A5000000001: matched" in stage.text
        await stage.press("equals_sign", "enter")
        assert stage.status == "openalex:A5000000001 no longer counts here; u takes it back."
        assert "openalex:A5000000001: matched" not in stage.text
        await stage.press("u")
        assert "openalex:A5000000001: matched" in stage.text


def test_a_record_under_another_name_is_asked_about_without_the_name() -> None:
    fact = SourceFact("openalex", "author record", NOW, "https://api.openalex.org/authors/A5000000001")
    candidate = Candidate(AuthorRecord(RecordKey("openalex:A5000000001"), "Ines Formerly", fact), 5, 5)
    assert candidate_title(candidate, "Ines Example") == "Same person? another name (openalex:A5000000001)"
    assert candidate_title(candidate, "I. Formerly") == "Same person? Ines Formerly (openalex:A5000000001)"
