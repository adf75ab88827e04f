"""What the inbox shows: papers of followed people, topics and searches, and why each is there."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.papers import FeedRow, PaperId
from tuiread.records.people import PersonKey, PersonRow

How = Literal["arxiv", "orcid", "openalex", "s2", "account", "coauthors", "you", "name"]
"""How a followed person was recognised in a byline, the surest first; ``you`` because the reader said yes."""

FeedKind = Literal["category", "keyword", "search"]


class FollowedFeed(Struct, frozen=True):
    """A topic or a search that the reader follows."""

    kind: FeedKind
    value: str
    """An arXiv category, a keyword of Hugging Face, or the words of a search."""
    followed_at: dt.datetime
    new_count: int = 0
    paper_count: int = 0

    @property
    def key(self) -> str:
        """How commands and tables name it: ``category:cs.LG``."""
        return f"{self.kind}:{self.value}"


class InboxMatch(Struct, frozen=True):
    """A followed person in a byline."""

    person: PersonKey
    name: str
    how: How
    coauthors: tuple[str, ...] = ()
    """The known co-authors in the same byline, where these settle it."""

    @property
    def needs_answer(self) -> bool:
        """True when nothing but the name matches: only the reader can say whether it is the same person."""
        return self.how == "name"


class InboxItem(Struct, frozen=True):
    """One line of the inbox."""

    paper: FeedRow
    came_on: dt.date
    """The feed day, or the day of first submission for papers that were on no feed."""
    matches: tuple[InboxMatch, ...] = ()
    """Followed people in its byline, in the byline's order."""
    feeds: tuple[str, ...] = ()
    """The keys of followed topics and searches that it fits."""
    notice: str | None = None
    """For a saved paper: that it was withdrawn, retracted or corrected, and who says so."""
    is_new: bool = False
    """True when it is unread and came after the follow."""

    @property
    def needs_answer(self) -> bool:
        """True when every reason to show it is a name that may be somebody else's."""
        return bool(self.matches) and not self.feeds and all(match.needs_answer for match in self.matches)


class Inbox(Struct, frozen=True):
    """Everything that the inbox holds, newest first."""

    items: tuple[InboxItem, ...]
    people: tuple[PersonRow, ...]
    feeds: tuple[FollowedFeed, ...]
    as_of: dt.datetime | None = None
    """When the stalest of its papers was last fetched."""

    @property
    def new_count(self) -> int:
        """How many items are new."""
        return sum(item.is_new for item in self.items)


class Answered(Struct, frozen=True):
    """What the reader said of a name match."""

    person: PersonKey
    paper_id: PaperId
    is_same: bool
