"""Asking one source one question about a person, and keeping how it answered; what fails is an answer, too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from tuiread import person_acts
from tuiread.errors import NotFoundError, SourceError
from tuiread.records import SourceReply

if TYPE_CHECKING:
    from tuiread.person_sync.told import Told
    from tuiread.profiles import Known
    from tuiread.store_thread import StoreThread

Source = TypeVar("Source")
Question = Callable[[Source, "StoreThread", "Known"], Awaitable["Told"]]


async def ask_one(
    store: StoreThread, known: Known, name: str, source: Source, question: Question[Source]
) -> SourceReply:
    """Ask one source, keep what came and how it answered, and return that."""
    try:
        told = await question(source, store, known)
    except NotFoundError as error:
        reply = SourceReply(name, "nothing", store.now(), str(error))
    except SourceError as error:
        reply = SourceReply(name, "no_answer", store.now(), str(error))
    else:
        reply = SourceReply(name, told.reply, store.now(), told.sentence)
    await store.wish(person_acts.keep_reply, known.key, reply)
    return reply
