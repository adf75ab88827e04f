"""What each wish about the reader's shelf does to the store, one function a wish: tags, notes, the queue.

Each is one step that can be undone, over however many papers.  What somebody tags, notes or queues they want to keep:
a paper that is not saved yet is saved in the same step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread.cleaning import without_controls
from tuiread.errors import NotFoundError
from tuiread.records import Tagging
from tuiread.tables import journal, paper_notes, papers, queue, shelf, tags

if TYPE_CHECKING:
    from tuiread.records import PaperId
    from tuiread.store import Store
    from tuiread.tables.journal import Act
    from tuiread.tags import TagWish


def tag(store: Store, paper_ids: Sequence[PaperId], wish: TagWish, at: dt.datetime) -> Tagging:
    """Give papers tags and take tags away."""
    connection = store.connection
    gains = {tag: [one for one in paper_ids if not tags.has_tag(connection, one, tag)] for tag in wish.add}
    losses = {tag: [one for one in paper_ids if tags.has_tag(connection, one, tag)] for tag in wish.drop}
    added, dropped = (tuple(tag for tag, found in each.items() if found) for each in (gains, losses))
    gaining = list(dict.fromkeys(one for found in gains.values() for one in found))
    changed = list(dict.fromkeys([*gaining, *(one for found in losses.values() for one in found)]))
    if not changed:
        return Tagging()
    words = ", ".join((*added, *(f"-{tag}" for tag in dropped)))
    with journal.act(connection, f"tagged {_named(store, changed)} {words}", at) as act:
        saved_count = _save_too(store, act, gaining, at)
        for tag in added:
            act.remember("paper_tags", [tags.tagging_key(one, tag) for one in gains[tag]])
            tags.keep_tag(connection, gains[tag], tag, at)
        for tag in dropped:
            act.remember("paper_tags", [tags.tagging_key(one, tag) for one in losses[tag]])
            tags.drop_tag(connection, losses[tag], tag)
    return Tagging(added, dropped, len(changed), saved_count)


def write_note(store: Store, paper_id: PaperId, text: str, at: dt.datetime) -> bool:
    """Keep the note about a paper, or drop it where the text is blank; return whether that changed anything."""
    note = "\n".join(without_controls(line).rstrip() for line in text.strip().splitlines())
    if note == (paper_notes.note_of(store.connection, paper_id) or ""):
        return False
    verb = "wrote a note about" if note else "removed the note about"
    with journal.act(store.connection, f"{verb} {_named(store, [paper_id])}", at) as act:
        if note:
            _save_too(store, act, [paper_id], at)
        act.remember("paper_notes", [paper_id])
        paper_notes.keep_paper_note(store.connection, paper_id, note, at)
    return True


def add_to_queue(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime) -> int:
    """Put papers at the end of the queue; return how many were not in it."""
    queued = set(queue.queued_ids(store.connection))
    new = [paper_id for paper_id in paper_ids if paper_id not in queued]
    if new:
        with journal.act(store.connection, f"queued {_named(store, new)}", at) as act:
            _save_too(store, act, new, at)
            act.remember("queue", new)
            queue.add_to_queue(store.connection, new, at)
    return len(new)


def drop_from_queue(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime) -> int:
    """Take papers out of the queue; return how many were in it."""
    queued = set(queue.queued_ids(store.connection))
    gone = [paper_id for paper_id in paper_ids if paper_id in queued]
    if gone:
        with journal.act(store.connection, f"took {_named(store, gone)} out of the queue", at) as act:
            act.remember("queue", gone)
            queue.drop_from_queue(store.connection, gone)
    return len(gone)


def move_in_queue(store: Store, paper_id: PaperId, index: int, at: dt.datetime) -> None:
    """Move a paper of the queue to an index; one that is there makes no step.

    Raises:
        NotFoundError: it is not in the queue.
    """
    order = queue.queued_ids(store.connection)
    if paper_id not in order:
        raise NotFoundError(f"arXiv {paper_id} is not in your queue.")
    if order.index(paper_id) == min(max(index, 0), len(order) - 1):
        return
    with journal.act(store.connection, f"moved {_named(store, [paper_id])} in the queue", at) as act:
        places = queue.places_after_move(store.connection, paper_id, index)
        act.remember("queue", places)
        queue.set_places(store.connection, places)


def _save_too(store: Store, act: Act, paper_ids: Sequence[PaperId], at: dt.datetime) -> int:
    """Save those of the papers that are not, within a step; return how many."""
    new = [paper_id for paper_id in paper_ids if not shelf.is_saved(store.connection, paper_id)]
    found = [papers.get_paper(store.connection, paper_id) for paper_id in new]
    act.remember("saves", new)
    shelf.keep_saves(store.connection, found, at)
    return len(found)


def _named(store: Store, paper_ids: Sequence[PaperId]) -> str:
    if len(paper_ids) > 1:
        return f"{len(paper_ids):,} papers"
    return f"“{papers.get_paper(store.connection, paper_ids[0]).title}”"
