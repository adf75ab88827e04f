"""A name in a byline is the person one follows only if those beside it say so; late is better than wrong."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from hypothesis import given, strategies as st

from tuiread.insight.recognition import NamedPaper, Recognised, recognise
from tuiread.records import PaperId

FOLLOWED_ON = dt.date(2026, 8, 20)
BEFORE, AFTER = FOLLOWED_ON, FOLLOWED_ON + dt.timedelta(days=1)
SAME: Final = "same"
OTHER: Final = "other"
UNKNOWN: Final = "unknown"


def paper(number: int, *beside: str, came_on: dt.date = BEFORE, is_sure: bool = False) -> NamedPaper:
    return NamedPaper(PaperId(f"2608.{number:05}"), came_on, is_sure, {name.lower(): name for name in beside})


class Case(NamedTuple):
    """Papers with the name, the last of which is judged, and what the reader said no to."""

    named: list[NamedPaper]
    refused: list[dict[str, str]]

    def judge(self) -> Recognised:
        return recognise(self.named, self.refused, FOLLOWED_ON)[self.named[-1].paper]


def test_a_co_author_of_a_sure_paper_settles_it() -> None:
    case = Case([paper(1, "Bo", is_sure=True), paper(2, "Cleo", "Bo", came_on=AFTER)], [])
    assert case.judge() == Recognised(SAME, ("Bo",))


def test_a_co_author_who_stood_beside_the_name_twice_before_the_follow_settles_it() -> None:
    named = [paper(1, "Bo"), paper(2, "Bo", "Cleo"), paper(3, "Bo", "Cleo", came_on=AFTER)]
    assert Case(named, []).judge() == Recognised(SAME, ("Bo",))


def test_once_is_not_enough_and_after_the_follow_does_not_count() -> None:
    assert Case([paper(1, "Bo"), paper(2, "Bo", came_on=AFTER)], []).judge().verdict == UNKNOWN
    late = [paper(1, "Bo", came_on=AFTER), paper(2, "Bo", came_on=AFTER), paper(3, "Bo", came_on=AFTER)]
    assert Case(late, []).judge().verdict == UNKNOWN


def test_the_circle_of_a_refused_paper_is_somebody_elses() -> None:
    assert Case([paper(1, "Dana", came_on=AFTER)], [{"dana": "Dana"}]).judge().verdict == OTHER


def test_a_known_co_author_counts_more_than_one_of_a_refused_paper() -> None:
    named = [paper(1, "Bo", is_sure=True), paper(2, "Bo", "Dana", came_on=AFTER)]
    assert Case(named, [{"dana": "Dana"}]).judge().verdict == SAME


def test_somebody_who_wrote_with_both_tells_nothing_of_the_others() -> None:
    named = [paper(1, "Bo", is_sure=True), paper(2, "Dana", came_on=AFTER)]
    assert Case(named, [{"bo": "Bo"}]).judge().verdict == UNKNOWN


def test_nobody_beside_the_name_leaves_it_open() -> None:
    assert Case([paper(1, "Bo", is_sure=True), paper(2, came_on=AFTER)], [{}]).judge().verdict == UNKNOWN


NAMES = st.lists(st.sampled_from(["Ann", "Bo", "Cleo", "Dana", "Eve"]), max_size=3, unique=True)
PAPERS = st.lists(
    st.builds(
        lambda names, came_on, is_sure: paper(0, *names, came_on=came_on, is_sure=is_sure),
        NAMES,
        st.sampled_from([BEFORE, AFTER]),
        st.booleans(),
    ),
    max_size=8,
).map(lambda found: [NamedPaper(PaperId(str(place)), *one_without_id(one)) for place, one in enumerate(found)])
BYLINES = st.lists(NAMES.map(lambda names: {name.lower(): name for name in names}), max_size=3)


def one_without_id(one: NamedPaper) -> tuple[dt.date, bool, dict[str, str]]:
    return one.came_on, one.is_sure, dict(one.beside)


@given(PAPERS, BYLINES)
def test_every_unsure_paper_is_judged_and_a_yes_never_takes_one_away(
    named: list[NamedPaper], refused: list[dict[str, str]]
) -> None:
    judged = recognise(named, refused, FOLLOWED_ON)
    assert set(judged) == {one.paper for one in named if not one.is_sure}
    for place, one in enumerate(named):
        if one.is_sure:
            continue
        said_yes = [*named[:place], NamedPaper(one.paper, one.came_on, True, one.beside), *named[place + 1 :]]
        after = recognise(said_yes, refused, FOLLOWED_ON)
        lost = [paper for paper, found in after.items() if judged[paper].verdict == SAME != found.verdict]
        gone = [paper for paper, found in after.items() if judged[paper].verdict != OTHER == found.verdict]
        # A yes moves this paper's circle from "twice" to "sure": nobody becomes less known by it.
        assert (lost, gone) == ([], [])


@given(PAPERS, BYLINES, NAMES)
def test_a_no_makes_nobody_known(named: list[NamedPaper], refused: list[dict[str, str]], names: list[str]) -> None:
    before = recognise(named, refused, FOLLOWED_ON)
    after = recognise(named, [*refused, {name.lower(): name for name in names}], FOLLOWED_ON)
    assert {paper for paper, found in after.items() if found.verdict == SAME} == {
        paper for paper, found in before.items() if found.verdict == SAME
    }
