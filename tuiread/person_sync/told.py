"""How one source answered about a person: a word for the rules and a sentence for the reader."""

from __future__ import annotations

from msgspec import Struct

from tuiread.records import Reply


class Told(Struct, frozen=True):
    """An answer that came, be it that there is nothing."""

    reply: Reply
    sentence: str
