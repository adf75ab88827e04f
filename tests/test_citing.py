"""References and citations that several sources tell: each work once, with everybody who tells of it."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tests.upstream_payloads import BROKEN, NOW, Answer, Service, openalex_work
from tuiread.errors import AnswerError, NotFoundError
from tuiread.insight.citing import merge_cited
from tuiread.names import fold_name
from tuiread.records import ListedAuthor, ListedWork, PaperId
from tuiread.sources.openalex import OpenAlex

ME = PaperId("2501.00001")


def listed(title: str = "Lamps", **facts: object) -> ListedWork:
    return ListedWork(title, **facts)  # type: ignore[arg-type]


def test_a_work_that_two_sources_tell_stands_once_with_both() -> None:
    one = listed("Lamps at Night", year=2024, paper_id="2401.00001", doi=None, authors=(ListedAuthor("Jo Example"),))
    two = listed("Lamps at night!", year=2025, doi="10.1/lamps", author_count=9)
    (work,) = merge_cited(ME, "references", [("openalex", [one]), ("semantic_scholar", [two])])
    assert (work.title, work.year, work.paper_id, work.doi) == ("Lamps at Night", 2024, "2401.00001", "10.1/lamps")
    assert (work.listed_by, work.author_count) == (("openalex", "semantic_scholar"), 9)


def test_references_keep_their_order_and_citations_come_newest_first() -> None:
    works = [listed("Old", year=2001), listed("New", year=2024), listed("Undated")]
    assert [work.title for work in merge_cited(ME, "references", [("a", works)])] == ["Old", "New", "Undated"]
    assert [work.title for work in merge_cited(ME, "citations", [("a", works)])] == ["New", "Old", "Undated"]


def test_a_paper_does_not_cite_itself() -> None:
    assert merge_cited(ME, "references", [("a", [listed(paper_id=ME)])]) == []


works = st.lists(
    st.builds(
        listed,
        st.sampled_from(["Lamps", "lamps!", "Night", "Screens", "Introduction"]),
        year=st.none() | st.integers(2000, 2026),
        paper_id=st.none() | st.sampled_from(["2401.00001", "2401.00002"]),
        doi=st.none() | st.sampled_from(["10.1/a", "10.1/b"]),
    ),
    max_size=8,
)


@given(works, works)
def test_no_work_is_lost_and_no_id_stands_twice(one: list[ListedWork], two: list[ListedWork]) -> None:
    merged = merge_cited(ME, "references", [("a", one), ("b", two)])
    ids = [work.paper_id for work in merged if work.paper_id]
    assert sorted(ids) == sorted({work.paper_id for work in [*one, *two] if work.paper_id})
    told = {fold_name(work.title) for work in [*one, *two]}
    assert {fold_name(work.title) for work in merged} <= told
    assert {work.doi for work in [*one, *two] if work.doi} >= {work.doi for work in merged if work.doi}
    assert all(work.listed_by for work in merged)
    assert len(merged) <= len(one) + len(two)
    assert bool(merged) == bool(one or two)


@given(works.map(lambda found: [work for work in found if work.title != "Introduction"]))
def test_the_same_list_from_two_sources_is_one_list(one: list[ListedWork]) -> None:
    single = merge_cited(ME, "references", [("a", one)])
    double = merge_cited(ME, "references", [("a", one), ("b", one)])
    assert [work.title for work in double] == [work.title for work in single]
    assert all(work.listed_by == ("a", "b") for work in double)


# OpenAlex


def _openalex(service: Service) -> OpenAlex:
    return OpenAlex(service.client(), now=lambda: NOW)


async def test_references_of_openalex_are_named_by_a_second_question_in_their_order() -> None:
    ids = [f"https://openalex.org/W{number}" for number in (3, 2)]
    service = Service().answers(f"/works/doi:10.48550/arxiv.{ME}", openalex_work(1, referenced_works=[*ids, None, "x"]))
    service.answers("/works", {"meta": {"count": 2}, "results": [openalex_work(2), openalex_work(3), {"title": 7}]})
    told = await _openalex(service).references(ME)
    assert [work.paper_id for work in told.works] == ["2501.00003", "2501.00002"]
    assert (told.total_count, len(told.skipped)) == (2, 1)
    assert "filter=openalex%3AW3%7CW2" in service.asked[1]
    assert "abstract" not in service.asked[1]


async def test_a_paper_without_references_takes_one_question() -> None:
    service = Service().answers(f"/works/doi:10.48550/arxiv.{ME}", openalex_work(1))
    told = await _openalex(service).references(ME)
    assert (told.works, told.total_count, len(service.asked)) == ((), 0, 1)


async def test_many_references_are_asked_for_by_the_hundred_and_up_to_the_limit() -> None:
    ids = [f"https://openalex.org/W{number}" for number in range(1, 251)]

    def named(query: dict[str, str]) -> Answer:
        numbers = [int(one[1:]) for one in query["filter"].removeprefix("openalex:").split("|")]
        return 200, {"results": [openalex_work(number) for number in numbers]}, {}

    service = Service().answers(f"/works/doi:10.48550/arxiv.{ME}", openalex_work(1, referenced_works=ids))
    told = await _openalex(service.answers("/works", named)).references(ME, limit=120)
    assert (len(told.works), told.total_count, len(service.asked)) == (120, 250, 3)


async def test_citations_are_counted_beyond_what_is_listed() -> None:
    def page(query: dict[str, str]) -> Answer:
        assert query["filter"] == "cites:W1"
        first = 0 if query["cursor"] == "*" else int(query["cursor"])
        rows = [openalex_work(number) for number in range(first + 1, first + 101)]
        return 200, {"meta": {"count": 1203, "next_cursor": str(first + 100)}, "results": rows}, {}

    service = Service().answers(f"/works/doi:10.48550/arxiv.{ME}", openalex_work(1)).answers("/works", page)
    told = await _openalex(service).citations(ME, limit=150)
    assert (len(told.works), told.total_count, len(service.asked)) == (150, 1203, 3)


async def test_what_openalex_does_not_know_or_garbles_is_an_error() -> None:
    with pytest.raises(NotFoundError, match=rf"^OpenAlex does not know arXiv {ME}\.$"):
        await _openalex(Service()).references(ME)
    for body in BROKEN.values():
        with pytest.raises(AnswerError):
            await _openalex(Service().answers(f"/works/doi:10.48550/arxiv.{ME}", body)).citations(ME)
