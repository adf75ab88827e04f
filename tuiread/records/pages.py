"""What one screen or one command shows, as the library answers it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.papers import FeedRow, Paper, PaperState
from tuiread.records.people import PersonRow
from tuiread.records.sections import SectionCounts
from tuiread.records.taste import Learning

Order = Literal["trending", "new", "for-you"]
"""How a feed is ordered: by votes, by day and first publication, newest first, or by what the reader likes."""

PeriodKind = Literal["day", "week", "month"]


class Period(Struct, frozen=True):
    """A day, an ISO week or a calendar month of the feed, from its first day to its last, both inclusive."""

    kind: PeriodKind
    start: dt.date
    end: dt.date


class Freshness(Struct, frozen=True):
    """How old the facts of a period are, and what is missing."""

    fetched_at: dt.datetime | None = None
    """The oldest successful fetch among the period's days; None when none was fetched."""
    is_starter: bool = False
    """True when what is shown is the starter edition."""
    missing_days: tuple[dt.date, ...] = ()
    """Weekdays of the period, up to today, that were never fetched: unknown, not empty."""
    empty_days: tuple[dt.date, ...] = ()
    """Days that the source was asked for and had no papers."""
    failed_at: dt.datetime | None = None
    """The last attempt, if it failed after the last success; `error` says why in one sentence."""
    error: str | None = None
    skipped_count: int = 0
    """Items of the period's days that came and could not be read."""


class FeedPage(Struct, frozen=True):
    """One period of the feed, in one order."""

    period: Period
    order: Order
    rows: tuple[FeedRow, ...]
    freshness: Freshness
    hidden_count: int = 0
    """Papers of the period that the reader hid, and that are not among the rows."""
    learning: Learning | None = None
    """How much the order was learnt from, where it is for-you."""

    @property
    def unread_count(self) -> int:
        """How many of the rows are unread."""
        return sum(row.is_unread for row in self.rows)


class Step(Struct, frozen=True):
    """Where a date key leads, and what it stepped over."""

    period: Period | None
    """None when there is nothing in that direction."""
    skipped_empty: tuple[dt.date, ...] = ()
    """Days in between that were asked for and had no papers."""
    skipped_missing: tuple[dt.date, ...] = ()
    """Weekdays in between that were never fetched."""
    skipped_weekend: bool = False


class PaperPage(Struct, frozen=True):
    """A paper as one screen shows it."""

    paper: Paper
    state: PaperState
    authors: tuple[PersonRow, ...] = ()
    """One per byline entry, in its order."""
    counts: SectionCounts = SectionCounts()
    """How much of its surroundings is in the cache."""
    older: Paper | None = None
    """As the reader saved it, where a newer version is known now."""


class FollowedPaper(Struct, frozen=True):
    """A paper of somebody whom the reader follows."""

    paper: FeedRow
    names: tuple[str, ...]
    """The followed people in its byline."""
    is_new: bool
    """True when it is unread and came on a later feed day than that of the follow."""


class FollowingPage(Struct, frozen=True):
    """The people followed; their papers in the cache, newest first; when the stalest of these was last fetched."""

    people: tuple[PersonRow, ...]
    papers: tuple[FollowedPaper, ...]
    as_of: dt.datetime | None = None
