"""A whole library as lines of JSON, for `tuiread merge` on another machine of the same reader.

    {"tuiread": "library", "form": N}                                N is the form of library.db
    ["saves", "2608.00001", 1787..., "5f0c...", [columns...]]        null for the columns of a row that is gone
    {"rows": 1}                                                      the end; a copy without it broke off on its way

Unlike a pack, which is made to be shared, it holds everything: read marks, notes, whom the reader follows.  Reading
distrusts it: a line that holds no row is left out and told, and no stamp can put a library's clock out of reach.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from tuiread.errors import UsageError
from tuiread.output.citing import is_key
from tuiread.records import Paper, Place, RowChange, SaidRow
from tuiread.tables.changes import stamp_of
from tuiread.tables.library_schema import LIBRARY
from tuiread.tables.merging import SAID
from tuiread.tables.values import read_time

KIND = "library"
LAST_STAMP = stamp_of(dt.datetime(3000, 1, 1, tzinfo=dt.UTC))
"""A later stamp is no time of an act; it would be the last word for ever."""

_NUMBERS = {"is_muted", "is_same", "is_wanted"}
_PLACES = msgspec.json.Decoder(Place)
_PAPERS = msgspec.json.Decoder(Paper)


class Head(msgspec.Struct, frozen=True):
    """The first line."""

    tuiread: str
    form: int


class End(msgspec.Struct, frozen=True):
    """The last line."""

    rows: int
    """How many lines stand between the first one and this one."""


class LibraryCopy(msgspec.Struct, frozen=True):
    """What the lines of a library hold."""

    rows: tuple[SaidRow, ...]
    bad: tuple[str, ...]
    """A sentence for each line that holds no row."""
    is_whole: bool
    """False where the lines broke off before their end."""


_LINES = msgspec.json.Decoder(tuple[str, str, int, str, list[str | int | None] | None])


def copy_lines(rows: Iterable[SaidRow]) -> Iterator[bytes]:
    """Yield the lines of a library, each with its end."""
    yield msgspec.json.encode(Head(KIND, LIBRARY.version)) + b"\n"
    written = 0
    for row in rows:
        change = row.change
        values = None if row.values is None else [row.values[column] for column in SAID[change.table]]
        yield msgspec.json.encode((change.table, change.key, change.stamp, change.origin, values)) + b"\n"
        written += 1
    yield msgspec.json.encode(End(written)) + b"\n"


PACK_MARK = b'"tuiread_pack"'
"""What a pack has at its beginning (output.pack)."""


def read_copy(data: bytes, name: str) -> LibraryCopy:
    """Return what the lines of a library hold.

    Args:
        data: all lines.
        name: what the reader calls them.

    Raises:
        UsageError: they are no library, or one of another form.
    """
    if PACK_MARK in data[:200]:
        raise UsageError(f"{name} is a pack for another reader; `tuiread import` takes it, and merge a whole library.")
    first, *rest = data.split(b"\n")
    _check_head(first, name)
    lines, is_whole = _before_end([(number, line) for number, line in enumerate(rest, 2) if line.strip()])
    if not is_whole and lines and rest[-1].strip():
        del lines[-1]  # the one in which it broke off is no bad line
    rows, bad = [], []
    for number, line in lines:
        try:
            rows.append(_row(line))
        except (msgspec.MsgspecError, ValueError) as error:
            bad.append(f"Line {number:,} of {name} was left out: {error}.")
    return LibraryCopy(tuple(rows), tuple(bad), is_whole)


def _before_end(lines: list[tuple[int, bytes]]) -> tuple[list[tuple[int, bytes]], bool]:
    """Return the lines but for the one that ends them, and whether it is there and none is missing before it."""
    for place, (_, line) in enumerate(lines):
        if line.startswith(b'{"rows"'):
            with contextlib.suppress(msgspec.MsgspecError, UnicodeError):
                end = msgspec.json.decode(line, type=End)
                return [*lines[:place], *lines[place + 1 :]], end.rows <= place
    return lines, False


def _check_head(line: bytes, name: str) -> None:
    try:
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.MsgspecError, UnicodeError):
        head = None
    if head is None or head.tuiread != KIND:
        raise UsageError(
            f"{name} is no library; `tuiread pack -` on the other machine prints one, and its library.db will do, too."
        )
    if head.form != LIBRARY.version:
        which = "this machine" if head.form > LIBRARY.version else "the other machine"
        raise UsageError(f"{name} was written by another tuiread; update the one on {which}, then merge again.")


def _row(line: bytes) -> SaidRow:
    """Return the row of a line.

    Raises:
        ValueError: it holds none.
        msgspec.MsgspecError: it holds none.
    """
    table, key, stamp, origin, values = _LINES.decode(line)
    if table not in SAID:
        raise ValueError(f"“{table}” is nothing that tuiread keeps")
    if not 0 <= stamp <= LAST_STAMP:
        raise ValueError("its time is out of reach")
    change = RowChange(stamp, origin, table, key, is_gone=values is None)
    if values is None:
        return SaidRow(change, None)
    if len(values) != len(SAID[table]) or values[0] != key:
        raise ValueError("its columns are not those of its kind")
    by_column = dict(zip(SAID[table], values, strict=True))
    for column, value in by_column.items():
        _check(table, column, value)
    return SaidRow(change, by_column)


def _check(table: str, column: str, value: str | int | None) -> None:
    """Make sure that a column holds what is read from it later.

    Raises:
        ValueError: it does not.
        msgspec.MsgspecError: it does not.
    """
    if (table, column) == ("queue", "place") or column in _NUMBERS:
        if not isinstance(value, int):
            raise ValueError(f"{column} is no number")
    elif value is None and (table, column) == ("follows", "account"):
        return
    elif not isinstance(value, str):
        raise ValueError(f"{column} is no text")
    elif column.endswith("_at"):
        read_time(value)
    elif column == "cite_key" and not is_key(value):
        raise ValueError("it is no cite key")
    elif column == "place":
        _PLACES.decode(value)
    elif column == "snapshot":
        _PAPERS.decode(value)
