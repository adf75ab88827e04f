"""Semantic Scholar: records, works, references and citations, nulls everywhere, and a pool that is often busy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.upstream_payloads import BROKEN, NOW, ORCID, Answer, Service, s2_paper
from tuiread.errors import AnswerError, NotFoundError, RateLimitedError, SourceError
from tuiread.records import Affiliation, ListedAuthor, PaperId, RecordKey
from tuiread.sources.semantic_scholar import PAGE_SIZE, SemanticScholar

JANE = RecordKey("s2:11")
PAPER = PaperId("2501.00001")
AUTHOR, PAPERS = "/graph/v1/author/11", "/graph/v1/author/11/papers"
RECORD = {
    "authorId": "11",
    "externalIds": {"DBLP": ["99/1", "99/2"], "ORCID": ORCID},
    "name": "Jane Example",
    "aliases": ["A Former Name"],
    "affiliations": ["Example Institute", ""],
    "paperCount": 3,
}


def opened(service: Service) -> SemanticScholar:
    return SemanticScholar(service.client(), now=lambda: NOW)


async def test_a_record_is_read_with_its_ids_and_without_other_names() -> None:
    record = await opened(Service().answers(AUTHOR, RECORD)).author(JANE)
    assert (record.key, record.name, record.works_count) == (JANE, "Jane Example", 3)
    assert (record.orcids, record.other_ids) == ((ORCID,), ("dblp:99/1", "dblp:99/2"))
    assert record.affiliations == (Affiliation("Example Institute"),)
    assert "Former" not in repr(record)


async def test_the_byline_of_a_paper_names_records_where_there_are_any() -> None:
    service = Service().answers(f"/graph/v1/paper/arXiv:{PAPER}", s2_paper())
    assert await opened(service).byline(PAPER) == (ListedAuthor("Jane Example", JANE), ListedAuthor("Bo Sample"))


async def test_a_search_that_finds_nobody_has_no_data() -> None:
    service = Service().answers("/graph/v1/author/search", {"total": 0, "offset": 0})
    assert await opened(service).search_authors("Nobody") == ()
    service.answers("/graph/v1/author/search", {"total": 2, "data": [RECORD, {"authorId": None, "name": "X"}]})
    assert [record.key for record in await opened(service).search_authors("Jane")] == [JANE]


async def test_a_work_has_its_ids_and_its_day() -> None:
    service = Service().answers(
        PAPERS, {"offset": 0, "data": [s2_paper(), s2_paper(2, title=None), s2_paper(3, year="x")]}
    )
    works = await opened(service).works(JANE)
    (work,) = works.works
    assert (work.paper_id, work.doi, work.venue, work.kind) == (PAPER, "10.1/lamps", "arXiv", "preprint")
    assert (work.year, work.published_on, work.abstract) == (2025, dt.date(2025, 1, 2), None)
    assert works.skipped[0] == "Item 2 of Semantic Scholar's list has no name or title."
    assert works.skipped[1].startswith("Item 3 of Semantic Scholar's list could not be read")


async def test_pages_are_followed_until_one_names_no_next() -> None:
    def page(query: dict[str, str]) -> Answer:
        start = int(query["offset"])
        rows = [s2_paper(number) for number in range(start, min(start + PAGE_SIZE, 700))]
        following = {"next": start + PAGE_SIZE} if start + PAGE_SIZE < 700 else {}
        return 200, {"offset": start, "data": rows, **following}, {}

    service = Service().answers(PAPERS, page)
    works = await opened(service).works(JANE)
    assert (len(works.works), works.total_count, len(service.asked)) == (700, 700, 2)
    assert (await opened(service).works(JANE, limit=500)).total_count is None


async def test_a_next_page_that_does_not_go_on_is_left() -> None:
    service = Service().answers(PAPERS, {"offset": 0, "next": 0, "data": [s2_paper()]})
    assert len((await opened(service).works(JANE)).works) == 1


async def test_references_and_citations_may_be_known_by_title_only() -> None:
    path = f"/graph/v1/paper/arXiv:{PAPER}"
    service = Service().answers(
        f"{path}/references", {"data": [{"citedPaper": {"paperId": None, "title": "Lost", "authors": []}}]}
    )
    service.answers(f"{path}/citations", {"data": [{"citingPaper": s2_paper(5)}, {"citingPaper": None}]})
    assert [work.title for work in await opened(service).references(PAPER)] == ["Lost"]
    assert [work.title for work in await opened(service).citations(PAPER)] == ["Work 5"]


async def test_a_busy_pool_is_normal_and_no_fault_of_the_reader() -> None:
    answers: Iterator[Answer] = iter([(429, {"message": "Too Many Requests", "code": "429"}, {}), (200, RECORD, {})])
    assert (await opened(Service().answers(AUTHOR, lambda query: next(answers))).author(JANE)).key == JANE
    busy = Service().answers(AUTHOR, {"message": "Too Many Requests", "code": "429"}, 429)
    with pytest.raises(RateLimitedError, match=r"^Semantic Scholar is busy: its free pool is shared by everybody"):
        await opened(busy).author(JANE)


async def test_what_it_does_not_know_is_a_sentence() -> None:
    service = Service().answers(AUTHOR, {"error": "Author not found"}, 404)
    with pytest.raises(NotFoundError, match=r"^Semantic Scholar does not know s2:11"):
        await opened(service).author(JANE)


async def test_a_bad_key_is_said() -> None:
    with pytest.raises(SourceError, match="refuses access"):
        await opened(Service().answers(AUTHOR, {"message": "Forbidden"}, 403)).author(JANE)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_an_answer_that_is_none_says_what_came(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^Semantic Scholar answered with .*\.$"):
        await opened(Service().answers(AUTHOR, body)).author(JANE)
