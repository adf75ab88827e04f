"""The commands for what only the reader knows: save, unsave, follow, unfollow, following, forget, undo.

Each change is one step that ``undo`` takes back, in the app as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.cli.desk import Reply
from tuiread.cli.inbox import follow_feed, unfollow_feed
from tuiread.cli.reading import find_paper, find_person, person_words
from tuiread.errors import AmbiguousError, NotFoundError, UsageError
from tuiread.inbox import feed_in
from tuiread.names import fold_name
from tuiread.output.json_forms import encode, following_form
from tuiread.words.inbox import plain_following
from tuiread.words.letter import forgotten_words
from tuiread.words.times import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.cli.desk import Desk
    from tuiread.records import PaperId, PersonKey


async def save(desk: Desk) -> Reply:
    """Save papers; those that the cache does not hold are fetched first."""
    paper_ids = _paper_ids(desk)
    pages = [await find_paper(desk, paper_id) for paper_id in paper_ids]
    await desk.library.save(paper_ids)
    named = f"“{pages[0].paper.title}”" if len(pages) == 1 else count(len(pages), "paper")
    await desk.library.texts.wish(paper_ids, is_wanted=not desk.words.no_text)
    said = await _texts_of(desk, paper_ids) if desk.words.text else []
    return Reply((f"Saved {named}.", *said))


async def _texts_of(desk: Desk, paper_ids: Sequence[PaperId]) -> list[str]:
    """Fetch the texts that are missing, and say how it went.

    Raises:
        UsageError: --offline forbids it.
    """
    from tuiread.cli.texts import fetch_texts, said_of

    if desk.options.is_offline:
        raise UsageError("--text asks the network, and --offline forbids it; the papers are saved.")
    missing = [paper_id for paper_id in paper_ids if not await desk.library.texts.has(paper_id)]
    return said_of(await fetch_texts(desk, missing, lambda done, total, note: None))


async def unsave(desk: Desk) -> Reply:
    """Take papers out of the library."""
    paper_ids = _paper_ids(desk)
    await desk.library.unsave(paper_ids)
    named = f"arXiv {paper_ids[0]}" if len(paper_ids) == 1 else count(len(paper_ids), "paper")
    return Reply((f"Took {named} out of your library; `tuiread undo` puts it back.",))


async def follow(desk: Desk) -> Reply:
    """Follow a researcher, a topic or a search; a researcher may be muted, or not any more.

    Raises:
        UsageError: a topic or a search was to be muted.
    """
    changes_mute = desk.words.mute or desk.words.unmute
    if feed := feed_in(person_words(desk)):
        if changes_mute:
            raise UsageError("Only people are muted; `tuiread unfollow` lets a topic or a search go.")
        return await follow_feed(desk, *feed)
    researchers = desk.library.researchers
    followed = await researchers.follow(await find_person(desk))
    if changes_mute:
        await researchers.mute(followed.key, is_muted=desk.words.mute)
    muted = ", muted: their papers stay out of the inbox" if desk.words.mute else ""
    return Reply((f"You follow {followed.name} ({followed.key}){muted}.",))


async def unfollow(desk: Desk) -> Reply:
    """Follow a researcher, a topic or a search no longer."""
    if feed := feed_in(person_words(desk)):
        return await unfollow_feed(desk, *feed)
    followed = await desk.library.researchers.unfollow(await _followed_person(desk))
    return Reply((f"You follow {followed.name} no longer; `tuiread undo` takes that back.",))


async def following(desk: Desk) -> Reply:
    """Show whom the reader follows, and their papers."""
    if desk.wants_json:
        return Reply(document=encode(following_form(await desk.library.following())))
    inbox = await desk.library.inbox()
    if not inbox.people and not inbox.feeds:
        return Reply(("You follow nobody yet; `tuiread follow NAME` follows an author.",))
    return Reply(tuple(plain_following(inbox, desk.cells, desk.clock().year)))


async def forget(desk: Desk) -> Reply:
    """Remove all that is kept about a researcher, and never fetch it again.

    Raises:
        UsageError: the reader did not say that they mean it.
    """
    key = await find_person(desk)
    if not desk.words.yes:
        raise UsageError(f"Forgetting “{person_words(desk)}” cannot be undone; if you mean it, add --yes.")
    folders = await desk.library.letters.folders_to(key)
    return Reply((forgotten_words(await desk.library.researchers.forget(key), folders),))


async def undo(desk: Desk) -> Reply:
    """Take back the latest change."""
    return Reply((f"Undone: {await desk.library.undo()}.",))


def _paper_ids(desk: Desk) -> list[PaperId]:
    """Return what the words name, each paper once; all of them are read before any is asked for.

    Raises:
        UsageError: one of them is no id.
    """
    return list(dict.fromkeys(parse_paper_id(text)[0] for text in desk.words.ids))


async def _followed_person(desk: Desk) -> PersonKey:
    """Return the one person meant among those followed, whom the cache need not know any more.

    Raises:
        NotFoundError: the reader follows nobody of that name, or several.
    """
    text = person_words(desk)
    people = (await desk.library.following()).people
    found = [person for person in people if text == person.key]
    found = found or [person for person in people if fold_name(text) == fold_name(person.name)]
    found = found or [person for person in people if fold_name(text) in fold_name(person.name)]
    if not found:
        raise NotFoundError(f"You follow nobody called “{text}”; `tuiread following` lists whom you follow.")
    if len(found) > 1:
        choices = ", ".join(f"{person.name} ({person.key})" for person in found)
        raise AmbiguousError(f"“{text}” could be {choices}; name one by its key.")
    return found[0].key
