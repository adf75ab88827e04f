"""The commands for what is new: inbox with its answers, and the topics and searches that follow and unfollow take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.cli.desk import Reply
from tuiread.errors import AmbiguousError, NotFoundError, UsageError
from tuiread.output.json_forms import encode, inbox_form
from tuiread.words.inbox import feed_words, plain_inbox
from tuiread.words.times import day_words

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.records import FeedKind


async def inbox(desk: Desk) -> Reply:
    """Show what came of those whom the reader follows, or answer for a name in a byline."""
    if desk.words.yes or desk.words.no:
        return await _answer(desk, desk.words.yes or desk.words.no, is_same=bool(desk.words.yes))
    if desk.words.format or desk.words.output:
        return await _feed(desk)
    page = await desk.library.inbox()
    if desk.wants_json:
        return Reply(document=encode(inbox_form(page)))
    if not page.people and not page.feeds and not page.items:
        return Reply(("You follow nobody yet; `tuiread follow NAME` or `tuiread follow category:cs.LG` begins.",))
    return Reply(tuple(plain_inbox(page, desk.cells, desk.clock().year)))


async def follow_feed(desk: Desk, kind: FeedKind, value: str) -> Reply:
    """Follow a topic or a search."""
    now = desk.clock()
    feed = await desk.library.follow_feed(kind, value)
    if feed.followed_at < now:
        since = day_words(feed.followed_at.astimezone().date())
        return Reply((f"You follow the {feed_words(feed)} already, since {since}.",))
    return Reply((f"You follow the {feed_words(feed)}; new papers that fit come into `tuiread inbox`.",))


async def unfollow_feed(desk: Desk, kind: FeedKind, value: str) -> Reply:
    """Follow a topic or a search no longer."""
    feed = await desk.library.unfollow_feed(f"{kind}:{value}")
    return Reply((f"You follow the {feed_words(feed)} no longer; `tuiread undo` takes that back.",))


async def _feed(desk: Desk) -> Reply:
    """Give the inbox as an Atom feed, on stdout or into a file.

    Raises:
        UsageError: --json is asked for as well, or --output without --format.
        StoreError: the file cannot be written.
    """
    if desk.wants_json or not desk.words.format:
        raise UsageError("A file of the inbox is a feed: `tuiread inbox --format atom --output FILE`, without --json.")
    feed = await desk.library.digests.inbox_feed()
    if desk.words.output in (None, "-"):
        return Reply(document=feed)
    from pathlib import Path

    from tuiread.whole_file import write_whole

    path = Path(desk.words.output).expanduser()
    write_whole(path, feed)
    return Reply((f"Written: {path}",))


async def _answer(desk: Desk, paper: str, *, is_same: bool) -> Reply:
    """Keep whether the name in a paper's byline is the person followed.

    Raises:
        NotFoundError: the inbox has no such paper, or nobody in it is matched by name only.
        AmbiguousError: two names in the byline are followed and unsure.
    """
    paper_id, _ = parse_paper_id(paper)
    items = [item for item in (await desk.library.inbox()).items if item.paper.id == paper_id]
    matches = [match for item in items for match in item.matches if match.how == "name"]
    if not matches:
        raise NotFoundError(f"Nobody in arXiv {paper_id} is matched by name only; `tuiread inbox` says how.")
    if len(matches) > 1:
        names = " and ".join(match.name for match in matches)
        raise AmbiguousError(f"{names} are both in arXiv {paper_id}; answer for each in the app, with = in the inbox.")
    person = await desk.library.researchers.answer_name(matches[0].person, paper_id, is_same=is_same)
    said = "is" if is_same else "is not"
    return Reply(
        (f"Kept: the {person.name} of arXiv {paper_id} {said} the one you follow; `tuiread undo` takes it back.",)
    )
