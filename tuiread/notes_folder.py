"""A folder of Markdown notes, one a paper, that the reader moves, renames and writes in as they like.

    *.md in the folder and below ──whose is it? (its properties)──> renewed, left as it is, or new

A note is found by the id in its properties, wherever it was moved to and whatever it is called now.  Not here: what
stands in a note (output.note_file).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tuiread.errors import StoreError
from tuiread.output.note_file import file_name, id_in, new_note, renewed_note
from tuiread.paths import make_private_folder
from tuiread.records import PaperId
from tuiread.records.exports import Entry
from tuiread.whole_file import write_whole

MOST_NOTES = 50_000
MOST_BYTES = 2_000_000
"""The largest note that is renewed."""

HEAD = 8_192
"""Bytes in which a note's properties stand."""


class NotesReport(Struct, frozen=True):
    """What became of the notes."""

    new: tuple[Path, ...] = ()
    renewed: tuple[Path, ...] = ()
    same_count: int = 0
    left: tuple[tuple[Path, str], ...] = ()
    """Notes that were left as they are, each with the reason."""


def write_notes(folder: Path, entries: Sequence[Entry]) -> NotesReport:
    """Write a note for each paper, or renew the one there is; no word of the reader's is touched.

    Raises:
        StoreError: the folder cannot be made, read or written.
    """
    if not folder.exists():
        make_private_folder(folder)
    known = _known_notes(folder)
    new: list[Path] = []
    renewed: list[Path] = []
    left: list[tuple[Path, str]] = []
    same_count = 0
    for entry in entries:
        paths = known.get(entry.paper.id, [])
        if not paths:
            new.append(_write_new(folder, entry))
        elif len(paths) > 1:
            left += [(path, f"{len(paths)} notes say that they are of this paper") for path in paths]
        elif (said := _renew(paths[0], entry)) == RENEWED:
            renewed.append(paths[0])
        elif said == SAME:
            same_count += 1
        else:
            left.append((paths[0], said))
    return NotesReport(tuple(new), tuple(renewed), same_count, tuple(left))


RENEWED, SAME = "renewed", "same"


def _renew(path: Path, entry: Entry) -> str:
    """Renew a note; return `RENEWED`, `SAME`, or why it was left."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return "it is larger than 2 MB"
        before = path.read_bytes()
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        return "it is no UTF-8 text"
    except OSError as error:
        return f"it cannot be read ({error.strerror or error})"
    after = renewed_note(text, entry)
    if after is None:
        return "the lines that mark tuiread's part are gone or stand twice"
    if after == text:
        return SAME
    write_whole(path, after.encode())
    return RENEWED


def _write_new(folder: Path, entry: Entry) -> Path:
    """Write a new note under a name that no file has."""
    name = Path(file_name(entry))
    names = (name.name, *(f"{name.stem} {count}{name.suffix}" for count in range(2, 1_000)))
    path = next(path for each in names if not os.path.lexists(path := folder / each))
    write_whole(path, new_note(entry).encode())
    return path


def _known_notes(folder: Path) -> dict[PaperId, list[Path]]:
    """Return the notes of papers in a folder and below it."""
    found: dict[PaperId, list[Path]] = {}
    for count, path in enumerate(_markdown_files(folder)):
        if count >= MOST_NOTES:
            raise StoreError(f"{folder} holds more than {MOST_NOTES:,} notes; choose a folder of its own for papers.")
        try:
            with path.open("rb") as file:
                head = file.read(HEAD)
        except OSError as error:
            raise StoreError(f"{path} cannot be read ({error.strerror or error}).") from error
        if head.startswith(b"---") and (paper_id := id_in(head.decode("utf-8", errors="replace"))):
            found.setdefault(paper_id, []).append(path)
    return found


def _markdown_files(folder: Path) -> Iterator[Path]:
    """Yield the notes below a folder, in order; hidden folders (Obsidian's own, its bin) are none of ours."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if name.endswith(".md"))
