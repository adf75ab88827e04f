"""The reader's shelves in words: what was saved, whom they follow, and whose paper each line is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests import word_fixtures as fixtures
from tests.conftest import Golden
from tests.fakes import NOW
from tests.word_fixtures import FOLLOWING, LIBRARY, ROWS, WIDTHS, drawn, too_wide
from tuiread.lines import plain
from tuiread.records import FeedRow, FollowedPaper, FollowingPage, LibraryPage, PersonRow, SavedRow
from tuiread.words.shelf import (
    followed_row,
    following_counts,
    library_counts,
    library_row,
    plain_following,
    plain_library,
)


@pytest.mark.parametrize("cells", WIDTHS)
def test_rows_look_as_they_did(golden: Golden, cells: int) -> None:
    blocks = [library_row(saved.paper, cells) for saved in LIBRARY.rows]
    blocks += [library_row(saved.paper, cells, height=1) for saved in LIBRARY.rows]
    blocks += [followed_row(item, cells) for item in FOLLOWING.papers]
    blocks += [followed_row(item, cells, height=1) for item in FOLLOWING.papers]
    golden("\n".join(drawn(block) for block in blocks), f"words/shelf_row_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_plain_shelves_look_as_they_did(golden: Golden, cells: int) -> None:
    pages = [plain_library(LIBRARY, cells), plain_following(FOLLOWING, cells)]
    golden("\n\n".join("\n".join(page) for page in pages), f"words/plain_shelves_{cells}")


followed = st.builds(
    FollowedPaper, fixtures.rows, st.lists(fixtures.wide_texts, min_size=1, max_size=4).map(tuple), st.booleans()
)


@given(row=fixtures.rows, item=followed, cells=fixtures.cells, height=st.sampled_from([1, 2]))
def test_every_row_fits_its_width_and_height(row: FeedRow, item: FollowedPaper, cells: int, height: int) -> None:
    for lines in (library_row(row, cells, height=height), followed_row(item, cells, height=height)):
        assert len(lines) == height
        assert too_wide(lines, cells) == []


@given(
    rows=st.lists(fixtures.rows, max_size=3),
    items=st.lists(followed, max_size=3),
    people=st.lists(fixtures.persons, max_size=3),
    cells=fixtures.cells,
)
def test_every_plain_shelf_fits_its_width(
    rows: list[FeedRow], items: list[FollowedPaper], people: list[PersonRow], cells: int
) -> None:
    library = LibraryPage(tuple(SavedRow(row, NOW) for row in rows), 10**6)
    assert too_wide(plain_library(library, cells), cells) == []
    assert too_wide(plain_following(FollowingPage(tuple(people), tuple(items)), cells), cells) == []


def test_the_library_is_counted() -> None:
    assert library_counts(LIBRARY) == "4 saved, 2 unread, 134 kB"
    assert library_counts(LibraryPage((), 0)) == "nothing saved"


def test_following_is_counted() -> None:
    assert following_counts(FOLLOWING) == "2 people, 2 papers, 1 new"
    one = FollowingPage(FOLLOWING.people[:1], FOLLOWING.papers[:1])
    assert following_counts(one) == "1 person, 1 paper, 1 new"


def test_a_saved_paper_shows_its_year() -> None:
    assert plain(library_row(ROWS[1], 60)[0]) == "N   2026 One Author, One Vote"
    assert plain(library_row(ROWS[2], 60)[0]) == "    ---- A <think> and a GPT-[n]"


def about(item: FollowedPaper) -> str:
    return plain(followed_row(item, 120)[1]).strip()


def test_a_followed_paper_says_whose_it_is_and_how_that_was_matched() -> None:
    sure, guessed = FOLLOWING.papers
    assert about(sure).startswith("new · Fri 21 Aug · ")
    assert about(sure).endswith("matched by account")
    assert "new" not in about(guessed)
    assert about(guessed).endswith("matched by name only")
    assert "+1" in about(guessed)
    assert not about(replace(sure, paper=replace(sure.paper, day=None))).startswith("new · Fri")


def test_a_followed_paper_of_another_year_and_of_the_starter_edition_says_so() -> None:
    item = FOLLOWING.papers[0]
    assert item.paper.day is not None
    older = replace(item, paper=replace(item.paper, is_starter=True, day=item.paper.day.replace(year=2025)))
    page = FollowingPage((), (item, older))
    words = "\n".join(plain_following(page, 120))
    assert " Aug 2025 · " in words
    assert words.count("starter edition") == 1
    assert " 2026" not in words


def test_a_saved_paper_of_the_starter_edition_says_so() -> None:
    row = replace(LIBRARY.rows[0].paper, is_starter=True)
    assert plain(library_row(row, 200)[1]).endswith("starter edition")
