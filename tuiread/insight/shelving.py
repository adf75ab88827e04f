"""How saved papers are grouped and ordered: pure rules over the rows of the library.

    LibraryPage ──> groups (tags, queue, states) ──> the rows of one ──> in an order

Not here: narrowing by typed words (screens), and which tags there are (tables).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from tuiread.names import fold_name
from tuiread.records import GroupKind, LibraryPage, SavedRow, ShelfGroup, ShelfOrder, TagCount
from tuiread.tags import fold_tag

ORDERS: tuple[ShelfOrder, ...] = ("saved", "year", "title", "read", "left")

ALL = ShelfGroup("all")

_HAS: dict[GroupKind, Callable[[SavedRow], bool]] = {
    "all": lambda row: True,
    "untagged": lambda row: not row.tags,
    "queue": lambda row: row.queue_place is not None,
    "unread": lambda row: row.paper.is_unread,
    "noted": lambda row: row.paper.has_note,
    "textless": lambda row: row.letters is None,
    "noticed": lambda row: row.notice is not None,
}


def groups_of(page: LibraryPage) -> tuple[ShelfGroup, ...]:
    """Return all groups with how many papers each has: all, tags by name, those without one, the queue, states."""
    counts = Counter({kind: sum(map(has, page.rows)) for kind, has in _HAS.items()})
    tags = (ShelfGroup("tag", one.tag, one.paper_count) for one in page.tags)
    return (
        ShelfGroup("all", paper_count=len(page.rows)),
        *tags,
        *(ShelfGroup(kind, paper_count=counts[kind]) for kind in _HAS if kind != "all"),
    )


def tag_counts(rows: Iterable[SavedRow]) -> tuple[TagCount, ...]:
    """Return the tags of saved papers, by name, each as most of them have it, with how many have it."""
    spellings: dict[str, Counter[str]] = {}
    for row in rows:
        for tag in row.tags:
            spellings.setdefault(fold_tag(tag), Counter())[tag] += 1
    return tuple(TagCount(found.most_common(1)[0][0], found.total()) for _, found in sorted(spellings.items()))


def is_in(row: SavedRow, group: ShelfGroup) -> bool:
    """Tell whether a saved paper belongs to a group."""
    if group.kind == "tag":
        wanted = fold_tag(group.tag)
        return any(fold_tag(tag) == wanted for tag in row.tags)
    return _HAS[group.kind](row)


def _published(row: SavedRow) -> tuple[int, dt.date]:
    return row.paper.year, row.paper.published_on or dt.date.min


def ordered(rows: Iterable[SavedRow], order: ShelfOrder) -> list[SavedRow]:
    """Return rows in an order; those that it cannot place stand at its end, equal ones by title."""
    by_title = sorted(rows, key=lambda row: row.paper.title.casefold())
    newest = sorted(by_title, key=lambda row: row.saved_at, reverse=True)
    match order:
        case "year":
            return sorted(by_title, key=_published, reverse=True)
        case "title":
            return sorted(newest, key=lambda row: fold_name(row.paper.title))
        case "read":
            return sorted(newest, key=lambda row: -row.read_at.timestamp() if row.read_at else 0.0)
        case "left":
            return sorted(newest, key=lambda row: row.minutes_left or 1_000_000)
        case _:
            return newest


def queue_of(rows: Iterable[SavedRow]) -> list[SavedRow]:
    """Return the reading queue, the next one first."""
    queued = [row for row in rows if row.queue_place is not None]
    return sorted(queued, key=lambda row: row.queue_place or 0)


def next_order(order: ShelfOrder) -> ShelfOrder:
    """Return the order that comes after one."""
    return ORDERS[(ORDERS.index(order) + 1) % len(ORDERS)]


def completions(text: str, tags: Sequence[str]) -> list[str]:
    """Return the tags that the last word of a line may become, those that begin with it before those that hold it."""
    last = fold_tag(text[max(text.rfind(mark) for mark in " ,;") + 1 :].lstrip("-#"))
    begun = [tag for tag in tags if fold_tag(tag).startswith(last)]
    return begun + [tag for tag in tags if last and last in fold_tag(tag) and tag not in begun]


def completed(text: str, tag: str) -> str:
    """Return a line whose last word has become a tag, ready for the next one; a minus before it stays."""
    start = max(text.rfind(mark) for mark in " ,;") + 1
    sign = "-" if text[start:].startswith("-") else ""
    return f"{text[:start]}{sign}{tag} "
