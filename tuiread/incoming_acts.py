"""What an import does to the store: one step that can be undone, over however many papers, tags, notes and follows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tuiread import acts
from tuiread.names import account_of
from tuiread.records import Author, Follow, FollowedFeed, Paper, SourceFact
from tuiread.records.exports import Difference, ListedPaper, Newcomer
from tuiread.tables import inbox, journal, paper_notes, papers, shelf, tags

if TYPE_CHECKING:
    from tuiread.store import Store

LISTED = "import"
"""The source of what only a file tells of a paper."""


def take(store: Store, change: Difference, at: dt.datetime) -> None:
    """Keep what a file brings: papers are saved, tags and notes added, people and topics followed."""
    connection, wanted = store.connection, change.changes
    _know(store, wanted, change.name, at)
    ids = [one.paper_id for one in wanted]
    new = [one.paper_id for one in wanted if one.is_new]
    with journal.act(connection, f"imported {change.name}", at) as act:
        act.remember("saves", new)
        shelf.keep_saves(connection, [papers.get_paper(connection, paper_id) for paper_id in new], at)
        act.remember("paper_tags", [tags.tagging_key(one.paper_id, tag) for one in wanted for tag in one.new_tags])
        act.remember("paper_notes", ids)
        for one in wanted:
            for tag in one.new_tags:
                tags.keep_tag(connection, [one.paper_id], tag, at)
            if one.note is not None:
                paper_notes.keep_paper_note(connection, one.paper_id, one.note, at)
        act.remember("follows", [person.key for person in change.people])
        for person in change.people:
            account = person.account or account_of(person.key)
            shelf.keep_follow(connection, Follow(person.key, person.name, at, account))
        act.remember("feeds", [f"{feed.kind}:{feed.value}" for feed in change.feeds])
        for feed in change.feeds:
            inbox.keep_feed(connection, FollowedFeed(feed.kind, feed.value, at))


def _know(store: Store, wanted: tuple[Newcomer, ...], name: str, at: dt.datetime) -> None:
    """Put papers that the cache lacks into it: from the archive, else as the file tells of them."""
    lacking = [one for one in wanted if not papers.has_paper(store.connection, one.paper_id)]
    told = [one for one in lacking if one.listed and not acts.take_in(store, one.paper_id)]
    papers.add_papers(store.connection, [_paper(one, one.listed, name, at) for one in told if one.listed])


def _paper(one: Newcomer, listed: ListedPaper, name: str, at: dt.datetime) -> Paper:
    day = listed.published_on
    return Paper(
        id=one.paper_id,
        title=one.title,
        authors=tuple(map(Author, listed.authors)),
        abstract=listed.abstract,
        published_at=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day else None,
        categories=listed.categories,
        doi=listed.doi,
        journal_ref=listed.journal_ref,
        facts=(SourceFact(LISTED, name, at),),
    )
