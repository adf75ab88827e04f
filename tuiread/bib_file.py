"""library.bib: every saved paper as BibTeX, in a file that other programs read while it is being renewed.

Its first lines say what it is and how the library was when it was written.  It is also where cite keys live: a key that
stands in it stays with its paper, also one that the reader renamed.  A file without our first line is somebody else's,
and is left alone.  Not here: when it is written (bibliography).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from tuiread.errors import StoreError
from tuiread.output.citing import keys_in
from tuiread.records import PaperId
from tuiread.whole_file import write_whole

_FIRST = "% The papers of your tuiread library; tuiread writes this file anew whenever the library changes."
_SECOND = "% A cite key that you rename here stays; every other change is lost."
_STATE = re.compile(r"^% state: ([0-9a-f]+)$", re.MULTILINE)
MOST_BYTES = 100_000_000


class BibContent(Struct, frozen=True):
    """What stands in the file."""

    state: str | None = None
    """How the library was when it was written; None where there is no file."""
    keys: dict[PaperId, str] = {}


def read_bib(path: Path) -> BibContent:
    """Return what stands in a file; nothing where there is none.

    Raises:
        StoreError: it cannot be read, or is not ours.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise StoreError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB; move it away, and it is made anew.")
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        return BibContent()
    except UnicodeDecodeError as error:
        raise StoreError(f"{path} is no UTF-8 text; move it away, and it is made anew.") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror or error}).") from error
    if text.strip() and not text.lstrip("\ufeff").startswith(_FIRST):
        raise StoreError(
            f"{path} was not written by tuiread and is left alone; move it away, and tuiread makes its own."
        )
    found = _STATE.search(text)
    return BibContent(found[1] if found else "", keys_in(text))


def write_bib(path: Path, state: str, entries: Sequence[str]) -> None:
    """Write the file anew.

    Raises:
        StoreError: it cannot be written; what was there is kept.
    """
    head = f"{_FIRST}\n{_SECOND}\n% state: {state}\n"
    write_whole(path, "\n".join([head, *entries]).encode())


def state_of(marks: Mapping[PaperId, str], keys: Mapping[PaperId, str]) -> str:
    """Return a short text that differs where anything in the file would; it counts the form of entries, too."""
    text = "\n".join(f"{paper_id} {mark} {keys.get(paper_id, '')}" for paper_id, mark in marks.items())
    return hashlib.sha256(f"{_FORM}\n{text}".encode()).hexdigest()[:32]


_FORM = 2
"""Raised when entries are written in another way, so that files of before are made anew."""
