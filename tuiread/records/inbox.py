"""What the inbox shows: papers of followed people, topics and searches, and why each is there."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.authors import Notice
from tuiread.records.papers import FeedRow
from tuiread.records.people import PersonKey, PersonRow

How = Literal["arxiv", "orcid", "openalex", "s2", "account", "you", "coauthors", "name"]
"""How a followed person was recognised in a byline, the surest first: a source's record lists the paper, Hugging Face
knows the account, the reader said yes, known co-authors stand beside the name, or there is nothing but the name."""

FeedKind = Literal["category", "keyword", "search"]

ItemKind = Literal["paper", "topic", "search", "notice"]
"""Why a line is in the inbox, in one word."""


class FollowedFeed(Struct, frozen=True):
    """A topic or a search that the reader follows."""

    kind: FeedKind
    value: str
    """An arXiv category, a keyword of Hugging Face, or the words of a search."""
    followed_at: dt.datetime
    paper_count: int = 0
    """Papers of the last weeks that fit, as far as the inbox shows them."""
    new_count: int = 0

    @property
    def key(self) -> str:
        """How commands and tables name it: ``category:cs.LG``."""
        return f"{self.kind}:{self.value}"


class FollowedPerson(Struct, frozen=True):
    """Somebody whom the reader follows, and how surely their papers are found."""

    row: PersonRow
    how: How
    """The best id that is known of them."""
    followed_at: dt.datetime
    is_muted: bool = False
    """True when their papers stay out of the inbox."""
    waiting_count: int = 0
    """Papers for which only the reader can say whether they are theirs."""


class InboxMatch(Struct, frozen=True):
    """A followed person in a byline."""

    person: PersonKey
    name: str
    how: How
    coauthors: tuple[str, ...] = ()
    """The known co-authors beside the name, where these settle it."""
    waits: bool = False
    """True when nothing but the name says so and the paper came after the follow: only the reader can tell."""


class InboxItem(Struct, frozen=True):
    """One line of the inbox."""

    paper: FeedRow
    came_on: dt.date
    """The feed day, that of first submission for papers that were on no feed, or that of a notice."""
    matches: tuple[InboxMatch, ...] = ()
    """Followed people in its byline, in the byline's order."""
    feeds: tuple[FollowedFeed, ...] = ()
    """Followed topics and searches that it fits."""
    notice: Notice | None = None
    """For a saved paper: that it was withdrawn, retracted, corrected, or published since it was saved."""
    is_new: bool = False
    """True when it is unread, came after the follow, and is more than somebody's name."""

    @property
    def waits(self) -> bool:
        """True when the only reason to show it is a name that may be somebody else's."""
        return bool(self.matches) and not self.feeds and all(match.waits for match in self.matches)

    @property
    def kind(self) -> ItemKind:
        """Why it is here."""
        if self.matches:
            return "paper"
        if self.feeds:
            return "search" if self.feeds[0].kind == "search" else "topic"
        return "notice"


SAVED = "saved"
"""The key of saved papers among what the inbox is fed by."""


class Inbox(Struct, frozen=True):
    """Everything that the inbox holds, newest first."""

    items: tuple[InboxItem, ...]
    people: tuple[FollowedPerson, ...]
    feeds: tuple[FollowedFeed, ...]
    left_out_count: int = 0
    """Papers that carry a followed name beside co-authors of papers that the reader said no to."""
    as_of: dt.datetime | None = None
    """When the stalest of its papers was last fetched."""

    @property
    def new_count(self) -> int:
        """How many items are new."""
        return sum(item.is_new for item in self.items)

    @property
    def waiting_count(self) -> int:
        """How many items wait for a yes or no."""
        return sum(item.waits for item in self.items)

    def items_of(self, source: str) -> tuple[InboxItem, ...]:
        """Return what came of one of its sources.

        Args:
            source: the key of a followed person, topic or search, or `SAVED`.
        """
        return tuple(item for item in self.items if source in self._sources_of(item))

    def _sources_of(self, item: InboxItem) -> set[str]:
        saved = {SAVED} if item.notice else set()
        return saved | {match.person for match in item.matches} | {feed.key for feed in item.feeds}
