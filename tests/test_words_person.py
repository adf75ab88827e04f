"""A researcher in words: every line says how sure the match is, and nothing more than is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from tests import word_fixtures as fixtures
from tests.conftest import Golden
from tests.fakes import NOW
from tests.word_fixtures import ADA, BO, LATER, PROFILE, ROWS, STARTER_PROFILE, WIDTHS, drawn, too_wide
from tuiread.records import CoAuthor, PersonRow, Profile, Work
from tuiread.words.lines import plain
from tuiread.words.person import (
    coauthor_row,
    known_as,
    person_row,
    plain_profile,
    profile_counts,
    profile_head,
    profile_notes,
    work_row,
)


@pytest.mark.parametrize("cells", WIDTHS)
def test_a_profile_looks_as_it_did(golden: Golden, cells: int) -> None:
    blocks = []
    for profile in (PROFILE, STARTER_PROFILE):
        blocks += [profile_head(profile, cells), profile_notes(profile, cells, LATER)]
        blocks += [line for work in profile.works for line in [work_row(work, cells)]]
        blocks += [coauthor_row(coauthor, cells) for coauthor in profile.coauthors]
    golden("\n".join(drawn(block) for block in blocks), f"words/profile_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_a_plain_profile_looks_as_it_did(golden: Golden, cells: int) -> None:
    pages = [plain_profile(profile, cells, LATER) for profile in (PROFILE, STARTER_PROFILE)]
    golden("\n\n".join("\n".join(page) for page in pages), f"words/plain_profile_{cells}")


@given(profile=fixtures.profiles, cells=fixtures.cells)
def test_everything_about_a_person_fits_its_width(profile: Profile, cells: int) -> None:
    assert too_wide(profile_head(profile, cells), cells) == []
    assert too_wide(profile_notes(profile, cells, NOW), cells) == []
    assert too_wide(plain_profile(profile, cells, NOW), cells) == []


@given(person=fixtures.persons, coauthor=fixtures.coauthors, work=fixtures.works, cells=fixtures.cells)
def test_every_row_is_one_line_that_fits(person: PersonRow, coauthor: CoAuthor, work: Work, cells: int) -> None:
    for row in (person_row(person, cells), coauthor_row(coauthor, cells), work_row(work, cells)):
        assert len(row) == 1
        assert too_wide(row, cells) == []


def test_an_account_is_named_and_a_name_is_doubted() -> None:
    assert known_as(PROFILE) == ["Hugging Face account @ada", "affiliation not imported"]
    assert known_as(STARTER_PROFILE) == [
        "known by name only, which others may share",
        "starter edition",
        "affiliation not imported",
    ]


def test_counts_say_how_many_works_were_matched_by_name_only() -> None:
    assert profile_counts(PROFILE) == [
        "3 works, 2 of them titles only",
        "1 matched by name only",
        "2 co-authors",
        "2019-2026",
    ]
    assert profile_counts(STARTER_PROFILE) == ["1 work, titles only", "0 co-authors", "2020"]
    cached = tuple(work for work in PROFILE.works if work.paper)
    assert profile_counts(replace(PROFILE, works=cached))[0] == "1 work in your cache"
    guessed = tuple(replace(work, is_name_match=True) for work in PROFILE.works)
    assert "matched" not in " ".join(profile_counts(replace(PROFILE, account=None, works=guessed)))


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
        (BO, "  Bo Sample                        1 work · name only"),
    ],
)
def test_a_person_says_papers_new_ones_and_how_they_are_known(person: PersonRow, words: str) -> None:
    assert plain(person_row(person, len(words))[0]) == words


def test_a_coauthor_says_joint_papers_and_the_latest_year() -> None:
    first, second = (plain(coauthor_row(coauthor, 40)[0]) for coauthor in PROFILE.coauthors)
    assert first == "f Bo Sample                4 joint, 2026"
    assert second == "  Cleo Third                     1 joint"


def test_notes_tell_only_what_is_known() -> None:
    notes = drawn(profile_notes(PROFILE, 200, LATER))
    for words in (
        "on pages of Example Lab, Another Lab",
        "others with this name: @ada2 (7)",
        "? = matched by name only",
        "followed since Fri 21 Aug 2026",
        "fetched 20:00 from Hugging Face",
    ):
        assert words in notes, words
    assert drawn(profile_notes(STARTER_PROFILE, 200, LATER)) == "recorded Fri 21 Aug 2026"
    assert profile_notes(replace(STARTER_PROFILE, as_of=None), 200, LATER) == []
