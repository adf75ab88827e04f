r"""arXiv's metadata as one file of JSON lines: the snapshot that is published weekly, and an archive of 1993 to 2019.

    .json .jsonl, also .gz, .zip ──line by line──> ReadLine(number, paper or problem, end)

The file is never held as a whole.  A line that cannot be read is a sentence and no reason to stop.  Each line tells
where it ends, so that a file that is not packed goes on from there at once; a packed one is unpacked again up to the
line.  Not here: what becomes of the fields (bulk_papers), and keeping (tables.archive).

Source: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple, Self

import msgspec
from msgspec import Struct, field

from tuiread.errors import TuireadError, UsageError
from tuiread.records import Paper
from tuiread.sources.bulk_papers import UnreadableError, bulk_paper, iso_day, mail_day, version_number
from tuiread.sources.bylines import name_in_parts, names_in
from tuiread.sources.decoding import NOT_OF_THE_SHAPE

LONGEST_LINE = 1_000_000
"""Bytes; the longest real line has some 100,000, for a collaboration of a thousand."""

UNPACKED_AT_ONCE = 1 << 18
_ENCRYPTED, _KNOWN_PACKING = 1, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)


class ReadLine(NamedTuple):
    """What one line holds."""

    number: int
    paper: Paper | None
    problem: str = ""
    """Why it holds no paper, in a sentence."""
    end: int = 0
    """Bytes from the beginning of what was unpacked to the end of this line."""


class _VersionShape(Struct):
    version: str = ""
    created: str = ""


class _SnapshotShape(Struct):
    id: str
    title: str = ""
    abstract: str | None = None
    authors: str | None = None
    authors_parsed: list[list[str]] = []
    categories: str | None = None
    comments: str | None = None
    doi: str | None = None
    journal_ref: str | None = field(name="journal-ref", default=None)
    versions: list[_VersionShape] = []


class _OldShape(Struct):
    arxiv_id: str
    title: str = ""
    abstract: str | None = None
    author_text: str | None = None
    categories: str | None = None
    comments: str | None = None
    doi: str | None = None
    created: str | None = None
    updated: str | None = None


_SNAPSHOT = msgspec.json.Decoder(_SnapshotShape)
_OLD = msgspec.json.Decoder(_OldShape)


class Snapshot:
    """One file, opened.

    Args:
        path: where it lies.

    Raises:
        UsageError: it cannot be opened, or is no such file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._closing = ExitStack()
        try:
            self.size = path.stat().st_size
            self._file = self._closing.enter_context(path.open("rb"))
            self._lines = self._unpacked()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error
        except BaseException as error:
            self._closing.close()
            if isinstance(error, zipfile.BadZipFile):
                raise UsageError(f"{path} is no ZIP file, or a damaged one.") from error
            raise

    @property
    def position(self) -> int:
        """How many bytes of the file were read, for showing how far it is."""
        return self._file.tell() if not self._file.closed else self.size

    def lines(self, after: int = 0, offset: int = 0) -> Iterator[ReadLine]:
        """Yield what the lines hold, without the first ones that were read before.

        Args:
            after: the number of the last line that was read before.
            offset: where that line ended, if it is known; it saves reading a file up to there that is not packed.

        Raises:
            TuireadError: the file is damaged from somewhere on; what was read before that is good.
        """
        number = 0
        try:
            number, end = self._skip(after, offset)
            while line := self._lines.readline(LONGEST_LINE + 1):
                number, end = number + 1, end + len(line)
                if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                    end += self._rest()
                    yield ReadLine(number, None, "the line is longer than any paper's", end)
                else:
                    yield read_line(number, line, end)
        except _DAMAGED as error:
            said = f"{self._path.name} is damaged after line {number:,}; what came before it is kept. Fetch it again."
            raise TuireadError(said) from error
        except OSError as error:
            raise TuireadError(f"{self._path} cannot be read any further: {error.strerror or error}.") from error

    def _skip(self, after: int, offset: int) -> tuple[int, int]:
        """Go to the end of a line, and return its number and where it ends."""
        if after and offset and self._lines is self._file and self._ends_at(offset):
            return after, offset
        number = end = 0
        self._lines.seek(0)
        while number < after and (line := self._lines.readline(LONGEST_LINE + 1)):
            end += len(line) + (0 if line.endswith(b"\n") else self._rest())
            number += 1
        return number, end

    def _ends_at(self, offset: int) -> bool:
        """Go to a place; false where no line ends there, because it belongs to another file."""
        self._file.seek(max(0, offset - 1))
        return 0 < offset <= self.size and self._file.read(1) == b"\n"

    def _rest(self) -> int:
        """Read the rest of a line that is too long, and return its length."""
        length = 0
        while more := self._lines.readline(LONGEST_LINE):
            length += len(more)
            if more.endswith(b"\n"):
                break
        return length

    def _unpacked(self) -> IO[bytes]:
        """Return the file's lines, whatever it is packed in; its first bytes tell, not its name."""
        magic = self._file.read(4)
        self._file.seek(0)
        if magic.startswith(b"\x1f\x8b"):
            return self._buffered(gzip.open(self._file))
        if magic.startswith(b"PK"):
            archive = self._closing.enter_context(zipfile.ZipFile(self._file))
            members = [info for info in archive.infolist() if _is_lines(info.filename)]
            if len(members) != 1:
                raise UsageError(f"{self._path.name} holds {len(members)} JSON files; one is expected.")
            if members[0].flag_bits & _ENCRYPTED or members[0].compress_type not in _KNOWN_PACKING:
                raise UsageError(f"{self._path.name} is packed in a way that is not known here; unpack it first.")
            return self._buffered(archive.open(members[0]))
        return self._file

    def _buffered(self, unpacked: gzip.GzipFile | IO[bytes]) -> IO[bytes]:
        """Return lines of an unpacker that finds their ends slowly by itself."""
        return self._closing.enter_context(io.BufferedReader(unpacked, UNPACKED_AT_ONCE))  # type: ignore[type-var]

    def close(self) -> None:
        """Close the file."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_lines(name: str) -> bool:
    """Tell a file of lines from what archivers add of their own, such as ``__MACOSX/._papers.json``."""
    return name.lower().endswith((".json", ".jsonl")) and not name.rpartition("/")[2].startswith(".")


def read_line(number: int, line: bytes, end: int = 0) -> ReadLine:
    """Return the paper of a line, or why there is none; never raises."""
    try:
        is_old = b'"arxiv_id"' in line[:40] and b'"versions"' not in line
        paper = _old_paper(_OLD.decode(line)) if is_old else _paper(_SNAPSHOT.decode(line))
    except msgspec.ValidationError as error:
        return ReadLine(number, None, _shape_words(str(error)), end)
    except NOT_OF_THE_SHAPE:
        return ReadLine(number, None, "it is no JSON" if line.strip() else "it is empty", end)
    except UnreadableError as error:
        return ReadLine(number, None, str(error), end)
    return ReadLine(number, paper, "", end)


def _shape_words(error: str) -> str:
    if "$.id" in error or "$.arxiv_id" in error:
        is_number = "got `float`" in error or "got `int`" in error
        return "the id is a number, which may have lost digits" if is_number else "it has no id"
    return "it has no id" if "missing required field" in error else "it is not as arXiv writes such lines"


def _paper(shape: _SnapshotShape) -> Paper:
    versions = shape.versions
    last = versions[-1] if versions else None
    names = [name for parts in shape.authors_parsed if (name := name_in_parts(parts))]
    return bulk_paper(
        shape.id,
        shape.title,
        shape.abstract,
        names or names_in(shape.authors),
        shape.categories.split() if shape.categories else (),
        published_at=mail_day(versions[0].created) if last else None,
        revised_at=mail_day(last.created) if last and len(versions) > 1 else None,
        version=version_number(last.version) if last else None,
        doi=shape.doi,
        journal_ref=shape.journal_ref,
        comment=shape.comments,
    )


def _old_paper(shape: _OldShape) -> Paper:
    return bulk_paper(
        shape.arxiv_id,
        shape.title,
        shape.abstract,
        names_in(shape.author_text),
        shape.categories.replace(",", " ").split() if shape.categories else (),
        published_at=iso_day(shape.created),
        revised_at=iso_day(shape.updated),
        doi=shape.doi,
        comment=shape.comments,
    )
