"""What sources answer and what a sync reports, before and after it is kept."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from tuiread.records.papers import Paper


class Item(Struct, frozen=True):
    """One paper as a source's list gave it, before it is kept."""

    paper: Paper
    """`feed_days` holds the one day of this item when the answer names it."""
    day: dt.date | None = None
    """The feed day that the answer itself names; None in the old shapes, where the asked date counts."""


class Answer(Struct, frozen=True):
    """A source's list: what could be read, and how much could not."""

    items: tuple[Item, ...]
    skipped: tuple[str, ...] = ()
    """One sentence for each item that was not readable."""
    url: str | None = None
    """The first request."""


class DayReport(Struct, frozen=True):
    """What a sync did for one day."""

    paper_count: int
    new_count: int
    """Papers that this day did not list before."""
    skipped_count: int = 0


class Outcome(Struct, frozen=True):
    """How one source fared in a sync."""

    source: str
    is_ok: bool
    request_count: int
    error: str | None = None


class SyncReport(Struct, frozen=True):
    """What a sync did, by day and by source."""

    days: dict[dt.date, DayReport]
    outcomes: tuple[Outcome, ...]
    paper_total: int
    """Papers in the cache afterwards."""
    failed_days: tuple[dt.date, ...] = ()
    """Days that were asked for in vain or not reached any more, oldest first."""

    @property
    def new_count(self) -> int:
        """How many papers the days did not list before."""
        return sum(report.new_count for report in self.days.values())

    @property
    def has_failed(self) -> bool:
        """True when any source failed, whatever else was kept."""
        return not all(outcome.is_ok for outcome in self.outcomes)


class Progress(Struct, frozen=True):
    """How far a running sync is."""

    done_count: int
    total_count: int
    """Days asked for."""
    note: str
    """What is being done, in a few words."""
