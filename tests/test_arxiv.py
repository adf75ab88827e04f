"""arXiv's feeds: papers by author and by id, author pages, withdrawals, and its many ways of saying no."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import make_paper
from tests.upstream_payloads import NOW, ORCID, Answer, Service, atom_entry, atom_feed
from tuiread.errors import AnswerError, NotFoundError, SourceError, StatusError
from tuiread.records import Author, PaperId, SourceFact
from tuiread.sources.arxiv import PAGE_SIZE, Arxiv, withdrawal
from tuiread.sources.atom import parse_feed

QUERY = "/api/query"
FACT = SourceFact("arxiv", "papers by id", NOW, "https://export.arxiv.org/api/query")


def opened(service: Service) -> Arxiv:
    return Arxiv(service.client(), now=lambda: NOW)


async def test_an_entry_is_read_whole_whatever_the_order_of_its_children() -> None:
    entry = atom_entry(doi="10.1/LAMPS", comment="9 pages", journal_ref="Lamps 1 (2025)")
    answer = await opened(Service().answers(QUERY, atom_feed(entry))).by_author("Jane Example")
    (paper,) = [item.paper for item in answer.items]
    assert (paper.id, paper.version, paper.title) == ("2501.00001", 2, "Quiet Screens")
    assert paper.authors == (Author("Jane Example"), Author("Jörg Wübben"))
    assert paper.abstract == "We study screens."
    assert paper.published_at == dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert paper.revised_at == dt.datetime(2025, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
    assert paper.categories == ("cs.LG", "cs.CL")
    assert (paper.doi, paper.arxiv_comment, paper.journal_ref) == ("10.1/lamps", "9 pages", "Lamps 1 (2025)")


async def test_a_name_is_asked_for_in_quotes_and_without_the_signs_of_a_query() -> None:
    service = Service().answers(QUERY, atom_feed(total=0))
    await opened(service).by_author('Jane "(Ex)" ample:')
    assert "search_query=au%3A%22Jane+Ex+ample%22&start=0" in service.asked[0]


async def test_pages_are_followed_until_one_is_not_full() -> None:
    def page(query: dict[str, str]) -> Answer:
        start, size = int(query["start"]), int(query["max_results"])
        numbers = range(start, min(start + size, 130))
        return 200, atom_feed(*(atom_entry(f"2501.{number:05}v1") for number in numbers)), {}

    service = Service().answers(QUERY, page)
    assert len((await opened(service).by_author("Jane Example")).items) == 130
    assert len(service.asked) == 2


async def test_papers_are_asked_for_in_batches_and_unknown_ones_are_missing() -> None:
    service = Service().answers(QUERY, atom_feed(atom_entry("astro-ph/0601001v1")))
    ids = [PaperId(f"2501.{number:05}") for number in range(PAGE_SIZE + 1)]
    answer = await opened(service).papers(ids)
    assert [item.paper.id for item in answer.items] == ["astro-ph/0601001"] * 2
    assert len(service.asked) == 2


async def test_an_author_page_lists_works_and_an_unlinked_id_has_none() -> None:
    service = Service().answers(f"/a/{ORCID}.atom2", atom_feed(atom_entry()))
    works = await opened(service).author_page(ORCID)
    assert works.record == f"arxiv:{ORCID}"
    assert [(work.paper_id, work.title, work.venue) for work in works.works] == [
        ("2501.00001", "Quiet Screens", "arXiv")
    ]
    with pytest.raises(NotFoundError, match="arXiv has no author page for"):
        await opened(Service()).author_page(ORCID)
    with pytest.raises(NotFoundError, match="is not an ORCID iD"):
        await opened(Service()).author_page("0000-0002-1825-0098")


async def test_an_error_is_a_feed_and_is_told_by_its_id() -> None:
    for entry_id in ("https://arxiv.org/api/errors#incorrect_id_format_for_abc", "http://arxiv.org/api/errors"):
        entry = f"<entry><id>{entry_id}</id><title>Error</title><summary>incorrect id format for abc</summary></entry>"
        with pytest.raises(SourceError, match="arXiv refuses the question: incorrect id format for abc"):
            await opened(Service().answers(QUERY, atom_feed(entry))).papers([PaperId("2501.00001")])


async def test_a_paper_that_is_called_error_is_a_paper() -> None:
    answer = await opened(Service().answers(QUERY, atom_feed(atom_entry(title="Error")))).by_author("Jane Example")
    assert [item.paper.title for item in answer.items] == ["Error"]


async def test_an_entry_that_cannot_be_read_is_skipped_with_a_sentence() -> None:
    feed = atom_feed(atom_entry("not-an-id"), atom_entry(title=" "), atom_entry())
    answer = await opened(Service().answers(QUERY, feed)).by_author("Jane Example")
    assert len(answer.items) == 1
    assert [text.partition(":")[0] for text in answer.skipped] == [
        "Entry 1 of arXiv's answer could not be read",
        "Entry 2 of arXiv's answer could not be read",
    ]


NO_FEEDS = {
    "nothing": (b"", "with nothing at all"),
    "haste": (b"Rate exceeded.", "that we ask too often"),
    "a web page": (b"<html><body>Log in</body></html>", "with a web page instead of a feed"),
    "garbage": (bytes(range(128, 256)), "with something that is no feed"),
    "half": (atom_feed(atom_entry())[:-40], "with something that is no feed"),
    "entities": (b'<!DOCTYPE x [<!ENTITY a "aa">]><feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>', "no feed"),
    "empty": (atom_feed(total=None), "an empty feed"),
}


@pytest.mark.parametrize("body", NO_FEEDS)
async def test_what_is_no_feed_says_what_came_and_is_asked_for_twice(body: str) -> None:
    given_body, words = NO_FEEDS[body]
    service = Service().answers(QUERY, given_body)
    with pytest.raises(AnswerError, match=words):
        await opened(service).by_author("Jane Example")
    assert len(service.asked) == 2


async def test_being_blocked_is_a_refusal_and_is_not_tried_again() -> None:
    service = Service().answers(QUERY, b"Access denied", 403)
    with pytest.raises(StatusError, match="arXiv refuses access"):
        await opened(service).by_author("Jane Example")
    assert len(service.asked) == 1


@given(
    body=st.binary(max_size=300)
    | st.builds(lambda at, cut: atom_feed(atom_entry())[:at] + cut, st.integers(0, 700), st.binary(max_size=9))
)
def test_mangled_bytes_raise_nothing_but_our_errors(body: bytes) -> None:
    try:
        papers, _ = parse_feed(body, FACT)
    except SourceError as error:
        assert str(error).endswith(".")
    else:
        assert all(paper.title for paper in papers)


# Withdrawals

WITHDRAWN = [
    "This paper has been withdrawn by the author due to an error in Lemma 2",
    "Withdrawn",
    "withdrawn by the authors",
    "Paper withdrawn; see v1",
    "The submission was withdrawn.",
]
NOT_WITHDRAWN = [
    "12 pages, 3 figures",
    "We show that funds can be withdrawn at any time",
    "troops had withdrawn",
    "Accepted at a workshop; supersedes a withdrawn manuscript of 2019",
]


@pytest.mark.parametrize("comment", WITHDRAWN)
def test_a_withdrawal_is_told_by_the_authors_words(comment: str) -> None:
    notice = withdrawal(replace(make_paper("2501.00001", arxiv_comment=comment), facts=(FACT,)))
    assert notice is not None and notice.kind == "withdrawn"
    assert withdrawal(replace(make_paper("2501.00001", abstract=comment), facts=(FACT,))) is not None


@pytest.mark.parametrize("comment", NOT_WITHDRAWN)
def test_other_sentences_with_that_word_are_none(comment: str) -> None:
    assert withdrawal(replace(make_paper("2501.00001", arxiv_comment=comment, abstract=comment), facts=(FACT,))) is None
