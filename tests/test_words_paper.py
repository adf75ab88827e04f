"""A paper in words: everything that is known of it, who said so, and nothing that nobody said."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests import word_fixtures as fixtures
from tests.conftest import Golden
from tests.fakes import NOW, make_paper
from tests.word_fixtures import BARE_PAGE, LATER, PAGE, PAPER, STARTER_PAGE, WIDTHS, drawn, too_wide
from tuiread.lines import plain
from tuiread.records import Account, Author, LinkedRepos, Paper, PaperPage, PaperState, PersonRow
from tuiread.words.paper import (
    author_line,
    author_row,
    citation,
    identity,
    link_row,
    links,
    markdown_link,
    paper_body,
    paper_head,
    plain_paper,
    preview,
    source_lines,
    surroundings,
    title_bar,
)

PAGES = {"full": PAGE, "starter": STARTER_PAGE, "bare": BARE_PAGE}


@pytest.mark.parametrize("cells", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_paper_looks_as_it_did(golden: Golden, name: str, cells: int) -> None:
    page = PAGES[name]
    parts = [paper_head(page, cells), author_line(page, cells), paper_body(page, cells, LATER)]
    golden("\n\n".join(drawn(part) for part in parts), f"words/paper_{name}_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_a_preview_looks_as_it_did(golden: Golden, cells: int) -> None:
    golden(drawn(preview(PAGE, cells // 2)), f"words/preview_{cells // 2}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_who_said_so_looks_as_it_did(golden: Golden, cells: int) -> None:
    golden("\n\n".join(drawn(source_lines(page, cells)) for page in PAGES.values()), f"words/sources_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_a_plain_paper_looks_as_it_did(golden: Golden, cells: int) -> None:
    golden("\n".join(plain_paper(PAGE, cells, LATER)), f"words/plain_paper_{cells}")


@given(page=fixtures.paper_pages, cells=fixtures.cells)
def test_everything_about_a_paper_fits_its_width(page: PaperPage, cells: int) -> None:
    assert too_wide(paper_head(page, cells), cells) == []
    assert too_wide(author_line(page, cells), cells) == []
    assert too_wide(paper_body(page, cells, NOW), cells) == []
    assert too_wide(preview(page, cells), cells) == []
    assert too_wide(source_lines(page, cells), cells) == []
    assert too_wide(plain_paper(page, cells, NOW), cells) == []
    assert too_wide([line for link in links(page.paper) for line in link_row(link, cells)], cells) == []


@given(person=fixtures.persons, cells=fixtures.cells)
def test_every_author_fits_on_one_line(person: PersonRow, cells: int) -> None:
    (line,) = author_row(person, cells)
    assert too_wide([line], cells) == []
    assert person.account is None or "@" in plain(line)


@given(page=fixtures.paper_pages, cells=fixtures.cells, most=st.integers(1, 4))
def test_a_byline_takes_no_more_lines_than_it_may(page: PaperPage, cells: int, most: int) -> None:
    lines = author_line(page, cells, most_lines=most)
    assert len(lines) <= max(most, len(author_line(replace(page, authors=page.authors[:1]), cells)))


def test_a_byline_says_how_many_names_it_leaves_out() -> None:
    text = drawn(author_line(PAGE, 60))
    shown = len(re.findall(r"Ada|Bo|Author", text))
    assert f"+{20 - shown} more" in text
    assert "f Bo Sample" in text
    assert drawn(author_line(BARE_PAGE, 60)) == "no authors given"


def test_identity_holds_id_first_submission_and_feed_days() -> None:
    assert identity(PAPER) == [
        "arXiv 2608.00001",
        "first submitted 2026-08-19",
        "on the feed 2026-08-20, 2026-08-21",
    ]
    assert identity(BARE_PAGE.paper) == ["arXiv 2608.00003"]


def test_what_surrounds_a_paper_is_named_only_where_it_is_known() -> None:
    assert surroundings(PAGE) == [
        "163 votes",
        "3 comments",
        "Example Lab",
        "code (1,234 stars)",
        "project page",
        "1 model",
        "2 datasets",
        "saved",
        "unread",
    ]
    assert surroundings(replace(BARE_PAGE, state=PaperState(is_unread=False))) == ["3 votes", "not saved"]


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"comment_count": 0}, "0 comments"),
        ({"organization": Account("lab")}, "lab"),
        ({"code_url": "https://example.org", "code_stars": None}, "code"),
        ({"code_url": "https://example.org", "code_stars": 1}, "code (1 star)"),
        ({"linked": LinkedRepos(space_count=1)}, "1 space"),
    ],
)
def test_each_fact_has_its_word(facts: dict[str, Any], word: str) -> None:
    assert word in surroundings(PaperPage(make_paper("2608.00001", **facts), PaperState()))


def test_the_bar_shows_title_letters_and_votes() -> None:
    left, right = title_bar(PAGE)
    assert (plain(left), plain(right)) == ("Small Models That Plan α", "Nfs  163 votes")


def body(paper: Paper, *, has_keys: bool = True) -> str:
    return drawn(paper_body(PaperPage(paper, PaperState()), 80, LATER, has_keys=has_keys))


def test_an_ai_summary_is_named_as_such_with_its_maker() -> None:
    assert "AI summary · example/Small-Model · may be wrong" in body(PAPER)
    nameless = body(replace(PAPER, ai_summary_model=None))
    assert "AI summary · Hugging Face, model not named · may be wrong" in nameless


def test_the_starter_summary_goes_when_another_source_tells_of_the_paper() -> None:
    paper = STARTER_PAGE.paper
    assert "In short · tuiread's starter edition" in body(paper)
    assert "In short" not in body(replace(paper, facts=(*PAPER.facts, *paper.facts)))


def test_a_missing_abstract_is_explained() -> None:
    assert "The starter edition holds no abstracts; ctrl+r fetches this paper's." in body(STARTER_PAGE.paper)
    assert "The starter edition holds no abstracts." in body(STARTER_PAGE.paper, has_keys=False)
    assert "No abstract was given." in body(BARE_PAGE.paper)


def test_without_keys_no_key_is_named() -> None:
    for page in PAGES.values():
        text = body(page.paper, has_keys=False)
        assert "ctrl" not in text
        assert "i says" not in text


def test_every_link_is_there_once_the_most_useful_first() -> None:
    assert [name for name, _ in links(PAPER)] == ["abs", "pdf", "html", "hf", "code", "project", "media 1"]
    assert dict(links(PAPER))["hf"] == "https://huggingface.co/papers/2608.00001"
    assert [name for name, _ in links(BARE_PAGE.paper)] == ["abs", "pdf", "html", "hf"]


def test_a_link_is_never_cut_in_the_body() -> None:
    assert PAPER.project_url
    text = drawn(paper_body(PAGE, 60, LATER))
    assert PAPER.project_url in re.sub(r"\n +", "", text)


def test_who_put_a_paper_on_the_feed_is_named_where_it_is_known() -> None:
    text = body(PAPER)
    assert "Fri 21 Aug 2026 · 163 votes when last fetched · put there by Bob B." in text
    assert "Thu 20 Aug 2026 · 150 votes when last fetched\n" in text


def test_each_fact_is_attributed() -> None:
    text = drawn(source_lines(PAGE, 100))
    for words in (
        "AI summary: example/Small-Model; may be wrong",
        "Keywords: made by Hugging Face from the text",
        "Code: a user of Hugging Face",
        "paper page · Hugging Face · Fri 21 Aug 2026 23:00 UTC",
        "https://example.org/paper-page",
        r"Small Models That Plan $\alpha$",
    ):
        assert words in text, words
    starter = drawn(source_lines(STARTER_PAGE, 100))
    assert "In short: written for tuiread, in its own words" in starter
    assert "bundled with tuiread" in starter
    assert "AI summary" not in starter


@pytest.mark.parametrize(("added_by", "words"), [("admin", "an admin of"), ("auto", "found by"), (None, "given by")])
def test_who_told_of_the_code_is_named(added_by: str | None, words: str) -> None:
    page = replace(PAGE, paper=replace(PAPER, code_added_by=added_by))
    assert f"Code: {words} Hugging Face" in drawn(source_lines(page, 100))


def test_accounts_are_attributed_only_where_there_are_some() -> None:
    nameless = replace(PAGE, paper=replace(PAPER, authors=(Author("Ada Example"),)))
    assert "Accounts of authors" in drawn(source_lines(PAGE, 100))
    assert "Accounts of authors" not in drawn(source_lines(nameless, 100))


def test_a_citation_names_three_authors_at_the_most() -> None:
    assert citation(PAPER) == (
        "Ada Example, Bo Sample, Author Number3 et al. (2026). Small Models That Plan α. arXiv:2608.00001."
    )
    assert (
        citation(replace(BARE_PAGE.paper, title="A Question.")) == "Ada Example (2026). A Question. arXiv:2608.00003."
    )


def test_markdown_signs_in_a_title_stay_signs() -> None:
    link = markdown_link(replace(PAPER, title=r"A [n] *b* `c` <think> d_e \f"))
    assert link == r"[A \[n\] \*b\* \`c\` \<think\> d\_e \\f](https://arxiv.org/abs/2608.00001)"


def test_an_address_of_blanks_is_no_link() -> None:
    assert [name for name, _ in links(replace(PAPER, code_url=" ", project_url="", media_urls=(" ",)))] == [
        "abs", "pdf", "html", "hf",
    ]  # fmt: skip
