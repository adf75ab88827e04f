"""In which order a profile lists works: a pure rule, no screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tuiread.records import Work

WorkOrder = Literal["year", "title", "votes"]

ORDERS: tuple[WorkOrder, ...] = ("year", "title", "votes")
_WORDS: dict[WorkOrder, str] = {"year": "by year of first submission", "title": "by title", "votes": "by votes"}


def ordered(works: Sequence[Work], order: WorkOrder) -> tuple[Work, ...]:
    """Return works in an order; they come by year, newest first, then by title."""
    if order == "title":
        return tuple(sorted(works, key=lambda work: work.title.casefold()))
    if order == "votes":
        return tuple(sorted(works, key=lambda work: -work.paper.upvotes if work.paper else 1))
    return tuple(works)


def next_order(order: WorkOrder) -> WorkOrder:
    """Return the order that comes after another one."""
    return ORDERS[(ORDERS.index(order) + 1) % len(ORDERS)]


def order_words(order: WorkOrder) -> str:
    """Return an order in words."""
    return _WORDS[order]
