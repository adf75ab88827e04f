"""What the for-you order is made from and what it says of itself, and what a catch-up shows."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.papers import FeedRow, PaperId

FEWEST_SAVES = 5
"""With fewer saves the order for-you is not offered: it would be chance."""

LEARNT_SAVES = 20
"""From so many saves on, the order no longer says that it is learning."""

ReasonKind = Literal["word", "near"]
PassKind = Literal["must see", "top voted", "the rest"]
PassReason = Literal["follow", "cites you", "near", "votes"]


class Example(Struct, frozen=True):
    """One paper that teaches what the reader likes."""

    paper_id: PaperId
    weight: float
    """How much, from -1 for one that was hidden to 1 for one that was saved."""


class Learning(Struct, frozen=True):
    """How much there is to learn from."""

    save_count: int
    is_pending: bool = False
    """True where a better order is still to be learnt, so that this one is only a first look."""

    @property
    def is_offered(self) -> bool:
        """True when there are enough saves for an order."""
        return self.save_count >= FEWEST_SAVES

    @property
    def is_learnt(self) -> bool:
        """True when the order need not be excused any more."""
        return self.save_count >= LEARNT_SAVES


class Reason(Struct, frozen=True):
    """A word or a saved paper that puts a paper where it is."""

    key: str
    """What `silenced` keeps: ``word:`` and its stems, or ``near:`` and an id."""
    kind: ReasonKind
    text: str
    """The word as the paper writes it, or the other paper's title."""
    strength: float
    """What the word adds or takes away, as a part of the strongest word; or how near the other paper is, 0 to 1."""
    is_off: bool = False
    """True when the reader switched it off."""


class Standing(Struct, frozen=True):
    """Where the for-you order puts a paper of a list, and what each part says."""

    paper_id: PaperId
    score: float
    taste_rank: int
    """Its place by what was learnt, 1 for the first."""
    votes_rank: int
    near_count: int = 0
    """How many saved papers are near it."""


class Pick(Struct, frozen=True):
    """A paper in the for-you order of a digest, and what lifts it."""

    paper_id: PaperId
    near_count: int = 0
    """How many saved papers are near it; told of the first papers only."""
    words: tuple[str, ...] = ()
    """Those of its words that are liked most, as it writes them; told of the first papers only."""


class PlaceInFeed(Struct, frozen=True):
    """Why a paper stands where it does in the feed."""

    row: FeedRow
    place: int
    """In the for-you order of its day, 1 for the first."""
    count: int
    """Papers of that day."""
    standing: Standing | None
    """None while there are too few saves."""
    learning: Learning
    taste_share: float
    """How much of the order is what was learnt; the rest is votes."""
    reasons: tuple[Reason, ...] = ()


class Pass(Struct, frozen=True):
    """One of the three passes of a catch-up."""

    kind: PassKind
    rows: tuple[FeedRow, ...]
    reasons: dict[PaperId, tuple[PassReason, int]]
    """Why each paper is in this pass; for ``near``, to how many saved papers."""
    seconds: float
    """What its unread papers take."""

    @property
    def done_count(self) -> int:
        """How many of its papers are read."""
        return sum(not row.is_unread for row in self.rows)

    def count_of(self, reason: PassReason) -> int:
        """Return how many of its papers are there for one reason."""
        return sum(found == reason for found, _ in self.reasons.values())


class CatchUp(Struct, frozen=True):
    """What came while the reader was away."""

    first_day: dt.date
    last_day: dt.date
    away_days: int
    passes: tuple[Pass, ...]
    is_own_pace: bool
    """True when the estimate is made of the reader's own pace."""
    missing_count: int = 0
    """Weekdays in between that were never fetched."""
    learning: Learning = Learning(0)

    @property
    def paper_count(self) -> int:
        """How many papers there are in all passes."""
        return sum(len(one.rows) for one in self.passes)

    @property
    def unread_count(self) -> int:
        """How many of them are unread."""
        return self.paper_count - sum(one.done_count for one in self.passes)
