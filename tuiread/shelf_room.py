"""Everything that the reader puts on papers: tags, notes, the reading queue; and what stands beside a saved one.

It is the library's room for that, reached as ``library.shelf``::

    screens, commands ──> ShelfRoom ── store ──> library.db
                              └─────── searching (papers near one)

Every wish is one step that undo takes back, over however many papers.  Not here: saving (library), full texts (texts).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuiread import shelf_acts
from tuiread.records import NearPaper, PaperId, ReadingStop, ReadingWeek, ShelfFacts, TagCount, Tagging
from tuiread.tables import saved, sections, statistics, tags, texts
from tuiread.tags import TagWish

if TYPE_CHECKING:
    import sqlite3

    from tuiread.search_room import SearchRoom
    from tuiread.settings import Settings
    from tuiread.store_thread import StoreThread

MOST_NEAR = 3


class ShelfRoom:
    """Questions and wishes about the reader's shelf.

    Args:
        store: the store's thread.
        settings: whether reading is counted.
        searching: gives the room for searches when it is first needed.
    """

    def __init__(self, store: StoreThread, settings: Settings, searching: Callable[[], SearchRoom]) -> None:
        self._store = store
        self._settings = settings
        self._searching = searching

    # Questions

    async def tags(self) -> tuple[TagCount, ...]:
        """Return every tag, by name, with how many papers have it, saved or not."""
        return await self._store.ask(tags.tag_counts)

    async def facts(self, paper_id: PaperId) -> ShelfFacts:
        """Return what stands beside a saved paper: its text, where the reader stopped, what has cited it since."""
        return await self._store.ask(_facts, paper_id)

    async def near(self, paper_id: PaperId) -> tuple[NearPaper, ...]:
        """Return the saved papers nearest to one, by meaning where there is an index, and by citations.

        Raises:
            StoreError: a file cannot be read.
        """
        return await self._searching().near_saved(paper_id, MOST_NEAR)

    async def week(self) -> ReadingWeek | None:
        """Return what the reader did in this week; None unless they want it counted."""
        if not self._settings.library.statistics:
            return None
        return await self._store.ask(statistics.week, self._store.now())

    # Wishes

    async def tag(self, paper_ids: Sequence[PaperId], wish: TagWish) -> Tagging:
        """Give papers tags and take tags away; what gets one is saved, too.

        Raises:
            NotFoundError: a paper is not in the cache; then none is tagged.
        """
        return await self._store.wish(shelf_acts.tag, paper_ids, wish, self._store.now())

    async def write_note(self, paper_id: PaperId, text: str) -> bool:
        """Keep the note about a paper, which is saved, too; a blank one goes; return whether anything changed.

        Raises:
            NotFoundError: the paper is not in the cache.
        """
        return await self._store.wish(shelf_acts.write_note, paper_id, text, self._store.now())

    async def add_to_queue(self, paper_ids: Sequence[PaperId]) -> int:
        """Put papers at the end of the reading queue; what is not saved is saved; return how many were not in it.

        Raises:
            NotFoundError: a paper is not in the cache; then none is queued.
        """
        return await self._store.wish(shelf_acts.add_to_queue, paper_ids, self._store.now())

    async def drop_from_queue(self, paper_ids: Sequence[PaperId]) -> int:
        """Take papers out of the queue; return how many were in it."""
        return await self._store.wish(shelf_acts.drop_from_queue, paper_ids, self._store.now())

    async def move_in_queue(self, paper_id: PaperId, index: int) -> None:
        """Move a paper of the queue to an index.

        Raises:
            NotFoundError: it is not in the queue.
        """
        await self._store.wish(shelf_acts.move_in_queue, paper_id, index, self._store.now())


def _facts(connection: sqlite3.Connection, paper_id: PaperId) -> ShelfFacts:
    kept = texts.text_facts(connection, paper_id)
    return ShelfFacts(
        text=kept[0] if kept else None,
        byte_count=saved.paper_bytes(connection, paper_id),
        stop=_stop(connection, paper_id, kept[0].version) if kept else None,
        place_note_count=len(texts.notes_of(connection, paper_id)),
        citing=sections.citing_since(connection, paper_id),
    )


def _stop(connection: sqlite3.Connection, paper_id: PaperId, version: int) -> ReadingStop | None:
    """Return where the reader stopped; only a text that they opened is loaded, to say in which section."""
    from tuiread.document.flow import Flow
    from tuiread.document.places import find_place

    place = texts.get_place(connection, paper_id)
    if place is None:
        return None
    flow = Flow(texts.get_document(connection, paper_id, version))
    found = find_place(flow, place)
    letters = flow.letters_before(found.part) + found.share * flow.letters_of(found.part)
    entry = flow.entry_at(found.part)
    section = flow.contents[entry] if entry is not None else None
    share = min(1.0, letters / max(1, flow.body_letters))
    return ReadingStop(share, section.number or section.title if section else "", flow.minutes_left(letters))
