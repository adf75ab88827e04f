"""Names that go together, works that are the same, and which record is whose."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tests.trust_facts import fact
from tuiread.insight.matching import Overlap, compare, decide, names_agree
from tuiread.insight.works import WorkKeys, merge
from tuiread.records import AuthorRecord, RecordKey

SAME = [
    ("Jane Example", "jane example"),
    ("Jane Example", "Example, Jane"),
    ("J. Example", "Jane Example"),
    ("Jane R. Example", "Jane Example"),
    ("Jane Rita Example", "J. R. Example"),
    ("José García-López", "Jose Garcia Lopez"),
    ("Mei-Ling Chou", "Meiling Chou"),
    ("Zhang Wei", "Wei Zhang"),
    ("山田 例子", "例子 山田"),
]
OTHERS = [
    ("Jane Example", "John Example"),
    ("Jane Example", "Jane Sample"),
    ("J. Example", "K. Example"),
    ("Jane R. Example", "Jane S. Example"),
    ("Wei Wang", "Wei Zhang"),
    ("Example", "Jane Example"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_agree(one: str, other: str) -> None:
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_do_not(one: str, other: str) -> None:
    assert not names_agree(one, other)
    assert not names_agree(other, one)


words = st.text(st.sampled_from("abcdeé .-"), max_size=14)


@given(one=words, other=words)
def test_agreement_is_mutual(one: str, other: str) -> None:
    assert names_agree(one, other) == names_agree(other, one)


# Works


def keys(paper_id: str | None = None, title: str = "", *, doi: str | None = None, year: int | None = 2025) -> WorkKeys:
    return WorkKeys(paper_id, doi, title, year)


def test_a_work_is_one_by_its_id_or_its_doi_or_its_title() -> None:
    mine = [keys("2501.00001", "lamps"), keys("2501.00002", "more lamps"), keys("2501.00003", "old lamps")]
    theirs = [
        keys("2501.00001", "lamps revised"),
        keys(None, "more lamps", doi="10.1/x"),
        keys(None, "other", doi="10.1/x"),
        keys(None, "old lamps", year=2031),
    ]
    assert merge([("a", mine), ("b", theirs)]) == [
        ((0, 0), (1, 0)),
        ((0, 1), (1, 1), (1, 2)),
        ((0, 2),),
        ((1, 3),),
    ]


def test_two_arxiv_ids_never_become_one_work_by_their_title() -> None:
    assert len(merge([("a", [keys("2501.00001", "lamps"), keys("2501.00002", "lamps")])])) == 2


def test_titles_that_say_nothing_merge_nothing() -> None:
    for title in ("", "editorial", "introduction"):
        assert len(merge([("a", [keys(None, title)]), ("b", [keys(None, title)])])) == 2


entries = st.builds(
    WorkKeys,
    st.sampled_from([None, "2501.00001", "2501.00002"]),
    st.sampled_from([None, "10.1/a", "10.1/b"]),
    st.sampled_from(["", "lamps", "more lamps", "editorial"]),
    st.sampled_from([None, 2020, 2025]),
)


@given(lists=st.lists(st.lists(entries, max_size=6), min_size=1, max_size=3))
def test_merging_loses_nothing_and_doubles_nothing(lists: list[list[WorkKeys]]) -> None:
    merged = merge([(str(number), works) for number, works in enumerate(lists)])
    places = [place for group in merged for place in group]
    assert sorted(places) == [(number, place) for number, works in enumerate(lists) for place in range(len(works))]
    for group in merged:
        assert len({lists[number][place].paper_id for number, place in group} - {None}) <= 1


def test_two_lists_share_what_both_have() -> None:
    mine = [keys(f"2501.{number:05}") for number in range(10)]
    assert compare(mine, mine[:4]) == Overlap(4, 4)
    assert compare(mine, []) == Overlap(0, 0)


@pytest.mark.parametrize(
    ("overlap", "agrees"),
    [((2, 4), True), ((2, 5), False), ((1, 2), False), ((1, 1), True), ((0, 0), False), ((40, 40), True)],
)
def test_two_works_and_half_of_the_smaller_list_agree(overlap: tuple[int, int], agrees: bool) -> None:
    assert Overlap(*overlap).agrees is agrees


# Which record is whose

MINE = [keys(f"2501.{number:05}") for number in range(6)]


def record(number: int, name: str = "Jane Example") -> AuthorRecord:
    return AuthorRecord(RecordKey(f"openalex:A{number}"), name, fact("openalex"))


def test_the_one_record_that_agrees_is_linked() -> None:
    decision = decide("Jane Example", MINE, [(record(1), MINE[:4]), (record(2), [keys("2401.00001")])], {})
    assert decision.linked is not None
    assert (decision.linked.record.key, decision.linked.how) == ("openalex:A1", "works")
    assert (decision.linked.common_count, decision.linked.smaller_count) == (4, 4)
    assert decision.candidates == ()


def test_several_that_agree_are_for_the_reader_to_choose_from() -> None:
    decision = decide("Jane Example", MINE, [(record(1), MINE[:2]), (record(2), MINE[2:])], {})
    assert decision.linked is None
    assert [one.record.key for one in decision.candidates] == ["openalex:A2", "openalex:A1"]


def test_one_common_work_of_many_is_asked_about() -> None:
    theirs = [MINE[0], *(keys(f"2401.{number:05}") for number in range(9))]
    (candidate,) = decide("Jane Example", MINE, [(record(1), theirs)], {}).candidates
    assert (candidate.common_count, candidate.smaller_count) == (1, 6)


def test_a_name_alone_stays_unmatched() -> None:
    for found in ((record(1), [keys("2401.00001")]), (record(1, "John Example"), MINE[:1]), (record(1), [])):
        decision = decide("Jane Example", MINE, [found], {})
        assert (decision.linked, decision.candidates) == (None, ())


def test_the_same_works_under_another_name_are_asked_about() -> None:
    decision = decide("Jane Example", MINE, [(record(1, "John Example"), MINE)], {})
    assert decision.linked is None
    assert [(one.common_count, one.smaller_count) for one in decision.candidates] == [(len(MINE), len(MINE))]


def test_the_readers_answers_win() -> None:
    found = [(record(1), MINE), (record(2), [keys("2401.00001")])]
    no, yes = RecordKey("openalex:A1"), RecordKey("openalex:A2")
    assert decide("Jane Example", MINE, found, {no: False}).linked is None
    linked = decide("Jane Example", MINE, found, {yes: True}).linked
    assert linked is not None and (linked.record.key, linked.how) == (yes, "you")
