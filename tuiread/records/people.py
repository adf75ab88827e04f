"""People as lists, profiles and follows show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NewType, TypeAlias

from msgspec import Struct

from tuiread.records.authors import Budget, Candidate, JointCount, LinkedRecord, SourceReply
from tuiread.records.papers import FeedRow
from tuiread.records.trust import Proof, Trust

PersonKey = NewType("PersonKey", str)
"""Who somebody is to us: ``hf:USER`` for a confirmed Hugging Face account, ``name:FOLDED NAME`` for a byline, or a
source's own id (see `RecordKey`) for somebody who is known by that."""

AFFILIATION_SOURCES = ("openalex", "orcid", "semantic_scholar")
"""The sources that can tell where somebody works."""


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


class Work(Struct, frozen=True, gc=False):
    """One published item on a profile."""

    title: str
    year: int | None
    """Of first submission; the imported year where that is all there is."""
    source: str
    """Where it was published: ``arXiv``, or a venue."""
    kind: str = "preprint"
    paper: FeedRow | None = None
    """The paper in the cache; None when no more than the listing is known."""
    is_name_match: bool = False
    """True when only the name connects the person with this work."""
    first_on: dt.date | None = None
    """The day of first submission, where it is known."""
    revised_year: int | None = None
    """Of the last revision, where that is another year."""
    listed_by: tuple[str, ...] = ()
    """The sources that list it for this person: ``openalex``, ``orcid``."""
    doi: str | None = None
    notice: str | None = None
    """``withdrawn``, ``retraction``, ``correction``; None where nothing is known."""


class CoAuthor(Struct, frozen=True, gc=False):
    """Somebody who shares works with a person."""

    key: PersonKey
    name: str
    joint_count: int
    latest_year: int | None
    is_followed: bool = False
    first_year: int | None = None
    tie: float = 0.0
    """Strength of collaboration: 1 / (authors - 1) for each joint work, halved every five years."""
    is_close: bool = False
    """True for the at most four strongest ties."""
    is_dormant: bool = False
    """True when the last joint work is more than five years older than the facts."""
    topics: tuple[str, ...] = ()
    """The arXiv categories of the joint works, most frequent first."""

    @property
    def is_name_only(self) -> bool:
        """True when nothing but a name is known of them."""
        return self.key.startswith("name:")


CLOSE_AUTHORS = 25
"""A work with more authors than this makes nobody a co-author."""


class JointWork(Struct, frozen=True, gc=False):
    """A work in whose byline others stand beside a person."""

    id: int | str
    """What tells works apart."""
    year: int | None
    """Of first submission."""
    author_count: int
    topics: tuple[str, ...]
    """The work's arXiv categories."""


class Byline(Struct, frozen=True, gc=False, array_like=True):
    """One name in the byline of a work."""

    folded: str
    account: str | None
    printed: str
    work: int | str
    """What tells the work from others."""


class Circle(Struct, frozen=True):
    """Everybody who stands beside a person in bylines."""

    joint: Mapping[PersonKey, Sequence[Byline]]
    """By person their names, one for each work."""
    works: Mapping[int | str, JointWork]
    """Those works, and others."""


JointRow: TypeAlias = tuple[PersonKey, str, JointWork]
"""Somebody beside a person in the byline of a work: who it is, the name as printed there, and the work."""


class TopicCount(Struct, frozen=True, gc=False):
    """One topic of a person's works."""

    name: str
    work_count: int | None
    """None where the source counts none."""


class Topics(Struct, frozen=True):
    """Topics in three vocabularies, which are never merged; None where that vocabulary was not imported."""

    categories: tuple[TopicCount, ...] | None = None
    """arXiv categories, chosen by authors."""
    keywords: tuple[TopicCount, ...] | None = None
    """Keywords made by Hugging Face."""
    concepts: tuple[TopicCount, ...] | None = None
    """Topics as OpenAlex assigns them."""


class Institution(Struct, frozen=True):
    """Where somebody was, and in which years who says so."""

    name: str
    years: tuple[int, ...]
    """Ascending; empty where no source names any."""
    sources: tuple[str, ...]
    """``o`` OpenAlex, ``r`` ORCID, ``R`` ORCID by the institution, ``s`` Semantic Scholar."""
    is_now: bool
    """True when seen in the two years before the facts' date, or said to hold still."""
    ror: str | None = None


class Claim(Struct, frozen=True):
    """That the reader says: this is me."""

    person: PersonKey
    name: str
    claimed_at: dt.datetime
    token: str
    """What a page shows to prove that its editor sits at this keyboard: ``tuiread-claim:v1:XXXX-XXXX-XXXX``."""


class Identity(Struct, frozen=True):
    """Which records tell of a person, which may, and how the sources answered."""

    records: tuple[LinkedRecord, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """Records that only the reader can tell apart, those with the most works in common first."""
    replies: tuple[SourceReply, ...] = ()
    budgets: tuple[Budget, ...] = ()
    proofs: tuple[Proof, ...] = ()
    joint_counts: tuple[JointCount, ...] = ()
    """With whom OpenAlex counts the most joint works, the most first; more than the cache holds may be among them."""
    claim: Claim | None = None
    """The reader's own claim, if it is about this person."""
    claimed_key: PersonKey | None = None
    """Whom the reader claims to be, whoever that is."""

    def reply_of(self, source: str) -> SourceReply | None:
        """Return how a source answered; None when it was not asked."""
        return next((reply for reply in self.replies if reply.source == source), None)


class Profile(Struct, frozen=True):
    """A researcher, from what the cache holds."""

    key: PersonKey
    name: str
    account: str | None
    works: tuple[Work, ...]
    """Newest year first, then by title."""
    coauthors: tuple[CoAuthor, ...]
    """Strongest tie first; papers of more than 25 authors make nobody a co-author here."""
    trust: Trust
    topics: Topics = Topics()
    institutions: tuple[Institution, ...] = ()
    """Latest first."""
    identity: Identity = Identity()
    namesakes: tuple[PersonRow, ...] = ()
    """Other accounts that carry the same name: different people, as far as Hugging Face knows."""
    organizations: tuple[str, ...] = ()
    """Organisations that the works' pages name, most frequent first; not the person's own affiliation."""
    is_followed: bool = False
    followed_at: dt.datetime | None = None
    is_starter: bool = False
    as_of: dt.datetime | None = None
    """The newest fetch that tells of this person."""
    note: str | None = None
    """The reader's private note."""

    @property
    def close(self) -> tuple[CoAuthor, ...]:
        """The close collaborators."""
        return tuple(other for other in self.coauthors if other.is_close)

    @property
    def follower_count(self) -> int:
        """The followers that this machine knows of: the reader."""
        return int(self.is_followed)

    @property
    def affiliation(self) -> str | None:
        """Where the person is now, or was last known to be; None where no source said."""
        return self.institutions[0].name if self.institutions else None

    @property
    def is_affiliation_asked(self) -> bool:
        """True when a source that knows affiliations was asked and answered."""
        return any(
            reply.source in AFFILIATION_SOURCES and reply.reply != "no_answer" for reply in self.identity.replies
        )
