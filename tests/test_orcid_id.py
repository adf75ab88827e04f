"""ORCID iDs in every form in which they are written, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tuiread.names import record_key
from tuiread.orcid_id import bare_orcid


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1825-0097",
        "0000000218250097",
        " https://orcid.org/0000-0002-1825-0097/ ",
        "http://www.orcid.org/0000-0002-1825-0097",
        "orcid.org/0000-0002-1825-0097",
    ],
)
def test_every_form_is_one_id(text: str) -> None:
    assert bare_orcid(text) == "0000-0002-1825-0097"


def test_a_check_sign_may_be_an_x_in_either_case() -> None:
    assert bare_orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "text",
    [
        *("", "0000-0002-1825-0098", "0000-0002-1825-009", "Ada Example", "0000-0002-1825-0097-1"),
        *("0000-0000-0000-0000", "٠٠٠٠-0002-1825-0097", "https://example.org/0000-0002-1825-0097"),
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert bare_orcid(text) is None


@given(digits=st.text("0123456789", min_size=15, max_size=15))
def test_of_all_last_signs_just_one_is_right(digits: str) -> None:
    assert sum(bare_orcid(digits + sign) is not None for sign in "0123456789X") == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("openalex:A5000000001", "openalex:A5000000001"),
        ("a5000000001", "openalex:A5000000001"),
        ("s2:12345", "s2:12345"),
        ("orcid:0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
        ("0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "orcid:0000-0002-1825-0097"),
        ("Ada Example", None),
        ("s2:ada", None),
        ("hf:ada", None),
    ],
)
def test_a_text_names_a_record_or_does_not(text: str, key: str | None) -> None:
    assert record_key(text) == key
