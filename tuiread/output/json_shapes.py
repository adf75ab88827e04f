"""The shapes of the command line's JSON documents: one struct for each, its fields in the document's order.

docs/json.md describes every field, and a test compares.  Fields are added, never renamed.  What tuiread does not know
yet has its place with an honest empty value.  Not here: how they are made from records (json_forms).
"""

from __future__ import annotations

import datetime as dt

from msgspec import UNSET, Struct, UnsetType

from tuiread.records import Freshness, Period


class AuthorForm(Struct, frozen=True):
    """One name in a byline; a list knows the name alone."""

    name: str
    key: str | UnsetType = UNSET
    hf_user: str | UnsetType = UNSET
    """Only where Hugging Face confirms that the account is this author's."""


class LinksForm(Struct, frozen=True):
    """Where a paper can be read."""

    abs: str
    pdf: str
    html: str
    hf: str
    code: str | UnsetType | None = UNSET
    project: str | UnsetType | None = UNSET


class StateForm(Struct, frozen=True):
    """What the reader did with a paper."""

    unread: bool
    saved: bool
    followed_author: str | None
    has_text: bool = False
    tags: tuple[str, ...] = ()
    """Of a paper, and of each paper of the library; other lists do not load them."""
    note: str | None = None
    """The same."""
    queued: bool = False
    """The same."""


class SourceForm(Struct, frozen=True):
    """A source that told of a paper, and when it last did."""

    source: str
    fetched_at: dt.datetime


class NoticeForm(Struct, frozen=True):
    """What a source says went wrong with a paper."""

    kind: str
    label: str
    source: str
    noticed_on: dt.date | None


class PaperForm(Struct, frozen=True):
    """A paper with everything that is known."""

    id: str
    version: int | None
    title: str
    abstract: str | None
    authors: tuple[AuthorForm, ...]
    published_on: dt.date | None
    revised_on: dt.date | None
    feed_days: tuple[dt.date, ...]
    upvotes: int
    comments: int | None
    ai_summary: str | None
    ai_summary_model: str | None
    keywords: tuple[str, ...]
    organization: str | None
    categories: tuple[str, ...]
    links: LinksForm
    code_stars: int | None
    notices: tuple[NoticeForm, ...]
    references_count: int | None
    cited_by_count: int | None
    state: StateForm
    sources: tuple[SourceForm, ...]


class RowForm(Struct, frozen=True):
    """A paper of a list: the fields that lists load, with the same names and meanings."""

    id: str
    title: str
    authors: tuple[AuthorForm, ...]
    """The first three at the most."""
    author_count: int
    published_on: dt.date | None
    day: dt.date | None
    upvotes: int
    comments: int | None
    organization: str | None
    has_code: bool
    has_project: bool
    is_starter: bool
    links: LinksForm
    state: StateForm
    followed: tuple[str, ...] | UnsetType = UNSET
    """Among the papers of people followed: who they are."""
    is_new: bool | UnsetType = UNSET
    """Among the papers of people followed: unread, and came on a later feed day than the follow."""


class PapersForm(Struct, frozen=True):
    """A list of papers."""

    papers: tuple[RowForm, ...]
    as_of: dt.datetime | None = None
    """The rows of a list do not know when they were fetched, and a guess would be worse than nothing."""


class FeedForm(Struct, frozen=True):
    """A period of the feed."""

    papers: tuple[RowForm, ...]
    as_of: dt.datetime | None
    period: Period
    order: str
    freshness: Freshness


class PersonForm(Struct, frozen=True):
    """Somebody whom the reader follows."""

    key: str
    name: str
    papers_count: int
    new_count: int


class FollowingForm(Struct, frozen=True):
    """The people followed and their papers."""

    people: tuple[PersonForm, ...]
    papers: tuple[RowForm, ...]
    as_of: dt.datetime | None = None


class MatchForm(Struct, frozen=True):
    """A followed person in the byline of a paper of the inbox."""

    key: str
    name: str
    how: str
    coauthors: tuple[str, ...]
    waits: bool


class InboxItemForm(Struct, frozen=True):
    """One line of the inbox."""

    kind: str
    came_on: dt.date
    is_new: bool
    waits: bool
    people: tuple[MatchForm, ...]
    feeds: tuple[str, ...]
    notice: NoticeForm | None
    paper: RowForm


class FollowedFeedForm(Struct, frozen=True):
    """A topic or search that the reader follows."""

    key: str
    kind: str
    value: str
    papers_count: int
    new_count: int


class InboxPersonForm(Struct, frozen=True):
    """Somebody whom the reader follows, as the inbox knows them."""

    key: str
    name: str
    how: str
    muted: bool
    new_count: int
    waiting_count: int


class InboxForm(Struct, frozen=True):
    """What came of those whom the reader follows."""

    items: tuple[InboxItemForm, ...]
    people: tuple[InboxPersonForm, ...]
    feeds: tuple[FollowedFeedForm, ...]
    new_count: int
    waiting_count: int
    left_out_count: int
    as_of: dt.datetime | None


class ProofForm(Struct, frozen=True):
    """What a public page said of a claim when it was last looked at."""

    kind: str
    url: str
    checked_at: dt.datetime
    found: bool
    excerpt: str
    status: int | None
    sha256: str | None
    note: str
    counts: bool


class AnswerForm(Struct, frozen=True):
    """How one source answered when it was last asked."""

    source: str
    reply: str
    asked_at: dt.datetime
    sentence: str


class ClaimForm(Struct, frozen=True):
    """The reader's claim and what proves it."""

    key: str
    name: str
    claimed_at: dt.datetime
    token: str
    proofs: tuple[ProofForm, ...]
    repeat: tuple[str, ...]
    level: int
    answers: tuple[AnswerForm, ...]


class LetterForm(Struct, frozen=True):
    """One letter of the outbox."""

    folder: str
    key: str
    name: str
    state: str
    drafted_on: dt.date
    changed_on: dt.date
    waited_days: int
    papers: tuple[str, ...]
    address: str | None
    text: str


class BrokenLetterForm(Struct, frozen=True):
    """A folder of the outbox that cannot be read."""

    folder: str
    problem: str


class LettersForm(Struct, frozen=True):
    """Letters of the outbox."""

    letters: tuple[LetterForm, ...]
    broken: tuple[BrokenLetterForm, ...]


class CollaboratorForm(Struct, frozen=True):
    """Somebody who shares papers with a researcher."""

    key: str
    name: str
    joint: int
    tie: float | None = None


class WorkForm(Struct, frozen=True):
    """One published item of a researcher."""

    title: str
    year: int | None
    kind: str
    source: str
    id: str | None
    name_match: bool
    first_on: dt.date | None = None
    revised_year: int | None = None
    doi: str | None = None
    listed_by: tuple[str, ...] = ()
    notice: str | None = None


class CheckForm(Struct, frozen=True):
    """One check of a trust snapshot."""

    id: str
    state: str
    points: int
    max: int
    evidence: str


class TrustForm(Struct, frozen=True):
    """How sure a researcher's record is: about the record, not about the person."""

    score: int | None
    band: str
    level: int
    formula: str
    as_of: dt.datetime | None
    checks: tuple[CheckForm, ...]
    mixed: tuple[str, ...]


class FactForm(Struct, frozen=True):
    """One fact behind a check."""

    text: str
    source: str | None
    told_at: dt.datetime | None
    url: str | None


class ExplainedForm(Struct, frozen=True):
    """One check with the facts behind it."""

    id: str
    label: str
    state: str
    points: int
    max: int
    evidence: str
    facts: tuple[FactForm, ...]


class WhyForm(Struct, frozen=True):
    """A trust snapshot with every fact, so that anybody can do the sum again."""

    key: str
    name: str
    formula: str
    as_of: dt.datetime | None
    score: int | None
    band: str
    level: int
    mixed: tuple[str, ...]
    checks: tuple[ExplainedForm, ...]


class ProfileForm(Struct, frozen=True):
    """A researcher."""

    key: str
    name: str
    claimed: bool
    affiliation: str | None
    works_count: int
    followers_count: int | None
    topics: tuple[str, ...]
    close_collaborators: tuple[CollaboratorForm, ...]
    institutions: tuple[str, ...]
    trust: TrustForm
    following: bool
    works: tuple[WorkForm, ...]
    as_of: dt.datetime | None


class DayForm(Struct, frozen=True):
    """What a sync did for one day."""

    papers: int
    new: int
    skipped: int


class OutcomeForm(Struct, frozen=True):
    """How one source fared in a sync."""

    source: str
    ok: bool
    requests: int
    error: str | UnsetType = UNSET


class SyncForm(Struct, frozen=True):
    """What a sync did."""

    days: dict[str, DayForm]
    outcomes: tuple[OutcomeForm, ...]
    papers_total: int
    failed_days: tuple[dt.date, ...]
