"""Lines are measured, cut, aligned and wrapped by terminal cells, and nothing is lost on the way."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from tuiread.lines import (
    Line,
    Role,
    Span,
    fit,
    fit_line,
    flow,
    hang,
    join,
    left_right,
    pad,
    plain,
    to_ascii,
    width,
    wrap,
    wrap_line,
)

ROLES: tuple[Role, ...] = get_args(Role)

# Latin, Greek, Chinese, Hangul, emoji, a joiner, a variation selector, combining accents and the glyphs we draw with.
letters = st.sampled_from("abcXYZ 019-/.,λéñ中文献한글😀👩\u200d\ufe0f\u0301\u0323·…─│—✓")
texts = st.text(letters, max_size=40)
clusters = st.sampled_from([*"abcXYZ 019-/.,λé中文献한글😀·…─│—✓", "e\u0301", "o\u0323\u0301", "👩\u200d💻", "❤\ufe0f"])
whole_texts = st.lists(clusters, max_size=40).map("".join)
lines = st.lists(st.builds(Span, whole_texts, st.sampled_from(ROLES)), max_size=5).map(tuple)
cells = st.integers(0, 60)


def ink(line: Line) -> str:
    """The text of a line without white space."""
    return "".join(plain(line).split())


@given(texts, cells)
def test_a_fitted_text_never_takes_more_cells_than_it_was_given(text: str, room: int) -> None:
    fitted = fit(text, room)
    assert cell_len(fitted) <= room
    assert fitted == text or room == 0 or fitted.endswith("…")


@given(texts, cells)
def test_a_text_is_cut_only_at_a_cluster(text: str, room: int) -> None:
    fitted = fit(text, room)
    if fitted == text or not room:
        return
    kept = fitted.removesuffix("…")
    rest = text[len(kept) :]
    assert text.startswith(kept)
    assert not kept.endswith("\u200d")
    assert cell_len(kept) + cell_len(rest) == cell_len(text)
    assert rest.isspace() or cell_len(rest.lstrip()[0]) > 0 or not kept


@given(texts, st.integers(2, 40))
def test_wrapping_any_text_never_runs_over(text: str, room: int) -> None:
    assert all(width(part) <= room for part in wrap(text, room))


@given(lines, cells)
def test_a_fitted_line_never_takes_more_cells_than_it_was_given(line: Line, room: int) -> None:
    assert width(fit_line(line, room)) <= room


@given(lines, cells)
def test_a_padded_line_takes_exactly_its_cells(line: Line, room: int) -> None:
    assert width(pad(line, room)) == room


@given(lines, lines, st.integers(1, 60))
def test_left_and_right_fill_a_line_exactly(left: Line, right: Line, room: int) -> None:
    line = left_right(left, right, room)
    assert width(line) == room
    if width(right) <= room:
        assert plain(line).endswith(plain(right))


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
def test_columns_stay_aligned_whatever_the_letters(rows: list[tuple[str, str]]) -> None:
    starts = {width(pad((Span(first),), 20)) for first, _ in rows}
    assert starts == {20}


@given(lines, st.integers(1, 40), st.integers(0, 8))
def test_wrapping_loses_nothing_and_never_runs_over(line: Line, room: int, indent: int) -> None:
    wrapped = wrap_line(line, room, indent)
    assert "".join(ink(part) for part in wrapped) == ink(line)
    assert all(width(part) <= max(room, indent + 2) for part in wrapped)
    assert all(plain(part).startswith(" " * indent) for part in wrapped)


@given(lines, st.integers(2, 40))
def test_wrapping_keeps_every_role(line: Line, room: int) -> None:
    def marked(spans: Line) -> list[tuple[str, str]]:
        return [(letter, span.role) for span in spans for letter in span.text if not letter.isspace()]

    assert [pair for part in wrap_line(line, room) for pair in marked(part)] == marked(line)


@given(lines, st.integers(2, 60), st.integers(0, 6))
def test_flowing_parts_never_run_over(line: Line, room: int, indent: int) -> None:
    flowed = flow(line, room, indent=indent)
    assert all(width(part) <= max(room, indent + 2) for part in flowed)
    assert sum(ink(part).count("a") for part in flowed) == ink(line).count("a")


@given(lines)
def test_ascii_changes_no_width_and_no_letter_of_a_name(line: Line) -> None:
    drawn = to_ascii(line)
    assert width(drawn) == width(line)
    assert [span.role for span in drawn] == [span.role for span in line]
    assert plain(drawn).count("é") == plain(line).count("é")


def test_words_longer_than_a_line_are_broken() -> None:
    assert [plain(line) for line in wrap("see https://example.org/abs/1234 now", 12)] == [
        "see",
        "https://exam",
        "ple.org/",
        "abs/1234 now",
    ]
    assert [plain(line) for line in wrap("abcdefghijkl", 5)] == ["abcde", "fghij", "kl"]


def test_a_hyphen_between_letters_may_end_a_line_but_not_one_in_an_id() -> None:
    assert [plain(line) for line in wrap("the data-scarce regime", 10)] == ["the data-", "scarce", "regime"]
    assert [plain(line) for line in wrap("on 2501-00001", 8)] == ["on", "2501-000", "01"]


def test_wide_characters_wrap_without_blanks() -> None:
    assert [plain(line) for line in wrap("中文献检索", 5)] == ["中文", "献检", "索"]


def test_a_word_of_two_roles_stays_together() -> None:
    line = (Span("one "), Span("two", "strong"), Span(", three"))
    assert [plain(part) for part in wrap_line(line, 7)] == ["one", "two,", "three"]


def test_white_space_of_any_kind_is_one_blank() -> None:
    assert [plain(line) for line in wrap(" a \n\n b\t c ", 20)] == ["a b c"]
    assert wrap("  \n ", 20) == []


@pytest.mark.parametrize(
    ("room", "expected"),
    [(14, "Learned optim…"), (15, "Learned optimi…"), (9, "Learned…"), (1, "…"), (0, "")],
)
def test_a_cut_text_ends_with_one_mark(room: int, expected: str) -> None:
    assert fit("Learned optimisers", room) == expected


def test_the_left_part_gives_way_to_the_right_one() -> None:
    line = left_right((Span("A very long heading", "heading"),), (Span("trending", "dim"),), 20)
    assert plain(line) == "A very lo…  trending"
    assert plain(left_right((Span("gone"),), (Span("trending"),), 6)) == "trend…"


def test_join_leaves_out_what_is_empty() -> None:
    assert plain(join([Span("cs.LG"), Span(""), Span("3 comments")])) == "cs.LG · 3 comments"
    assert join([]) == ()


def test_parts_break_only_between_parts() -> None:
    parts = [Span("Ada Example"), Span("Bo Sample"), Span("Cy Test")]
    assert [plain(line) for line in flow(parts, 24, indent=1)] == [" Ada Example · Bo Sample", " Cy Test"]


def test_a_part_longer_than_a_line_is_wrapped() -> None:
    assert [plain(line) for line in flow([Span("a"), Span("one two three"), Span("b")], 9)] == [
        "a",
        "one two",
        "three · b",
    ]


def test_a_label_hangs_beside_its_lines() -> None:
    label = (Span("Keywords", "dim"),)
    assert [plain(line) for line in hang(label, wrap("data filtering and scaling", 14), 10)] == [
        "Keywords  data filtering",
        "          and scaling",
    ]
    assert [plain(line) for line in hang(label, [], 10)] == ["Keywords  "]


def test_ascii_draws_each_glyph_with_one_character() -> None:
    line = (Span("┌─ José · “x” … ━━──  ↑↓ │"),)
    assert plain(to_ascii(line)) == '+- José - "x" ~ ##--  ^v |'
