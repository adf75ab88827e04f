"""A researcher in words: every line says how sure the match is, and nothing more than is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from tests import word_fixtures as fixtures
from tests.conftest import Golden
from tests.fakes import NOW
from tests.word_fixtures import ADA, BO, LATER, PROFILE, ROWS, STARTER_PROFILE, WIDTHS, drawn, too_wide
from tuiread.lines import plain
from tuiread.records import CoAuthor, PersonKey, PersonRow, Profile, SourceReply, Work
from tuiread.records.authors import Reply
from tuiread.words.person import person_row
from tuiread.words.profile import (
    abstract_lines,
    known_as,
    plain_profile,
    profile_counts,
    profile_head,
    profile_notes,
    side_lines,
    work_row,
    year_words,
)
from tuiread.words.profile_parts import collaborator_row, topic_lines, year_strip

KEYS = {
    "person.follow": "f", "person.why": "i", "person.check": "ctrl+r", "person.claim": "C", "person.invite": "m",
}  # fmt: skip


@pytest.mark.parametrize("cells", WIDTHS)
def test_a_profile_looks_as_it_did(golden: Golden, cells: int) -> None:
    blocks = []
    for profile in (PROFILE, STARTER_PROFILE):
        blocks += [profile_head(profile, cells, "number", LATER), side_lines(profile, cells, "number", LATER, KEYS)]
        blocks += [line for work in profile.works for line in [work_row(work, cells)]]
        blocks += [collaborator_row(coauthor, cells) for coauthor in profile.coauthors]
    golden("\n".join(drawn(block) for block in blocks), f"words/profile_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_a_plain_profile_looks_as_it_did(golden: Golden, cells: int) -> None:
    pages = [plain_profile(profile, cells, LATER) for profile in (PROFILE, STARTER_PROFILE)]
    golden("\n\n".join("\n".join(page) for page in pages), f"words/plain_profile_{cells}")


@given(profile=fixtures.profiles, cells=fixtures.cells)
def test_everything_about_a_person_fits_its_width(profile: Profile, cells: int) -> None:
    assert too_wide(profile_head(profile, cells, "number", NOW), cells) == []
    assert too_wide(side_lines(profile, cells, "number", NOW, KEYS), cells) == []
    for work in profile.works:
        assert too_wide(abstract_lines(work, "An abstract.", cells), cells) == []
    assert too_wide(plain_profile(profile, cells, NOW), cells) == []


@given(person=fixtures.persons, coauthor=fixtures.coauthors, work=fixtures.works, cells=fixtures.cells)
def test_every_row_is_one_line_that_fits(person: PersonRow, coauthor: CoAuthor, work: Work, cells: int) -> None:
    for row in (person_row(person, cells), collaborator_row(coauthor, cells), work_row(work, cells)):
        assert len(row) == 1
        assert too_wide(row, cells) == []


def test_an_account_is_named_and_a_name_is_doubted() -> None:
    assert known_as(PROFILE) == ["Affiliation not imported", "Hugging Face account @ada", "no bio imported"]
    assert known_as(STARTER_PROFILE)[1] == "known by name only, which others may share"


def test_counts_are_those_of_the_public_page() -> None:
    assert profile_counts(PROFILE) == [
        "3 works", "1 follower (you)", "topics not imported", "0 close collaborators", "2019-2026",
    ]  # fmt: skip
    assert profile_counts(STARTER_PROFILE, is_short=True) == ["1 work", "0 followers", "topics not imported", "0 close"]


def test_a_year_of_revision_is_told_beside_that_of_first_submission() -> None:
    work = Work("A Work", 2019, "arXiv")
    assert year_words(work) == "2019"
    assert year_words(replace(work, revised_year=2022)) == "2019 (rev. 2022)"
    assert year_words(replace(work, year=None)) == "no year"


def test_years_are_a_strip_with_a_sign_for_each_and_for_several_where_they_are_many() -> None:
    assert year_strip((2018, 2019, 2021), 2018, 2023) == "##.#.."
    assert year_strip((1960, 2026), 1960, 2026) == "#" + "." * 21 + "#"


def test_a_doubtful_work_carries_a_question_mark_where_doubt_says_something() -> None:
    doubtful = PROFILE.works[1]
    assert plain(work_row(doubtful, 60)[0]) == "    2019? An Older Work"
    assert plain(work_row(doubtful, 60, shows_doubt=False)[0]) == "    2019  An Older Work"
    assert plain(work_row(PROFILE.works[2], 80)[0]) == "    ----  preprint arXiv  A Work Without a Year"


def test_a_work_of_the_cache_carries_its_letters() -> None:
    work = Work("A Work", 2026, "arXiv", paper=ROWS[3])
    assert plain(work_row(work, 60)[0]).startswith(" fs 2026")


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (ADA, "f Ada Example                 3 new · 12 works · @ada"),
        (BO, "  Bo Sample                     1 work · by name only"),
    ],
)
def test_a_person_says_papers_new_ones_and_how_they_are_known(person: PersonRow, words: str) -> None:
    assert plain(person_row(person, len(words))[0]) == words


def test_a_collaborator_says_joint_works_years_and_tie() -> None:
    one = replace(PROFILE.coauthors[0], first_year=2024, tie=0.5, is_close=True, is_dormant=True)
    assert plain(collaborator_row(one, 69)[0]).split("  ")[0] == "f* Bo Sample?"
    assert plain(collaborator_row(one, 69)[0]).endswith("4 joint · 2024-2026 · tie 0.50 · dormant")
    account = replace(one, key=PersonKey("hf:bo"), is_close=False, is_followed=False)
    assert plain(collaborator_row(account, 69)[0]).startswith("   Bo Sample ")


def test_notes_tell_only_what_is_known() -> None:
    notes = " · ".join(profile_notes(PROFILE, LATER))
    for words in (
        "on pages of Example Lab, Another Lab",
        "others with this name: @ada2 (7)",
        "? = matched by name only",
        "followed since Fri 21 Aug 2026",
        "newest fact 20:00",
    ):
        assert words in notes, words
    assert profile_notes(STARTER_PROFILE, LATER) == ["titles only", "starter edition, recorded Fri 21 Aug 2026"]
    assert profile_notes(replace(STARTER_PROFILE, as_of=None), LATER) == ["titles only"]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (None, "not imported"),
        ("no_answer", "no answer from OpenAlex"),
        ("answered", "OpenAlex was asked and gave none"),
        ("nothing", "OpenAlex was asked and gave none"),
    ],
)
def test_topics_of_openalex_that_are_missing_say_whether_it_was_asked(reply: Reply | None, words: str) -> None:
    replies = (SourceReply("openalex", reply, NOW),) if reply else ()
    profile = replace(
        PROFILE,
        topics=replace(PROFILE.topics, concepts=None),
        identity=replace(PROFILE.identity, replies=replies),
    )
    assert plain(topic_lines(profile, 80)[-1]) == words
