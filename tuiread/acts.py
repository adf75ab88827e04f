"""What each wish does to the store, one function a wish; the library runs each in a transaction of its own.

Acts of the reader (save, read, follow) are steps that can be undone; what a source tells is kept without a step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.errors import AnswerError, NotFoundError
from tuiread.records import DayReport, FeedKind, Follow, FollowedFeed, Paper, PaperId, PersonKey, SourceFact
from tuiread.tables import bylines, editions, identities, inbox, journal, papers, queue, shelf

if TYPE_CHECKING:
    from tuiread.store import Store


def save(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime) -> None:
    """Save papers, whole; none if one of them is not in the cache."""
    found = [papers.get_paper(store.connection, paper_id) for paper_id in paper_ids]
    with journal.act(store.connection, f"saved {_named(found)}", at) as act:
        act.remember("saves", paper_ids)
        shelf.keep_saves(store.connection, found, at)


def unsave(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime) -> None:
    """Take papers out of the library and of the queue; none if one of them is not in it.

    Tags and notes stay with a paper: they are the reader's words, and there again when it is saved again.
    """
    if lost := [paper_id for paper_id in paper_ids if paper_id not in shelf.saved_ids(store.connection)]:
        raise NotFoundError(f"arXiv {lost[0]} is not in your library.")
    found = [papers.get_paper(store.connection, paper_id) for paper_id in paper_ids]
    with journal.act(store.connection, f"took out {_named(found)}", at) as act:
        act.remember("saves", paper_ids)
        act.remember("queue", paper_ids)
        shelf.drop_saves(store.connection, paper_ids)
        queue.drop_from_queue(store.connection, paper_ids)


def mark_read(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime, label: str) -> int:
    """Mark papers as read, as one step whose label says how many if several were unread; return how many were."""
    read = shelf.read_ids(store.connection, paper_ids)
    unread = [paper_id for paper_id in paper_ids if paper_id not in read]
    if unread:
        how_many = f" ({len(unread):,} papers)" if len(unread) > 1 else ""
        with journal.act(store.connection, label + how_many, at) as act:
            act.remember("reads", unread)
            shelf.mark_read(store.connection, unread, at)
    return len(unread)


def mark_unread(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime, label: str) -> None:
    """Mark papers as unread; those that are make no step."""
    if read := shelf.read_ids(store.connection, paper_ids):
        with journal.act(store.connection, label, at) as act:
            act.remember("reads", read)
            shelf.mark_unread(store.connection, read)


def follow(store: Store, key: PersonKey, at: dt.datetime) -> Follow:
    """Follow a person; whom the reader follows already is followed since then, without a step."""
    if known := next((follow for follow in shelf.follows(store.connection) if follow.key == key), None):
        return known
    who = bylines.get_who(store.connection, key)
    follow = Follow(key, who.name, at, who.account)
    with journal.act(store.connection, f"followed {who.name}", at) as act:
        act.remember("follows", [key])
        shelf.keep_follow(store.connection, follow)
    return follow


def unfollow(store: Store, key: PersonKey, at: dt.datetime) -> Follow:
    """Follow a person no longer."""
    follow = shelf.get_follow(store.connection, key)
    with journal.act(store.connection, f"unfollowed {follow.name}", at) as act:
        act.remember("follows", [key])
        shelf.drop_follow(store.connection, key)
    return follow


def mute(store: Store, key: PersonKey, at: dt.datetime, *, is_muted: bool) -> Follow:
    """Keep a followed person's papers out of the inbox, or let them in again.

    Raises:
        NotFoundError: the reader does not follow this person.
    """
    follow = shelf.get_follow(store.connection, key)
    with journal.act(store.connection, f"{'muted' if is_muted else 'unmuted'} {follow.name}", at) as act:
        act.remember("follows", [key])
        inbox.set_muted(store.connection, key, is_muted=is_muted)
    return follow


def follow_feed(store: Store, kind: FeedKind, value: str, at: dt.datetime) -> FollowedFeed:
    """Follow a topic or a search; what the reader follows already is followed since then, without a step."""
    feed = FollowedFeed(kind, value, at)
    if known := next((one for one in inbox.feeds(store.connection) if one.key == feed.key), None):
        return known
    with journal.act(store.connection, f"followed the {feed.kind} “{feed.value}”", at) as act:
        act.remember("feeds", [feed.key])
        inbox.keep_feed(store.connection, feed)
    return feed


def unfollow_feed(store: Store, key: str, at: dt.datetime) -> FollowedFeed:
    """Follow a topic or a search no longer.

    Raises:
        NotFoundError: the reader does not follow it.
    """
    feed = inbox.get_feed(store.connection, key)
    with journal.act(store.connection, f"unfollowed the {feed.kind} “{feed.value}”", at) as act:
        act.remember("feeds", [key])
        inbox.drop_feed(store.connection, key)
    return feed


def answer_name(store: Store, person: PersonKey, paper_id: PaperId, at: dt.datetime, *, is_same: bool) -> Follow:
    """Keep whether a name in a byline is a followed person; later papers are judged by it, too.

    Raises:
        NotFoundError: the reader does not follow this person, or the paper is not in the cache.
    """
    follow = shelf.get_follow(store.connection, person)
    title = papers.get_paper(store.connection, paper_id).title
    label = f"said that {follow.name} {'wrote' if is_same else 'did not write'} “{title}”"
    with journal.act(store.connection, label, at) as act:
        act.remember("verdicts", [identities.answer_key(person, paper_id)])
        inbox.keep_verdict(store.connection, person, paper_id, at, is_same=is_same)
    return follow


def undo(store: Store, at: dt.datetime) -> str:
    """Undo the latest act and return its label."""
    label = journal.undo(store.connection, at)
    put_saves_back(store)
    return label


def put_saves_back(store: Store) -> None:
    """Give the cache what only the library still knows, so that saved papers open and are found as before."""
    lost = shelf.snapshots_to_put_back(store.connection)
    keys = papers.keep_papers(store.connection, lost)
    for paper in lost:
        editions.keep_feed_days(store.connection, paper, keys[paper.id])


def take_in(store: Store, paper_id: PaperId) -> bool:
    """Put a paper of the archive into the cache, which is where papers are that somebody looked at.

    Returns:
        Whether the archive has it.
    """
    from tuiread.tables import archive  # no first frame needs it

    paper = archive.get_paper(store.connection, paper_id) if archive.is_here(store.connection) else None
    if paper is None:
        return False
    told = SourceFact("arxiv", "a listing that was imported", archive.last_import(store.connection))
    papers.add_papers(store.connection, [replace(paper, facts=(told,))])
    return True


def keep_found(store: Store, found: Sequence[Paper]) -> int:
    """Keep papers that a search brought, and return how many the cache lacked."""
    return papers.add_papers(store.connection, found)


def keep_paper(store: Store, paper: Paper) -> None:
    """Keep what a paper's own page told."""
    keys = papers.keep_papers(store.connection, [paper])
    editions.keep_feed_days(store.connection, paper, keys[paper.id])
    complete_saves(store, [paper])


def keep_day(
    store: Store,
    day: dt.date,
    found: Sequence[Paper],
    fetched_at: dt.datetime,
    skipped: int,
    source: str,
    *,
    is_partial: bool = False,
) -> DayReport:
    """Keep one day of the feed as it was answered.

    An answer that is partial, because items of it could not be read, adds papers to the day and takes none away.

    Raises:
        AnswerError: the day had papers before and the answer has none; what is there stays.
    """
    if not found and (known := editions.real_paper_count(store.connection, day)):
        raise AnswerError(
            f"The answer for {day} has no papers, though {known} were there before; those were kept.", source=source
        )
    unique = list({paper.id: paper for paper in found}.values())
    new_count = editions.keep_edition(
        store.connection,
        day,
        unique,
        source=source,
        fetched_at=fetched_at,
        skipped_count=skipped,
        is_partial=is_partial or skipped > 0,
    )
    complete_saves(store, unique)
    return DayReport(len(unique), new_count, skipped)


def complete_saves(store: Store, found: Sequence[Paper]) -> None:
    """Renew the snapshots of papers that no source had told of when they were saved, once one did.

    Nothing else that the reader saved is rewritten by what a source tells.
    """
    bare = shelf.bare_snapshots(store.connection, [paper.id for paper in found])
    known = [papers.get_paper(store.connection, paper_id) for paper_id in bare]
    complete = [paper for paper in known if not paper.is_bare]
    shelf.renew_saves(store.connection, complete)


def keep_failures(store: Store, days: Sequence[dt.date], failed_at: dt.datetime, error: str) -> None:
    """Keep that days were asked for in vain."""
    for day in days:
        editions.keep_failure(store.connection, day, failed_at, error)


def _named(found: Sequence[Paper]) -> str:
    return f"“{found[0].title}”" if len(found) == 1 else f"{len(found)} papers"
