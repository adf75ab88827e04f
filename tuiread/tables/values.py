"""How values look in a column: times, days, lists of texts; the one place for both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec

Row = tuple[Any, ...]
"""A row as SQLite gives it; its types are those of the statement beside the function that reads it."""


def time_text(at: dt.datetime) -> str:
    """Return a time as ISO text in UTC, so that texts sort as times do."""
    return at.astimezone(dt.UTC).isoformat()


def read_time(text: str) -> dt.datetime:
    """Return the time of a column; the opposite of `time_text`."""
    return dt.datetime.fromisoformat(text)


def optional_time(text: str | None) -> dt.datetime | None:
    """Return the time of a column that may be empty."""
    return read_time(text) if text else None


def optional_day(text: str | None) -> dt.date | None:
    """Return the day part of a column that holds a day or a time, or nothing."""
    return dt.date.fromisoformat(text[:10]) if text else None


def list_text(texts: Sequence[str]) -> str | None:
    """Return texts as one JSON column; nothing for none, so that ``coalesce`` keeps what was known."""
    return msgspec.json.encode(texts).decode() if texts else None


def read_list(text: str | None) -> tuple[str, ...]:
    """Return the texts of a column; the opposite of `list_text`."""
    return msgspec.json.decode(text, type=tuple[str, ...]) if text else ()


def marks(count: int) -> str:
    """Return ``?, ?, ?`` for a list of unknown length."""
    return ", ".join("?" * count)
