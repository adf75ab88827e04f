"""The inbox, read in one go from the tables: what came of followed people, topics and searches, and of saved papers.

    people.followed_papers ──> names in bylines ──recognise (insight)──> matches ─┐
    feeds ──> papers that fit ────────────────────────────────────────────────────┼──> items, newest first
    saves ──> notices ────────────────────────────────────────────────────────────┘

Nothing is written here.  Not here: the other pages (pages), the rule for mere names (insight.recognition).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from tuiread.arxiv_categories import category_of
from tuiread.dates import feed_today
from tuiread.errors import UsageError
from tuiread.insight.recognition import NamedPaper, Recognised, recognise
from tuiread.records import (
    FeedKind,
    FeedRow,
    FollowedFeed,
    FollowedPaper,
    FollowedPerson,
    FollowingPage,
    How,
    Inbox,
    InboxItem,
    InboxMatch,
    Notice,
    PaperId,
    PersonKey,
)
from tuiread.search_language import read_query
from tuiread.tables import inbox, papers, people
from tuiread.tables.inbox import FollowedAs
from tuiread.tables.people import Match

FEED_KINDS = ("category", "keyword", "search")

FEED_WINDOW = dt.timedelta(days=90)
"""How far back topics and searches reach; papers of people stay as long as they are in the cache."""

Matches = Mapping[PaperId, tuple[InboxMatch, ...]]
Listed = Mapping[tuple[PersonKey, PaperId], How]


class _Known(Struct, frozen=True):
    """What the tables know about names in bylines."""

    listed: Listed
    verdicts: Mapping[tuple[PersonKey, PaperId], bool]
    coauthors: Mapping[PaperId, Mapping[str, str]]
    came_on: Mapping[PaperId, dt.date]

    def how(self, person: PersonKey, paper: PaperId, *, is_name_match: bool) -> How:
        """Return the surest way in which a byline is a person's, co-authors aside."""
        if found := self.listed.get((person, paper)):
            return found
        if self.verdicts.get((person, paper)):
            return "you"
        return "name" if is_name_match else "account"


def inbox_page(connection: sqlite3.Connection, now: dt.datetime) -> Inbox:
    """Return everything that the inbox holds."""
    followed = inbox.followed_as(connection)
    listed = inbox.listed(connection)
    matched = _with_listed(connection, people.followed_papers(connection), listed)
    feeds = inbox.feeds(connection)
    fitting = {feed.key: inbox.feed_papers(connection, feed, now - FEED_WINDOW) for feed in feeds}
    notices = inbox.saved_notices(connection)
    wanted = {*matched, *notices, *(paper for found in fitting.values() for paper in found)}
    rows = people.list_rows(connection, sorted(wanted))
    here = {paper: names for paper, names in matched.items() if paper in rows}
    matches, left_out_count = _matches(connection, followed, here, rows, listed)
    by_paper = {paper: tuple(feed for feed in feeds if paper in fitting[feed.key]) for paper in rows}
    items = _items(rows, matches, by_paper, notices, {one.person: one for one in followed})
    return Inbox(
        items=tuple(items),
        people=tuple(_people(connection, followed, items)),
        feeds=tuple(_counted(feed, items) for feed in feeds),
        left_out_count=left_out_count,
        as_of=papers.stalest_fetch(connection, [item.paper.id for item in items]),
    )


def following_page(connection: sqlite3.Connection, now: dt.datetime) -> FollowingPage:
    """Return whom the reader follows, and their papers in the inbox, newest first."""
    page = inbox_page(connection, now)
    found = [
        FollowedPaper(item.paper, tuple(match.name for match in item.matches), item.is_new)
        for item in page.items
        if item.matches
    ]
    as_of = papers.stalest_fetch(connection, [item.paper.id for item in found])
    return FollowingPage(tuple(person.row for person in page.people), tuple(found), as_of)


def has_words(text: str) -> bool:
    """Tell whether a text holds something that can be searched for."""
    return not read_query(text).is_empty


def feed_in(text: str) -> tuple[FeedKind, str] | None:
    """Return the topic or search that a text names, such as ``category:cs.LG``; None for anything else.

    Raises:
        UsageError: it names a kind and nothing that could be of that kind.
    """
    kind, colon, value = text.strip().partition(":")
    value = " ".join(value.split())
    if not colon or kind not in FEED_KINDS:
        return None
    if not has_words(value):
        raise UsageError(f"What do you mean by {kind}:{value}? Write a word or more after the colon.")
    if kind != "category":
        return cast("FeedKind", kind), value
    category = category_of(value)
    if category is None:
        raise UsageError(f"“{value}” is no arXiv category; they look like cs.LG, hep-th or stat.ML.")
    return "category", category


def feed_choices(connection: sqlite3.Connection, text: str, now: dt.datetime) -> tuple[FollowedFeed, ...]:
    """Return what a text can mean as a topic or a search, each with how many papers of the last weeks fit.

    An arXiv category comes first where the text is one, then what most papers fit; a text without a word means nothing,
    and one such as ``search:world model`` says what it means.

    Raises:
        UsageError: it names a kind and nothing that could be of that kind.
    """
    if named := feed_in(text):
        feeds = [FollowedFeed(*named, now)]
    else:
        value = " ".join(text.split())
        category = category_of(value)
        feeds = [FollowedFeed("category", category, now)] if category else []
        if has_words(value):
            feeds += [FollowedFeed("keyword", value, now), FollowedFeed("search", value, now)]
    counted = [replace(feed, paper_count=len(inbox.feed_papers(connection, feed, now - FEED_WINDOW))) for feed in feeds]
    return tuple(sorted(counted, key=lambda feed: (feed.kind != "category", -feed.paper_count, feed.kind == "keyword")))


def _with_listed(
    connection: sqlite3.Connection, matched: Mapping[PaperId, tuple[Match, ...]], listed: Listed
) -> dict[PaperId, tuple[Match, ...]]:
    """Add papers that only a linked record lists as a followed person's: their bylines spell the name otherwise."""
    rows = {row.key: row.name for row in people.followed_rows(connection)}
    found = dict(matched)
    for person, paper in listed:
        named = found.get(paper, ())
        if person in rows and all(match.key != person for match in named):
            found[paper] = (*named, Match(person, rows[person], False))
    return found


def _matches(
    connection: sqlite3.Connection,
    followed: Sequence[FollowedAs],
    matched: Mapping[PaperId, tuple[Match, ...]],
    rows: Mapping[PaperId, FeedRow],
    listed: Listed,
) -> tuple[Matches, int]:
    """Return who of the followed people each paper is by, and how many papers belong to somebody else's circle."""
    verdicts = inbox.verdicts(connection)
    looked_at = {*matched, *(paper for (_, paper), is_same in verdicts.items() if not is_same)}
    known = _Known(
        listed=listed,
        verdicts=verdicts,
        coauthors=inbox.coauthors(connection, sorted(looked_at)),
        came_on={paper: _came_on(row) for paper, row in rows.items()},
    )
    by_key = {one.person: one for one in followed}
    mine: dict[PersonKey, dict[PaperId, Match]] = {one.person: {} for one in followed}
    for paper, names in matched.items():
        for match in names:
            mine[match.key][paper] = match
    judged = {one.person: _judged(connection, one, mine[one.person], known) for one in followed}
    found: dict[PaperId, tuple[InboxMatch, ...]] = {}
    left_out_count = 0
    for paper, names in matched.items():
        named = [_match(by_key[one.key], one, known, paper, judged[one.key].get(paper)) for one in names]
        left_out_count += named.count(None)
        found[paper] = tuple(one for one in named if one is not None and not by_key[one.person].is_muted)
    return found, left_out_count


def _judged(
    connection: sqlite3.Connection, one: FollowedAs, mine: Mapping[PaperId, Match], known: _Known
) -> dict[PaperId, Recognised]:
    """Return what co-authors say of the papers that carry nothing but a person's name."""
    if not any(_how(one, match, known, paper) == "name" for paper, match in mine.items()):
        return {}
    own = inbox.own_names(connection, one.person)

    def beside(paper: PaperId) -> dict[str, str]:
        return {folded: name for folded, name in known.coauthors[paper].items() if folded not in own}

    named = [
        NamedPaper(paper, known.came_on[paper], _how(one, match, known, paper) != "name", beside(paper))
        for paper, match in mine.items()
    ]
    refused = [
        beside(paper) for (person, paper), is_same in known.verdicts.items() if person == one.person and not is_same
    ]
    return recognise(named, refused, feed_today(one.followed_at))


def _how(one: FollowedAs, match: Match, known: _Known, paper: PaperId) -> How:
    return known.how(one.person, paper, is_name_match=match.is_name_match)


def _match(
    one: FollowedAs, match: Match, known: _Known, paper: PaperId, judged: Recognised | None
) -> InboxMatch | None:
    """Return how a paper was matched; None where its co-authors are somebody else's."""
    if judged is None:
        return InboxMatch(one.person, match.name, _how(one, match, known, paper))
    if judged.verdict == "same":
        return InboxMatch(one.person, match.name, "coauthors", judged.coauthors)
    waits = known.came_on[paper] > feed_today(one.followed_at)
    if judged.verdict == "other" and waits:
        return None
    return InboxMatch(one.person, match.name, "name", waits=waits)


def _items(
    rows: Mapping[PaperId, FeedRow],
    matches: Matches,
    feeds: Mapping[PaperId, tuple[FollowedFeed, ...]],
    notices: Mapping[PaperId, Notice],
    followed: Mapping[PersonKey, FollowedAs],
) -> list[InboxItem]:
    """Return the lines of the inbox, newest first, those of one day by title."""
    items = [
        _item(row, matches.get(paper, ()), feeds[paper], notices.get(paper), followed) for paper, row in rows.items()
    ]
    # What the reader hid is not brought to them again; what became of a paper that they saved is told all the same.
    items = [item for item in items if item.notice or (not item.paper.is_hidden and (item.matches or item.feeds))]
    items.sort(key=lambda item: item.paper.title)
    items.sort(key=lambda item: item.came_on, reverse=True)
    return items


def _item(
    row: FeedRow,
    matches: tuple[InboxMatch, ...],
    feeds: tuple[FollowedFeed, ...],
    notice: Notice | None,
    followed: Mapping[PersonKey, FollowedAs],
) -> InboxItem:
    came_on = _came_on(row)
    since = [followed[match.person].followed_at for match in matches if not match.waits]
    since += [feed.followed_at for feed in feeds]
    is_new = any(_is_new(row, at) for at in since)
    if notice and notice.noticed_on and not matches and not feeds:
        came_on = notice.noticed_on
    if matches:
        first = matches[0]
        row = replace(row, followed_name=first.name, is_name_match=first.how == "name")
    return InboxItem(row, came_on, matches, feeds, notice, is_new)


def _people(
    connection: sqlite3.Connection, followed: Sequence[FollowedAs], items: Sequence[InboxItem]
) -> Iterable[FollowedPerson]:
    """Give everybody followed, by name, with what came of them."""
    known = {one.person: one for one in followed}
    brought: dict[PersonKey, list[tuple[InboxItem, InboxMatch]]] = {one.person: [] for one in followed}
    for item in items:
        for match in item.matches:
            brought[match.person].append((item, match))
    for row in people.followed_rows(connection):
        one, mine = known[row.key], brought[row.key]
        hows = {match.how for _, match in mine}
        yield FollowedPerson(
            row=replace(
                row, new_count=sum(_is_new(item.paper, one.followed_at) for item, match in mine if not match.waits)
            ),
            how="coauthors" if one.best == "name" and "coauthors" in hows else one.best,
            followed_at=one.followed_at,
            is_muted=one.is_muted,
            waiting_count=sum(match.waits for _, match in mine),
        )


def _counted(feed: FollowedFeed, items: Sequence[InboxItem]) -> FollowedFeed:
    fitting = [item for item in items if any(one.key == feed.key for one in item.feeds)]
    new_count = sum(_is_new(item.paper, feed.followed_at) for item in fitting)
    return replace(feed, paper_count=len(fitting), new_count=new_count)


def _is_new(row: FeedRow, followed_at: dt.datetime) -> bool:
    """Tell whether an unread paper came after the feed's day of the follow, which had the paper one followed from."""
    return row.is_unread and _came_on(row) > feed_today(followed_at)


def _came_on(row: FeedRow) -> dt.date:
    return row.day or row.published_on or dt.date.min
