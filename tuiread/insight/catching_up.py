"""What came while the reader was away, in three passes, and how long they take.  Pure, without numpy.

    must see    people you follow, papers that cite yours, papers near your saves      half a minute each
    top voted   the twenty with most votes of what is left                             ten seconds
    the rest    one line each                                                          a second

Not here: which papers there are, and what is near (ranking_room).
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Mapping, Sequence

from tuiread.records import FeedRow, PaperId, Pass, PassKind, PassReason

LEAST_AWAY = 2
"""Weekdays without a visit from which on a reader was away."""
TOP_VOTED = 20
MOST_NEAR_SHARE = 0.1
"""At most this share of all papers is a must only because it is near."""
LEAST_MUST = 5
SECONDS: dict[PassKind, float] = {"must see": 30.0, "top voted": 10.0, "the rest": 1.0}
"""What a paper takes while the reader's own pace is not known."""
LEAST_GAPS = 10
SHORTEST_GAP, LONGEST_GAP = dt.timedelta(seconds=3), dt.timedelta(minutes=10)
"""Between two reads in one sitting; less is paging, more is a pause."""

Reasons = dict[PaperId, tuple[PassReason, int]]


def passes(
    rows: Sequence[FeedRow], near: Mapping[PaperId, int], citing: Collection[PaperId], pace_s: float | None
) -> tuple[Pass, ...]:
    """Return the three passes; each paper is in one of them.

    Args:
        rows: all papers of the days, the best first.
        near: by paper, to how many saved papers it is near; 0 or missing for none.
        citing: papers that cite the reader's own.
        pace_s: seconds that the reader takes for a paper; None where that is not known.
    """
    must = _must(rows, near, citing)
    left = [row for row in rows if row.id not in must]
    top = sorted(left, key=lambda row: (-row.upvotes, row.id))[:TOP_VOTED]
    top_ids = {row.id for row in top}
    factor = pace_s / SECONDS["must see"] if pace_s else 1.0
    return (
        _pass("must see", [row for row in rows if row.id in must], must, factor),
        _pass("top voted", top, {row.id: ("votes", 0) for row in top}, factor),
        _pass("the rest", [row for row in left if row.id not in top_ids], {}, factor),
    )


def usual_pace(read_at: Sequence[dt.datetime]) -> float | None:
    """Return the seconds that a reader usually takes for a paper; None where too few were read in one sitting.

    Args:
        read_at: when papers were read one by one, the oldest first.
    """
    gaps = [after - before for before, after in itertools.pairwise(read_at)]
    usual = sorted(gap.total_seconds() for gap in gaps if SHORTEST_GAP <= gap <= LONGEST_GAP)
    return usual[len(usual) // 2] if len(usual) >= LEAST_GAPS else None


def away(visits: Sequence[dt.date], today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the last day before the latest absence, and the day of the return; None without one.

    Args:
        visits: days on which the reader was here, the oldest first.
        today: counts as a visit.
    """
    days = sorted({*visits, today})
    for before, after in reversed(list(itertools.pairwise(days))):
        if weekdays_between(before, after) >= LEAST_AWAY:
            return before, after
    return None


def weekdays_between(before: dt.date, after: dt.date) -> int:
    """Return how many weekdays lie strictly between two days."""
    days = ((before + dt.timedelta(days=number)).weekday() for number in range(1, (after - before).days))
    return sum(day < 5 for day in days)


def _must(rows: Sequence[FeedRow], near: Mapping[PaperId, int], citing: Collection[PaperId]) -> Reasons:
    found: Reasons = {}
    close = sorted((row for row in rows if near.get(row.id)), key=lambda row: (-near[row.id], -row.upvotes, row.id))
    for row in close[: max(LEAST_MUST, int(len(rows) * MOST_NEAR_SHARE))]:
        found[row.id] = "near", near[row.id]
    for row in rows:
        if row.id in citing:
            found[row.id] = "cites you", 0
        if row.followed_name is not None:
            found[row.id] = "follow", 0
    return found


def _pass(kind: PassKind, rows: Sequence[FeedRow], reasons: Reasons, factor: float) -> Pass:
    unread = sum(row.is_unread for row in rows)
    return Pass(kind, tuple(rows), reasons, unread * SECONDS[kind] * factor)
