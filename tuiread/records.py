"""The nouns of the field, as frozen records that every layer shares.

Records hold facts and answer small questions about themselves.  They are *not* rows of a table, answers of a service or
text for a screen: tables and sources build them, words draw them.  They are msgspec structs rather than dataclasses,
because they cost a fraction of the time to define at start, and because one definition also encodes and checks the
snapshot of a saved paper.  Times are aware and in UTC; days are Hugging Face feed days (America/New_York).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NewType

from msgspec import Struct

PaperId = NewType("PaperId", str)
"""A bare arXiv id, normalised and without version: ``2501.00001``, ``cs/0112017``."""

PersonKey = NewType("PersonKey", str)
"""Who somebody is to us: ``hf:USER`` for a confirmed Hugging Face account, ``name:FOLDED NAME`` for a byline."""

Order = Literal["trending", "new"]
"""How a feed is ordered: by votes, or by day and first publication, newest first."""

PeriodKind = Literal["day", "week", "month"]

CONFIRMED_STATUSES = frozenset({"claimed_verified", "admin_assigned", "extracted_confirmed"})
"""The states in which Hugging Face's account and the byline are the same person."""


class Author(Struct, frozen=True, omit_defaults=True):
    """One name in a byline, in the byline's order."""

    name: str
    """As printed, cleaned of control characters."""
    hf_user: str | None = None
    """The Hugging Face account that the service connects with this name; None when it names none."""
    hf_status: str | None = None
    """What Hugging Face says of that connection, in its own word; see `CONFIRMED_STATUSES`."""
    is_hidden: bool = False
    """True when the author took this paper off their Hugging Face profile; the byline still prints the name."""

    @property
    def account(self) -> str | None:
        """The Hugging Face account, if Hugging Face says that it is this author's."""
        return self.hf_user if self.hf_status in CONFIRMED_STATUSES else None


class Account(Struct, frozen=True, omit_defaults=True):
    """A Hugging Face account or organisation, as far as it is shown."""

    user: str
    """The account's name in URLs."""
    full_name: str | None = None
    avatar_url: str | None = None
    """Absolute, even where the service gave a relative one."""


class FeedDay(Struct, frozen=True, omit_defaults=True):
    """One appearance of a paper in the daily feed."""

    day: dt.date
    upvotes: int = 0
    """Votes when that day was last fetched."""
    comment_count: int | None = None
    submitted_by: Account | None = None
    """Who put the paper on the feed; None in 2 % of the recorded answers."""


class LinkedRepos(Struct, frozen=True, omit_defaults=True):
    """How many repositories on Hugging Face name a paper."""

    model_count: int = 0
    dataset_count: int = 0
    space_count: int = 0


class SourceFact(Struct, frozen=True, omit_defaults=True):
    """Where facts of a paper come from."""

    source: str
    """``huggingface`` or ``starter``."""
    what: str
    """Which of its answers, in words: ``daily papers of 2026-08-21``, ``paper page``."""
    fetched_at: dt.datetime
    url: str | None = None
    """The request that anybody can repeat; None for the starter edition."""


class Paper(Struct, frozen=True, omit_defaults=True):
    """Everything that is known about a paper from public sources; what the reader did with it is a `PaperState`."""

    id: PaperId
    title: str
    """Readable: white space folded, LaTeX and entities turned into characters."""
    authors: tuple[Author, ...] = ()
    title_raw: str | None = None
    """As the source gave it; None where it is the same as `title`.  So is `abstract_raw` for `abstract`."""
    abstract: str | None = None
    abstract_raw: str | None = None
    published_at: dt.datetime | None = None
    """First submission to arXiv; midnight where the source only gave the day."""
    upvotes: int = 0
    comment_count: int | None = None
    """None where no answer told: the paper's own page does not."""
    feed_days: tuple[FeedDay, ...] = ()
    """The days it was on the feed, oldest first."""
    summary: str | None = None
    """One or two sentences in tuiread's own words; only papers of the starter edition have one."""
    ai_summary: str | None = None
    ai_summary_model: str | None = None
    """The maker of `ai_summary`; None where the service did not say."""
    keywords: tuple[str, ...] = ()
    organization: Account | None = None
    code_url: str | None = None
    code_added_by: str | None = None
    """Who told Hugging Face of the repository: ``user``, ``admin`` or ``auto``."""
    code_stars: int | None = None
    project_url: str | None = None
    media_urls: tuple[str, ...] = ()
    thumbnail_url: str | None = None
    is_author_participating: bool | None = None
    """True when an author takes part in the discussion; None where the service did not say."""
    linked: LinkedRepos | None = None
    """None until the paper's own page was asked."""
    facts: tuple[SourceFact, ...] = ()
    """Where all this comes from, newest first."""

    @property
    def published_on(self) -> dt.date | None:
        """The day of first submission, UTC."""
        return self.published_at.date() if self.published_at else None

    @property
    def is_starter(self) -> bool:
        """True while the bundled starter edition is the only source."""
        return bool(self.facts) and all(fact.source == "starter" for fact in self.facts)


class PaperState(Struct, frozen=True):
    """What the reader did with a paper, and whom they follow among its authors."""

    is_unread: bool = True
    is_saved: bool = False
    followed_names: tuple[str, ...] = ()


class PaperPage(Struct, frozen=True):
    """A paper as one screen shows it."""

    paper: Paper
    state: PaperState
    authors: tuple[PersonRow, ...] = ()
    """One per byline entry, in its order."""


class FeedRow(Struct, frozen=True):
    """One line of a list of papers: what lists need and no more, so that no list ever loads an abstract."""

    id: PaperId
    title: str
    day: dt.date | None
    """The feed day within the shown period (the latest of several); None outside of feeds."""
    published_on: dt.date | None
    author_names: tuple[str, ...]
    """The first three names at the most."""
    author_count: int
    upvotes: int
    comment_count: int | None
    organization: str | None = None
    has_code: bool = False
    has_project: bool = False
    is_unread: bool = True
    is_saved: bool = False
    followed_name: str | None = None
    """The first followed author of the byline."""
    is_name_match: bool = False
    """True when that author was matched by the name only."""
    is_starter: bool = False
    """True while the bundled starter edition is the only source."""


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


class PersonRow(Struct, frozen=True):
    """One person in a list."""

    key: PersonKey
    name: str
    paper_count: int = 0
    new_count: int = 0
    """Unread papers of later feed days than that of the follow; 0 for people who are not followed."""
    is_followed: bool = False
    account: str | None = None
    """The confirmed Hugging Face account; None when the person is known by name only."""


class Follow(Struct, frozen=True):
    """A person whom the reader follows."""

    key: PersonKey
    name: str
    followed_at: dt.datetime
    account: str | None = None


class Work(Struct, frozen=True):
    """One published item on a profile."""

    title: str
    year: int | None
    source: str
    """``arXiv`` for all that is known today."""
    kind: str = "preprint"
    paper: FeedRow | None = None
    """The paper in the cache; None when only title and year are known."""
    is_name_match: bool = False
    """True when only the name connects the person with this work."""


class CoAuthor(Struct, frozen=True):
    """Somebody who shares papers with a person."""

    key: PersonKey
    name: str
    joint_count: int
    latest_year: int | None
    is_followed: bool = False


class Profile(Struct, frozen=True):
    """A researcher, from what the cache holds."""

    key: PersonKey
    name: str
    account: str | None
    works: tuple[Work, ...]
    """Newest year first, then by title."""
    coauthors: tuple[CoAuthor, ...]
    """Most joint papers first; papers of more than 25 authors make nobody a co-author here."""
    namesakes: tuple[PersonRow, ...] = ()
    """Other accounts that carry the same name: different people, as far as Hugging Face knows."""
    organizations: tuple[str, ...] = ()
    """Organisations that the works' pages name, most frequent first; not the person's own affiliation."""
    is_followed: bool = False
    followed_at: dt.datetime | None = None
    is_starter: bool = False
    as_of: dt.datetime | None = None
    """The newest fetch that tells of this person."""


class SavedRow(Struct, frozen=True):
    """One paper of the library."""

    paper: FeedRow
    saved_at: dt.datetime


class LibraryPage(Struct, frozen=True):
    """What the reader saved, newest save first; size in bytes; when the stalest of it was last fetched."""

    rows: tuple[SavedRow, ...]
    byte_count: int
    as_of: dt.datetime | None = None


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
