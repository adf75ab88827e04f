"""A request, its answer and what a parser makes of it: the way in which every source asks.

Parsing works beside the event loop, so that keys stay quick.  Not here: requests and parsers (each source has its own).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from tuiread.errors import AnswerError
from tuiread.sources.client import Client, Request, Response

T = TypeVar("T")


async def ask(client: Client, source: str, request: Request, parse: Callable[[Response], T], tries: int = 2) -> T:
    """Return what a parser makes of the answer to a request.

    An answer that is no good is forgotten for its ETag, and asked for once more: a body that was cut off under way may
    be whole the second time.

    Raises:
        SourceError: the source failed, or answered what its parser cannot read.
    """
    response = await client.get(source, request)
    try:
        return await asyncio.to_thread(parse, response)
    except AnswerError:
        client.forget(request)
        if tries == 1:
            raise
    return await ask(client, source, request, parse, tries - 1)
