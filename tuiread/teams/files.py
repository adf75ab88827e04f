"""The teams' file: a header and eight arrays, written beside the old one and put in its place when all of it is there.

Each array begins at a multiple of eight bytes, so that it can be mapped into memory as it is.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tuiread.errors import StoreError
from tuiread.teams.arrays import Lists, Rows, Teams, make_lists

FORM = 1
"""Rises when what was written before cannot be read any more."""

_MAGIC = b"tuiT"
_ALIGNED = 8


class Stamp(Struct, frozen=True):
    """From what moment of which cache the teams are."""

    cache_id: str
    number: int
    """The last change that they know of."""


class _Header(Struct, frozen=True):
    form: int
    stamp: Stamp
    paper_count: int
    lengths: tuple[int, ...]
    """Of the arrays, in numbers."""


_TYPES = tuple(map(np.dtype, (*(np.int64, np.int32) * 3, np.int32, np.int16)))


class TeamLists(Struct, frozen=True):
    """What a file is made of."""

    papers: NDArray[np.int64]
    """Of each pair, ascending."""
    people: NDArray[np.int64]
    """Of each pair."""
    keys: NDArray[np.int64]
    """Of all papers, ascending."""
    author_counts: NDArray[np.int64]
    years: NDArray[np.int64]


def make_teams(lists: TeamLists) -> Teams:
    """Return the arrays that lists make."""
    size = int(lists.keys[-1]) + 1 if len(lists.keys) else 0
    counts, years = np.full(size, -1, np.int32), np.zeros(size, np.int16)
    counts[lists.keys] = lists.author_counts
    years[lists.keys] = lists.years
    person_count = int(lists.people.max()) + 1 if len(lists.people) else 0
    made = make_lists(lists.papers, lists.people, counts, (size, person_count))
    return Teams(made, counts, years, len(lists.keys))


def write_teams(path: Path, teams: Teams, stamp: Stamp) -> None:
    """Put teams into a file.

    Raises:
        StoreError: it cannot be written.
    """
    rows = (array for one in teams.lists for array in (one.starts, one.things))
    arrays = (*rows, teams.author_counts, teams.years)
    header = msgspec.json.encode(_Header(FORM, stamp, teams.paper_count, tuple(len(array) for array in arrays)))
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(_MAGIC + len(header).to_bytes(4, "little") + header)
            for array in arrays:
                file.write(bytes(-file.tell() % _ALIGNED))
                file.write(np.ascontiguousarray(array).data)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise StoreError(f"{path} cannot be written: {error.strerror or error}.") from error


def read_teams(path: Path) -> tuple[Teams, Stamp] | None:
    """Return the teams of a file, mapped into memory, and their stamp; None where it cannot be used."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header, begin = _header(mapped)
        arrays = _arrays(mapped, header, begin)
    except (OSError, ValueError, msgspec.DecodeError):
        return None  # none was made yet, or it is damaged: it is made anew
    lists = Lists(Rows(*arrays[0:2]), Rows(*arrays[2:4]), Rows(*arrays[4:6]))
    return Teams(lists, arrays[6], arrays[7], header.paper_count), header.stamp


def _header(mapped: mmap.mmap) -> tuple[_Header, int]:
    length = int.from_bytes(mapped[4:8], "little")
    header = msgspec.json.decode(mapped[8 : 8 + length], type=_Header)
    if mapped[:4] != _MAGIC or header.form != FORM or len(header.lengths) != len(_TYPES):
        raise ValueError("another file or another form")
    return header, 8 + length


def _arrays(mapped: mmap.mmap, header: _Header, begin: int) -> list[NDArray]:  # type: ignore[type-arg]
    found = []
    for kind, length in zip(_TYPES, header.lengths, strict=True):
        begin += -begin % _ALIGNED
        found.append(np.frombuffer(mapped, kind, length, begin))
        begin += kind.itemsize * length
    if begin != len(mapped):
        raise ValueError("cut off")
    return found
