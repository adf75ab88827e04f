"""A digest: what a week or a month brought, short enough to be read in five minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tuiread.records.pages import Freshness, Period
from tuiread.records.papers import FeedRow, PaperId

DigestKind = Literal["notices", "followed", "cites_you", "feeds", "near", "for_you", "top", "saved"]
"""Why papers stand together, in the order of a digest; a paper stands in the first that fits."""

DigestFormat = Literal["md", "html", "eml", "txt", "atom"]

Rhythm = Literal["weekly", "daily"]
"""How often a subscription sends one."""


class Quote(Struct, frozen=True):
    """One or two sentences about a paper, and who made them."""

    text: str
    maker: str
    """``AI summary by MODEL``, ``abstract``."""


class DigestItem(Struct, frozen=True):
    """One paper of a digest."""

    paper: FeedRow
    reasons: tuple[str, ...] = ()
    """Why it stands there, in words: ``by Ada Example``; empty among the most voted."""
    quote: Quote | None = None
    """None where nothing is known, or no room was left."""


class DigestSection(Struct, frozen=True):
    """Papers that stand together for one reason."""

    kind: DigestKind
    items: tuple[DigestItem, ...]
    left_count: int = 0
    """How many more there are that the digest has no room for."""


class DayCount(Struct, frozen=True):
    """How many papers a day of the feed had."""

    day: dt.date
    paper_count: int | None
    """None for a day that was not fetched: unknown, not empty."""


class Digest(Struct, frozen=True):
    """What a period brought."""

    period: Period
    """Of the kind ``day`` also for several days, where a digest reaches from a day until today."""
    made_at: dt.datetime
    sections: tuple[DigestSection, ...]
    days: tuple[DayCount, ...]
    """The weekdays of the period until today, oldest first, and others that had papers."""
    freshness: Freshness
    paper_count: int
    unread_count: int
    saved_count: int | None = None
    """How many papers were saved in the period; None where the reader does not want that told."""
    read_count: int | None = None
    lines: tuple[str, ...] = ()
    """The reader's own lines."""

    @property
    def items(self) -> tuple[DigestItem, ...]:
        """Every paper, in the order of the digest."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def missing_days(self) -> tuple[dt.date, ...]:
        """The days that were not fetched."""
        return tuple(one.day for one in self.days if one.paper_count is None)

    @property
    def is_unknown(self) -> bool:
        """True when not one day was fetched, so that nothing can be said of the period."""
        return len(self.missing_days) == len(self.days)

    def without(self, paper_ids: Collection[PaperId]) -> Digest:
        """Return the digest with some papers left out, and no section without papers."""
        if not paper_ids:
            return self
        kept = (
            replace(section, items=tuple(item for item in section.items if item.paper.id not in paper_ids))
            for section in self.sections
        )
        return replace(self, sections=tuple(section for section in kept if section.items))


class SentDigest(Struct, frozen=True):
    """How it went to send a digest."""

    name: str
    """``weekly-2026-W34``."""
    was_sent_before: bool = False
    """True when nothing was sent, because this digest had been sent already."""
    late_names: tuple[str, ...] = ()
    """Digests that had waited and were sent now, too."""


class Subscription(Struct, frozen=True):
    """What sends a digest regularly, before or after it is written."""

    rhythm: Rhythm
    how: Literal["systemd", "crontab"]
    texts: tuple[tuple[str, str], ...]
    """By file, or ``crontab``: what is written."""
    is_there: bool = False
    """True when exactly this is written already."""
