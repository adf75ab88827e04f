"""Words are found however lines are broken, and gone through in order."""

from __future__ import annotations

from hypothesis import given, strategies as st

from tuiread.document.finding import Finder, fold, ranges_in, starts_in
from tuiread.lines import Line, Span, plain, wrap

TEXTS = ["We study data filtering.", "DATA comes first; data\nfiltering second.", "nothing here"]
LETTERS = st.text("ab Ä√\n", max_size=30)


def lines(*texts: str) -> list[Line]:
    return [(Span(text),) for text in texts]


def test_words_are_found_without_regard_to_case_and_line_ends() -> None:
    finder = Finder(TEXTS)
    assert finder.count("Data  Filtering") == 2
    assert finder.count("") == finder.count(" ") == 0


def test_going_on_from_the_last_match_leads_to_the_first() -> None:
    finder = Finder(TEXTS)
    first = finder.from_part("data", 0)
    assert first is not None and (first.part, first.number, first.place) == (0, 1, 0)
    third = finder.after("data", finder.after("data", first))  # type: ignore[arg-type]
    assert third is not None and (third.part, third.number, third.place) == (1, 3, 1)
    assert finder.after("data", third) == first
    assert finder.before("data", first) == third
    assert finder.from_part("data", 2) == first


def test_what_is_not_there_is_not_found() -> None:
    finder = Finder(TEXTS)
    assert finder.from_part("theorem", 0) is None
    assert list(finder.all("theorem")) == []


def test_no_match_goes_from_one_part_into_the_next() -> None:
    assert Finder(["one", "two"]).count("e t") == 0


def test_a_match_is_shown_with_what_stands_around_it_in_its_part() -> None:
    finder = Finder(TEXTS)
    match = finder.from_part("first", 0)
    assert match is not None
    assert finder.around(match, "first", letters=8, before=8) == ("a comes ", "first", "; data f")


@given(st.lists(LETTERS, min_size=1, max_size=5), st.text("abÄ", min_size=1, max_size=2))
def test_going_through_all_matches_meets_each_once(texts: list[str], needle: str) -> None:
    finder = Finder(texts)
    found = list(finder.all(needle))
    assert len(found) == finder.count(needle) == sum(fold(text).count(fold(needle)) for text in texts)
    assert [match.number for match in found] == list(range(1, len(found) + 1))
    match = finder.from_part(needle, 0)
    for expected in found:
        assert match == expected
        match = finder.after(needle, expected)


def test_a_match_over_two_lines_is_shown_on_both_without_the_margin() -> None:
    shown = ranges_in(lines("see the data", "   filtering of"), "data filtering")
    assert shown == {0: [(8, 12)], 1: [(3, 12)]}
    assert starts_in(lines("see the data", "   filtering of data", "filtering"), "data filtering") == [0, 1]


def test_a_word_that_was_broken_within_is_shown() -> None:
    assert ranges_in(lines("self-", "attention"), "self-attention") == {0: [(0, 5)], 1: [(0, 9)]}


def test_wide_letters_count_two_cells() -> None:
    assert ranges_in(lines("数据 data"), "data") == {0: [(5, 9)]}


@given(st.text("ab c数-", min_size=1, max_size=60), st.integers(4, 20))
def test_every_match_of_a_text_is_shown_in_its_lines(text: str, cells: int) -> None:
    laid_out = wrap(text, cells)
    for needle in ("a", "b c"):
        expected = fold(text).count(needle)
        assert len(starts_in(laid_out, needle)) >= expected
    for number, ranges in ranges_in(laid_out, "a").items():
        assert len(ranges) == plain(laid_out[number]).count("a")
