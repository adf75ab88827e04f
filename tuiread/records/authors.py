"""What public sources say of one person: their own record of an author, its list of works, and what it is asked for.

A source's record is not a person.  Whether it tells of the same person as a byline is decided elsewhere (insight), and
the reader has the last word.  Names that a source gives besides the one it displays are never read: a former name can
expose somebody.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NewType

from msgspec import Struct

from tuiread.records.papers import PaperId, SourceFact

RecordKey = NewType("RecordKey", str)
"""A source's own id of an author: ``openalex:A5000000000``, ``s2:1234``, ``orcid:0000-0002-1825-0097``."""

Reply = Literal["answered", "nothing", "no_answer"]
"""How a source answered: with something, with nothing that fits, or not at all.  Not asked is the absence of all."""


LinkHow = Literal["works", "orcid", "you", "key"]
"""How a record was matched: by common works, by the ORCID iD, because the reader said so, or as the record itself."""


class Affiliation(Struct, frozen=True, omit_defaults=True):
    """An institution that a source connects with a person."""

    name: str
    ror: str | None = None
    """The bare ROR id, ``05a28rw58``; None where the source gives none."""
    years: tuple[int, ...] = ()
    """The years for which the source says so, ascending; empty where it names none."""
    asserted_by: str | None = None
    """The organisation that says so at ORCID; None when the person, or nobody, does."""
    is_current: bool = False
    """True where the source says that it still holds."""


class ListedAuthor(Struct, frozen=True, omit_defaults=True):
    """One name in the byline of a listed work."""

    name: str
    record: RecordKey | None = None
    """The source's record of that author; None for 27 % of recorded OpenAlex authorships."""
    orcid: str | None = None


class ListedWork(Struct, frozen=True, omit_defaults=True):
    """One work in a source's list of a person's works."""

    title: str
    id: str | None = None
    """The source's own id of the work."""
    year: int | None = None
    published_on: dt.date | None = None
    """First publication as far as the source knows."""
    kind: str = "preprint"
    """The source's word for the type: ``preprint``, ``article``, ``conference-paper``."""
    venue: str | None = None
    """``arXiv`` or where it was published; None where the source does not say."""
    doi: str | None = None
    """Lower case, without the resolver's address."""
    paper_id: PaperId | None = None
    """The arXiv id, if it has one."""
    abstract: str | None = None
    authors: tuple[ListedAuthor, ...] = ()
    """The byline in its order, which some sources cut off at 100."""
    author_count: int = 0
    """All authors, also those that were cut off."""
    rors: tuple[str, ...] = ()
    """ROR ids of the institutions that this work states for this person."""


class AuthorRecord(Struct, frozen=True, omit_defaults=True):
    """A source's record of one author."""

    key: RecordKey
    name: str
    """As the source displays it."""
    fact: SourceFact
    """Where it comes from."""
    orcids: tuple[str, ...] = ()
    """The ORCID iDs in the record; several mean that it may combine people."""
    other_ids: tuple[str, ...] = ()
    """Ids elsewhere that the record names: ``dblp:99/1234``, ``openreview:~A_Name1``, ``scopus:123``."""
    affiliations: tuple[Affiliation, ...] = ()
    topics: tuple[str, ...] = ()
    """In the source's own vocabulary, strongest first."""
    works_count: int | None = None
    """As the source counts."""
    urls: tuple[str, ...] = ()
    """Pages that the person lists publicly (ORCID)."""
    homepages: tuple[str, ...] = ()
    """Those of them that the person calls their home page or website."""
    sha256: str | None = None
    """Of the answer that was read, so that a proof in it can be checked again (ORCID)."""
    mail_domains: tuple[str, ...] = ()
    """Domains of e-mail addresses that ORCID verified, where the person shows them."""
    biography: str | None = None
    """ORCID only; kept to look for a claim token, never shown."""
    emails: tuple[str, ...] = ()
    """ORCID only: addresses that the person publishes there."""


class AuthorWorks(Struct, frozen=True, omit_defaults=True):
    """A source's list of one author's works."""

    record: RecordKey
    works: tuple[ListedWork, ...]
    fact: SourceFact
    total_count: int | None = None
    """How many the source has; more than `works` where the list was cut."""
    skipped: tuple[str, ...] = ()
    """One sentence for each work that could not be read."""


class JointCount(Struct, frozen=True):
    """How many works a source counts for two people together."""

    record: RecordKey | None
    """None where the source has no record of the other person."""
    name: str
    joint_count: int


class SourceReply(Struct, frozen=True, omit_defaults=True):
    """How one source answered when it was last asked about a person."""

    source: str
    reply: Reply
    asked_at: dt.datetime
    sentence: str = ""
    """Why there was no answer, or what was found, in one sentence."""


class Budget(Struct, frozen=True):
    """What a source allows in a day, and what is left of it; a day ends at midnight UTC."""

    source: str
    day: dt.date
    used_count: int
    limit: int
    """Calls that the source allows."""

    @property
    def left_count(self) -> int:
        """How many calls are left."""
        return max(0, self.limit - self.used_count)


class Notice(Struct, frozen=True, omit_defaults=True):
    """What a source says became of a paper: it was withdrawn, retracted, corrected or published."""

    kind: Literal["withdrawn", "retraction", "correction", "concern", "other", "published"]
    label: str
    """The source's own word."""
    fact: SourceFact
    noticed_on: dt.date | None = None
    """When it became so, as the source says; for a publication, when it was first seen here."""
    doi: str | None = None
    """The notice's own DOI; that of the published version for a publication."""

    @property
    def is_trouble(self) -> bool:
        """True where something is wrong with the paper."""
        return self.kind != "published"


class LinkedRecord(Struct, frozen=True):
    """A source's record that tells of the same person as a profile."""

    record: AuthorRecord
    how: LinkHow
    common_count: int
    smaller_count: int
    """Works of the smaller of the two lists that were compared."""
    listed_count: int = 0
    """How many works of the record's list are here."""
    list_total: int | None = None
    """How many works its source counts; None where it does not say."""


class Candidate(Struct, frozen=True):
    """A source's record that may tell of the same person; only the reader can say."""

    record: AuthorRecord
    common_count: int
    smaller_count: int
