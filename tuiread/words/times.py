"""Days, periods and times in words, short and without ambiguity; the reader's own clock for times of day.

Feed days are days in New York, as Hugging Face counts them; a time of day is always the reader's local time.
"""

from __future__ import annotations

import datetime as dt

from tuiread.plain_words import count, day_words, days_words, period_words, short_day, times

__all__ = [
    "age_words",
    "count",
    "day_words",
    "days_words",
    "full_time",
    "period_words",
    "short_day",
    "time_words",
    "times",
]


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
