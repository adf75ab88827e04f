"""Builds the real sources from the settings; importing this loads the HTTP library, so it happens when one is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from tuiread.sources.client import Client
from tuiread.sources.huggingface import HuggingFace

if TYPE_CHECKING:
    from tuiread.settings import Settings


def open_feed_source(settings: Settings, now: Callable[[], dt.datetime]) -> HuggingFace:
    """Return Hugging Face as the settings describe it; nothing is opened before the first request.

    Args:
        settings: address, interval, token, time-out.
        now: the clock that dates the facts.
    """
    upstream = settings.sources.huggingface
    client = Client(
        timeout_s=settings.network.timeout_s,
        min_interval_s={HuggingFace.name: upstream.min_interval_s},
        tokens={HuggingFace.name: upstream.token.value} if upstream.token else {},
        now=now,
    )
    return HuggingFace(client, upstream.url, now=now)
