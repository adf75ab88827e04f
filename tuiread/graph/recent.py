"""What was read last, kept in memory until a database changes."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")

Stamp = tuple[int, ...]


class Recent(Generic[Key, Thing]):
    """The last few things that were read with one connection.

    Args:
        most: how many.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Key, Thing] = OrderedDict()
        self._stamp: Stamp = ()

    def get(self, connection: sqlite3.Connection, key: Key, read: Callable[[], Thing]) -> Thing:
        """Return a thing that was read since the last change, or read it now."""
        stamp = _stamp(connection)
        if stamp != self._stamp:
            self._known.clear()
            self._stamp = stamp
        if key not in self._known:
            self._known[key] = read()
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


def _stamp(connection: sqlite3.Connection) -> Stamp:
    """Return what differs after any change, by this connection or another."""
    versions = [connection.execute(f"PRAGMA {name}.data_version").fetchone()[0] for name in ("main", "cache")]
    return (connection.total_changes, *versions)
