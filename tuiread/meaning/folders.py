"""A folder whose header names what counts in it, so that one written file puts everything in its place at once.

    header.json ──names──> model-1  vectors-7        written beside them: vectors-8, then the header, then 7 is removed

What no header names is what a stopped run left, and is removed by the next one.  Not here: what the parts hold.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from tuiread.errors import StoreError

HEADER = "header.json"


@contextmanager
def written_alone(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder, which is made where it is missing.

    Raises:
        StoreError: somebody else writes it, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreError("The index of meanings is being made already; try again in a while.") from error
            yield
    except OSError as error:
        raise StoreError(f"The index of meanings cannot be written: {error.strerror or error}.") from error


def fresh_part(folder: Path, kind: str) -> Path:
    """Return a new folder for a part."""
    numbers = [int(part.name.rpartition("-")[2]) for part in folder.glob(f"{kind}-*[0-9]")]
    part = folder / f"{kind}-{max(numbers, default=0) + 1}"
    part.mkdir()
    return part


def put_header(folder: Path, header: Struct, parts: tuple[str, ...]) -> None:
    """Let a header count from now on, and remove all parts but those that it names."""
    fresh = folder / f"{HEADER}.new"
    fresh.write_bytes(msgspec.json.encode(header))
    os.replace(fresh, folder / HEADER)
    keep_parts(folder, parts)


def keep_parts(folder: Path, parts: tuple[str, ...]) -> None:
    """Remove everything but some parts, the header and the lock."""
    for path in folder.iterdir():
        if path.name in (HEADER, "lock", *parts):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
