"""Places: the numbers by which the archive keeps papers in the order of their days, whenever they came.

    day of first submission ──> first place of the day, room for 131,072 papers ──> next day
    id                      ──> where in the day: its own number, so that the order is the same however papers came

An index of words lists places in their order, so that the newest papers with a word are its last ones and come without
sorting.  A paper that comes late still lies between those of its day.  A revision changes no first day.  Not here:
which places are taken (archive).
"""

from __future__ import annotations

import datetime as dt

from tuiread.records import PaperId

FIRST_DAY = dt.date(1986, 1, 1)
"""arXiv began in 1991; a few papers of its forerunners are older."""

_FIRST_ORDINAL = FIRST_DAY.toordinal()

ROOM = 1 << 17
"""Places of one day."""

OTHERS = 100_000
"""From here on lie the few whose own place is taken or whose id has none, in the order in which they came."""

_ARCHIVES = (
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg",
    "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math",
    "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th", "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio", "quant-ph",
    "solv-int", "supr-con",
)  # fmt: skip
_ARCHIVE_ROOM = 1_000
"""Papers of one archive in one month of the old numbering, which had three digits."""


def day_number(day: dt.date) -> int:
    """Return how many days after the first one a day is, at least 0."""
    return max(0, (day - FIRST_DAY).days)


def first_place(day: dt.date) -> int:
    """Return the first place of a day."""
    return day_number(day) * ROOM


def place_of(day: dt.date, paper_id: PaperId) -> int | None:
    """Return the place of a paper; None where its id gives none.

    >>> place_of(FIRST_DAY, PaperId("2501.00042")), place_of(FIRST_DAY, PaperId("acc-phys/9901042"))
    (42, 42)
    """
    archive, _, number = paper_id.rpartition("/")
    if not archive:
        digits = number.partition(".")[2]
        return first_place(day) + int(digits) if len(digits) in (4, 5) and digits.isdecimal() else None
    if archive not in _ARCHIVES or len(number) != 7:
        return None
    return first_place(day) + _ARCHIVES.index(archive) * _ARCHIVE_ROOM + int(number[4:])


def day_of(place: int) -> dt.date:
    """Return the day of a place."""
    return FIRST_DAY + dt.timedelta(days=place // ROOM)


def ordinal_of(place: int) -> int:
    """Return the ordinal of the day of a place."""
    return _FIRST_ORDINAL + place // ROOM


def day_by_id(paper_id: PaperId) -> dt.date:
    """Return the first of the month that an arXiv id names, for papers without a date.

    >>> day_by_id(PaperId("2501.00001")).isoformat(), day_by_id(PaperId("cs/0112017")).isoformat()
    ('2025-01-01', '2001-12-01')
    """
    digits = paper_id.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    return dt.date(year + (1900 if year > 90 else 2000), min(12, max(1, month)), 1)
