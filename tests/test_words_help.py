"""The help in words: every key and its meaning, in one column or two."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tests.conftest import Golden
from tests.word_fixtures import WIDTHS, drawn, too_wide, wide_texts
from tuiread.words.help import help_lines

GROUPS = {
    "List": [
        ("j Down", "down", "One row down"),
        ("space PgDn", "page down", "A page down"),
        ("g Home", "first", "To the first row"),
    ],
    "Feed": [
        ("[ Left", "older", "To the older day, week or month that has papers"),
        ("A", "all read", "Mark all papers of this list as read; u undoes it"),
    ],
    "Nothing here": [],
    "Everywhere": [("?", "help", "This help"), ("Q ctrl+q", "quit", "Quit at once")],
}
FOOTER = "Keys can be changed in keys.toml."


@pytest.mark.parametrize("cells", WIDTHS)
def test_the_help_looks_as_it_did(golden: Golden, cells: int) -> None:
    golden(drawn(help_lines(GROUPS, cells, FOOTER)), f"words/help_{cells}")


entries = st.tuples(st.text("abc +", min_size=1, max_size=20), wide_texts, wide_texts)


@given(groups=st.dictionaries(st.text("abc", min_size=1, max_size=20), st.lists(entries, max_size=5), max_size=5),
       cells=st.integers(40, 160), footer=st.just("") | wide_texts)  # fmt: skip
def test_every_help_fits_its_width(groups: dict[str, list[tuple[str, str, str]]], cells: int, footer: str) -> None:
    assert too_wide(help_lines(groups, cells, footer), cells) == []


@pytest.mark.parametrize("cells", range(40, 161, 10))
def test_every_key_is_there_at_every_width(cells: int) -> None:
    text = drawn(help_lines(GROUPS, cells))
    for name, group in GROUPS.items():
        assert (name in text) == bool(group)
        assert [keys for keys, _, _ in group if keys not in text] == []


def test_a_narrow_column_has_the_short_meaning_and_a_wide_one_the_sentence() -> None:
    narrow, wide = (drawn(help_lines(GROUPS, cells)) for cells in (40, 120))
    assert "all read" in narrow
    assert "Mark all papers" not in narrow
    assert "Mark all papers of this list as read" in wide


def test_without_keys_there_is_no_help() -> None:
    assert help_lines({"Nothing here": []}, 80) == []
