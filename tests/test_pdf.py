"""The letters of PDFs: what is dropped where pages begin and end, what is mended, and what is said to be missing."""

from __future__ import annotations

import pytest

from tests.text_fixtures import pdf_of
from tuiread.document import pdf
from tuiread.document.pdf import read_pdf
from tuiread.document.plain import text_of

WORDS = ("oil", "gas", "wax", "tin")


def said_by(pages: list[list[str]]) -> str:
    return "\n".join(text_of(block) for block in read_pdf(pdf_of(pages)).blocks)


def page(number: int, *more: str) -> list[str]:
    lines = [f"The {WORDS[number]} lamp stands in row {row} and gives its light to all who read" for row in range(4)]
    return ["Of Lamps", f"{number + 1}", *lines, *more, "A preprint"]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    said = said_by([page(number) for number in range(4)])
    assert "Of Lamps" not in said
    assert "preprint" not in said
    assert said.startswith("The oil lamp")
    assert [said.count(f"The {word} lamp") for word in WORDS] == [4] * 4


def test_lines_that_differ_in_their_numbers_only_are_no_running_heads() -> None:
    inner = [[f"Page of {word}", f"A {word}", *page(0)[2:-1], f"B {word}", f"C {word}"] for word in WORDS]
    assert said_by(inner).count("The oil lamp") == 16


def test_a_number_on_a_line_of_its_own_within_a_page_is_kept() -> None:
    said = said_by(
        [page(number, "42", "is what the table says of lamps", "and of nothing else") for number in range(4)]
    )
    assert said.count("42") == 4


def test_a_word_that_a_line_parts_is_mended_also_over_the_end_of_a_page() -> None:
    said = said_by([[*page(0)[2:-1], "and of the many illumi-"], ["nated rooms.", *page(1)[2:-1]], page(2)[2:-1]])
    assert "the many illuminated rooms." in said


def test_pages_left_out_are_said_and_a_pdf_of_just_so_many_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_of([page(number) for number in range(4)])
    monkeypatch.setattr(pdf, "MOST_PAGES", 4)
    assert read_pdf(data).skipped == ()
    monkeypatch.setattr(pdf, "MOST_PAGES", 3)
    assert read_pdf(data).skipped == ("Only the first 3 pages were read.",)
    monkeypatch.setattr(pdf, "MOST_LETTERS", 500)
    assert read_pdf(data).skipped == ("Only the first 2 pages were read.",)
