"""Days, periods and times in words: short, and never to be taken for another."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, strategies as st

from tests.shelf_fixtures import times
from tuiread.dates import day_period, month_period, week_period
from tuiread.records import Period
from tuiread.words.times import age_words, count, day_words, days_words, full_time, period_words, short_day, time_words

NOW = dt.datetime(2026, 8, 21, 20, 5, tzinfo=dt.UTC)
DAY = dt.date(2026, 8, 21)


def test_a_day_has_its_weekday_and_year() -> None:
    assert day_words(DAY) == "Fri 21 Aug 2026"
    assert day_words(dt.date(2026, 8, 3)) == "Mon 3 Aug 2026"
    assert short_day(dt.date(2026, 8, 3)) == "Mon 3 Aug"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (day_period(DAY), "Fri 21 Aug 2026"),
        (week_period(DAY), "Week 34, 17 to 23 Aug 2026"),
        (week_period(dt.date(2026, 7, 1)), "Week 27, 29 Jun to 5 Jul 2026"),
        (week_period(dt.date(2026, 1, 1)), "Week 1, 29 Dec to 4 Jan 2026"),
        (month_period(DAY), "August 2026"),
    ],
)
def test_a_period_is_named(period: Period, words: str) -> None:
    assert period_words(period) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-08-21T07:10", "07:10"),
        ("2026-08-20T23:59", "20 Aug 23:59"),
        ("2026-08-22T00:01", "22 Aug 00:01"),
        ("2025-11-20T07:10", "20 Nov 2025 07:10"),
    ],
)
def test_a_time_says_no_more_than_one_needs_today(at: str, words: str) -> None:
    assert time_words(dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC), NOW) == words


def test_a_time_is_the_readers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert time_words(dt.datetime(2026, 8, 21, 16, tzinfo=dt.UTC), NOW) == "01:00"
        assert time_words(dt.datetime(2026, 8, 21, 14, tzinfo=dt.UTC), NOW) == "21 Aug 23:00"
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()


def test_a_full_time_names_its_zone() -> None:
    assert full_time(NOW) == "Fri 21 Aug 2026 20:05 UTC"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, "just now"),
        (0, "just now"),
        (0.9, "just now"),
        (1, "1 minute ago"),
        (59, "59 minutes ago"),
        (60, "1 hour ago"),
        (47 * 60 + 59, "47 hours ago"),
        (48 * 60, "2 days ago"),
        (365 * 24 * 60, "365 days ago"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(minutes: float, words: str) -> None:
    assert age_words(NOW - dt.timedelta(minutes=minutes), NOW) == words


@given(at=times, now=times)
def test_every_time_and_age_has_words(at: dt.datetime, now: dt.datetime) -> None:
    assert time_words(at, now)[-3] == ":"
    assert age_words(at, now).endswith(("ago", "now"))


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1234567, "1,234,567 papers")]
)
def test_numbers_agree_with_their_noun(number: int, words: str) -> None:
    assert count(number, "paper") == words


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [count(number, "person", "people") for number in (1, 2)] == ["1 person", "2 people"]


def test_a_few_days_are_named_and_many_are_counted() -> None:
    days = tuple(dt.date(2026, 8, day) for day in (17, 18, 19, 20))
    assert days_words(days[:1]) == "Mon 17 Aug"
    assert days_words(days[:3]) == "Mon 17 Aug, Tue 18 Aug, Wed 19 Aug"
    assert days_words(days) == "4 weekdays from Mon 17 Aug 2026 to Thu 20 Aug 2026"


@given(days=st.lists(st.dates(dt.date(2023, 5, 4)), min_size=4, max_size=9, unique=True))
def test_many_days_go_from_the_first_to_the_last_in_any_order(days: list[dt.date]) -> None:
    assert days_words(tuple(days)).endswith(f"from {day_words(min(days))} to {day_words(max(days))}")
