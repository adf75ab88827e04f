"""Places: the numbers by which the archive keeps papers in the order of their days, whenever they came.

    day of first submission ──> first place of the day, room for 16,384 papers ──> next day

An index of words lists places in their order, so that the newest papers with a word are its last ones and come without
sorting.  A paper that comes late still lies between those of its day.  A revision changes no first day.  Not here: which
places are taken (archive).
"""

from __future__ import annotations

import datetime as dt

from tuiread.records import PaperId

FIRST_DAY = dt.date(1986, 1, 1)
"""arXiv began in 1991; a few papers of its forerunners are older."""

ROOM = 1 << 14
"""Places of one day; arXiv's largest had some two thousand papers."""


def day_number(day: dt.date) -> int:
    """Return how many days after the first one a day is, at least 0."""
    return max(0, (day - FIRST_DAY).days)


def first_place(day: dt.date) -> int:
    """Return the first place of a day."""
    return day_number(day) * ROOM


def day_of(place: int) -> dt.date:
    """Return the day of a place."""
    return FIRST_DAY + dt.timedelta(days=place // ROOM)


def day_by_id(paper_id: PaperId) -> dt.date:
    """Return the first of the month that an arXiv id names, for papers without a date.

    >>> day_by_id(PaperId("2501.00001")).isoformat(), day_by_id(PaperId("cs/0112017")).isoformat()
    ('2025-01-01', '2001-12-01')
    """
    digits = paper_id.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    return dt.date(year + (1900 if year > 90 else 2000), min(12, max(1, month)), 1)
