"""The sections of a paper in words: what is counted, who told it, and that no line is wider than the screen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tests.fakes import NOW, make_paper
from tuiread.lines import Line, plain, width
from tuiread.records import (
    CitedWork,
    Comment,
    CommentsPage,
    FeedRow,
    LinkedRepos,
    Notice,
    NoticesPage,
    PaperId,
    PaperPage,
    PaperState,
    Repo,
    SectionCounts,
    SectionReply,
    SectionState,
    SourceFact,
)
from tuiread.words.sections import (
    about_work,
    beside_lines,
    cited_row,
    comment_lines,
    empty_lines,
    notice_lines,
    notices_words,
    repo_row,
    section_tabs,
    told_lines,
)

ID = PaperId("2608.00001")
RETRACTED = Notice("retraction", "Retraction", SourceFact("crossref", "updates", NOW), dt.date(2026, 5, 4), "10.1/n")
OPENALEX = SectionReply("openalex", "answered", NOW, answered_at=NOW, item_count=4, total_count=9)
SILENT = SectionReply("semantic_scholar", "no_answer", NOW, "Semantic Scholar is busy.")


def page(counts: SectionCounts | None = None, **facts: Any) -> PaperPage:
    return PaperPage(make_paper(ID, **facts), PaperState(), counts=counts or SectionCounts())


def names(shown: PaperPage) -> list[str]:
    return [tab[0] for tab in section_tabs(shown)]


def drawn(lines: list[Line]) -> str:
    return "\n".join(plain(line).rstrip() for line in lines)


def test_what_was_never_fetched_has_no_number() -> None:
    shown = page(comment_count=None)
    assert names(shown)[3:] == ["References", "Cited by", "Comments", "Linked", "Notices"]


def test_numbers_are_those_of_the_sections_else_those_of_the_paper() -> None:
    paper = page(comment_count=3, linked=LinkedRepos(2, 1, 0))
    assert names(paper)[5:7] == ["Comments 3", "Linked 3"]
    counts = SectionCounts(48, 31, 2, 0, 1203, comments=0, linked=5, notices=(RETRACTED,))
    told = names(page(counts, comment_count=3, linked=LinkedRepos(2, 1, 0)))
    assert told[3:] == ["References 48", "Cited by 1,203", "Comments 0", "Linked 5", "Notices 1"]


def test_it_is_said_who_told_how_much_and_who_did_not_answer() -> None:
    lines = told_lines("citations", SectionState((OPENALEX, SILENT)), 80, NOW, cached=1)
    assert drawn(lines) == "OpenAlex 4 of 9 · fetched 20:00 · 1 in your cache\nSemantic Scholar is busy."


def test_an_old_answer_of_a_silent_source_is_said_to_be_old() -> None:
    old = SectionReply("openalex", "no_answer", NOW, "OpenAlex did not answer.", NOW - dt.timedelta(days=9), 4)
    told = drawn(told_lines("references", SectionState((old,)), 80, NOW))
    assert told == "OpenAlex 4 · fetched 12 Aug 20:00\nOpenAlex did not answer. Shown is what it told 12 Aug 20:00."


@pytest.mark.parametrize(
    ("state", "is_offline", "is_asking", "words"),
    [
        (SectionState(), False, True, "Asking OpenAlex and Semantic Scholar ..."),
        (SectionState(), True, False, "References: not fetched yet.\nStarted with --offline."),
        (SectionState(), False, False, "References: not fetched yet.\nF5 asks OpenAlex and Semantic Scholar."),
        (SectionState((SILENT,)), False, False, "References: not fetched yet.\nF5 asks again."),
        (SectionState((OPENALEX, SILENT)), False, False, "No source knows what this paper refers to."),
        (
            SectionState((SectionReply("openalex", "nothing", NOW, "", NOW),)),
            True,
            False,
            "No source knows this paper.",
        ),
    ],
)
def test_an_empty_section_says_why(state: SectionState, is_offline: bool, is_asking: bool, words: str) -> None:
    assert drawn(empty_lines("references", state, is_offline=is_offline, is_asking=is_asking, key="F5")) == words


def test_notices_are_none_known_only_where_somebody_was_asked() -> None:
    assert notices_words(SectionCounts(), NOW) == "not asked yet"
    asked = SectionCounts(notices_checked=("arxiv", "crossref"), notices_checked_at=NOW)
    assert notices_words(asked, NOW) == "none known (arXiv, Crossref: checked 20:00)"
    assert notices_words(SectionCounts(notices=(RETRACTED,)), NOW) == "Retracted Mon 4 May 2026"


def test_a_work_says_what_is_known_of_it() -> None:
    row = FeedRow(ID, "Lamps", None, None, ("Jo Example",), 1, 3, None, is_saved=True, is_unread=False)
    work = CitedWork("Lamps", 2024, ("Jo Example", "Bo Sample"), 9, ID, "10.1/x", ("openalex",), row)
    assert about_work(work) == ["Jo Example +8", f"arXiv {ID}", "OpenAlex", "in your cache"]
    assert plain(cited_row(work, 60)[0]) == "  s 2024  Lamps"
    assert plain(cited_row(CitedWork("Lamps"), 60, height=1)[0]) == "    ----  Lamps"


texts = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=60)
counts = st.none() | st.integers(0, 10**9)


@given(st.integers(30, 130), texts, texts, counts, st.integers(0, 6))
def test_no_line_is_wider_than_the_screen(cells: int, text: str, name: str, number: int | None, depth: int) -> None:
    work = CitedWork(text, number, (name,), 3, None, "10.1/" + "x" * 200, ("openalex", "semantic_scholar"))
    said = Comment(name, f"{text}\n\n{text * 3}", NOW, text, reactions=((name[:2], 3),), depth=depth)
    notice = Notice("other", text, SourceFact("crossref", "updates", NOW), None, "10.1/" + "y" * 150)
    counted = SectionCounts(number, 1, number, 0, notices=(notice,), notices_checked=("arxiv",), notices_checked_at=NOW)
    failed = SectionReply("openalex", "no_answer", NOW, text * 4)
    lines = [
        *cited_row(work, cells),
        *comment_lines(CommentsPage((said,)), cells, NOW),
        *repo_row(Repo("dataset", "a" * 90 + "/" + "b" * 90, number, number, text), cells),
        *notice_lines(NoticesPage((notice,)), cells, NOW),
        *beside_lines(page(counted), [work], [work], cells, NOW),
        *told_lines("references", SectionState((OPENALEX, failed)), cells, NOW, cached=number),
    ]
    assert [plain(line) for line in lines if width(line) > cells] == []
