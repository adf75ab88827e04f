"""The reader's shelf in words: what was saved."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests import word_fixtures as fixtures
from tests.conftest import Golden
from tests.fakes import NOW
from tests.word_fixtures import LIBRARY, ROWS, WIDTHS, drawn, too_wide
from tuiread.lines import plain
from tuiread.records import FeedRow, LibraryPage, SavedRow
from tuiread.words.shelf import (
    library_counts,
    library_row,
    plain_library,
)


@pytest.mark.parametrize("cells", WIDTHS)
def test_rows_look_as_they_did(golden: Golden, cells: int) -> None:
    blocks = [library_row(saved, cells) for saved in LIBRARY.rows]
    blocks += [library_row(saved, cells, height=1) for saved in LIBRARY.rows]
    golden("\n".join(drawn(block) for block in blocks), f"words/shelf_row_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_plain_shelves_look_as_they_did(golden: Golden, cells: int) -> None:
    golden("\n".join(plain_library(LIBRARY, cells)), f"words/plain_shelves_{cells}")


@given(row=fixtures.rows, cells=fixtures.cells, height=st.sampled_from([1, 2]))
def test_every_row_fits_its_width_and_height(row: FeedRow, cells: int, height: int) -> None:
    lines = library_row(SavedRow(row, NOW), cells, height=height)
    assert len(lines) == height
    assert too_wide(lines, cells) == []


@given(rows=st.lists(fixtures.rows, max_size=3), cells=fixtures.cells)
def test_every_plain_shelf_fits_its_width(rows: list[FeedRow], cells: int) -> None:
    library = LibraryPage(tuple(SavedRow(row, NOW) for row in rows), 10**6)
    assert too_wide(plain_library(library, cells), cells) == []


def test_the_library_is_counted() -> None:
    assert library_counts(LIBRARY) == "4 saved, 2 unread, 134 kB"
    assert library_counts(LibraryPage((), 0)) == "nothing saved"


def test_a_saved_paper_shows_its_year() -> None:
    assert plain(library_row(SavedRow(ROWS[1], NOW), 60)[0]) == "N     2026 One Author, One Vote"
    assert plain(library_row(SavedRow(ROWS[2], NOW), 60)[0]) == "      2026 A <think> and a GPT-[n]"


def test_a_saved_paper_of_the_starter_edition_says_so() -> None:
    row = replace(LIBRARY.rows[0].paper, is_starter=True)
    assert plain(library_row(SavedRow(row, NOW), 200)[1]).endswith("starter edition")
