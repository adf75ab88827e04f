"""A list that takes fresh facts keeps every row where it was."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tuiread.records import FeedRow, PaperId
from tuiread.screens.steady_rows import matches, steady

DAY = dt.date(2026, 8, 21)


def row(number: int, votes: int = 1) -> FeedRow:
    return FeedRow(PaperId(f"2608.{number:05}"), f"Paper {number}", DAY, DAY, ("Ada Example",), 1, votes, 0)


lists = st.lists(st.builds(row, st.integers(1, 12), st.integers(0, 9)), unique_by=lambda row: row.id).map(tuple)


@given(shown=lists, fresh=lists)
def test_no_row_moves_appears_or_goes(shown: tuple[FeedRow, ...], fresh: tuple[FeedRow, ...]) -> None:
    kept, _ = steady(shown, fresh)
    assert [row.id for row in kept] == [row.id for row in shown]


@given(shown=lists, fresh=lists)
def test_every_row_has_its_freshest_facts(shown: tuple[FeedRow, ...], fresh: tuple[FeedRow, ...]) -> None:
    kept, _ = steady(shown, fresh)
    by_id = {row.id: row for row in fresh}
    assert all(row == by_id.get(row.id, old) for row, old in zip(kept, shown, strict=True))


@given(shown=lists, fresh=lists)
def test_the_new_ones_are_counted(shown: tuple[FeedRow, ...], fresh: tuple[FeedRow, ...]) -> None:
    _, new_count = steady(shown, fresh)
    assert new_count == len({row.id for row in fresh} - {row.id for row in shown})


FULL = replace(row(1), title="Scaling Über-Laws", organization="Example Lab", followed_name="Cleo Third")


@pytest.mark.parametrize("text", ["", "scaling", "ÜBER", "laws ada", "lab", "third", "2608.00001", "ling exam"])
def test_a_row_matches_words_of_title_authors_organisation_and_id(text: str) -> None:
    assert matches(FULL, text)


@pytest.mark.parametrize("text", ["shrinking", "scaling bo", "2609", "scalinglaws"])
def test_a_row_does_not_match_where_one_word_is_missing(text: str) -> None:
    assert not matches(FULL, text)
