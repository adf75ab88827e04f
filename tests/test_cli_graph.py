"""Ways between people and what stands beside something, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CONFIRMED, Tuiread, story, tuiread
from tests.fakes import Story, make_paper

__all__ = ["story", "tuiread"]

FRIENDS = [
    make_paper("2608.00011", "Of Lamps", authors=[CONFIRMED, "Bo Sample"], keywords=("light",)),
    make_paper("2608.00012", "Of Wicks", authors=["Bo Sample", "Cy Specimen"]),
    make_paper("2608.00013", "Of Oil", authors=["Dee Lone"]),
]


@pytest.fixture
def friends(tuiread: Tuiread, story: Story) -> Tuiread:
    story.day("2026-08-21", FRIENDS)
    assert tuiread("sync", "--days", "1").code == 0
    return tuiread


def test_a_way_is_printed_with_the_papers_of_each_step(friends: Tuiread) -> None:
    ran = friends("--offline", "path", "@ada", "Cy Specimen")
    assert ran.code == 0
    assert ran.lines == [
        "Ada Example to Cy Specimen: 2 steps, 1 path",
        "",
        "  o  Ada Example",
        "  |    2026 Of Lamps · 2 authors · 2608.00011",
        "  |    1 together, tie 1.00",
        "  o  Bo Sample",
        "  |    2026 Of Wicks · 2 authors · 2608.00012",
        "  |    1 together, tie 1.00",
        "  o  Cy Specimen",
        "",
        "From your cache only: a real path may be shorter. 3 papers, 3 people looked at.",
    ]


def test_me_is_whom_one_claims_to_be(friends: Tuiread) -> None:
    ran = friends("--offline", "path", "me", "Bo Sample")
    assert (ran.code, ran.out) == (3, "")
    assert "`tuiread claim NAME`" in ran.err
    friends("--offline", "claim", "@ada")
    assert friends("--offline", "path", "me", "Bo Sample").lines[0] == "Ada Example (you) to Bo Sample: 1 step, 1 path"


def test_where_there_is_no_way_the_exit_code_says_so(friends: Tuiread) -> None:
    ran = friends("--offline", "path", "@ada", "Dee Lone")
    assert ran.code == 3
    assert ran.lines[0] == "Ada Example to Dee Lone: no path"
    ran = friends("--offline", "path", "@ada", "Dee Lone", "--json")
    assert (ran.code, ran.document["length"], ran.document["paths"]) == (3, None, [])


def test_the_same_person_is_no_step_away(friends: Tuiread) -> None:
    ran = friends("--offline", "path", "@ada", "hf:ada")
    assert (ran.code, ran.lines[0]) == (0, "Ada Example to Ada Example: the same person")


def test_nobody_unknown_has_a_way(friends: Tuiread) -> None:
    ran = friends("--offline", "path", "@ada", "Nobody Nowhere")
    assert (ran.code, ran.out) == (3, "")
    assert "Nobody Nowhere" in ran.err
    assert friends("--offline", "path", "@ada").code == 2


@pytest.mark.parametrize(
    ("form", "beginning"),
    [
        ("md", "# Ada Example"),
        ("dot", "digraph tuiread {"),
        ("graphml", "<?xml version"),
        ("json", "{"),
        ("bibtex", "@"),
    ],
)
def test_a_graph_is_printed_in_each_format(friends: Tuiread, form: str, beginning: str) -> None:
    ran = friends("--offline", "graph", "@ada", "--format", form)
    assert ran.code == 0
    assert ran.out.startswith(beginning)
    assert "Of Lamps" in ran.out


def test_a_graph_goes_into_a_file_and_nothing_around_is_said(friends: Tuiread, tmp_path: Path) -> None:
    file = tmp_path / "lamps.dot"
    ran = friends("--offline", "graph", "@ada", "--output", str(file))
    assert (ran.code, ran.out) == (0, f"Wrote Ada Example and 4 beside it to {file}.\n")
    assert file.read_text(encoding="utf-8").startswith("digraph tuiread {")
    ran = friends("--offline", "graph", "@ada", "--output", str(tmp_path / "lamps.pdf"))
    assert ran.err.startswith("A graph is no .pdf file: let FILE end with .md, .bib, .dot, .graphml or .json, or say")
    ran = friends("--offline", "graph", "hep-th")
    assert (ran.out, ran.err) == ("", "Nothing in your cache stands beside hep-th.\n")


def test_a_graph_goes_out_from_anything(friends: Tuiread) -> None:
    assert friends("--offline", "graph", "Ada", "Example").lines[0] == "# Ada Example"
    assert friends("--offline", "graph", "2608.00012v1").lines[0] == "# Of Wicks"
    assert friends("--offline", "graph", "keyword:light").lines[0] == "# light"
    assert friends("--offline", "graph", "@ada", "--json").document["centre"]["key"] == "hf:ada"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["graph", "Nobody Nowhere"], 3, "Nobody in your cache is called “Nobody Nowhere”."),
        (["graph", "2608.99999"], 3, "arXiv 2608.99999 is not in your cache"),
        (["graph", "@"], 2, "What do you mean?"),
        (["graph", "@ada", "--format", "dot", "--json"], 2, "--json is --format json"),
        (["graph", "2608.1"], 2, "lost digits"),
    ],
)
def test_what_cannot_be_shown_is_said(friends: Tuiread, words: list[str], code: int, sentence: str) -> None:
    ran = friends("--offline", *words)
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
