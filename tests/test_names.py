"""Names: spellings of one name fold to one key, whatever they are written in."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tuiread.names import account_key, author_key, fold_name, name_key, short_name
from tuiread.records import CONFIRMED_STATUSES, Author

words = st.text(max_size=20)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ada Example", "ada example"),
        ("  ada   EXAMPLE ", "ada example"),
        ("José García-López", "jose garcia lopez"),
        ("Jose\u0301 Garcia Lo\u0301pez", "jose garcia lopez"),
        ("Bjørn Þór Ðæ", "bjorn þor ðae"),
        ("Łukasz Đặng", "lukasz dang"),
        ("Ǿyvind Straße", "oyvind strasse"),
        ("A. B. O'Neil, Jr.", "a b o neil jr"),
        ("Ada_Example", "ada example"),
        ("ＡＤＡ ﬁnch", "ada finch"),
        ("张 伟", "张 伟"),
        ("İlker Işık", "ilker isik"),
        ("…", "…"),
        ("", ""),
    ],
)
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(name=words)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(name=st.text(st.characters(max_codepoint=0x24F), max_size=20))
def test_capitals_never_matter(name: str) -> None:
    assert fold_name(name.upper()) == fold_name(name.lower()) == fold_name(name)


@given(name=words)
def test_no_name_folds_to_nothing(name: str) -> None:
    assert bool(fold_name(name)) == bool(name.strip())


def test_a_key_says_how_somebody_is_known() -> None:
    assert account_key("ada") == "hf:ada"
    assert name_key("Ada EXAMPLE") == "name:ada example"


@pytest.mark.parametrize("status", sorted(CONFIRMED_STATUSES))
def test_a_confirmed_account_is_the_key_of_an_author(status: str) -> None:
    assert author_key(Author("Ada Example", "ada", status)) == "hf:ada"


@pytest.mark.parametrize(("user", "status"), [("ada", "extracted_pending"), ("ada", None), (None, "claimed_verified")])
def test_anything_less_than_a_confirmed_account_leaves_the_name(user: str | None, status: str | None) -> None:
    assert author_key(Author("Ada Example", user, status)) == "name:ada example"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ada Example", "A. Example"),
        ("Ada Bo Example", "A. Example"),
        ("Ada", "Ada"),
        ("张伟", "张伟"),
        (" Ada  Example ", "A. Example"),
        ("", ""),
    ],
)
def test_a_name_is_shortened_to_initial_and_family_name(name: str, short: str) -> None:
    assert short_name(name) == short


@given(name=words)
def test_a_short_name_is_never_longer_by_more_than_its_full_stop(name: str) -> None:
    assert len(short_name(name)) <= len(name) + 1
