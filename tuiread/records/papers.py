"""Papers, their authors and accounts, and who said so."""

from __future__ import annotations

import datetime as dt
from typing import NewType

from msgspec import Struct

PaperId = NewType("PaperId", str)
"""A bare arXiv id, normalised and without version: ``2501.00001``, ``cs/0112017``."""

FIRST_OLD_YEAR = 91
"""arXiv began in 1991; lower two digits of a year are of this century."""

CONFIRMED_STATUSES = frozenset({"claimed_verified", "admin_assigned", "extracted_confirmed"})
"""The states in which Hugging Face's account and the byline are the same person."""


def month_of(paper_id: PaperId) -> tuple[int, int]:
    """Return the year and the month that an arXiv id tells: ``2608.00001`` is of August 2026.

    It is when the paper was first submitted, also where nobody told the day.
    """
    digits = paper_id.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    return (1900 if year >= FIRST_OLD_YEAR and "/" in paper_id else 2000) + year, month


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
    """``huggingface``, ``arxiv``, ``openalex`` and so on, or ``starter``."""
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
    categories: tuple[str, ...] = ()
    """arXiv categories, the primary one first; empty until arXiv was asked."""
    revised_at: dt.datetime | None = None
    """The last revision at arXiv, where it was asked; the first submission where there is none."""
    version: int | None = None
    """The newest version that arXiv told of."""
    doi: str | None = None
    """Of the published version, lower case and bare."""
    journal_ref: str | None = None
    arxiv_comment: str | None = None
    """The authors' own remark at arXiv: pages, conference, withdrawal."""
    facts: tuple[SourceFact, ...] = ()
    """Where all this comes from, newest first."""

    @property
    def published_on(self) -> dt.date | None:
        """The day of first submission, UTC."""
        return self.published_at.date() if self.published_at else None

    @property
    def year(self) -> int:
        """The year of first submission; by its id where nobody told the day."""
        return self.published_at.year if self.published_at else month_of(self.id)[0]

    @property
    def is_starter(self) -> bool:
        """True while the bundled starter edition is the only source."""
        return bool(self.facts) and all(fact.source == "starter" for fact in self.facts)

    @property
    def is_bare(self) -> bool:
        """True while no source told of it, only the starter edition or a file that was imported."""
        return bool(self.facts) and all(fact.source in ("starter", "import") for fact in self.facts)


class PaperState(Struct, frozen=True):
    """What the reader did with a paper, and whom they follow among its authors."""

    is_unread: bool = True
    is_saved: bool = False
    followed_names: tuple[str, ...] = ()
    has_text: bool = False
    """True when its full text is kept."""
    tags: tuple[str, ...] = ()
    """By name."""
    note: str | None = None
    """What the reader wrote about the whole paper."""
    is_queued: bool = False
    is_hidden: bool = False
    """True when the reader wants less like it."""


class FeedRow(Struct, frozen=True, gc=False):
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
    has_text: bool = False
    """True when it is saved with its full text."""
    is_tagged: bool = False
    has_note: bool = False
    """True when the reader wrote about it, or at a place in it."""
    is_hidden: bool = False
    """True when the reader wants less like it; lists leave it out."""

    @property
    def year(self) -> int:
        """The year of first submission; by its id where nobody told the day."""
        return self.published_on.year if self.published_on else month_of(self.id)[0]
