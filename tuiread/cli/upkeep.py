"""The commands that fetch and check: sync.

Ctrl+c ends a sync between two days: what came is kept, and the next sync goes on from there.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.cli.desk import Reply
from tuiread.cli.edge import StoppedError
from tuiread.dates import FIRST_DAY, day_period, feed_today, parse_day, parse_month, parse_week, weekdays
from tuiread.errors import SourceError, UsageError
from tuiread.output.json_forms import encode, sync_form
from tuiread.records import Outcome, Progress, SyncReport
from tuiread.words.feed import sync_words
from tuiread.words.inbox import asked_words
from tuiread.words.times import count

if TYPE_CHECKING:
    import datetime as dt

    from tuiread.cli.desk import Desk
    from tuiread.records import Period


async def sync(desk: Desk) -> Reply:
    """Fetch what the options name, or what is due, and keep it."""
    if desk.options.is_offline:
        raise UsageError("A sync needs the network; leave --offline out.")
    if desk.words.harvest:
        from tuiread.cli.bulk import harvest

        return await harvest(desk)
    if desk.words.texts:
        return await _sync_texts(desk)
    plan = _asked_periods(desk, feed_today(desk.clock()))
    if plan is None:
        plan = await desk.library.due()
    elif desk.words.since or desk.words.days:
        # A long range that was stopped goes on where it stopped; --date asks for a day again in any case.
        plan = await desk.library.unsettled(plan)
    report = await _run(desk, plan)
    said = [_end_words(plan, report)]
    if desk.words.people:
        outcomes = await _ask_about_people(desk)
        total = await desk.library.paper_total()
        said.append(asked_words(outcomes, max(0, total - report.paper_total)))
        report = replace(report, outcomes=(*report.outcomes, *outcomes), paper_total=total)
    document = encode(sync_form(report)) if desk.wants_json else None
    if report.has_failed and not report.days and not any(outcome.is_ok for outcome in report.outcomes):
        return Reply(document=document, notices=tuple(said), exit_code=SourceError.exit_code)
    return Reply(tuple(said), document=document, notices=tuple(said) if report.has_failed and document else ())


async def _sync_texts(desk: Desk) -> Reply:
    """Ask what became of saved papers, then fetch the texts that they lack.

    Raises:
        UsageError: something else is asked for, too.
    """
    from tuiread.cli.texts import fetch_texts, outcome_of, said_of

    if _asked_periods(desk, feed_today(desk.clock())) is not None or desk.words.people:
        raise UsageError("--texts stands alone: it fetches the full texts of saved papers and nothing else.")
    with progress_bar() as draw:
        draw(Progress(0, 1, "what became of saved papers"))
        checked = await _check_saved(desk)
        due = await desk.library.texts.due()
        tries = await fetch_texts(desk, due, lambda done, total, note: draw(Progress(done, total, note)))
    outcome = outcome_of(tries)
    report = SyncReport({}, tuple(filter(None, (checked, outcome))), await desk.library.paper_total())
    document = encode(sync_form(report)) if desk.wants_json else None
    exit_code = SourceError.exit_code if outcome is not None and not outcome.is_ok else 0
    notices = (checked.error,) if checked is not None and checked.error else ()
    return Reply(tuple(said_of(tries)), document=document, notices=notices, exit_code=exit_code)


async def _check_saved(desk: Desk) -> Outcome | None:
    """Ask arXiv what became of saved papers; None where there was nothing to ask."""
    try:
        asked = await desk.library.sections.check_saved()
    except SourceError as error:
        return Outcome(error.source, False, 1, str(error))
    return Outcome("arxiv", True, asked) if asked else None


async def _run(desk: Desk, plan: tuple[Period, ...]) -> SyncReport:
    done_count = 0

    def note(progress: Progress) -> None:
        nonlocal done_count
        done_count = progress.done_count
        draw(progress)

    with progress_bar() as draw:
        try:
            return await desk.library.sync(plan, note)
        except asyncio.CancelledError:
            raise StoppedError(
                f"Stopped after {done_count} of {count(len(plan), 'request')}: what came is kept, and "
                "`tuiread sync` goes on from there."
            ) from None


async def _ask_about_people(desk: Desk) -> tuple[Outcome, ...]:
    """Ask for new works of everybody followed.

    Raises:
        StoppedError: the reader stopped it; what came is kept.
    """
    with progress_bar() as draw:
        try:
            return await desk.library.researchers.refresh_follows(draw)
        except asyncio.CancelledError:
            raise StoppedError("Stopped: what came of those you follow is kept.") from None


def _asked_periods(desk: Desk, today: dt.date) -> tuple[Period, ...] | None:
    """Return what the options name, newest first; None if they name nothing."""
    words = desk.words
    if words.until and not words.since:
        raise UsageError("--until needs --since, the first day to fetch.")
    if words.date:
        return (day_period(parse_day(words.date, today)),)
    if words.week:
        return (parse_week(words.week, today),)
    if words.month:
        return (parse_month(words.month, today),)
    if words.since:
        return _range(parse_day(words.since, today), parse_day(words.until or "today", today))
    if words.days:
        return tuple(day_period(day) for day in _last_weekdays(today, words.days))
    return None


def _range(first: dt.date, last: dt.date) -> tuple[Period, ...]:
    if first > last:
        raise UsageError(f"--since {first} is after --until {last}; swap them.")
    days = weekdays(first, last)
    if not days:
        raise UsageError(f"From {first} to {last} there is only a weekend, when the feed rests.")
    return tuple(day_period(day) for day in reversed(days))


def _last_weekdays(today: dt.date, number: int) -> list[dt.date]:
    import datetime as dt

    # Seven calendar days hold five weekdays: two more weeks than needed are always enough.
    first = max(FIRST_DAY, today - dt.timedelta(days=number * 7 // 5 + 14))
    return list(reversed(weekdays(first, today)))[:number]


def _end_words(plan: tuple[Period, ...], report: SyncReport) -> str:
    if report.has_failed and not report.failed_days:
        # What failed has no weekday that could be named: a month's beginning at a weekend, for example.
        kept = f"{count(len(report.days), 'day')} kept, but not everything" if report.days else "Nothing"
        return f"{kept} came: {next(outcome.error for outcome in report.outcomes if outcome.error)}"
    if report.days or report.has_failed:
        return sync_words(report)
    return "Nothing came: that time has no weekday yet." if plan else "Nothing was due: every day is up to date."


@contextlib.contextmanager
def progress_bar(verb: str = "Fetching", *, in_percent: bool = False) -> Iterator[Callable[[Progress], None]]:
    """Give a function that draws progress: a bar on a terminal, nothing elsewhere; stdout is left alone.

    Args:
        verb: what is being done.
        in_percent: whether the counts are too large to mean anything.
    """
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TaskProgressColumn, TextColumn

    columns = (
        TextColumn(verb),
        BarColumn(),
        TaskProgressColumn() if in_percent else MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(
            task, completed=progress.done_count, total=progress.total_count, description=progress.note
        )
