"""The trust snapshot: what is known about a record, check by check; and the facts that it is made from.

It answers how sure one can be that a record is one real person and that its list of works is theirs.  It is no measure
of quality or fame: citations, votes and followers are no facts here.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.authors import Affiliation, RecordKey, SourceReply
from tuiread.records.papers import SourceFact

CheckState = Literal["met", "not_met", "not_checked"]
ProofKind = Literal["arxiv", "huggingface", "rel_me", "github", "token"]

_SITES = {
    "github.com": (".github.com", ".githubusercontent.com", ".github.io"),
    "orcid.org": (".orcid.org",),
}
"""Sites whose pages have several hosts, and the ends of those."""


class CitedFact(Struct, frozen=True, omit_defaults=True):
    """One fact behind a check, as far as it is kept."""

    text: str
    """The fact in a few words, or an excerpt."""
    fact: SourceFact | None = None
    """Who said so; None for what was counted here from such facts."""


class Check(Struct, frozen=True):
    """One of the seventeen checks."""

    id: str
    """``S1`` to ``P3``."""
    label: str
    state: CheckState
    points: int
    """What it adds; 0 unless it is met."""
    most: int
    """The most that it can add."""
    evidence: str
    """A few words: ``17 works``, ``not asked yet``."""
    facts: tuple[CitedFact, ...] = ()


class Trust(Struct, frozen=True):
    """How much is known about a record."""

    score: int | None
    """Out of 100; None for somebody without any record."""
    band: str
    """The words that go with the score: ``Emerging``, or ``may combine people``."""
    level: int
    """0 to 4: a gate, not a sum."""
    level_name: str
    as_of: dt.datetime | None
    """The newest of the facts; None without any."""
    checks: tuple[Check, ...]
    mixed: tuple[str, ...] = ()
    """Why the record may combine people, one sentence each; empty where nothing says so."""
    formula: str = "trust-1"

    def count(self, state: CheckState) -> int:
        """Return how many checks are in a state."""
        return sum(check.state == state for check in self.checks)


class Proof(Struct, frozen=True, omit_defaults=True):
    """What a page that only a person can edit said of a claim when it was last looked at."""

    kind: ProofKind
    url: str
    """The page, as anybody can fetch it."""
    checked_at: dt.datetime
    """The last look that was answered."""
    is_found: bool
    """True where the page says so; a look without an answer leaves this as it was."""
    excerpt: str = ""
    """At most 120 characters around what was found."""
    status: int | None = None
    """The HTTP status of the last page that was fetched."""
    sha256: str | None = None
    """Of that page's body."""
    is_institutional: bool = False
    """True at ORCID or under the domain of the person's institution."""
    note: str = ""
    """Why it is not found, in one sentence."""

    @property
    def host(self) -> str:
        """The page's host; two proofs on one host are one, and so are two in the hands of one account at GitHub."""
        from urllib.parse import urlsplit

        host = urlsplit(self.url).hostname or ""
        for site, others in _SITES.items():
            if host.endswith(others):
                return site
        return host.removeprefix("www.")


class Listing(Struct, frozen=True):
    """One source that lists works of a person."""

    source: str
    """Independent sources have different names here: arXiv and Hugging Face are both ``arxiv``."""
    name: str
    """The person's name there."""
    fact: SourceFact
    record: RecordKey | None = None
    orcids: tuple[str, ...] = ()


class WorkFact(Struct, frozen=True, gc=False):
    """One work as the checks see it."""

    title: str
    listed_by: frozenset[str]
    """The `Listing.source` of every list that has it."""
    has_id: bool
    """True with a DOI or an arXiv id."""
    first_on: dt.date | None
    """First submission; None where only a year is known."""
    year: int | None
    """Of first submission, or the imported year where that is all there is."""
    rors: frozenset[str] = frozenset()


class CloseFact(Struct, frozen=True):
    """A close collaborator as the checks see them."""

    name: str
    level: int | None
    """The level of their own record when it was last read; None if that never was."""


class AffiliationFact(Struct, frozen=True):
    """An affiliation, and who said so."""

    affiliation: Affiliation
    fact: SourceFact


class IdFact(Struct, frozen=True):
    """Another id of the person: an ORCID iD, a Hugging Face account, a DBLP key."""

    id: str
    """``orcid:…``, ``hf:…``, ``dblp:…``."""
    fact: SourceFact
    shared_count: int = 0
    """How many works of the record that other id's own list shares."""
    list_count: int | None = None
    """How many works that list has; None where it was never read."""


class Evidence(Struct, frozen=True):
    """All facts behind a trust snapshot, from the cache."""

    name: str
    as_of: dt.datetime | None
    """The newest fact; the formula never looks at the clock."""
    listings: tuple[Listing, ...] = ()
    """The record itself first; empty where somebody is a byline and nothing else."""
    works: tuple[WorkFact, ...] = ()
    replies: tuple[SourceReply, ...] = ()
    """How the sources answered that were asked."""
    close: tuple[CloseFact, ...] = ()
    coauthor_count: int = 0
    affiliations: tuple[AffiliationFact, ...] = ()
    mail_domains: tuple[CitedFact, ...] = ()
    """Verified e-mail domains of institutions."""
    ids: tuple[IdFact, ...] = ()
    proofs: tuple[Proof, ...] = ()
