"""Days, periods and times in words, short and without ambiguity; the reader's own clock for times of day.

Feed days are days in New York, as Hugging Face counts them; a time of day is always the reader's local time.
"""

from __future__ import annotations

import datetime as dt

from tuiread.records import Period


def day_words(day: dt.date) -> str:
    """Return ``Fri 21 Aug 2026``."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def short_day(day: dt.date, this_year: int | None = None) -> str:
    """Return ``Fri 21 Aug``; where a year is meant and this is a day of another one, ``Thu 21 Aug 2025``."""
    year = "" if this_year in (None, day.year) else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def period_words(period: Period) -> str:
    """Return a day, ``Week 34, 17 to 23 Aug 2026`` or ``August 2026``."""
    if period.kind == "day":
        return day_words(period.start)
    if period.kind == "month":
        return f"{period.start:%B} {period.start.year}"
    start, end = period.start, period.end
    first = f"{start.day}" if start.month == end.month else f"{start.day} {start:%b}"
    return f"Week {start.isocalendar().week}, {first} to {end.day} {end:%b} {end.year}"


def time_words(at: dt.datetime, now: dt.datetime) -> str:
    """Return when something was, in local time: ``07:10`` today, ``20 Nov 07:10``, or with its year."""
    local, today = at.astimezone(), now.astimezone().date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {local:%b}{year} {clock}"


def full_time(at: dt.datetime) -> str:
    """Return ``Fri 21 Aug 2026 20:00 UTC``: day, local time and its zone."""
    local = at.astimezone()
    return f"{day_words(local.date())} {local:%H:%M} {local.tzname() or ''}".rstrip()


def age_words(at: dt.datetime, now: dt.datetime) -> str:
    """Return how long ago something was: ``just now``, ``3 hours ago``, ``2 days ago``."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{count(minutes, 'minute')} ago"
    if minutes < 48 * 60:
        return f"{count(minutes // 60, 'hour')} ago"
    return f"{count(minutes // (24 * 60), 'day')} ago"


def times(number: int) -> str:
    """Return ``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return ``1 paper`` or ``3 papers``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def days_words(days: tuple[dt.date, ...]) -> str:
    """Return up to three days in words, or how many there are and from when to when."""
    if len(days) <= 3:
        return ", ".join(short_day(day) for day in days)
    return f"{count(len(days), 'weekday')} from {day_words(min(days))} to {day_words(max(days))}"
