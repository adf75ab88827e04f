"""The documents of the for-you order: a paper's place in the feed, and a catch-up.  Not here: the feed itself."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from tuiread.output.json_forms import row_form
from tuiread.output.json_shapes import RowForm
from tuiread.records import CatchUp, Learning, Pass, PlaceInFeed, Reason


class LearningForm(Struct, frozen=True):
    """How much the order was learnt from."""

    saves: int
    is_offered: bool
    is_learnt: bool


class ReasonForm(Struct, frozen=True):
    """A word or a saved paper that puts a paper where it is."""

    key: str
    kind: str
    text: str
    strength: float
    is_off: bool


class PlaceForm(Struct, frozen=True):
    """Why a paper stands where it does among the papers of its day."""

    paper: RowForm
    place: int | None
    papers_count: int
    score: float | None
    taste_rank: int | None
    votes_rank: int | None
    taste_share: float
    followed: str | None
    learning: LearningForm
    reasons: tuple[ReasonForm, ...]


class PassPaperForm(Struct, frozen=True):
    """A paper of a pass, and why it is there."""

    paper: RowForm
    reason: str | None
    near_count: int


class PassForm(Struct, frozen=True):
    """One pass."""

    kind: str
    seconds: float
    done_count: int
    papers: tuple[PassPaperForm, ...]


class CatchUpForm(Struct, frozen=True):
    """What came while the reader was away; without passes where they were not."""

    first_day: dt.date | None
    last_day: dt.date | None
    away_days: int
    is_own_pace: bool
    missing_days_count: int
    learning: LearningForm | None
    passes: tuple[PassForm, ...]


def place_form(place: PlaceInFeed) -> PlaceForm:
    """Return a paper's place in the feed."""
    standing = place.standing
    return PlaceForm(
        paper=row_form(place.row),
        place=place.place or None,
        papers_count=place.count,
        score=round(standing.score, 4) if standing else None,
        taste_rank=standing.taste_rank if standing else None,
        votes_rank=standing.votes_rank if standing else None,
        taste_share=round(place.taste_share, 4),
        followed=place.row.followed_name,
        learning=_learning(place.learning),
        reasons=tuple(map(_reason, place.reasons)),
    )


def catch_up_form(found: CatchUp | None) -> CatchUpForm:
    """Return a catch-up."""
    if found is None:
        return CatchUpForm(None, None, 0, False, 0, None, ())
    return CatchUpForm(
        first_day=found.first_day,
        last_day=found.last_day,
        away_days=found.away_days,
        is_own_pace=found.is_own_pace,
        missing_days_count=found.missing_count,
        learning=_learning(found.learning),
        passes=tuple(map(_pass, found.passes)),
    )


def _pass(one: Pass) -> PassForm:
    papers = tuple(PassPaperForm(row_form(row), *one.reasons.get(row.id, (None, 0))) for row in one.rows)
    return PassForm(one.kind, round(one.seconds, 1), one.done_count, papers)


def _learning(learning: Learning) -> LearningForm:
    return LearningForm(learning.save_count, learning.is_offered, learning.is_learnt)


def _reason(reason: Reason) -> ReasonForm:
    return ReasonForm(reason.key, reason.kind, reason.text, round(reason.strength, 4), reason.is_off)
