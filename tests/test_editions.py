"""The days of the feed: unknown is not empty, newer wins over older, and the starter edition steps aside."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, WEDNESDAY, day_kept, opened, told
from tuiread import acts, pages
from tuiread.dates import day_period, month_period, week_period
from tuiread.errors import AnswerError, NotFoundError
from tuiread.names import name_key
from tuiread.records import Account, FeedDay, Freshness, Order, Paper, PaperId, Period, Step, Work
from tuiread.search_language import read_query
from tuiread.store import Store
from tuiread.tables import bylines, editions, found, papers, person_works
from tuiread.tables.editions import STARTER

ONE, TWO, THREE = (PaperId(f"2608.0000{number}") for number in (1, 2, 3))
HOUR = dt.timedelta(hours=1)
MONDAY = dt.date(2026, 8, 17)
SATURDAY = dt.date(2026, 8, 22)
NEXT_MONDAY = dt.date(2026, 8, 24)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        yield opening


def ids(library: Store, period: Period, order: Order = "trending") -> list[PaperId]:
    return [row.id for row in editions.feed_rows(library.connection, period, order)]


def freshness(library: Store, period: Period, now: dt.datetime = NOW) -> Freshness:
    return pages.feed_page(library.connection, period, "new", now).freshness


def starter_kept(library: Store, day: dt.date, found: Sequence[Paper], at: dt.datetime = NOW) -> None:
    told_by = told("starter edition", at, STARTER)
    stamped = [
        replace(paper, feed_days=(FeedDay(day, paper.upvotes),), facts=(told_by,), summary="In short.")
        for paper in found
    ]
    with library.transaction() as connection:
        editions.keep_edition(connection, day, stamped, source=STARTER, fetched_at=at)


def failed(library: Store, day: dt.date, at: dt.datetime = NOW) -> None:
    with library.transaction():
        acts.keep_failures(library, [day], at, "No network.")


# Known and unknown


def test_a_day_not_fetched_is_missing(library: Store) -> None:
    assert freshness(library, day_period(FRIDAY)) == Freshness(missing_days=(FRIDAY,))


def test_a_day_without_papers_is_empty_and_not_missing(library: Store) -> None:
    day_kept(library, FRIDAY, [])
    assert freshness(library, day_period(FRIDAY)) == Freshness(fetched_at=NOW, empty_days=(FRIDAY,))


def test_a_day_with_papers_is_neither(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)])
    assert freshness(library, day_period(FRIDAY)) == Freshness(fetched_at=NOW)


def test_weekends_and_days_to_come_are_not_missing(library: Store) -> None:
    assert freshness(library, day_period(SATURDAY), NOW + 48 * HOUR).missing_days == ()
    assert freshness(library, day_period(NEXT_MONDAY)).missing_days == ()
    assert freshness(library, month_period(FRIDAY)).missing_days[-1] == FRIDAY


def test_a_week_is_as_old_as_its_oldest_day_and_names_the_missing_ones(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)], NOW)
    day_kept(library, THURSDAY, [], NOW - HOUR)
    fresh = freshness(library, week_period(FRIDAY))
    assert fresh.fetched_at == NOW - HOUR
    assert fresh.empty_days == (THURSDAY,)
    assert fresh.missing_days == (MONDAY, dt.date(2026, 8, 18), WEDNESDAY)


def test_fetched_days_are_told_with_their_time_and_the_starter_is_not_among_them(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE)])
    day_kept(library, FRIDAY, [make_paper(TWO)], NOW)
    day_kept(library, THURSDAY, [], NOW - HOUR)
    assert editions.fetched_days(library.connection) == {FRIDAY: NOW, THURSDAY: NOW - HOUR}
    assert editions.count_days(library.connection) == 2


# Failures


def test_a_failure_is_kept_until_a_success(library: Store) -> None:
    failed(library, FRIDAY)
    fresh = freshness(library, day_period(FRIDAY))
    assert (fresh.failed_at, fresh.error) == (NOW, "No network.")
    assert fresh.missing_days == (FRIDAY,)
    day_kept(library, FRIDAY, [], NOW + HOUR)
    assert freshness(library, day_period(FRIDAY)).error is None


def test_a_failure_leaves_what_was_fetched_before(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)])
    failed(library, FRIDAY, NOW + HOUR)
    fresh = freshness(library, day_period(FRIDAY))
    assert (fresh.fetched_at, fresh.failed_at) == (NOW, NOW + HOUR)
    assert ids(library, day_period(FRIDAY)) == [ONE]


def test_the_latest_of_several_failures_is_told(library: Store) -> None:
    failed(library, FRIDAY, NOW)
    failed(library, THURSDAY, NOW + HOUR)
    failed(library, WEDNESDAY, NOW - HOUR)
    assert freshness(library, week_period(FRIDAY)).failed_at == NOW + HOUR
    assert freshness(library, day_period(FRIDAY)).failed_at == NOW


# Keeping


def test_new_papers_of_a_day_are_counted_against_its_last_list(library: Store) -> None:
    assert day_kept(library, FRIDAY, [make_paper(ONE), make_paper(TWO)], skipped=3).new_count == 2
    report = day_kept(library, FRIDAY, [make_paper(TWO), make_paper(THREE)])
    assert (report.paper_count, report.new_count, report.skipped_count) == (2, 1, 0)
    assert ids(library, day_period(FRIDAY)) == [TWO, THREE]


def test_an_answer_with_unreadable_items_adds_papers_and_takes_none_away(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)])
    report = day_kept(library, FRIDAY, [make_paper(TWO)], skipped=9)
    assert (report.paper_count, report.new_count, report.skipped_count) == (1, 1, 9)
    assert ids(library, day_period(FRIDAY)) == [ONE, TWO]
    assert freshness(library, week_period(FRIDAY)).skipped_count == 9
    assert editions.real_paper_count(library.connection, FRIDAY) == 2


def test_an_answer_with_unreadable_items_does_not_keep_papers_of_the_starter_edition(library: Store) -> None:
    starter_kept(library, FRIDAY, [make_paper(ONE)])
    day_kept(library, FRIDAY, [make_paper(TWO)], skipped=1)
    assert ids(library, day_period(FRIDAY)) == [TWO]


def test_a_paper_that_an_answer_holds_twice_is_kept_once(library: Store) -> None:
    report = day_kept(library, FRIDAY, [make_paper(ONE, "First"), make_paper(TWO), make_paper(ONE, "Second")])
    assert (report.paper_count, report.new_count) == (2, 2)
    assert ids(library, day_period(FRIDAY)) == [ONE, TWO]


def test_an_older_answer_never_replaces_a_newer_one(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE, upvotes=9)], NOW)
    report = day_kept(library, FRIDAY, [make_paper(ONE, upvotes=1), make_paper(TWO)], NOW - HOUR)
    assert report.new_count == 0
    assert ids(library, day_period(FRIDAY)) == [ONE]
    assert papers.get_paper(library.connection, ONE).upvotes == 9


def test_an_answer_without_papers_does_not_empty_a_day(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)])
    with pytest.raises(AnswerError, match="has no papers, though 1 were there before; those were kept"):
        day_kept(library, FRIDAY, [], NOW + HOUR)
    assert ids(library, day_period(FRIDAY)) == [ONE]


def test_a_paper_on_two_days_is_one_paper_with_two_days(library: Store) -> None:
    day_kept(library, THURSDAY, [make_paper(ONE, upvotes=3)], NOW - HOUR)
    day_kept(library, FRIDAY, [make_paper(ONE, upvotes=8, comment_count=4)], NOW)
    assert papers.count_papers(library.connection) == 1
    assert papers.get_paper(library.connection, ONE).feed_days == (FeedDay(THURSDAY, 3, 1), FeedDay(FRIDAY, 8, 4))
    assert ids(library, day_period(THURSDAY)) == ids(library, day_period(FRIDAY)) == [ONE]


@pytest.mark.parametrize("period", [week_period(FRIDAY), month_period(FRIDAY)])
def test_a_week_or_month_lists_a_paper_once_with_its_latest_day(library: Store, period: Period) -> None:
    day_kept(library, FRIDAY, [make_paper(TWO, upvotes=1), make_paper(ONE, upvotes=8)])
    day_kept(library, THURSDAY, [make_paper(ONE, upvotes=3)])
    rows = editions.feed_rows(library.connection, period, "new")
    assert [(row.id, row.day) for row in rows] == [(TWO, FRIDAY), (ONE, FRIDAY)]


def test_who_put_a_paper_on_the_feed_is_kept_by_day(library: Store) -> None:
    bob = Account("bob", "Bob", "https://example.org/bob.png")
    paper = make_paper(ONE, feed_days=(FeedDay(FRIDAY, 3, 1, bob),))
    with library.transaction() as connection:
        editions.keep_edition(connection, FRIDAY, [paper], source="huggingface", fetched_at=NOW)
    assert papers.get_paper(library.connection, ONE).feed_days == paper.feed_days


# Orders


def test_trending_means_most_votes_first_then_the_newer_day_then_the_sources_order(library: Store) -> None:
    day_kept(library, THURSDAY, [make_paper("2608.00004", upvotes=5)])
    day_kept(library, FRIDAY, [make_paper(THREE, upvotes=5), make_paper(ONE, upvotes=5), make_paper(TWO, upvotes=9)])
    assert ids(library, week_period(FRIDAY)) == [TWO, THREE, ONE, PaperId("2608.00004")]


def test_new_means_newest_day_first_then_first_publication(library: Store) -> None:
    early, late = NOW - 72 * HOUR, NOW - 24 * HOUR
    day_kept(library, FRIDAY, [make_paper(ONE, upvotes=9, published_at=early), make_paper(TWO, published_at=late)])
    day_kept(library, THURSDAY, [make_paper(THREE, upvotes=99, published_at=late)])
    assert ids(library, week_period(FRIDAY), "new") == [TWO, ONE, THREE]


# Stepping


def step(library: Store, day: dt.date, *, is_older: bool, now: dt.datetime = NOW) -> Step:
    return pages.step(library.connection, day_period(day), now, is_older=is_older)


def test_the_newest_day_with_papers_is_shown_first(library: Store) -> None:
    day_kept(library, THURSDAY, [make_paper(ONE)])
    day_kept(library, FRIDAY, [])
    assert pages.feed_page(library.connection, None, "new", NOW).period == day_period(THURSDAY)


@pytest.mark.parametrize(("now", "day"), [(NOW, FRIDAY), (NOW + 48 * HOUR, FRIDAY), (NOW + 72 * HOUR, NEXT_MONDAY)])
def test_without_any_day_the_latest_weekday_is_shown(library: Store, now: dt.datetime, day: dt.date) -> None:
    assert pages.feed_page(library.connection, None, "new", now).period == day_period(day)


def test_a_step_leads_to_the_nearest_day_with_papers_and_says_what_lies_between(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)])
    day_kept(library, THURSDAY, [])
    day_kept(library, MONDAY, [make_paper(TWO)])
    empty, missing = (THURSDAY,), (dt.date(2026, 8, 18), WEDNESDAY)
    assert step(library, FRIDAY, is_older=True) == Step(day_period(MONDAY), empty, missing)
    assert step(library, MONDAY, is_older=False) == Step(day_period(FRIDAY), empty, missing)


def test_a_step_over_a_weekend_says_so(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)])
    day_kept(library, NEXT_MONDAY, [make_paper(TWO)])
    assert step(library, NEXT_MONDAY, is_older=True, now=NOW + 72 * HOUR) == Step(
        day_period(FRIDAY), skipped_weekend=True
    )


def test_beyond_the_known_days_a_step_leads_to_the_next_unknown_one(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE)])
    assert step(library, FRIDAY, is_older=True) == Step(day_period(THURSDAY))
    assert step(library, FRIDAY, is_older=False, now=NOW + 72 * HOUR) == Step(
        day_period(NEXT_MONDAY), skipped_weekend=True
    )


def test_there_is_no_step_into_the_future_nor_before_the_feed_began(library: Store) -> None:
    first = dt.date(2023, 5, 4)
    day_kept(library, FRIDAY, [make_paper(ONE)])
    day_kept(library, first, [make_paper(TWO)])
    assert step(library, FRIDAY, is_older=False) == Step(None)
    assert step(library, first, is_older=True) == Step(None)


def test_weeks_and_months_step_as_such(library: Store) -> None:
    july = dt.date(2026, 7, 1)
    day_kept(library, FRIDAY, [make_paper(ONE)])
    day_kept(library, july, [make_paper(TWO)])
    older = pages.step(library.connection, month_period(FRIDAY), NOW, is_older=True)
    assert older == Step(month_period(july))
    assert pages.step(library.connection, week_period(FRIDAY), NOW, is_older=True).period == week_period(july)


# The starter edition


def test_the_starter_edition_is_shown_and_named_while_nothing_else_is_there(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE)])
    page = pages.feed_page(library.connection, None, "new", NOW)
    assert (page.period, page.freshness.is_starter) == (day_period(WEDNESDAY), True)
    assert [row.id for row in page.rows] == [ONE]


def test_a_real_day_without_papers_does_not_take_the_starter_edition_away(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE)])
    day_kept(library, FRIDAY, [])
    page = pages.feed_page(library.connection, None, "new", NOW)
    assert [row.id for row in page.rows] == [ONE]


def test_the_first_real_paper_hides_the_starter_edition_at_once(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE)])
    day_kept(library, FRIDAY, [make_paper(TWO)])
    assert ids(library, month_period(FRIDAY)) == [TWO]
    assert WEDNESDAY in freshness(library, week_period(FRIDAY)).missing_days
    assert step(library, FRIDAY, is_older=True) == Step(day_period(THURSDAY))


def test_papers_that_only_the_starter_edition_listed_are_new_on_the_real_day(library: Store) -> None:
    starter_kept(library, FRIDAY, [make_paper(ONE)])
    assert day_kept(library, FRIDAY, [make_paper(ONE), make_paper(TWO)]).new_count == 2


def test_the_starter_edition_never_replaces_a_real_day(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE, upvotes=9)], NOW - HOUR)
    starter_kept(library, FRIDAY, [make_paper(ONE, upvotes=1), make_paper(TWO)], NOW)
    assert ids(library, day_period(FRIDAY)) == [ONE]
    assert papers.get_paper(library.connection, ONE).upvotes == 9


def step_aside(library: Store, *kept: PaperId) -> None:
    with library.transaction() as connection:
        editions.step_aside(connection, kept)


def test_stepping_aside_takes_all_of_the_starter_edition_but_what_the_reader_saved(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE, "Saved Words"), make_paper(TWO, "Other Words")])
    with library.transaction() as connection:
        person_works.keep_works(connection, "Ada Example", [Work("A Title", 2020, "arXiv")], STARTER, NOW)
    day_kept(library, FRIDAY, [make_paper(THREE)])
    with library.transaction():
        acts.save(library, [ONE], NOW)
    step_aside(library, ONE)
    assert papers.get_paper(library.connection, ONE).title == "Saved Words"
    with pytest.raises(NotFoundError):
        papers.get_paper(library.connection, TWO)
    assert not editions.has_starter_to_clear(library.connection)
    assert found.cached(library.connection, read_query("words"), 9) == [ONE]
    works = person_works.works(library.connection, bylines.get_who(library.connection, name_key("Ada Example")))
    assert {work.row.title for work in works} == {"Saved Words", f"Paper {THREE}"}


def test_after_stepping_aside_a_real_paper_no_longer_says_what_the_starter_said(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE)])
    day_kept(library, FRIDAY, [make_paper(ONE)])
    step_aside(library)
    paper = papers.get_paper(library.connection, ONE)
    assert paper.summary is None
    assert [fact.source for fact in paper.facts] == ["huggingface"]
    assert [item.day for item in paper.feed_days] == [FRIDAY]


def test_stepping_aside_leaves_the_days_that_others_told(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE)])
    with library.transaction():
        acts.keep_paper(library, make_paper(TWO, feed_days=(FeedDay(WEDNESDAY, 5),), facts=(told(),)))
    day_kept(library, FRIDAY, [make_paper(ONE)])
    step_aside(library, ONE)
    assert [item.day for item in papers.get_paper(library.connection, TWO).feed_days] == [WEDNESDAY]
    assert [item.day for item in papers.get_paper(library.connection, ONE).feed_days] == [WEDNESDAY, FRIDAY]


def test_a_starter_edition_whose_days_were_all_fetched_is_still_there_to_clear(library: Store) -> None:
    starter_kept(library, FRIDAY, [make_paper(ONE), make_paper(TWO)])
    day_kept(library, FRIDAY, [make_paper(ONE)])
    assert editions.has_starter(library.connection)
    assert editions.has_starter_to_clear(library.connection)
    step_aside(library)
    assert not editions.has_starter(library.connection)
    assert papers.count_papers(library.connection) == 1


def test_rows_say_whether_only_the_starter_edition_tells_of_them(library: Store) -> None:
    starter_kept(library, WEDNESDAY, [make_paper(ONE), make_paper(TWO)])
    with library.transaction():
        acts.keep_paper(library, make_paper(TWO, facts=(told(),)))
    rows = editions.feed_rows(library.connection, day_period(WEDNESDAY), "new")
    assert {row.id: row.is_starter for row in rows} == {ONE: True, TWO: False}


# Speed


def plan_of(connection: sqlite3.Connection, period: Period, order: Order) -> list[str]:
    """Return how SQLite goes about the feed's query."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    editions.feed_rows(connection, period, order)
    connection.set_trace_callback(None)
    (statement,) = statements
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]


@pytest.mark.parametrize("order", ["trending", "new"])
def test_the_feed_reads_its_days_by_index_and_never_all_papers(library: Store, order: Order) -> None:
    for number in range(40):
        found = [make_paper(f"2608.{number:03}{place:02}") for place in range(5)]
        day_kept(library, FRIDAY - dt.timedelta(days=number), found)
    library.connection.execute("ANALYZE cache")
    plan = plan_of(library.connection, day_period(FRIDAY), order)
    assert any(line.startswith("SEARCH p USING INTEGER PRIMARY KEY") for line in plan), plan
    assert any(line.startswith("SEARCH ep USING PRIMARY KEY (day") for line in plan), plan
    assert [line for line in plan if line.startswith("SCAN") and not line.startswith("SCAN r")] == [], plan
