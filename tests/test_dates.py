"""Tests of tuiread.dates: what a day, week or month of the feed is, and how readers write one."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, strategies as st

from tuiread import dates
from tuiread.errors import UsageError
from tuiread.records import Period, PeriodKind

TODAY = dt.date(2026, 8, 21)
DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 12, 31))
FEED_DAYS = st.dates(min_value=dates.FIRST_DAY, max_value=TODAY)
KINDS: st.SearchStrategy[PeriodKind] = st.sampled_from(["day", "week", "month"])


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-08-21T03:59:59+00:00", "2026-08-20"),  # summer: New York is four hours behind
        ("2026-08-21T04:00:00+00:00", "2026-08-21"),
        ("2026-01-15T04:59:59+00:00", "2026-01-14"),  # winter: five
        ("2026-01-15T05:00:00+00:00", "2026-01-15"),
        ("2026-08-21T08:00:00+09:00", "2026-08-20"),
    ],
)
def test_the_feeds_day_changes_at_midnight_in_new_york(now: str, day: str) -> None:
    assert dates.feed_today(dt.datetime.fromisoformat(now)) == dt.date.fromisoformat(day)


@given(KINDS, DAYS)
def test_a_period_holds_its_day_and_its_days_are_contiguous(kind: PeriodKind, day: dt.date) -> None:
    period = dates.period_of(kind, day)
    days = dates.days_of(period)
    assert period.kind == kind
    assert day in days
    assert (days[0], days[-1]) == (period.start, period.end)
    assert all(later - earlier == dt.timedelta(days=1) for earlier, later in itertools.pairwise(days))


@given(KINDS, DAYS)
def test_every_day_of_a_period_names_the_same_period(kind: PeriodKind, day: dt.date) -> None:
    period = dates.period_of(kind, day)
    assert {dates.period_of(kind, other) for other in dates.days_of(period)} == {period}


@given(KINDS, DAYS, st.integers(min_value=-500, max_value=500))
def test_shift_can_be_taken_back(kind: PeriodKind, day: dt.date, n: int) -> None:
    period = dates.period_of(kind, day)
    assert dates.shift(dates.shift(period, n), -n) == period


@given(KINDS, DAYS)
def test_the_next_period_starts_where_the_last_one_ends(kind: PeriodKind, day: dt.date) -> None:
    period = dates.period_of(kind, day)
    assert dates.shift(period, 1).start == period.end + dt.timedelta(days=1)


def test_weeks_and_months_have_their_own_first_and_last_days() -> None:
    assert dates.week_period(TODAY) == Period("week", dt.date(2026, 8, 17), dt.date(2026, 8, 23))
    assert dates.month_period(dt.date(2024, 2, 10)).end == dt.date(2024, 2, 29)
    assert dates.month_period(dt.date(2026, 12, 31)).start == dt.date(2026, 12, 1)


def test_weekdays_leave_the_weekend_out() -> None:
    days = dates.weekdays(dt.date(2026, 8, 20), dt.date(2026, 8, 25))
    assert [day.isoformat() for day in days] == ["2026-08-20", "2026-08-21", "2026-08-24", "2026-08-25"]
    assert dates.weekdays(dt.date(2026, 8, 22), dt.date(2026, 8, 23)) == ()
    assert dates.weekdays(TODAY, TODAY - dt.timedelta(days=1)) == ()


@given(FEED_DAYS)
def test_a_day_reads_back_from_its_own_text(day: dt.date) -> None:
    assert dates.parse_day(day.isoformat(), TODAY) == day


@given(FEED_DAYS)
def test_a_week_reads_back_from_its_label(day: dt.date) -> None:
    assert dates.parse_week(dates.week_label(day), TODAY) == dates.week_period(day)


@given(FEED_DAYS)
def test_a_month_reads_back_from_its_label(day: dt.date) -> None:
    assert dates.parse_month(f"{day:%Y-%m}", TODAY) == dates.month_period(day)


def test_words_and_spelling_are_forgiven() -> None:
    assert dates.parse_day(" Today ", TODAY) == TODAY
    assert dates.parse_day("yesterday", TODAY) == dt.date(2026, 8, 20)
    assert dates.parse_week("2026-w34", TODAY) == dates.week_period(TODAY)


def test_a_week_belongs_to_the_iso_year() -> None:
    assert dates.week_label(dt.date(2027, 1, 1)) == "2026-W53"
    assert dates.week_label(dt.date(2024, 12, 30)) == "2025-W01"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("21.8.2026", "'21.8.2026' is not a day: write it as 2026-08-21, today or yesterday."),
        ("20260821", "'20260821' is not a day: write it as 2026-08-21, today or yesterday."),
        ("", "'' is not a day: write it as 2026-08-21, today or yesterday."),
        ("\x1b[2J", r"'\x1b[2J' is not a day: write it as 2026-08-21, today or yesterday."),
        ("２０２６-08-21", "'２０２６-08-21' is not a day: write it as 2026-08-21, today or yesterday."),
        ("2026-02-30", "2026-02-30 is not in the calendar: write a day as 2026-08-21."),
        ("2027-01-01", "2027-01-01 is in the future: the newest day is 2026-08-21."),
        ("2026-08-22", "2026-08-22 is in the future: the newest day is 2026-08-21."),
        ("2023-05-03", "2023-05-03 is before the feed began: the oldest day is 2023-05-04."),
    ],
)
def test_an_unusable_day_says_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        dates.parse_day(text, TODAY)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-08", "'2026-08' is not a week: write it as 2026-W34."),
        ("2025-W53", "2025-W53 is not in the calendar: write a week as 2026-W34."),
        ("0000-W01", "0000-W01 is not in the calendar: write a week as 2026-W34."),
        ("9999-W53", "9999-W53 is not in the calendar: write a week as 2026-W34."),
        ("2026-w35", "2026-W35 is in the future: the newest week is 2026-W34."),
        ("2023-W17", "2023-W17 is before the feed began: the oldest week is 2023-W18."),
    ],
)
def test_an_unusable_week_says_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        dates.parse_week(text, TODAY)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("August", "'August' is not a month: write it as 2026-08."),
        ("2026-13", "2026-13 is not in the calendar: write a month as 2026-08."),
        ("9999-12", "9999-12 is not in the calendar: write a month as 2026-08."),
        ("2026-09", "2026-09 is in the future: the newest month is 2026-08."),
        ("2023-04", "2023-04 is before the feed began: the oldest month is 2023-05."),
    ],
)
def test_an_unusable_month_says_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        dates.parse_month(text, TODAY)
    assert str(caught.value) == sentence


@given(st.text(max_size=12))
def test_no_text_breaks_the_parsers_in_any_other_way(text: str) -> None:
    for parse in (dates.parse_day, dates.parse_week, dates.parse_month):
        try:
            parse(text, TODAY)
        except UsageError as error:
            assert "\n" not in str(error)
            assert str(error).isprintable()


def test_the_first_week_and_month_of_the_feed_can_be_asked_for() -> None:
    assert dates.FIRST_DAY in dates.days_of(dates.parse_week("2023-W18", TODAY))
    assert dates.FIRST_DAY in dates.days_of(dates.parse_month("2023-05", TODAY))
