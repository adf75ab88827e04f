"""Tests of tuiread.arxiv_id: every form in which an id is written, and those that are refused."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tuiread.arxiv_id import parse_paper_id
from tuiread.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2501.00001", ("2501.00001", None)),
        (" 2501.00001v2\n", ("2501.00001", 2)),
        ("2501.00001V12", ("2501.00001", 12)),
        ("0704.0001", ("0704.0001", None)),
        ("1412.9999v1", ("1412.9999", 1)),
        ("cs/0112017", ("cs/0112017", None)),
        ("math.AG/0301001v3", ("math/0301001", 3)),
        ("HEP-TH/9901001", ("hep-th/9901001", None)),
        ("cond-mat.mes-hall/0112017", ("cond-mat/0112017", None)),
        ("arXiv:2501.00001", ("2501.00001", None)),
        ("arxiv: cs/0112017v2", ("cs/0112017", 2)),
        ("arXiv:2501.00001v7 [cs.CL] 2 Aug 2025", ("2501.00001", 7)),
        ("https://arxiv.org/abs/2501.00001v2", ("2501.00001", 2)),
        ("http://www.arxiv.org/pdf/2501.00001v2.pdf", ("2501.00001", 2)),
        ("export.arxiv.org/abs/cs/0112017/", ("cs/0112017", None)),
        ("arxiv.org/html/2501.00001#S2", ("2501.00001", None)),
        ("https://huggingface.co/papers/2501.00001#community", ("2501.00001", None)),
        ("hf.co/papers/2501.00001?utm=x", ("2501.00001", None)),
        ("https://doi.org/10.48550/arXiv.2501.00001", ("2501.00001", None)),
        ("10.48550/ARXIV.2501.00001", ("2501.00001", None)),
    ],
)
def test_every_way_to_write_an_id_is_understood(text: str, expected: tuple[str, int | None]) -> None:
    assert parse_paper_id(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("704.0001", "'704.0001' has lost digits: an arXiv id has four before the dot and 4 after it"),
        ("2501.1", "'2501.1' has lost digits: an arXiv id has four before the dot and 5 after it"),
        ("2501.0001v2", "'2501.0001v2' has lost digits"),
        ("cs/112017", "'cs/112017' has lost digits: such an id has seven after the slash"),
        ("1412.00011", "too many digits"),
        ("2513.00001", "third and fourth digit are a month"),
        ("cs/0100017", "third and fourth digit are a month"),
        ("2501.00001v0", "names version 0"),
    ],
)
def test_an_id_that_lost_or_won_digits_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_paper_id(text)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "attention",
        "2501.00001x",
        "2501.00001 2501.00002",
        "https://example.org/abs/2501.00001",
        "２５０１.00001",
        "İmath/0301001",
        "\u212a/0301001",
    ],
)
def test_what_is_no_id_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match=r"is not an arXiv id: write it as 2501\.00001, cs/0112017 or the address"):
        parse_paper_id(text)


def test_a_refusal_holds_no_control_characters_and_is_short() -> None:
    with pytest.raises(UsageError) as caught:
        parse_paper_id("\x1b[31m" + "x" * 500)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200


YEARS = st.integers(7, 99).flatmap(lambda year: st.integers(1, 12).map(lambda month: f"{year:02}{month:02}"))
NEW_IDS = YEARS.filter(lambda years: years >= "0704").flatmap(
    lambda years: st.integers(1, 9999).map(lambda number: f"{years}.{number:0{5 if years >= '1501' else 4}}")
)


@given(NEW_IDS, st.none() | st.integers(1, 99), st.sampled_from(["{}", "arXiv:{}", "https://arxiv.org/abs/{}"]))
def test_an_id_survives_whatever_is_written_around_it(paper_id: str, version: int | None, form: str) -> None:
    written = form.format(paper_id + (f"v{version}" if version else ""))
    assert parse_paper_id(written) == (paper_id, version)


@given(st.text(max_size=80))
def test_any_text_is_an_id_or_refused(text: str) -> None:
    try:
        paper_id, _ = parse_paper_id(text)
    except UsageError:
        return
    assert parse_paper_id(paper_id) == (paper_id, None)
