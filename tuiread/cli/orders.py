"""The commands of the for-you order: a paper's place in the feed, and what came while the reader was away.

Both learn as well as can be before they answer, and neither asks the network.  Not here: the feed itself (reading).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.cli.desk import Reply
from tuiread.dates import feed_today, parse_day
from tuiread.errors import UsageError
from tuiread.output.json_forms import encode
from tuiread.output.json_orders import catch_up_form, place_form
from tuiread.words.catch_up import NOTHING, plain_catch_up
from tuiread.words.taste import plain_place

if TYPE_CHECKING:
    from tuiread.cli.desk import Desk
    from tuiread.records import PaperId


async def why_paper(desk: Desk, paper_id: PaperId) -> Reply:
    """Show why a paper stands where it does among the papers of its day.

    Raises:
        NotFoundError: it is not in the cache, or was never on the feed.
    """
    if desk.words.check:
        raise UsageError("--check asks about people; a paper's place in the feed is known here.")
    await desk.library.ranking.learn()
    place = await desk.library.ranking.place(paper_id)
    if desk.wants_json:
        return Reply(document=encode(place_form(place)))
    return Reply(tuple(plain_place(place, desk.cells)))


async def catch_up(desk: Desk) -> Reply:
    """Show what came while the reader was away, in three passes."""
    since = parse_day(desk.words.since, feed_today(desk.clock())) if desk.words.since else None
    await desk.library.ranking.learn()
    found = await desk.library.ranking.catch_up(since)
    if found is None:
        return Reply((NOTHING,), document=encode(catch_up_form(None)) if desk.wants_json else None)
    if desk.wants_json:
        return Reply(document=encode(catch_up_form(found)))
    return Reply(tuple(plain_catch_up(found, desk.cells)))
