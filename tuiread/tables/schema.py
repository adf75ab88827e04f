"""What a database is: how to recognise it, and its migrations; the two there are have modules of their own.

Nothing here runs them (store does).

A migration is a tuple of statements which one transaction applies together with the new ``user_version``.  Released
migrations never change: a later shape is one more entry at the end.
"""

from __future__ import annotations

from msgspec import Struct

Migration = tuple[str, ...]


class Schema(Struct, frozen=True):
    """One database: how to recognise it and how it came to its present shape."""

    name: str
    """The word for it in sentences to the reader."""
    application_id: int
    """SQLite's mark for whose file this is; four letters."""
    migrations: tuple[Migration, ...]

    @property
    def version(self) -> int:
        """The ``user_version`` after all migrations."""
        return len(self.migrations)
