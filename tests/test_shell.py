"""The append-only prompt: numbers stand for papers, failures end nothing."""

from __future__ import annotations

import io
import sys

import pytest

from tests.command_line import Tuiread, story, synced, tuiread
from tuiread.cli.shell import meant, numbered
from tuiread.errors import UsageError
from tuiread.records import PaperId

__all__ = ["story", "synced", "tuiread"]

ONE, TWO = PaperId("2608.00001"), PaperId("2608.00002")
LISTED = ["Fri 21 Aug 2026 · 2 papers", "", "N  9 Lamps", f"     Ada · {ONE}", "N  3 Days", f"     Bo · {TWO}"]


def test_papers_of_a_list_are_numbered_and_nothing_else_is() -> None:
    shown, listed = numbered(LISTED)
    assert listed == (ONE, TWO)
    assert shown[0] == LISTED[0]
    assert (shown[2], shown[3].strip(), shown[4]) == ("  1 N  9 Lamps", f"Ada · {ONE}", "  2 N  3 Days")
    assert numbered(["arXiv · 2608.00001", "no list"]) == (["arXiv · 2608.00001", "no list"], ())


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("2", ["paper", TWO]),
        ("save 1 2", ["save", ONE, TWO]),
        ("tag 1 2", ["tag", ONE, "2"]),
        ("search 2 lamps", ["search", "2", "lamps"]),
        ("similar 7", ["similar", "7"]),
        ("", []),
    ],
)
def test_a_number_is_a_paper_where_a_command_takes_one(line: str, wanted: list[str]) -> None:
    assert meant(line.split(), (ONE, TWO)) == wanted


def test_a_number_alone_that_no_paper_has_is_said() -> None:
    with pytest.raises(UsageError, match="No paper has the number 3"):
        meant(["3"], (ONE, TWO))


def test_an_option_holds_for_its_line_and_an_error_of_a_command_is_told_as_it_is(
    synced: Tuiread, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["sync --offline", "today", "backup 'a\0b'"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    done = synced("sh")
    assert "leave --offline out" in done.err.splitlines()[0]
    assert "cannot be used: embedded null byte" in done.err.splitlines()[1]


def test_lines_are_answered_one_after_the_other_whatever_fails(
    synced: Tuiread, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["today", "save 1", "", "nothing like that", "paper '", "9", "sh", "library", "q", "never asked"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    done = synced("sh")
    assert done.code == 0
    assert done.out.count("Library · 1 saved") == 1
    assert "  1 N" in done.out
    said = done.err.splitlines()
    assert [one for one in said if "quotation mark" in one or "number 9" in one or "Type a command" in one][2:]
    assert "never" not in done.out + done.err
