"""What is due, asking for it, and one report of how it went.

    due (pure) -> plan: periods to ask for, newest first
    run: for each period  ask the source -> split into days -> keep each day (one transaction each)
                          a week or month whose items do not name their day becomes its days in the plan

Killed at any point, the next run goes on from what the store holds: a day is due until it was fetched after it had
settled.  Two runs at once only do the same work twice.  Not here: HTTP (sources) and SQL (tables).
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from tuiread.dates import FIRST_DAY, day_period, feed_today, weekdays
from tuiread.errors import AnswerError, OfflineError, RateLimitedError, SourceError
from tuiread.records import Answer, DayReport, Item, Outcome, Paper, Period, Progress, SyncReport

if TYPE_CHECKING:
    from tuiread.sources import FeedSource

SETTLED_AFTER_DAYS = 2
"""A day's list grows and its votes move; fetched this many days later, it counts as settled."""

FAILURES_IN_A_ROW = 3
"""After so many failed days one after the other, the rest is left for another time."""

PATIENCE_S = 330.0
"""The longest wait that a service may ask for in the middle of a run; Hugging Face counts in windows of 300 s."""


class Keeper(Protocol):
    """Where a sync puts what came; the library is one."""

    async def keep_day(
        self,
        day: dt.date,
        papers: Sequence[Paper],
        fetched_at: dt.datetime,
        skipped: int,
        *,
        is_partial: bool = False,
    ) -> DayReport:
        """Keep one day in one transaction; papers may be missing from a partial answer."""

    async def keep_failure(self, days: Sequence[dt.date], failed_at: dt.datetime, error: str) -> None:
        """Keep that days were asked for in vain."""

    async def paper_total(self) -> int:
        """Return how many papers there are."""


def due_days(
    now: dt.datetime,
    fetched: Mapping[dt.date, dt.datetime],
    *,
    first_days: int,
    catch_up_days: int,
    rest: dt.timedelta = dt.timedelta(0),
) -> tuple[dt.date, ...]:
    """Return the days that a sync should ask for, newest first.

    Args:
        now: the time to decide for.
        fetched: when each day was last fetched.
        first_days: how many weekdays a first sync takes, at least one.
        catch_up_days: how many calendar days back missed days are looked for, not beyond the first fetched one.
        rest: an unsettled day fetched more recently than this is left alone.
    """
    today = feed_today(now)
    # The first days count for every sync, because the first one goes backwards and may have been stopped early.
    start = weekdays(today - dt.timedelta(days=2 * first_days + 2), today)[-first_days]
    if fetched:
        start = min(start, max(today - dt.timedelta(days=catch_up_days), min(fetched)))
    days = weekdays(max(start, FIRST_DAY), today)
    return tuple(day for day in reversed(days) if _is_due(day, fetched.get(day), now, rest))


def without_settled(plan: Sequence[Period], fetched: Mapping[dt.date, dt.datetime]) -> tuple[Period, ...]:
    """Return a plan of days without those that were fetched after they had settled, so that a stopped run goes on."""
    return tuple(day for day in plan if not _is_settled(day.start, fetched.get(day.start)))


def _is_due(day: dt.date, fetched_at: dt.datetime | None, now: dt.datetime, rest: dt.timedelta) -> bool:
    return fetched_at is None or (not _is_settled(day, fetched_at) and now - fetched_at >= rest)


def _is_settled(day: dt.date, fetched_at: dt.datetime | None) -> bool:
    return fetched_at is not None and feed_today(fetched_at) >= day + dt.timedelta(days=SETTLED_AFTER_DAYS)


class SyncRun:
    """One run of a sync over one source."""

    def __init__(
        self,
        source: FeedSource,
        keeper: Keeper,
        now: Callable[[], dt.datetime],
        on_progress: Callable[[Progress], None] = lambda progress: None,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._source = source
        self._keeper = keeper
        self._now = now
        self._on_progress = on_progress
        self._sleep = sleep
        self._days: dict[dt.date, DayReport] = {}
        self._errors: list[str] = []
        self._failed: list[dt.date] = []

    async def run(self, plan: Sequence[Period]) -> SyncReport:
        """Ask for every period of a plan, keep what comes, and report.

        A failing period is an outcome, never an exception.
        """
        before = self._source.request_count
        try:
            await self._fetch_all(plan)
        finally:
            self._source.tell_waits(lambda wait_s: None)
        return await self._report(self._source.request_count - before)

    async def _fetch_all(self, plan: Sequence[Period]) -> None:
        queue, number, in_a_row = list(plan), 0, 0
        while number < len(queue):
            period = queue[number]
            self._tell(number, len(queue))
            try:
                days = await self._fetch_patiently(period, number, len(queue))
                # A period that must be asked for day by day is no step of its own: its days take its place.
                queue[number : number + 1] = days or [period]
                number += not days
                in_a_row = 0
            except SourceError as error:
                in_a_row += 1
                await self._fail(period, error)
                number += 1
                if self._is_hopeless(error, in_a_row):
                    self._failed += [day for rest in queue[number:] for day in self._days_of(rest)]
                    return
        self._tell(number, len(queue))

    def _is_hopeless(self, error: SourceError, in_a_row: int) -> bool:
        """Tell whether the next periods would fail, too; a line that worked before gets a second chance."""
        if isinstance(error, OfflineError):
            return not self._days or in_a_row > 1
        return isinstance(error, RateLimitedError) or in_a_row >= FAILURES_IN_A_ROW

    async def _fetch_patiently(self, period: Period, done: int, total: int) -> Sequence[Period]:
        """Fetch a period; where the service asks for a bearable wait, wait once and ask again."""
        try:
            return await self._fetch(period)
        except RateLimitedError as error:
            if error.wait_s > PATIENCE_S:
                raise
            self._on_progress(Progress(done, total, _wait_words(error.wait_s)))
            await self._sleep(error.wait_s)
            return await self._fetch(period)

    async def _fetch(self, period: Period) -> Sequence[Period]:
        """Fetch a period and keep its days; return the days to ask for one by one where only that tells them apart."""
        asked_at = self._now()
        answer = await self._ask(period)
        if answer.skipped and not answer.items:
            # Taking this for a day without papers would hide that the service changed its form.
            raise AnswerError(
                f"Nothing of the {len(answer.skipped)} items that came could be read; is there a newer tuiread?",
                source=self._source.name,
                url=answer.url,
            )
        if period.kind != "day" and any(item.day is None for item in answer.items):
            # Answers from before March 2025 do not name their day.
            return [day_period(day) for day in self._days_of(period)]
        by_day = _split(answer.items, period)
        self._refuse_other_days(period, answer, by_day)
        unknown: tuple[dt.date, ...] = ()
        without_papers = [day for day in self._weekdays(period) if day not in by_day]
        if answer.skipped:
            # An item that could not be read may be of any day: those without others may have papers after all.
            unknown = tuple(without_papers)
        else:
            by_day |= dict.fromkeys(without_papers, ())
        await self._keep(by_day, asked_at, len(answer.skipped))
        if unknown:
            raise AnswerError(
                f"{len(answer.skipped)} of the items that came could not be read, so {len(unknown)} of the days may "
                "have papers that are not shown; ask for these days one by one.",
                source=self._source.name,
                url=answer.url,
            )
        return ()

    def _refuse_other_days(self, period: Period, answer: Answer, by_day: Mapping[dt.date, object]) -> None:
        """Make sure that an answer tells of what was asked for.

        Raises:
            AnswerError: all of its items name days outside of the period.
        """
        if answer.items and not by_day:
            other = max(item.day for item in answer.items if item.day)
            raise AnswerError(
                f"The answer for {period.start} has papers of other days only, such as {other}; nothing was kept, "
                "try again later.",
                source=self._source.name,
                url=answer.url,
            )

    async def _keep(self, by_day: Mapping[dt.date, Sequence[Paper]], asked_at: dt.datetime, skipped: int) -> None:
        """Keep the days of one answer; one that is refused does not stop the others."""
        refused: AnswerError | None = None
        for day, papers in sorted(by_day.items()):
            try:
                skipped_here = skipped if day == max(by_day) else 0
                self._days[day] = await self._keeper.keep_day(
                    day, papers, asked_at, skipped_here, is_partial=skipped > 0
                )
            except AnswerError as error:
                refused = error
        if refused:
            raise refused

    def _days_of(self, period: Period) -> tuple[dt.date, ...]:
        """Return the days that asking for a period asks for; its first one where that has no weekday yet."""
        return (period.start,) if period.kind == "day" else self._weekdays(period) or (period.start,)

    def _weekdays(self, period: Period) -> tuple[dt.date, ...]:
        """Return the days of a period on which the feed may have papers by now; for a day, that day."""
        if period.kind == "day":
            return (period.start,)
        return weekdays(max(period.start, FIRST_DAY), min(period.end, feed_today(self._now())))

    async def _ask(self, period: Period) -> Answer:
        if period.kind == "day":
            return await self._source.day(period.start)
        if period.kind == "week":
            return await self._source.week(period.start)
        return await self._source.month(period.start.year, period.start.month)

    async def _fail(self, period: Period, error: SourceError) -> None:
        days = [day for day in self._days_of(period) if day not in self._days]
        self._failed += days
        self._errors.append(str(error))
        await self._keeper.keep_failure(days, self._now(), str(error))

    async def _report(self, requests: int) -> SyncReport:
        failed = tuple(sorted(set(self._failed) - self._days.keys()))
        outcome = Outcome(
            source=self._source.name,
            is_ok=not self._errors,
            request_count=requests,
            error=self._errors[-1] if self._errors else None,
        )
        return SyncReport(dict(sorted(self._days.items())), (outcome,), await self._keeper.paper_total(), failed)

    def _tell(self, done: int, total: int) -> None:
        """Say how far this is, and before each wait that the source asks for, why it stands still."""
        new = sum(report.new_count for report in self._days.values())
        self._on_progress(Progress(done, total, f"{new} new paper{'' if new == 1 else 's'}"))
        self._source.tell_waits(lambda wait_s: self._on_progress(Progress(done, total, _wait_words(wait_s))))


def _wait_words(wait_s: float) -> str:
    return f"waiting {wait_s:.0f} s, as the service asks"


def _split(items: Iterable[Item], period: Period) -> dict[dt.date, Sequence[Paper]]:
    """Return papers by feed day; where an item does not name its day, the asked one counts.

    An item of a day outside of the period is left out: the others of its day are not here.
    """
    by_day: dict[dt.date, list[Paper]] = {}
    for item in items:
        day = item.day or period.start
        if period.start <= day <= period.end:
            by_day.setdefault(day, []).append(item.paper)
    return dict(by_day)
