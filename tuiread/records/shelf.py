"""What the reader put on papers: tags, notes and the queue."""

from __future__ import annotations

from msgspec import Struct


class TagCount(Struct, frozen=True):
    """A tag and how many saved papers have it."""

    tag: str
    paper_count: int
