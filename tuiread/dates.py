"""Days, ISO weeks and months of the feed: which one is meant, what it holds, what comes next.

Not a calendar of what exists: which days have papers only the cache knows.  Not a clock either: "now" and "today" are
parameters everywhere.

    text of a reader  --parse_*-->  day or Period  --days_of, shift-->  days and neighbours
"""

from __future__ import annotations

import datetime as dt
import re

from tuiread.errors import UsageError
from tuiread.records import Period, PeriodKind

FIRST_DAY = dt.date(2023, 5, 4)
"""The first day of the feed that has papers.

Source: https://github.com/huggingface/hf-mcp-server (Hugging Face's own client, as the zone in `feed_today`).
"""

_ONE_DAY = dt.timedelta(days=1)
_DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEK_FORM = re.compile(r"([0-9]{4})-W([0-9]{2})", re.IGNORECASE)
_MONTH_FORM = re.compile(r"([0-9]{4})-([0-9]{2})")


def feed_today(now: dt.datetime) -> dt.date:
    """Return the feed's current day: the date in New York, which Hugging Face's own client means by "today".

    Args:
        now: an aware time.
    """
    from zoneinfo import ZoneInfo

    return now.astimezone(ZoneInfo("America/New_York")).date()


def day_period(day: dt.date) -> Period:
    """Return the period of one day."""
    return Period("day", day, day)


def week_period(day: dt.date) -> Period:
    """Return the ISO week around a day, Monday to Sunday."""
    monday = day - dt.timedelta(days=day.weekday())
    return Period("week", monday, monday + dt.timedelta(days=6))


def month_period(day: dt.date) -> Period:
    """Return the calendar month around a day."""
    return Period("month", day.replace(day=1), _first_of_month(day, 1) - _ONE_DAY)


def period_of(kind: PeriodKind, day: dt.date) -> Period:
    """Return the period of that kind around a day."""
    match kind:
        case "day":
            return day_period(day)
        case "week":
            return week_period(day)
        case "month":
            return month_period(day)


def shift(period: Period, n: int) -> Period:
    """Return the period `n` days, weeks or months later; earlier when `n` is negative."""
    match period.kind:
        case "day":
            return day_period(period.start + dt.timedelta(days=n))
        case "week":
            return week_period(period.start + dt.timedelta(weeks=n))
        case "month":
            return month_period(_first_of_month(period.start, n))


def days_of(period: Period) -> tuple[dt.date, ...]:
    """Return every day of a period, oldest first, weekends and future days included."""
    count = (period.end - period.start).days + 1
    return tuple(period.start + dt.timedelta(days=offset) for offset in range(count))


def weekdays(start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
    """Return Mondays to Fridays from `start` to `end`, both inclusive; the feed rests at weekends."""
    return tuple(day for day in days_of(Period("day", start, end)) if day.weekday() < 5)


def parse_day(text: str, today: dt.date) -> dt.date:
    """Read ``2026-08-21``, ``today`` or ``yesterday``.

    Args:
        text: what the reader wrote.
        today: the newest day of the feed; see `feed_today`.

    Raises:
        UsageError: it is no day, a day to come, or a day before the feed began.
    """
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return today if word == "today" else today - _ONE_DAY
    if not _DAY_FORM.fullmatch(word):
        raise UsageError(f"{text!r} is not a day: write it as {today}, today or yesterday.")
    try:
        day = dt.date.fromisoformat(word)
    except ValueError as error:
        raise UsageError(f"{word} is not in the calendar: write a day as {today}.") from error
    _check_reach(word, day_period(day), today, f"{today}", f"{FIRST_DAY}")
    return day


def parse_week(text: str, today: dt.date) -> Period:
    """Read an ISO week, ``2026-W34``.

    Raises:
        UsageError: it is no week, a week to come, or a week before the feed began.
    """
    found = _WEEK_FORM.fullmatch(text.strip())
    if not found:
        raise UsageError(f"{text!r} is not a week: write it as {week_label(today)}.")
    label = found.group().upper()
    try:
        period = week_period(dt.date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{label} is not in the calendar: write a week as {week_label(today)}.") from error
    _check_reach(label, period, today, week_label(today), week_label(FIRST_DAY))
    return period


def parse_month(text: str, today: dt.date) -> Period:
    """Read a calendar month, ``2026-08``.

    Raises:
        UsageError: it is no month, a month to come, or a month before the feed began.
    """
    found = _MONTH_FORM.fullmatch(text.strip())
    if not found:
        raise UsageError(f"{text!r} is not a month: write it as {today:%Y-%m}.")
    label = found.group()
    try:
        period = month_period(dt.date(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{label} is not in the calendar: write a month as {today:%Y-%m}.") from error
    _check_reach(label, period, today, f"{today:%Y-%m}", f"{FIRST_DAY:%Y-%m}")
    return period


def week_label(day: dt.date) -> str:
    """Return the name of the ISO week around a day: ``2026-W34``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _check_reach(label: str, period: Period, today: dt.date, newest: str, oldest: str) -> None:
    """Refuse a period that lies wholly outside of the feed, naming the nearest one inside."""
    if period.start > today:
        raise UsageError(f"{label} is in the future: the newest {period.kind} is {newest}.")
    if period.end < FIRST_DAY:
        raise UsageError(f"{label} is before the feed began: the oldest {period.kind} is {oldest}.")


def _first_of_month(day: dt.date, months_later: int) -> dt.date:
    """Return the first day of the month that many months after a day's own."""
    years, month_index = divmod(day.month - 1 + months_later, 12)
    return dt.date(day.year + years, month_index + 1, 1)
