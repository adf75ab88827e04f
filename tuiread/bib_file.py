"""library.bib: every saved paper as BibTeX, in a file that other programs read while it is being renewed.

Its first lines say what it is, how the library was when it was written, and whether its keys are as they were written:
a key that stands in it stays with its paper, and one that the reader renamed there is kept in the library.  A file
without our first line is somebody else's, and is left alone.  Not here: when it is written (bibliography).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from tuiread.errors import StoreError
from tuiread.output.citing import is_key, is_own_key, keys_in
from tuiread.records import PaperId
from tuiread.whole_file import write_whole

_FIRST = "% The papers of your tuiread library; tuiread writes this file anew whenever the library changes."
_SECOND = (
    "% A cite key that you rename here stays, if it has no blank and none of , { } ( ) % # \\ \" ' = ~ in it;\n"
    "% every other change is lost."
)
_STATE = re.compile(r"^% state: ([0-9a-f]+)$", re.MULTILINE)
_KEYS = re.compile(r"^% keys: ([0-9a-f]+)$", re.MULTILINE)
MOST_BYTES = 100_000_000


class BibContent(Struct, frozen=True):
    """What stands in the file."""

    state: str | None = None
    """How the library was when it was written; None where there is no file."""
    keys: dict[PaperId, str] = {}
    written_keys: str | None = None
    """The mark of the keys as they were written; None in a file of a tuiread that made none."""

    @property
    def is_edited(self) -> bool:
        """True where the keys are not those that were written."""
        return self.written_keys != _mark_of(self.keys)

    def renamed(self, given: Mapping[PaperId, str]) -> dict[PaperId, str]:
        """Return the keys that the reader gave here, as far as they are news.

        Args:
            given: those that are known.
        """
        if not self.is_edited:
            return {}
        keys = {paper_id: key for paper_id, key in self.keys.items() if is_key(key) and given.get(paper_id) != key}
        has_mark = self.written_keys is not None
        return {
            paper_id: key
            for paper_id, key in keys.items()
            if not is_own_key(key, paper_id) or (has_mark and paper_id in given)
        }


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
    state, keys = _STATE.search(text), _KEYS.search(text)
    return BibContent(state[1] if state else "", keys_in(text), keys[1] if keys else None)


def write_bib(path: Path, state: str, keys: Mapping[PaperId, str], entries: Sequence[str]) -> None:
    """Write the file anew.

    Args:
        path: where.
        state: how the library is.
        keys: the keys of the entries.
        entries: each as BibTeX.

    Raises:
        StoreError: it cannot be written; what was there is kept.
    """
    head = f"{_FIRST}\n{_SECOND}\n% state: {state}\n% keys: {_mark_of(keys)}\n"
    write_whole(path, "\n".join([head, *entries]).encode())


def state_of(marks: Mapping[PaperId, str], keys: Mapping[PaperId, str]) -> str:
    """Return a short text that differs where anything in the file would; it counts the form of entries, too."""
    text = "\n".join(f"{paper_id} {mark} {keys.get(paper_id, '')}" for paper_id, mark in marks.items())
    return hashlib.sha256(f"{_FORM}\n{text}".encode()).hexdigest()[:32]


def _mark_of(keys: Mapping[PaperId, str]) -> str:
    text = "\n".join(f"{paper_id} {key}" for paper_id, key in sorted(keys.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


_FORM = 2
"""Raised when entries are written in another way, so that files of before are made anew."""
