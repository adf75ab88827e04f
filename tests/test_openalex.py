"""OpenAlex: records, works, joint counts and the day's budget, with every trap that was seen in its answers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from tests.upstream_payloads import BROKEN, NOW, ORCID, Answer, Json, Service, openalex_author, openalex_work
from tuiread.errors import AnswerError, NotFoundError, RateLimitedError, SourceError
from tuiread.records import Affiliation, Budget, JointCount, ListedAuthor, PaperId, RecordKey
from tuiread.sources.openalex import MOST_BELIEVABLE_WORKS, PAGE_SIZE, OpenAlex
from tuiread.sources.openalex_records import _abstract

JANE = RecordKey("openalex:A5000000001")
PAPER = PaperId("2501.00001")
AUTHOR, WORKS = "/authors/A5000000001", "/works"


def opened(service: Service, **options: str) -> OpenAlex:
    return OpenAlex(service.client(), now=lambda: NOW, **options)


def listed(*works: Json, cursor: str | None = None, count: int | None = None) -> Json:
    return {"meta": {"count": len(works) if count is None else count, "next_cursor": cursor}, "results": list(works)}


async def test_a_record_is_read_without_other_names() -> None:
    record = await opened(Service().answers(AUTHOR, openalex_author())).author(JANE)
    assert (record.key, record.name, record.orcids, record.works_count) == (JANE, "Jane Example", (ORCID,), 3)
    assert record.affiliations == (Affiliation("Example & Sons Institute", "05a28rw58", (2024, 2026)),)
    assert record.topics == ("Lamps", "Quiet Screens")
    assert record.fact.url == f"https://api.openalex.org{AUTHOR}"
    assert "Former" not in repr(record)


async def test_an_orcid_that_stands_only_among_the_ids_is_found_and_two_are_both_kept() -> None:
    ids = {"openalex": "x", "orcid": "https://orcid.org/0000-0001-5109-3700"}
    only = await opened(Service().answers(AUTHOR, openalex_author(orcid=None, ids=ids))).author(JANE)
    assert only.orcids == ("0000-0001-5109-3700",)
    both = await opened(Service().answers(AUTHOR, openalex_author(ids=ids))).author(JANE)
    assert both.orcids == (ORCID, "0000-0001-5109-3700")


async def test_a_record_is_found_by_an_orcid_and_by_a_name() -> None:
    service = Service().answers(f"/authors/orcid:{ORCID}", openalex_author())
    service.answers("/authors", listed(openalex_author(), openalex_author(2, display_name=None), {"id": 7}))
    source = opened(service)
    assert (await source.author_by_orcid(ORCID)).key == JANE
    assert [record.key for record in await source.search_authors("Jane Example", 5)] == [JANE]
    assert service.asked[-1] == "/authors?search=Jane+Example&per-page=5"


async def test_the_byline_of_a_paper_names_records_where_there_are_any() -> None:
    service = Service().answers(f"/works/doi:10.48550/arxiv.{PAPER}", openalex_work())
    assert await opened(service).byline(PAPER) == (
        ListedAuthor("Jane Example", JANE),
        ListedAuthor("Bo Sample & Co", None, ORCID),
    )


async def test_a_work_has_its_ids_abstract_byline_and_the_authors_own_institutions() -> None:
    source = opened(Service().answers(WORKS, listed(openalex_work())))
    (work,) = (await source.works(JANE)).works
    assert (work.paper_id, work.doi, work.venue, work.kind) == (PAPER, "10.48550/arxiv.2501.00001", "arXiv", "preprint")
    assert (work.year, work.published_on) == (2025, dt.date(2025, 1, 2))
    assert work.abstract == "Lamps are Lamps"
    assert [author.name for author in work.authors] == ["Jane Example", "Bo Sample & Co"]
    assert work.rors == ("05a28rw58",)


async def test_a_work_without_title_is_skipped_and_one_of_a_wrong_type_spoils_only_itself() -> None:
    page = listed(openalex_work(title=None), openalex_work(publication_year="2025"), openalex_work(3))
    works = await opened(Service().answers(WORKS, page)).works(JANE)
    assert [work.title for work in works.works] == ["Work 3"]
    assert works.skipped[0] == "Work 1 of OpenAlex's list has no title."
    assert works.skipped[1].startswith("Work 2 of OpenAlex's list could not be read: Expected")


async def test_a_byline_that_may_be_cut_off_says_so() -> None:
    names = [{"author": {"display_name": f"Author {number}"}} for number in range(100)]
    (work,) = (await opened(Service().answers(WORKS, listed(openalex_work(authorships=names)))).works(JANE)).works
    assert (len(work.authors), work.author_count) == (100, 101)


async def test_works_are_fetched_page_by_page_until_there_is_no_cursor_or_enough() -> None:
    def page(query: dict[str, str]) -> Answer:
        start = 0 if query["cursor"] == "*" else int(query["cursor"])
        works = [openalex_work(number) for number in range(start, start + PAGE_SIZE)]
        return 200, listed(*works, cursor=str(start + PAGE_SIZE) if start < 200 else None, count=300), {}

    service = Service().answers(WORKS, page)
    works = await opened(service).works(JANE)
    assert (len(works.works), works.total_count, len(service.asked)) == (300, 300, 3)
    assert len((await opened(service).works(JANE, limit=150)).works) == 150


async def test_a_cursor_that_never_ends_is_left() -> None:
    service = Service().answers(WORKS, listed(openalex_work(), cursor="again", count=9))
    assert len((await opened(service).works(JANE)).works) == 2
    empty = Service().answers(WORKS, listed(cursor="on", count=9))
    assert (await opened(empty).works(JANE)).works == ()


async def test_a_record_with_671592_works_is_told_and_not_fetched() -> None:
    service = Service().answers(WORKS, listed(openalex_work(), cursor="on", count=671_592))
    works = await opened(service).works(JANE)
    assert (works.works, works.total_count, len(service.asked)) == ((), 671_592, 1)
    assert works.total_count and works.total_count > MOST_BELIEVABLE_WORKS


async def test_joint_counts_leave_out_the_author_and_what_has_no_name() -> None:
    groups = [
        {"key": "https://openalex.org/A5000000001", "key_display_name": "Jane Example", "count": 9},
        {"key": "https://openalex.org/A5000000002", "key_display_name": "Bo Sample", "count": 4},
        {"key": "unknown", "key_display_name": "unknown", "count": 3},
        {"key": None, "key_display_name": "Cleo Third", "count": 1},
        {"key": None, "key_display_name": None, "count": 1},
    ]
    service = Service().answers(WORKS, {"meta": {}, "results": [], "group_by": groups})
    assert await opened(service).joint_counts(JANE) == (
        JointCount(RecordKey("openalex:A5000000002"), "Bo Sample", 4),
        JointCount(None, "Cleo Third", 1),
    )


# Errors and the budget


async def test_what_it_does_not_know_is_a_sentence_though_the_answer_is_a_web_page() -> None:
    for question in (opened(Service()).author(JANE), opened(Service()).byline(PAPER)):
        with pytest.raises(NotFoundError, match=r"^OpenAlex does not know .*\.$"):
            await question


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_an_answer_that_is_none_says_what_came_and_is_asked_for_twice(body: bytes) -> None:
    service = Service().answers(AUTHOR, body)
    with pytest.raises(AnswerError, match=r"^OpenAlex answered with .*\.$"):
        await opened(service).author(JANE)
    assert len(service.asked) == 2


async def test_its_own_trouble_is_not_the_readers() -> None:
    with pytest.raises(SourceError, match="OpenAlex has trouble of its own"):
        await opened(Service().answers(AUTHOR, {"error": "oops"}, 500)).author(JANE)


@pytest.mark.parametrize("sign", ["-", "_"])
async def test_the_budget_is_read_from_every_answer(sign: str) -> None:
    headers = {f"X{sign}RateLimit{sign}Limit": "1000", f"X{sign}RateLimit{sign}Remaining": "963"}
    source = opened(Service().answers(AUTHOR, openalex_author(), headers=headers))
    assert source.budget is None
    await source.author(JANE)
    assert source.budget == Budget("openalex", NOW.date(), 37, 1000)


async def test_when_todays_calls_are_used_up_nothing_more_is_asked() -> None:
    headers = {"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "0"}
    service = Service().answers(AUTHOR, openalex_author(), headers=headers)
    source = opened(service)
    await source.author(JANE)
    with pytest.raises(RateLimitedError, match="used up; they come back at midnight UTC") as caught:
        await source.author(JANE)
    assert len(service.asked) == 1
    assert caught.value.wait_s == 4 * 3600


async def test_a_refusal_for_the_day_is_told_as_such_and_one_for_haste_as_a_wait() -> None:
    for wait, words in (("14400", "used up"), ("60", "asks us to wait")):
        service = Service().answers(AUTHOR, {"error": "Rate limit"}, 429, {"Retry-After": wait})
        with pytest.raises(RateLimitedError, match=words):
            await opened(service).author(JANE)


async def test_a_key_travels_and_is_never_shown() -> None:
    service = Service().answers(AUTHOR, openalex_author())
    record = await opened(service, api_key="sesame").author(JANE)
    assert service.asked == [f"{AUTHOR}?api_key=sesame"]
    assert "sesame" not in repr(record)


@given(words=st.lists(st.text("abcdefgh", min_size=1, max_size=6), max_size=40))
def test_an_inverted_index_gives_its_words_in_order(words: list[str]) -> None:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        index.setdefault(word, []).append(place)
    assert (_abstract(index) or "") == " ".join(words)


def test_absurd_places_are_left_out() -> None:
    assert _abstract({"one": [-1, 0], "two": [10**9], "three": [5]}) == "one three"
