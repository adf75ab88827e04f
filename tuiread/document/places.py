"""Where a reader is in a text, said so that another conversion of the same paper still knows it.

A place is what its block says (a hash), how many letters into it, and, should the block be gone, how far into the whole
text.  Ids and numbers of paragraphs differ between conversions, the words of a paragraph rarely do.
"""

from __future__ import annotations

from typing import NamedTuple

from tuiread.document.flow import Flow
from tuiread.records import Place


class Found(NamedTuple):
    """A place in a flow."""

    part: int
    share: float
    """How far into the part, from 0 to 1."""


def place_at(flow: Flow, part: int, share: float) -> Place:
    """Return the place that is so far into a part.

    Args:
        flow: the text.
        part: which part of it.
        share: how far into the part, from 0 to 1.
    """
    letters = int(share * flow.letters_of(part))
    whole = (flow.letters_before(part) + letters) / flow.letters
    return Place(key=flow.key(part), block=part, share=whole, letters=letters)


def find_place(flow: Flow, place: Place) -> Found:
    """Return where a place is now: at the block that says the same, the nearest one if several do; else as far in."""
    part = _part_that_says(flow, place)
    if part is None:
        part = flow.part_at(place.share * flow.letters)
        return Found(part, (place.share * flow.letters - flow.letters_before(part)) / flow.letters_of(part))
    return Found(part, min(1.0, place.letters / flow.letters_of(part)))


def _part_that_says(flow: Flow, place: Place) -> int | None:
    if place.block < len(flow.parts) and flow.key(place.block) == place.key:
        return place.block
    same = [part for part in range(len(flow.parts)) if flow.key(part) == place.key]
    return min(same, key=lambda part: abs(part - place.block), default=None)
