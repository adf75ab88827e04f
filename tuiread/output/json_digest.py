"""The document of a digest: its sections with why each paper stands there, and what was not fetched.

Not here: the forms in which one reads it (output.digest).
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from tuiread.output.digest.wording import minutes, warnings
from tuiread.output.json_forms import row_form
from tuiread.output.json_shapes import RowForm
from tuiread.records import Digest, DigestItem


class DigestPaperForm(Struct, frozen=True):
    """A paper of a digest."""

    paper: RowForm
    reasons: tuple[str, ...]
    quote: str | None
    quote_maker: str | None


class DigestSectionForm(Struct, frozen=True):
    """Papers that stand together for one reason."""

    kind: str
    more_count: int
    papers: tuple[DigestPaperForm, ...]


class DayForm(Struct, frozen=True):
    """How many papers a day had; null for one that was not fetched."""

    day: dt.date
    papers_count: int | None


class DigestForm(Struct, frozen=True):
    """What a period brought."""

    kind: str
    first_day: dt.date
    last_day: dt.date
    made_at: dt.datetime
    papers_count: int
    unread_count: int
    minutes: int
    saved_count: int | None
    read_count: int | None
    days: tuple[DayForm, ...]
    warnings: tuple[str, ...]
    sections: tuple[DigestSectionForm, ...]


def digest_form(digest: Digest) -> DigestForm:
    """Return a digest."""
    return DigestForm(
        kind=digest.period.kind,
        first_day=digest.period.start,
        last_day=digest.period.end,
        made_at=digest.made_at,
        papers_count=digest.paper_count,
        unread_count=digest.unread_count,
        minutes=minutes(digest),
        saved_count=digest.saved_count,
        read_count=digest.read_count,
        days=tuple(DayForm(day.day, day.paper_count) for day in digest.days),
        warnings=tuple(warnings(digest)),
        sections=tuple(
            DigestSectionForm(section.kind, section.left_count, tuple(map(_paper, section.items)))
            for section in digest.sections
        ),
    )


def _paper(item: DigestItem) -> DigestPaperForm:
    quote = item.quote
    return DigestPaperForm(
        row_form(item.paper), item.reasons, quote.text if quote else None, quote.maker if quote else None
    )
