"""Days, periods and numbers in words, the same on a screen, on a line and in a file.

Not here: times of day, which are the reader's own (words.times).
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
