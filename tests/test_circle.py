"""Who works with whom, about what and where: ties, topics and institutions."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tuiread.insight.institutions import MOST_INSTITUTIONS, institutions
from tuiread.insight.ties import collaborators, widened
from tuiread.insight.topics import count_topics
from tuiread.records import Affiliation, Circle, CoAuthor, Institution, JointRow, JointWork, PersonKey, TopicCount

YEAR = 2026


def row(person: str, work: int, year: int | None, author_count: int, *topics: str) -> JointRow:
    return PersonKey(f"name:{person}"), person.title(), JointWork(work, year, author_count, topics)


def found(*rows: JointRow) -> dict[str, CoAuthor]:
    return {one.name: one for one in collaborators(widened(Circle({}, {}), rows), YEAR)}


def test_a_tie_halves_every_five_years_and_is_shared_among_the_authors() -> None:
    rows = [row("ada", 1, 2026, 4), row("ada", 2, 2025, 4), row("ada", 3, 2024, 3), row("ada", 4, 2021, 114)]
    assert found(*rows)["Ada"].tie == pytest.approx(1 / 3 + 0.2902 + 0.3789 + 0.5 / 113, abs=1e-4)
    assert found(row("ada", 1, 2021, 2))["Ada"].tie == pytest.approx(0.5)


def test_a_paper_of_114_authors_ties_by_a_113th_and_makes_nobody_a_coauthor() -> None:
    assert found(row("ada", 1, 2026, 114)) == {}
    both = found(row("ada", 1, 2026, 114), row("ada", 2, 2026, 2))["Ada"]
    assert both.tie == pytest.approx(1 + 1 / 113)
    assert both.joint_count == 1


def test_at_most_four_are_close_and_each_shares_two_works() -> None:
    rows = [row(name, work, 2026, size) for size, name in enumerate("abcdef", 2) for work in (size, size + 50)]
    rows.append(row("once", 99, 2026, 2))
    people = collaborators(widened(Circle({}, {}), rows), YEAR)
    assert [one.name for one in people] == ["A", "B", "Once", "C", "D", "E", "F"]
    assert [one.name for one in people if one.is_close] == ["A", "B", "C", "D"]


def test_a_name_that_a_byline_repeats_counts_once() -> None:
    assert found(row("ada", 1, 2026, 3), row("ada", 1, 2026, 3))["Ada"].joint_count == 1


def test_years_dormancy_topics_and_the_name_that_is_printed_most() -> None:
    rows = [
        row("ada", 1, 2015, 3, "cs.LG"),
        row("ada", 2, 2019, 3, "cs.LG", "cs.CL"),
        (PersonKey("name:ada"), "A. Example", JointWork(3, None, 3, ("stat.ML",))),
    ]
    ada = found(*rows)["Ada"]
    assert (ada.first_year, ada.latest_year, ada.is_dormant) == (2015, 2019, True)
    assert ada.topics == ("cs.LG", "cs.CL", "stat.ML")
    assert not found(row("ada", 1, 2021, 3))["Ada"].is_dormant


def test_a_work_without_a_year_counts_as_two_half_lives_old() -> None:
    assert found(row("ada", 1, None, 2))["Ada"].tie == pytest.approx(0.25)


def test_followed_people_are_marked() -> None:
    (ada,) = collaborators(widened(Circle({}, {}), [row("ada", 1, 2026, 2)]), YEAR, {PersonKey("name:ada")})
    assert ada.is_followed


@given(
    st.lists(st.builds(row, st.sampled_from("abcdef"), st.integers(0, 9), st.integers(1990, 2026), st.integers(2, 60)))
)
def test_ties_are_positive_ordered_and_at_most_four_close(rows: list[JointRow]) -> None:
    people = collaborators(widened(Circle({}, {}), rows), YEAR)
    ties = [one.tie for one in people]
    assert ties == sorted(ties, reverse=True)
    assert all(tie > 0 for tie in ties)
    assert sum(one.is_close for one in people) <= 4
    assert all(one.joint_count >= 2 for one in people if one.is_close)


def test_topics_are_counted_once_a_work_most_works_first() -> None:
    works = [["cs.LG", "cs.CL", "cs.LG"], ["cs.LG"], ["cs.AI"]]
    assert count_topics(works) == (TopicCount("cs.LG", 2), TopicCount("cs.AI", 1), TopicCount("cs.CL", 1))


# Institutions


def test_one_institution_of_two_sources_is_one_row_with_both_letters() -> None:
    told = [
        ("openalex", Affiliation("Example Institute", "05a28rw58", (2024, 2022))),
        ("orcid", Affiliation("The Example Institute", "05a28rw58", (2022, 2023), "Example Institute")),
        ("semantic_scholar", Affiliation("Example  institute")),
    ]
    assert institutions(told, YEAR) == (
        Institution("Example Institute", (2022, 2023, 2024), ("o", "R", "s"), True, "05a28rw58"),
    )


def test_now_is_the_last_two_years_or_what_is_said_to_hold() -> None:
    def is_now(place: Affiliation) -> bool:
        return institutions([("orcid", place)], YEAR)[0].is_now

    assert is_now(Affiliation("A", years=(2024,)))
    assert not is_now(Affiliation("A", years=(2023,)))
    assert is_now(Affiliation("A", years=(2010,), is_current=True))
    assert not is_now(Affiliation("A"))


def test_present_ones_come_first_then_the_latest() -> None:
    told = [
        ("openalex", Affiliation(name, years=(year,))) for name, year in (("Old", 2001), ("Now", 2026), ("Mid", 2015))
    ]
    assert [one.name for one in institutions(told, YEAR)] == ["Now", "Mid", "Old"]


def test_absurd_years_and_absurdly_many_rows_are_bounded() -> None:
    (one,) = institutions([("openalex", Affiliation("A", years=(1700, 1999, 2150)))], YEAR)
    assert one.years == (1999,)
    many = [("openalex", Affiliation(f"Institute {number}", years=(2000,))) for number in range(200)]
    assert len(institutions(many, YEAR)) == MOST_INSTITUTIONS
