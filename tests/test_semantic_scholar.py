"""Semantic Scholar: records, works, references and citations, nulls everywhere, and a pool that is often busy."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import Loopback
from tests.upstream_payloads import BROKEN, NOW, ORCID, Answer, Json, Service, s2_paper
from tuiread.errors import AnswerError, NotFoundError, RateLimitedError, StatusError
from tuiread.records import Affiliation, CitedList, ListedAuthor, PaperId, RecordKey
from tuiread.sources.client import Client
from tuiread.sources.semantic_scholar import PAGE_SIZE, SemanticScholar

JANE = RecordKey("s2:11")
PAPER = PaperId("2501.00001")
AUTHOR, PAPERS = "/graph/v1/author/11", "/graph/v1/author/11/papers"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "semantic_scholar"
RECORD: Json = {
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


async def test_a_byline_may_have_holes() -> None:
    authors = [None, {"authorId": "12"}, {"authorId": "x1", "name": "Cy Other"}, {"authorId": "٣", "name": "Di Other"}]
    service = Service().answers(f"/graph/v1/paper/arXiv:{PAPER}", s2_paper(authors=authors))
    assert await opened(service).byline(PAPER) == (ListedAuthor("Cy Other"), ListedAuthor("Di Other"))


async def test_an_old_id_keeps_its_slash() -> None:
    service = Service().answers("/graph/v1/paper/arXiv:hep-th/9901001", s2_paper())
    assert len(await opened(service).byline(PaperId("hep-th/9901001"))) == 2
    assert service.asked == ["/graph/v1/paper/arXiv:hep-th/9901001?fields=title%2Cauthors"]


async def test_a_name_is_searched_without_its_hyphens() -> None:
    service = Service().answers("/graph/v1/author/search", {"total": 0, "offset": 0})
    await opened(service).search_authors("Anne-Marie  Example\u2010Sample", limit=5)
    assert service.asked[0].startswith("/graph/v1/author/search?query=Anne+Marie+Example+Sample&limit=5&fields=name")


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


async def test_a_work_without_a_venue_is_told_by_its_journal() -> None:
    rows = [
        s2_paper(1, venue="", journal={"name": "Journal of Lamps"}, publicationTypes=[None, "JournalArticle"]),
        s2_paper(2, venue=None, journal={"name": "ArXiv"}, year=None),
        s2_paper(3, venue=None, journal=None, externalIds=None, publicationDate="2025", year=10**30),
    ]
    works = (await opened(Service().answers(PAPERS, {"data": rows})).works(JANE)).works
    assert [(work.venue, work.kind, work.year) for work in works] == [
        ("Journal of Lamps", "JournalArticle", 2025),
        ("arXiv", "preprint", 2025),
        (None, "work", None),
    ]


async def test_works_are_listed_newest_first_and_counted_with_those_that_cannot_be_read() -> None:
    days = ["2024-05-01", None, "2025-06-01"]
    rows = [s2_paper(place, publicationDate=day, year=2023) for place, day in enumerate(days)]
    works = await opened(Service().answers(PAPERS, {"data": [*rows, s2_paper(9, title="")]})).works(JANE)
    assert [work.title for work in works.works] == ["Work 2", "Work 0", "Work 1"]
    assert (works.total_count, len(works.skipped)) == (4, 1)


async def test_numbers_beyond_reason_are_bounded() -> None:
    record = await opened(Service().answers(AUTHOR, RECORD | {"paperCount": 10**30})).author(JANE)
    assert record.works_count == 1_000_000_000


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
    works = await opened(service).works(JANE)
    assert (len(works.works), works.total_count, len(service.asked)) == (1, None, 1)


async def test_references_and_citations_may_be_known_by_title_only() -> None:
    path = f"/graph/v1/paper/arXiv:{PAPER}"
    service = Service().answers(
        f"{path}/references", {"data": [{"citedPaper": {"paperId": None, "title": "Lost", "authors": []}}]}
    )
    service.answers(f"{path}/citations", {"data": [{"citingPaper": s2_paper(5)}, {"citingPaper": None}]})
    assert [work.title for work in (await opened(service).references(PAPER)).works] == ["Lost"]
    assert [work.title for work in (await opened(service).citations(PAPER)).works] == ["Work 5"]


async def test_references_that_the_publisher_keeps_back_are_none() -> None:
    body: Json = {"data": None, "citingPaperInfo": {"openAccessPdf": {"disclaimer": "elided by the publisher"}}}
    service = Service().answers(f"/graph/v1/paper/arXiv:{PAPER}/references", body)
    assert await opened(service).references(PAPER) == CitedList((), 0)


async def test_a_list_is_cut_at_its_limit() -> None:
    rows = [{"citingPaper": s2_paper(number)} for number in range(9)]
    service = Service().answers(f"/graph/v1/paper/arXiv:{PAPER}/citations", {"data": rows, "next": 9})
    assert len((await opened(service).citations(PAPER, limit=4)).works) == 4
    assert service.asked[0].endswith("&offset=0&limit=4")


async def test_a_busy_pool_is_normal_and_no_fault_of_the_reader() -> None:
    answers: Iterator[Answer] = iter([(429, {"message": "Too Many Requests", "code": "429"}, {}), (200, RECORD, {})])
    assert (await opened(Service().answers(AUTHOR, lambda query: next(answers))).author(JANE)).key == JANE
    busy = Service().answers(AUTHOR, {"message": "Too Many Requests", "code": "429"}, 429)
    with pytest.raises(RateLimitedError, match=r"^Semantic Scholar is busy: its free pool is shared by everybody"):
        await opened(busy).author(JANE)


async def test_what_it_does_not_know_is_a_sentence() -> None:
    nothing = opened(Service().answers(AUTHOR, {"error": "Author not found"}, 404))
    for asked in (nothing.author(JANE), nothing.works(JANE)):
        with pytest.raises(NotFoundError, match=r"^Semantic Scholar does not know s2:11\.$"):
            await asked
    for asked_of_paper in (nothing.byline(PAPER), nothing.references(PAPER), nothing.citations(PAPER)):
        with pytest.raises(NotFoundError, match=rf"^Semantic Scholar does not know arXiv {PAPER}\.$"):
            await asked_of_paper


async def test_a_bad_key_is_said() -> None:
    service = Service().answers(AUTHOR, {"message": "Forbidden"}, 403)
    with pytest.raises(StatusError, match=r"refuses access; correct the key in sources\.semantic_scholar\.api_key"):
        await opened(service).author(JANE)
    assert len(service.asked) == 1


async def test_other_refusals_keep_the_words_of_the_service() -> None:
    service = Service().answers(AUTHOR, {"error": "Unrecognized or unsupported fields: [unknown]"}, 400)
    with pytest.raises(StatusError, match=r"\(400: Unrecognized or unsupported fields: \[unknown\]\)"):
        await opened(service).author(JANE)


async def test_the_key_travels_as_a_header_and_stands_in_no_fact() -> None:
    with Loopback() as server:
        server.answers(json.dumps(RECORD).encode())
        client = Client(secrets={SemanticScholar.name: {"x-api-key": "invented"}})
        record = await SemanticScholar(client, server.url, now=lambda: NOW).author(JANE)
        await client.aclose()
    assert server.asked[0].headers["x-api-key"] == "invented"
    assert "invented" not in server.asked[0].path + repr(record)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_an_answer_that_is_none_says_what_came(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^Semantic Scholar answered with .*\.$"):
        await opened(Service().answers(AUTHOR, body)).author(JANE)


# The recorded answers


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded answers are not on this machine")
async def test_the_recorded_answers_are_read() -> None:
    service = Service()
    for path, file, status in (
        (AUTHOR, "test_get_author", 200),
        ("/graph/v1/author/search", "test_empty_paginated_results", 200),
        (f"/graph/v1/paper/arXiv:{PAPER}", "test_get_paper", 200),
        ("/graph/v1/author/12", "error_429", 429),
        ("/graph/v1/author/13", "test_bad_query_parameters", 400),
    ):
        service.answers(path, (SAMPLES / f"{file}.json").read_bytes(), status)
    source = opened(service)
    assert (await source.author(JANE)).key == "s2:2262347"
    assert await source.search_authors("Nobody") == ()
    assert await source.byline(PAPER) == ()
    with pytest.raises(RateLimitedError, match="Semantic Scholar is busy"):
        await source.author(RecordKey("s2:12"))
    with pytest.raises(StatusError, match="Unrecognized or unsupported fields"):
        await source.author(RecordKey("s2:13"))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded answers are not on this machine")
@pytest.mark.parametrize(
    "file", ["test_get_author_papers__0", "test_get_author_papers__8", "test_get_paper_references__0"]
)
async def test_recorded_lists_are_read_whole(file: str) -> None:
    body = json.loads((SAMPLES / f"{file}.json").read_bytes())
    service = Service().answers(PAPERS, body).answers(f"/graph/v1/paper/arXiv:{PAPER}/references", body)
    count = len(body["data"])
    if "references" in file:
        assert len((await opened(service).references(PAPER, limit=count)).works) == count
    else:
        works = await opened(service).works(JANE, limit=count)
        assert (len(works.works), works.skipped) == (count, ())
        assert works.total_count == (None if "next" in body else count)
