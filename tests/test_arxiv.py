"""arXiv's feeds: papers by author and by id, author pages, and its many ways of saying no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.upstream_payloads import NOW, ORCID, Answer, Service, atom_entry, atom_feed
from tuiread.errors import AnswerError, NotFoundError, RateLimitedError, SourceError, StatusError
from tuiread.records import Author, PaperId
from tuiread.sources.arxiv import PAGE_SIZE, REST, Arxiv

QUERY = "/api/query"


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


async def test_a_page_that_repeats_the_one_before_is_the_last() -> None:
    page = atom_feed(*(atom_entry(f"2501.{number:05}v1") for number in range(PAGE_SIZE)))
    service = Service().answers(QUERY, page)
    assert len((await opened(service).by_author("Jane Example", limit=1_000)).items) == PAGE_SIZE
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
    "half": (atom_feed(atom_entry())[:-40], "with a feed that breaks off"),
    "entities": (b'<!DOCTYPE x [<!ENTITY a "aa">]><feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>', "malformed"),
    "empty": (atom_feed(total=None), "an empty feed"),
}


@pytest.mark.parametrize("body", NO_FEEDS)
async def test_what_is_no_feed_says_what_came_and_is_asked_for_twice(body: str) -> None:
    given_body, words = NO_FEEDS[body]
    service = Service().answers(QUERY, given_body)
    with pytest.raises(AnswerError, match=words):
        await opened(service).by_author("Jane Example")
    assert len(service.asked) == 2


async def test_being_blocked_is_a_refusal_that_is_respected_for_an_hour() -> None:
    now = NOW
    service = Service().answers(QUERY, b"Access denied", 403)
    arxiv = Arxiv(service.client(), now=lambda: now)
    for _ in range(3):
        with pytest.raises(
            StatusError, match=r"^arXiv refuses access \(403\), so it is left alone for an hour"
        ) as refused:
            await arxiv.by_author("Jane Example")
        assert refused.value.status == 403
    assert len(service.asked) == 1
    now += REST
    service.answers(QUERY, atom_feed(atom_entry()))
    assert len((await arxiv.by_author("Jane Example")).items) == 1


async def test_too_many_requests_are_tried_again_and_then_said() -> None:
    service = Service().answers(QUERY, b"Rate exceeded.", 429)
    with pytest.raises(RateLimitedError, match="arXiv asks us to wait a while"):
        await opened(service).by_author("Jane Example")
    assert len(service.asked) == 3


async def test_a_refused_question_has_the_words_of_the_error_feed() -> None:
    entry = (
        "<entry><summary>incorrect id format for &lt;abc&gt;</summary><title>Error</title>"
        "<id>https://arxiv.org/api/errors#incorrect_id_format_for_abc</id></entry>"
    )
    service = Service().answers(QUERY, atom_feed(entry), 400)
    with pytest.raises(StatusError, match=r"does not accept this request \(400: incorrect id format for <abc>\);"):
        await opened(service).papers([PaperId("2501.00001")])
    assert len(service.asked) == 1


async def test_a_first_page_that_lost_its_papers_is_asked_for_again() -> None:
    answers: Iterator[Answer] = iter([(200, atom_feed(total=7), {}), (200, atom_feed(atom_entry()), {})])
    service = Service().answers(QUERY, lambda query: next(answers))
    assert len((await opened(service).by_author("Jane Example")).items) == 1
    assert len(service.asked) == 2


async def test_nothing_is_asked_where_there_is_nothing_to_ask() -> None:
    service = Service()
    assert (await opened(service).by_author(' "*" ')).items == ()
    assert (await opened(service).papers([])).items == ()
    assert service.asked == []


async def test_an_answer_names_the_request_that_anybody_can_repeat() -> None:
    service = Service().answers(QUERY, atom_feed(atom_entry()))
    by_author = await opened(service).by_author("Jane Example", limit=5)
    by_id = await opened(service).papers([PaperId("2501.00001"), PaperId("astro-ph/0601001")])
    assert [answer.url and answer.url.removeprefix("https://export.arxiv.org") for answer in (by_author, by_id)] == [
        *service.asked
    ]
    assert "max_results=5&sortBy=submittedDate&sortOrder=descending" in service.asked[0]
    assert "id_list=2501.00001%2Castro-ph%2F0601001&max_results=2" in service.asked[1]
    assert by_id.items[0].paper.facts[0].url == by_id.url


async def test_an_author_page_names_all_authors_in_one_line() -> None:
    names = ", ".join(f"Author Number {number}" for number in range(40)) + ", Bo Sample Jr,Example Collaboration"
    entry = (
        "<entry><id>https://arxiv.org/abs/2501.00001</id><title>Lamps</title>"
        f"<updated>2025-01-02 03:04:05+00:00</updated><author><name>{names}</name></author></entry>"
    )
    service = Service().answers(f"/a/{ORCID}.atom2", atom_feed(entry, total=None))
    (work,) = (await opened(service).author_page(ORCID)).works
    assert [author.name for author in work.authors[-3:]] == [
        "Author Number 39",
        "Bo Sample Jr",
        "Example Collaboration",
    ]
    assert work.author_count == 42


async def test_an_author_page_without_papers_is_an_empty_list() -> None:
    service = Service().answers(f"/a/{ORCID}.atom2", atom_feed(total=None))
    assert (await opened(service).author_page(f"https://orcid.org/{ORCID}")).works == ()


async def test_an_id_that_nobody_linked_is_not_found_whichever_way_arxiv_says_it() -> None:
    for status in (400, 404):
        service = Service().answers(f"/a/{ORCID}.atom2", b"<html>Author not found</html>", status)
        with pytest.raises(NotFoundError, match=f"arXiv has no author page for {ORCID}"):
            await opened(service).author_page(ORCID)
    with pytest.raises(StatusError, match="arXiv has trouble of its own"):
        await opened(Service().answers(f"/a/{ORCID}.atom2", b"", 500)).author_page(ORCID)
