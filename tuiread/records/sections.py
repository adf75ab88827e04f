"""What stands around a paper: what it refers to, who refers to it, what is said of it, and what was made of it.

Each section knows how every source answered, so that a list that is short because a source failed says so.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.authors import ListedWork, Notice, Reply
from tuiread.records.papers import FeedRow, PaperId

Relation = Literal["references", "citations"]
"""What a paper refers to, and what refers to it."""

Section = Literal["references", "citations", "comments", "linked", "notices"]
"""A part of a paper's screen that sources are asked for when it is opened."""

RepoKind = Literal["model", "dataset", "space"]


class CitedList(Struct, frozen=True):
    """One source's list of what a paper refers to, or of what refers to it."""

    works: tuple[ListedWork, ...]
    total_count: int | None = None
    """How many the source has; None where it does not say and the list was cut."""
    skipped: tuple[str, ...] = ()
    """One sentence for each entry that could not be read."""


class CitedWork(Struct, frozen=True, gc=False):
    """One work of a merged list."""

    title: str
    year: int | None = None
    author_names: tuple[str, ...] = ()
    """The first three at the most."""
    author_count: int = 0
    paper_id: PaperId | None = None
    doi: str | None = None
    listed_by: tuple[str, ...] = ()
    """The sources that tell of it."""
    paper: FeedRow | None = None
    """The paper in the cache; None where no more than the listing is known."""

    @property
    def url(self) -> str | None:
        """The page of this work; None where no id of it is known."""
        if self.paper_id:
            return f"https://arxiv.org/abs/{self.paper_id}"
        return f"https://doi.org/{self.doi}" if self.doi else None


class Comment(Struct, frozen=True, omit_defaults=True):
    """One comment of a paper's page on Hugging Face."""

    author: str
    """The name that is shown there."""
    text: str
    """As plain text; paragraphs are parted by one blank line."""
    written_at: dt.datetime | None = None
    account: str | None = None
    is_edited: bool = False
    reactions: tuple[tuple[str, int], ...] = ()
    """Each sign with how many people gave it."""
    depth: int = 0
    """0 for a comment, 1 for a reply, 2 for a reply to that."""


class Repo(Struct, frozen=True, omit_defaults=True):
    """A model, dataset or space on Hugging Face that names a paper."""

    kind: RepoKind
    id: str
    """``OWNER/NAME``."""
    likes: int | None = None
    downloads: int | None = None
    """None where the service tells none; spaces have none."""
    about: str | None = None
    """What it is for, in the service's few words."""

    @property
    def url(self) -> str:
        """Its page."""
        folder = {"model": "", "dataset": "datasets/", "space": "spaces/"}[self.kind]
        return f"https://huggingface.co/{folder}{self.id}"


class SectionReply(Struct, frozen=True):
    """How one source answered for one section of a paper."""

    source: str
    reply: Reply
    """Of the latest question."""
    asked_at: dt.datetime
    sentence: str = ""
    answered_at: dt.datetime | None = None
    """The latest question that was answered; what came then is what is shown."""
    item_count: int = 0
    """How many entries that answer had."""
    total_count: int | None = None
    """How many the source says there are."""

    @property
    def is_shown(self) -> bool:
        """True when something that this source told is shown, be it that there is nothing."""
        return self.answered_at is not None and self.reply != "nothing"


class SectionState(Struct, frozen=True):
    """How the sources answered for a section; nobody was asked where it is empty."""

    replies: tuple[SectionReply, ...] = ()

    @property
    def is_fetched(self) -> bool:
        """True when any source that knows the paper ever answered."""
        return any(reply.is_shown for reply in self.replies)

    @property
    def fetched_at(self) -> dt.datetime | None:
        """The stalest of the answers that are shown."""
        shown = (reply.answered_at for reply in self.replies if reply.is_shown)
        return min((at for at in shown if at), default=None)


class CitedPage(Struct, frozen=True):
    """References or citations as one screen shows them, merged."""

    works: tuple[CitedWork, ...]
    state: SectionState = SectionState()


class CommentsPage(Struct, frozen=True):
    """The comments of a paper, in the order of its page, each reply after what it replies to."""

    comments: tuple[Comment, ...]
    state: SectionState = SectionState()


class LinkedPage(Struct, frozen=True):
    """The repositories that name a paper."""

    repos: tuple[Repo, ...]
    state: SectionState = SectionState()


class NoticesPage(Struct, frozen=True):
    """What is known to be wrong with a paper, newest first."""

    notices: tuple[Notice, ...]
    state: SectionState = SectionState()


class SectionCounts(Struct, frozen=True):
    """How much of each section is in the cache; None for what was never fetched."""

    references: int | None = None
    references_cached: int = 0
    """Those of them whose papers are in the cache."""
    citations: int | None = None
    citations_cached: int = 0
    citations_total: int | None = None
    """The largest number of citations that a source says there are; lists may be cut."""
    comments: int | None = None
    linked: int | None = None
    notices: tuple[Notice, ...] = ()
    notices_checked: tuple[str, ...] = ()
    """The sources that answered about notices."""
    notices_checked_at: dt.datetime | None = None
