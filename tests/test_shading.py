"""Cells of a line get another role, and not one letter is lost."""

from __future__ import annotations

from hypothesis import example, given, strategies as st

from tuiread.lines import Span, plain, width
from tuiread.widgets.shading import shade


def test_cells_in_the_middle_get_the_role() -> None:
    line = (Span("one "), Span("two three", "dim"))
    assert shade(line, [(2, 7)], "found") == (
        Span("on"), Span("e ", "found"), Span("two", "found"), Span(" three", "dim"),
    )  # fmt: skip


def test_a_letter_keeps_what_is_set_on_it() -> None:
    assert shade((Span("ae\u0301b"),), [(1, 2)], "found") == (Span("a"), Span("e\u0301", "found"), Span("b"))


@example("aaa", 2, 1)
@given(st.text("a数\u0301 ", max_size=20), st.integers(0, 12), st.integers(0, 12))
def test_shading_changes_no_letter(text: str, start: int, end: int) -> None:
    line = (Span(text[:5]), Span(text[5:], "dim"))
    shaded = shade(line, [(start, end)], "found")
    assert plain(shaded) == text
    assert width(shaded) == width(line)
