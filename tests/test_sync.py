"""A sync: what is due, what happens when something fails, and going on where a stopped run ended."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests.fakes import NOW, FakeSource, Story, make_library, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, WEDNESDAY
from tuiread.dates import day_period, feed_today, month_period, week_period, weekdays
from tuiread.errors import OfflineError, RateLimitedError, StatusError, StoreError, StoreFullError
from tuiread.library import Library
from tuiread.records import Answer, DayReport, Item, Paper, PaperId, Period, Progress, SyncReport
from tuiread.sync import PATIENCE_S, SETTLED_AFTER_DAYS, SyncRun, due_days, without_settled

MONDAY, TUESDAY = dt.date(2026, 8, 17), dt.date(2026, 8, 18)
WEEK = (FRIDAY, THURSDAY, WEDNESDAY, TUESDAY, MONDAY)
PLAN = [day_period(day) for day in WEEK]
OFFLINE = OfflineError("Hugging Face cannot be reached.", source="huggingface")
BROKEN = StatusError("Hugging Face answered with an error.", source="huggingface", status=500)
ONE_DAY = dt.timedelta(days=1)


def paper_of(day: dt.date) -> Paper:
    return make_paper(f"2608.{day:%m%d}1")


def week() -> Story:
    story = Story()
    for day in WEEK:
        story.day(f"{day}", [paper_of(day)])
    return story


@contextlib.asynccontextmanager
async def opened(home: Path, story: Story) -> AsyncIterator[Library]:
    library = make_library(home, story)
    try:
        yield library
    finally:
        await library.close()


def asked_days(story: Story) -> list[dt.date]:
    return [dt.date.fromisoformat(question.removeprefix("day ")) for question in story.asked]


# What is due

moments = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2028, 1, 1), timezones=st.just(dt.UTC))
past_days = st.integers(0, 90)


@st.composite
def known_days(draw: st.DrawFn) -> tuple[dt.datetime, dict[dt.date, dt.datetime]]:
    """Draw a moment and which days were fetched until then, and when."""
    now = draw(moments)
    today = feed_today(now)
    fetched = {}
    for ago in draw(st.sets(past_days, max_size=40)):
        day = today - ago * ONE_DAY
        fetched[day] = now - dt.timedelta(hours=draw(st.integers(0, 24 * max(ago, 1))))
    return now, fetched


@given(known=known_days(), first=st.integers(1, 30), back=st.integers(0, 90))
def test_no_plan_holds_future_days_or_weekends_and_it_goes_backwards(
    known: tuple[dt.datetime, dict[dt.date, dt.datetime]], first: int, back: int
) -> None:
    now, fetched = known
    due = due_days(now, fetched, first_days=first, catch_up_days=back)
    assert list(due) == sorted(set(due), reverse=True)
    assert all(day <= feed_today(now) and day.weekday() < 5 for day in due)


@given(known=known_days(), first=st.integers(1, 30), back=st.integers(0, 90))
def test_missing_days_are_found_and_settled_ones_left(
    known: tuple[dt.datetime, dict[dt.date, dt.datetime]], first: int, back: int
) -> None:
    now, fetched = known
    due = due_days(now, fetched, first_days=first, catch_up_days=back)
    today = feed_today(now)
    for day in weekdays(max(today - back * ONE_DAY, min(fetched, default=today)), today):
        if day not in fetched:
            assert day in due
        else:
            assert (day in due) == (feed_today(fetched[day]) < day + SETTLED_AFTER_DAYS * ONE_DAY)


@given(now=moments, first=st.integers(1, 60))
def test_a_first_sync_takes_the_newest_weekdays(now: dt.datetime, first: int) -> None:
    due = due_days(now, {}, first_days=first, catch_up_days=60)
    assert len(due) == first
    assert set(due) == set(weekdays(due[-1], feed_today(now)))


@given(now=moments, first=st.integers(1, 30), done=st.integers(0, 30))
def test_a_first_sync_that_was_stopped_goes_on_to_its_end(now: dt.datetime, first: int, done: int) -> None:
    whole = due_days(now, {}, first_days=first, catch_up_days=60)
    fetched = dict.fromkeys(whole[:done], now)
    rest = due_days(now, fetched, first_days=first, catch_up_days=60, rest=dt.timedelta(minutes=15))
    assert rest == whole[done:]


def test_days_before_the_first_fetched_one_are_not_caught_up() -> None:
    due = due_days(NOW, {WEDNESDAY: NOW}, first_days=1, catch_up_days=60)
    assert due == (FRIDAY, THURSDAY)


def test_a_day_fetched_a_moment_ago_may_rest() -> None:
    fetched = {FRIDAY: NOW - dt.timedelta(minutes=10), THURSDAY: NOW - dt.timedelta(minutes=20)}
    rest = dt.timedelta(minutes=15)
    assert due_days(NOW, fetched, first_days=2, catch_up_days=9, rest=rest) == (THURSDAY,)
    assert due_days(NOW, fetched, first_days=2, catch_up_days=9) == (FRIDAY, THURSDAY)


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("clock", "newest"),
    [
        ("2026-08-20T23:59:59", dt.date(2026, 8, 20)),
        ("2026-08-21T00:00:00", dt.date(2026, 8, 21)),
        ("2026-01-15T23:59:59", dt.date(2026, 1, 15)),  # UTC is five hours ahead in winter, four in summer
        ("2026-01-16T00:00:00", dt.date(2026, 1, 16)),
        ("2026-03-09T00:00:00", dt.date(2026, 3, 9)),  # the Monday after the clocks went forward
        ("2026-11-02T00:30:00", dt.date(2026, 11, 2)),  # the Monday after they went back
        ("2026-08-23T12:00:00", dt.date(2026, 8, 21)),  # a Sunday
    ],
)
def test_the_newest_day_due_is_that_of_new_york(clock: str, newest: dt.date) -> None:
    now = dt.datetime.fromisoformat(clock).replace(tzinfo=NEW_YORK).astimezone(dt.UTC)
    assert due_days(now, {}, first_days=3, catch_up_days=60)[0] == newest


@pytest.mark.parametrize(("fetched_on", "is_due"), [("2026-03-08T23:59", True), ("2026-03-09T00:00", False)])
def test_a_day_settles_two_new_york_days_later_also_when_the_clocks_change(fetched_on: str, is_due: bool) -> None:
    saturday = dt.date(2026, 3, 7)
    fetched_at = dt.datetime.fromisoformat(fetched_on).replace(tzinfo=NEW_YORK).astimezone(dt.UTC)
    assert bool(without_settled([day_period(saturday)], {saturday: fetched_at})) is is_due


def test_a_plan_loses_its_settled_days_only() -> None:
    late = NOW + 3 * ONE_DAY
    assert without_settled(PLAN, {FRIDAY: NOW, THURSDAY: late, MONDAY: late}) == (PLAN[0], PLAN[2], PLAN[3])


# A good run


async def test_a_run_keeps_every_day_and_reports_it(tmp_path: Path) -> None:
    story = week().day(f"{THURSDAY}", [], skipped=[])
    story.day(f"{FRIDAY}", [paper_of(FRIDAY), make_paper("2608.00001")], skipped=["Item 3 could not be read."])
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN)
        assert asked_days(story) == list(WEEK)
        assert report.days[FRIDAY] == DayReport(2, 2, 1)
        assert report.days[THURSDAY] == DayReport(0, 0, 0)
        assert list(report.days) == sorted(WEEK)
        assert (report.new_count, report.failed_days) == (5, ())
        (outcome,) = report.outcomes
        assert (outcome.source, outcome.is_ok, outcome.request_count, outcome.error) == ("huggingface", True, 5, None)
        assert report.paper_total == await library.paper_total()


async def test_a_second_run_finds_nothing_new(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        first = await library.sync(PLAN)
        assert (await library.sync(PLAN)).new_count == 0
        assert first.new_count == 5


async def test_requests_are_counted_for_this_run_only(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await library.sync(PLAN)
        assert (await library.sync(PLAN[:2])).outcomes[0].request_count == 2


async def test_an_empty_plan_is_a_report_of_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        report = await library.sync([])
        assert (report.days, report.failed_days, report.outcomes[0].is_ok) == ({}, (), True)


async def test_progress_counts_days_and_new_papers(tmp_path: Path) -> None:
    seen: list[Progress] = []
    async with opened(tmp_path, week()) as library:
        await library.sync(PLAN[:3], seen.append)
    assert seen == [
        Progress(0, 3, "0 new papers"),
        Progress(1, 3, "1 new paper"),
        Progress(2, 3, "2 new papers"),
        Progress(3, 3, "3 new papers"),
    ]


# Failures


async def test_a_failing_day_is_an_outcome_and_the_others_are_kept(tmp_path: Path) -> None:
    story = week().fails_with(BROKEN, day=f"{WEDNESDAY}")
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN)
        assert report.failed_days == (WEDNESDAY,)
        assert set(report.days) == set(WEEK) - {WEDNESDAY}
        assert (report.outcomes[0].is_ok, report.outcomes[0].error) == (False, str(BROKEN))
        fresh = (await library.feed(day_period(WEDNESDAY))).freshness
        assert (fresh.failed_at, fresh.error, fresh.missing_days) == (NOW, str(BROKEN), (WEDNESDAY,))


async def test_a_later_success_clears_a_failure(tmp_path: Path) -> None:
    story = week().fails_with(BROKEN, day=f"{WEDNESDAY}")
    async with opened(tmp_path, story) as library:
        await library.sync(PLAN)
    async with opened(tmp_path, week()) as library:
        assert day_period(WEDNESDAY) in await library.due()
        report = await library.sync(await library.due())
        assert report.failed_days == ()
        assert (await library.feed(day_period(WEDNESDAY))).freshness.error is None


async def test_offline_at_the_start_stops_early_and_names_all_days_as_failed(tmp_path: Path) -> None:
    seen: list[Progress] = []
    story = week().fails_with(OFFLINE)
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN, seen.append)
    assert asked_days(story) == [FRIDAY]
    assert report.failed_days == tuple(sorted(WEEK))
    assert report.days == {}
    assert [progress.done_count for progress in seen] == [0]


async def test_a_line_that_worked_before_gets_a_second_chance(tmp_path: Path) -> None:
    story = week().fails_with(OFFLINE, day=f"{THURSDAY}")
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN)
    assert asked_days(story) == list(WEEK)
    assert report.failed_days == (THURSDAY,)


async def test_a_line_that_breaks_for_good_stops_the_run(tmp_path: Path) -> None:
    story = week()
    for day in WEEK[1:]:
        story.fails_with(OFFLINE, day=f"{day}")
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN)
    assert asked_days(story) == [FRIDAY, THURSDAY, WEDNESDAY]
    assert report.failed_days == tuple(sorted(WEEK[1:]))


async def test_three_failures_in_a_row_leave_the_rest_for_another_time(tmp_path: Path) -> None:
    story = week().fails_with(BROKEN)
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN)
        assert (await library.feed(day_period(MONDAY))).freshness.error is None
    assert asked_days(story) == [FRIDAY, THURSDAY, WEDNESDAY]
    assert report.failed_days == tuple(sorted(WEEK))


async def test_a_success_in_between_starts_the_count_of_failures_anew(tmp_path: Path) -> None:
    story = week()
    for day in (FRIDAY, THURSDAY, TUESDAY, MONDAY):
        story.fails_with(BROKEN, day=f"{day}")
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN)
    assert set(report.days) == {WEDNESDAY}
    assert len(story.asked) == 5


async def test_items_that_cannot_be_read_are_a_failure_when_there_is_nothing_else(tmp_path: Path) -> None:
    story = week().day(f"{FRIDAY}", [], skipped=["Item 1.", "Item 2."])
    async with opened(tmp_path, story) as library:
        report = await library.sync(PLAN)
    assert report.failed_days == (FRIDAY,)
    assert "Nothing of the 2 items" in str(report.outcomes[0].error)


async def test_a_full_disk_ends_the_run_and_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*words: object, is_partial: bool) -> DayReport:
        raise StoreFullError("The disk is full: what came before is kept.")

    story = week()
    async with opened(tmp_path, story) as library:
        monkeypatch.setattr("tuiread.acts.keep_day", fail)
        with pytest.raises(StoreError, match="The disk is full"):
            await library.sync(PLAN)
    assert asked_days(story) == [FRIDAY]


# Waiting


class Limited(FakeSource):
    """Asks for waits before it answers."""

    def __init__(self, story: Story, waits: Sequence[float]) -> None:
        super().__init__(story, lambda: NOW)
        self.waits = list(waits)
        self.listener: Callable[[float], None] = lambda wait_s: None

    def tell_waits(self, listener: Callable[[float], None]) -> None:
        self.listener = listener

    async def day(self, day: dt.date) -> Answer:
        if self.waits:
            wait_s = self.waits.pop(0)
            self.listener(wait_s / 2)
            raise RateLimitedError("Please wait.", source="huggingface", wait_s=wait_s)
        return await super().day(day)


async def run_limited(home: Path, waits: Sequence[float]) -> tuple[SyncReport, list[float], list[Progress], Limited]:
    slept: list[float] = []
    seen: list[Progress] = []

    async def sleep(wait_s: float) -> None:
        slept.append(wait_s)

    source = Limited(week(), waits)
    async with opened(home, week()) as library:
        report = await SyncRun(source, library, lambda: NOW, seen.append, sleep=sleep).run(PLAN[:2])
    return report, slept, seen, source


async def test_a_bearable_wait_is_waited_once_and_said(tmp_path: Path) -> None:
    report, slept, seen, _ = await run_limited(tmp_path, [60])
    assert slept == [60]
    assert report.failed_days == ()
    assert Progress(0, 2, "waiting 60 s, as the service asks") in seen
    assert Progress(0, 2, "waiting 30 s, as the service asks") in seen


@pytest.mark.parametrize("waits", [[PATIENCE_S + 1], [60, 60]])
async def test_longer_or_repeated_waits_stop_the_run(tmp_path: Path, waits: list[float]) -> None:
    report, slept, _, _ = await run_limited(tmp_path, waits)
    assert slept == [60] * (len(waits) - 1)
    assert report.failed_days == (THURSDAY, FRIDAY)
    assert report.outcomes[0].error == "Please wait."


async def test_after_a_run_nobody_listens_to_waits_any_more(tmp_path: Path) -> None:
    _, _, seen, source = await run_limited(tmp_path, [])
    count = len(seen)
    source.listener(5)
    assert len(seen) == count


# Weeks and months


class Shaped(FakeSource):
    """Answers weeks and months with given items, and days from the story."""

    def __init__(self, story: Story, items: Sequence[Item], skipped: Sequence[str] = ()) -> None:
        super().__init__(story, lambda: NOW)
        self.answer = Answer(tuple(items), tuple(skipped))

    async def week(self, start: dt.date) -> Answer:
        await self._story.hear(f"week {start}")
        return self.answer

    async def month(self, year: int, month: int) -> Answer:
        await self._story.hear(f"month {year}-{month:02}")
        return self.answer


class ShapedDay(FakeSource):
    """Answers every day with given items."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__(Story(), lambda: NOW)
        self.answer = Answer(tuple(items))

    async def day(self, day: dt.date) -> Answer:
        return self.answer


async def run_shaped(library: Library, source: FakeSource, period: Period) -> SyncReport:
    return await SyncRun(source, library, lambda: NOW).run([period])


async def ids(library: Library, day: dt.date) -> list[PaperId]:
    return [row.id for row in (await library.feed(day_period(day))).rows]


@pytest.mark.parametrize("period", [week_period(FRIDAY), month_period(FRIDAY)])
async def test_a_week_or_month_is_asked_for_once_and_kept_by_day(tmp_path: Path, period: Period) -> None:
    story = Story().day(f"{FRIDAY}", [paper_of(FRIDAY)]).day(f"{MONDAY}", [paper_of(MONDAY)])
    async with opened(tmp_path, story) as library:
        report = await library.sync([period])
        assert len(story.asked) == 1
        assert tuple(report.days) == weekdays(period.start, FRIDAY)
        assert {day for day, kept in report.days.items() if kept.paper_count} == {FRIDAY, MONDAY}
        assert await ids(library, MONDAY) == [paper_of(MONDAY).id]
        assert (await library.feed(day_period(TUESDAY))).freshness.empty_days == (TUESDAY,)


async def test_days_to_come_are_not_kept_as_empty(tmp_path: Path) -> None:
    story = Story().day(f"{MONDAY}", [paper_of(MONDAY)])
    now = dt.datetime(2026, 8, 18, 16, tzinfo=dt.UTC)
    async with opened(tmp_path, story) as library:
        library.now = lambda: now
        report = await library.sync([week_period(FRIDAY)])
    assert tuple(report.days) == (MONDAY, TUESDAY)


async def test_papers_of_a_weekend_are_kept_where_a_week_has_some(tmp_path: Path) -> None:
    saturday = dt.date(2026, 8, 15)
    async with opened(tmp_path, Story()) as library:
        source = Shaped(Story(), [Item(paper_of(saturday), saturday)])
        report = await run_shaped(library, source, week_period(saturday))
        assert report.days[saturday].paper_count == 1
        assert await ids(library, saturday) == [paper_of(saturday).id]


async def test_a_day_outside_of_the_week_is_not_overwritten_by_a_part_of_it(tmp_path: Path) -> None:
    sunday_before = MONDAY - ONE_DAY
    async with opened(tmp_path, week()) as library:
        await library.keep_day(sunday_before, [make_paper("2608.00001"), make_paper("2608.00002")], NOW, 0)
        source = Shaped(week(), [Item(make_paper("2608.00003"), sunday_before), Item(paper_of(FRIDAY), FRIDAY)])
        report = await run_shaped(library, source, week_period(FRIDAY))
        assert sunday_before not in report.days
        assert await ids(library, sunday_before) == ["2608.00001", "2608.00002"]


async def test_a_week_whose_items_name_no_day_is_asked_for_day_by_day(tmp_path: Path) -> None:
    story = week()
    async with opened(tmp_path, story) as library:
        source = Shaped(story, [Item(paper_of(FRIDAY), FRIDAY), Item(paper_of(MONDAY))])
        report = await run_shaped(library, source, week_period(FRIDAY))
        assert story.asked == [f"week {MONDAY}", *(f"day {day}" for day in sorted(WEEK))]
        assert set(report.days) == set(WEEK)
        assert report.outcomes[0].request_count == 6
        assert await ids(library, MONDAY) == [paper_of(MONDAY).id]


async def test_a_day_that_fails_within_such_a_week_concerns_itself_only(tmp_path: Path) -> None:
    story = week().fails_with(BROKEN, day=f"{WEDNESDAY}")
    async with opened(tmp_path, story) as library:
        report = await run_shaped(library, Shaped(story, [Item(paper_of(MONDAY))]), week_period(FRIDAY))
    assert tuple(report.days) == (MONDAY, TUESDAY, THURSDAY, FRIDAY)
    assert report.failed_days == (WEDNESDAY,)


async def test_the_progress_of_such_a_week_counts_its_days(tmp_path: Path) -> None:
    seen: list[Progress] = []
    story = week()
    async with opened(tmp_path, story) as library:
        source = Shaped(story, [Item(paper_of(MONDAY))])
        await SyncRun(source, library, lambda: NOW, seen.append).run([week_period(FRIDAY)])
    assert [(step.done_count, step.total_count) for step in seen] == [(0, 1), *((done, 5) for done in range(6))]


async def test_a_wait_within_such_a_week_asks_for_one_day_again(tmp_path: Path) -> None:
    class LimitedWeek(Limited):
        async def week(self, start: dt.date) -> Answer:
            await self._story.hear(f"week {start}")
            return Answer((Item(paper_of(MONDAY)),))

    slept: list[float] = []

    async def sleep(wait_s: float) -> None:
        slept.append(wait_s)

    source = LimitedWeek(week(), [60])
    async with opened(tmp_path, week()) as library:
        report = await SyncRun(source, library, lambda: NOW, sleep=sleep).run([week_period(FRIDAY)])
    assert (slept, report.failed_days, len(report.days)) == ([60], (), 5)
    assert source.request_count == 6


# Answers that hold less, or something else, than was asked for


async def test_a_month_that_fails_before_its_first_weekday_is_a_failure(tmp_path: Path) -> None:
    saturday = dt.date(2026, 8, 1)
    async with opened(tmp_path, Story().fails_with(OFFLINE)) as library:
        library.now = lambda: dt.datetime(2026, 8, 1, 16, tzinfo=dt.UTC)
        report = await library.sync([month_period(saturday)])
        assert (report.has_failed, report.failed_days) == (True, (saturday,))
        assert (await library.feed(month_period(saturday))).freshness.error == str(OFFLINE)


async def test_a_good_run_has_not_failed(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        assert not (await library.sync(PLAN)).has_failed


async def test_days_without_items_stay_unknown_where_items_of_their_week_could_not_be_read(tmp_path: Path) -> None:
    story = Story().day(f"{FRIDAY}", [paper_of(FRIDAY)]).day(f"{MONDAY}", [paper_of(MONDAY)], skipped=["Item 9."])
    async with opened(tmp_path, story) as library:
        report = await library.sync([week_period(FRIDAY)])
        fresh = (await library.feed(week_period(FRIDAY))).freshness
    missing = (TUESDAY, WEDNESDAY, THURSDAY)
    assert (tuple(report.days), report.failed_days) == ((MONDAY, FRIDAY), missing)
    assert (fresh.missing_days, fresh.empty_days, fresh.skipped_count) == (missing, (), 1)
    assert "1 of the items that came could not be read" in str(report.outcomes[0].error)


async def test_an_answer_with_unreadable_items_takes_no_paper_away(tmp_path: Path) -> None:
    lost, found = make_paper("2608.00001"), make_paper("2608.00002")
    async with opened(tmp_path, week()) as library:
        await library.keep_day(MONDAY, [lost], NOW, 0)
        await library.keep_day(FRIDAY, [lost], NOW, 0)
        story = Story().day(f"{MONDAY}", [found]).day(f"{FRIDAY}", [found], skipped=["Item 2."])
        await run_shaped(library, story.open(library._settings, lambda: NOW), week_period(FRIDAY))
        assert set(await ids(library, MONDAY)) == set(await ids(library, FRIDAY)) == {lost.id, found.id}


async def test_items_of_another_day_are_kept_out(tmp_path: Path) -> None:
    async with opened(tmp_path, Story()) as library:
        source = ShapedDay([Item(paper_of(FRIDAY), FRIDAY), Item(paper_of(MONDAY), MONDAY), Item(paper_of(TUESDAY))])
        report = await run_shaped(library, source, day_period(FRIDAY))
        assert set(await ids(library, FRIDAY)) == {paper_of(FRIDAY).id, paper_of(TUESDAY).id}
        assert tuple(report.days) == (FRIDAY,)


async def test_a_day_whose_items_all_name_another_day_has_failed(tmp_path: Path) -> None:
    async with opened(tmp_path, Story()) as library:
        report = await run_shaped(library, ShapedDay([Item(paper_of(MONDAY), MONDAY)]), day_period(FRIDAY))
        fresh = (await library.feed(day_period(FRIDAY))).freshness
    assert (report.days, report.failed_days) == ({}, (FRIDAY,))
    assert fresh.is_starter
    assert "has papers of other days only, such as 2026-08-17" in str(fresh.error)


async def test_nothing_before_the_first_day_of_the_feed_is_asked_for_or_missing(tmp_path: Path) -> None:
    first = dt.date(2023, 5, 4)
    now = dt.datetime(2023, 5, 8, 16, tzinfo=dt.UTC)
    assert due_days(now, {}, first_days=9, catch_up_days=60)[-1] == first
    async with opened(tmp_path, Story().day(f"{first}", [paper_of(first)])) as library:
        library.now = lambda: now
        report = await library.sync([month_period(first)])
        assert min(report.days) == first
        assert (await library.feed(month_period(first))).freshness.missing_days == ()


async def test_the_failed_days_of_a_week_or_month_are_weekdays_until_today(tmp_path: Path) -> None:
    story = week().fails_with(OFFLINE)
    async with opened(tmp_path, story) as library:
        report = await library.sync([week_period(FRIDAY), month_period(FRIDAY)])
    assert report.failed_days == weekdays(dt.date(2026, 8, 1), FRIDAY)


async def test_a_day_that_comes_back_empty_does_not_stop_the_other_days_of_its_week(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await library.sync(PLAN)
        source = Shaped(Story(), [Item(replace(paper_of(day), upvotes=77), day) for day in WEEK if day != TUESDAY])
        report = await run_shaped(library, source, week_period(FRIDAY))
        assert report.failed_days == (TUESDAY,)
        assert set(report.days) == set(WEEK) - {TUESDAY}
        assert await ids(library, TUESDAY) == [paper_of(TUESDAY).id]
        assert "has no papers, though 1 were there" in str(report.outcomes[0].error)


# Stopped and together


async def test_a_run_that_is_stopped_goes_on_where_it_ended_and_loses_nothing(tmp_path: Path) -> None:
    tasks: list[asyncio.Task[SyncReport]] = []

    def stop() -> None:
        tasks[0].cancel()

    story = week().interrupted_by(stop, day=f"{WEDNESDAY}")
    async with opened(tmp_path, story) as library:
        tasks.append(asyncio.ensure_future(library.sync(PLAN)))
        with pytest.raises(asyncio.CancelledError):
            await tasks[0]
        assert asked_days(story) == [FRIDAY, THURSDAY, WEDNESDAY]
        assert (await library.feed(day_period(WEDNESDAY))).freshness.error is None
    story = week()
    async with opened(tmp_path, story) as library:
        assert await ids(library, FRIDAY) == [paper_of(FRIDAY).id]
        due = await library.due(is_asked_for=False)
        assert due[:3] == tuple(PLAN[2:])
        await library.sync(due)
        assert {day: await ids(library, day) for day in WEEK} == {day: [paper_of(day).id] for day in WEEK}
        assert await library.check() == {"library": "ok", "cache": "ok"}


async def test_a_second_sync_of_one_library_waits_for_the_first(tmp_path: Path) -> None:
    story = week()
    async with opened(tmp_path, story) as library:
        first, second = await asyncio.gather(library.sync(PLAN), library.sync(PLAN))
    assert asked_days(story) == [*WEEK, *WEEK]
    assert (first.new_count, second.new_count) == (5, 0)


async def test_two_runs_of_two_programs_do_no_harm(tmp_path: Path) -> None:
    stories = [week(), week()]
    async with opened(tmp_path, stories[0]) as one, opened(tmp_path, stories[1]) as other:
        reports = await asyncio.gather(one.sync(PLAN), other.sync(list(reversed(PLAN))))
        assert [report.failed_days for report in reports] == [(), ()]
        assert sum(report.new_count for report in reports) == 5
        assert {day: await ids(one, day) for day in WEEK} == {day: [paper_of(day).id] for day in WEEK}
        assert await other.check() == {"library": "ok", "cache": "ok"}
