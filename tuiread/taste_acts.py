"""Wishes about what the reader likes: hiding papers, and switching off what an order was made of.

Each is one step that can be undone.  Not here: what is learnt from them (ranking_room).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread.records import PaperId, Reason
from tuiread.tables import journal, papers, taste

if TYPE_CHECKING:
    from tuiread.store import Store


def hide(store: Store, paper_ids: Sequence[PaperId], at: dt.datetime, *, is_hidden: bool) -> None:
    """Leave papers out of the lists, or put them back.

    Raises:
        NotFoundError: one of them is not in the cache; then nothing changes.
    """
    titles = [papers.get_paper(store.connection, paper_id).title for paper_id in paper_ids]
    named = f"“{titles[0]}”" if len(titles) == 1 else f"{len(titles)} papers"
    with journal.act(store.connection, f"{'hid' if is_hidden else 'showed again'} {named}", at) as act:
        act.remember("hides", paper_ids)
        if is_hidden:
            taste.hide(store.connection, paper_ids, at)
        else:
            taste.show_again(store.connection, paper_ids)


def switch(store: Store, reason: Reason, at: dt.datetime, *, is_off: bool) -> None:
    """Switch a word or a saved paper off, so that it puts no paper anywhere, or on again."""
    with journal.act(store.connection, f"switched {'off' if is_off else 'on'} “{reason.text}”", at) as act:
        act.remember("silenced", [reason.key])
        if is_off:
            taste.silence(store.connection, reason.key, at)
        else:
            taste.let_speak(store.connection, reason.key)
