"""Bylines: commas, brackets, suffixes, collaborations and TeX, as people write them at arXiv."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from tuiread.sources.bylines import name_in_parts, names_in, plain_letters, without_brackets

SNAPSHOT = Path(__file__).parents[2] / "shared" / "samples" / "arxiv_bulk" / "arxiv-metadata-oai-snapshot.head.jsonl"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ada Example, Bo Sample and Cleo Third", ["Ada Example", "Bo Sample", "Cleo Third"]),
        ("Ada Example, Bo Sample,\n  and Cleo Third", ["Ada Example", "Bo Sample", "Cleo Third"]),
        ("Ada Example; Bo Sample & Cleo Third", ["Ada Example", "Bo Sample", "Cleo Third"]),
        ("A. One (1), B. Two (1 and 2) ((1) Here, (2) There (North))", ["A. One", "B. Two"]),
        ("A. One (Here, B. Two", ["A. One", "B. Two"]),
        ("John Sample, Jr., Ann Example", ["John Sample, Jr.", "Ann Example"]),
        ("John Sample Jr., Ann Example III", ["John Sample Jr.", "Ann Example III"]),
        ("The LAMP Collaboration: A. One, B. Two, et al.", ["The LAMP Collaboration", "A. One", "B. Two"]),
        ("LAMP Collaboration, :, A. One", ["LAMP Collaboration", "A. One"]),
        ("A. One, for the LAMP Collaboration", ["A. One", "LAMP Collaboration"]),
        ("Sandy Anderson and Andy Brand", ["Sandy Anderson", "Andy Brand"]),
        (" , and , (1), 2", []),
        ("", []),
        (None, []),
    ],
)
def test_a_byline_is_divided_as_it_was_meant(byline: str | None, names: list[str]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        (r"Ren\'e", "René"), (r"Ren\'{e}", "René"), (r"Ren{\'e}", "René"), (r"Ren{\'{e}}", "René"),
        (r"J\"org", "Jörg"), (r"J\" org", "Jörg"), (r"G\"{o}del", "Gödel"), (r"Garc\'\i a", "García"),
        (r"Garc{\'\i}a", "García"), (r"Garc\'{\i}a", "García"), (r"\v{C}ech", "Čech"), (r"\v Cech", "Čech"),
        (r"{\O}rsted", "Ørsted"), (r"\O rsted", "Ørsted"), (r"Stra{\ss}e", "Straße"), (r"\L{}ukasz", "Łukasz"),
        (r"\c{C}elik", "Çelik"), (r"Erd\H{o}s", "Erdős"), (r"S\~ao", "São"), (r"P.~Nov\'ak", "P. Novák"),
        (r"\.Istanbul", "İstanbul"), (r"W\k{a}s", "Wąs"), (r"{\AA}sa", "Åsa"), ("R. van der {Meer}", "R. van der Meer"),
        ("A &amp; B", "A & B"), ("plain", "plain"),
    ],
)  # fmt: skip
def test_the_accents_of_tex_become_letters(tex: str, letters: str) -> None:
    assert plain_letters(tex) == letters


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["Balázs", "C.", ""], "C. Balázs"),
        (["Yuan", "C. -P.", ""], "C.-P. Yuan"),
        (["Sample", "Bo", "Jr.", "Example Institute"], "Bo Sample Jr."),
        (["Collaboration", "LAMP", ""], "LAMP Collaboration"),
        (["Third"], "Third"),
        ([], ""),
        (["", "\x1b[31mBo", "\n"], "Bo"),
    ],
)
def test_a_name_in_parts_is_put_together(parts: list[str], name: str) -> None:
    assert name_in_parts(parts) == name


@example("_")
@given(st.text(alphabet=st.sampled_from("aé\\'\"{}()[],;:&~$ \n.-1") | st.characters(), max_size=120))
def test_no_byline_is_an_error_and_no_name_is_empty(byline: str) -> None:
    assert all(name == name.strip() and any(char.isalnum() for char in name) for name in names_in(byline))


@given(st.integers(0, 3_000))
def test_brackets_by_the_thousand_are_no_trouble(count: int) -> None:
    assert without_brackets("a" + "(" * count + ")" * count).count(")") == 0


@pytest.mark.skipif(not SNAPSHOT.exists(), reason="the recorded lines (../shared) are not on this machine")
def test_recorded_bylines_are_divided_as_arxiv_divides_them() -> None:
    for raw in SNAPSHOT.read_bytes().splitlines():
        recorded = json.loads(raw)
        ours = [name.replace(" ", "").replace(",", "") for name in names_in(recorded["authors"])]
        theirs = [name_in_parts(parts).replace(" ", "").replace(",", "") for parts in recorded["authors_parsed"]]
        assert ours == theirs, recorded["id"]
