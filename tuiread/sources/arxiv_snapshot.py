r"""arXiv's metadata as one file of JSON lines: the snapshot that is published weekly, and an archive of 1993 to 2019.

    .json .jsonl, also .gz, .zip ──line by line──> ReadLine(number, paper or problem)

The file is never held as a whole.  A line that cannot be read is a sentence and no reason to stop.  Titles and
abstracts keep their TeX: turning it into characters takes longer than all the rest, and is done when somebody looks at
a paper.  Not here: keeping (tables.archive).

Source: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import datetime as dt
import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple, Self

import msgspec
from msgspec import Struct, field

from tuiread.arxiv_id import parse_paper_id
from tuiread.cleaning import clean_text, readable
from tuiread.errors import TuireadError, UsageError
from tuiread.records import Author, Paper, PaperId
from tuiread.sources.decoding import MAX_ABSTRACT, MAX_TITLE, bare_doi

LONGEST_LINE = 1_000_000
"""Bytes; the longest real line has some 100,000, for a collaboration of a thousand."""

MAX_AUTHORS = 5_000
FIRST_YEAR = 1980
_MONTHS = dict(
    zip(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], range(1, 13), strict=True)
)
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*;\s*")
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)


class ReadLine(NamedTuple):
    """What one line holds."""

    number: int
    paper: Paper | None
    problem: str = ""
    """Why it holds no paper, in a sentence."""


class VersionShape(Struct):
    """One version: ``v1`` and when it came."""

    version: str = ""
    created: str = ""


class SnapshotShape(Struct):
    """What arXiv itself tells of a paper, in a snapshot and in a harvest."""

    id: str
    title: str = ""
    abstract: str | None = None
    authors: str | None = None
    authors_parsed: list[list[str]] = []
    categories: str | None = None
    comments: str | None = None
    doi: str | None = None
    journal_ref: str | None = field(name="journal-ref", default=None)
    versions: list[VersionShape] = []


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


_SNAPSHOT = msgspec.json.Decoder(SnapshotShape)
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

    def lines(self, after: int = 0) -> Iterator[ReadLine]:
        """Yield what the lines hold, without the first ones that were read before.

        Raises:
            TuireadError: the file is damaged from somewhere on; what was read before that is good.
        """
        number = 0
        try:
            while line := self._lines.readline(LONGEST_LINE + 1):
                number += 1
                is_cut = len(line) > LONGEST_LINE and not line.endswith(b"\n")
                while is_cut and (more := self._lines.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                    pass  # the rest of a line that is too long
                if number > after:
                    yield (
                        ReadLine(number, None, "the line is longer than any paper's")
                        if is_cut
                        else read_line(number, line)
                    )
        except _DAMAGED as error:
            said = f"{self._path.name} is damaged after line {number:,}; what came before it is kept. Fetch it again."
            raise TuireadError(said) from error
        except OSError as error:
            raise TuireadError(f"{self._path} cannot be read any further: {error.strerror or error}.") from error

    def _unpacked(self) -> IO[bytes] | gzip.GzipFile:
        """Return the file's lines, whatever it is packed in; its first bytes tell, not its name."""
        magic = self._file.read(4)
        self._file.seek(0)
        if magic.startswith(b"\x1f\x8b"):
            return self._closing.enter_context(gzip.open(self._file))
        if magic.startswith(b"PK"):
            archive = self._closing.enter_context(zipfile.ZipFile(self._file))
            members = [info for info in archive.infolist() if info.filename.lower().endswith((".json", ".jsonl"))]
            if len(members) != 1:
                raise UsageError(f"{self._path.name} holds {len(members)} JSON files; one is expected.")
            return self._closing.enter_context(archive.open(members[0]))
        return self._file

    def close(self) -> None:
        """Close the file."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_line(number: int, line: bytes) -> ReadLine:
    """Return the paper of a line, or why there is none; never raises."""
    try:
        is_old = b'"arxiv_id"' in line[:40] and b'"versions"' not in line
        return ReadLine(number, _old_paper(_OLD.decode(line)) if is_old else paper_of(_SNAPSHOT.decode(line)))
    except msgspec.ValidationError as error:
        return ReadLine(number, None, _shape_words(str(error)))
    except (msgspec.DecodeError, UnicodeError):
        return ReadLine(number, None, "it is no JSON" if line.strip() else "it is empty")
    except UsageError as error:
        return ReadLine(number, None, str(error).rstrip("."))


def _shape_words(error: str) -> str:
    if "$.id" in error or "$.arxiv_id" in error:
        is_number = "got `float`" in error or "got `int`" in error
        return "the id is a number, which may have lost digits" if is_number else "it has no id"
    return "it has no id" if "missing required field" in error else "it is not as arXiv writes such lines"


def paper_of(shape: SnapshotShape) -> Paper:
    """Return the paper that a line or a record tells of.

    Raises:
        UsageError: the id is none or has lost digits, or there is no title.
    """
    versions = shape.versions
    first = _day(versions[0].created) if versions else None
    last = versions[-1] if versions else None
    number = int(last.version[1:]) if last and last.version[1:].isdecimal() else None
    names = [_parsed_name(parts) for parts in shape.authors_parsed] or _names(shape.authors)
    return _made(
        shape.id,
        shape.title,
        shape.abstract,
        names,
        (shape.categories or "").split(),
        published_at=first,
        revised_at=_day(last.created) if last and len(versions) > 1 else None,
        version=number,
        doi=shape.doi,
        journal_ref=shape.journal_ref,
        comment=shape.comments,
    )


def _old_paper(shape: _OldShape) -> Paper:
    return _made(
        shape.arxiv_id,
        shape.title,
        shape.abstract,
        _names(shape.author_text),
        (shape.categories or "").replace(",", " ").split(),
        published_at=_iso_day(shape.created),
        revised_at=_iso_day(shape.updated),
        version=None,
        doi=shape.doi,
        journal_ref=None,
        comment=shape.comments,
    )


def _made(  # noqa: PLR0913 (a paper has so many parts)
    written_id: str,
    title: str,
    abstract: str | None,
    names: list[str],
    categories: list[str],
    *,
    published_at: dt.datetime | None,
    revised_at: dt.datetime | None,
    version: int | None,
    doi: str | None,
    journal_ref: str | None,
    comment: str | None,
) -> Paper:
    """Return a paper.

    Raises:
        UsageError: the id is none or has lost digits, or there is no title.
    """
    paper_id, _ = parse_paper_id(written_id)
    called = clean_text(title)[:MAX_TITLE]
    if not called:
        raise UsageError("it has no title")
    return Paper(
        PaperId(paper_id),
        called,
        tuple(Author(name) for name in names[:MAX_AUTHORS] if name),
        abstract=_paragraphs(abstract)[:MAX_ABSTRACT] or None,
        published_at=published_at,
        revised_at=revised_at,
        categories=tuple(categories[:40]),
        version=version,
        doi=bare_doi(doi) if doi else None,
        journal_ref=clean_text(journal_ref) if journal_ref else None,
        arxiv_comment=clean_text(comment) if comment else None,
    )


def _paragraphs(text: str | None) -> str:
    """Return an abstract with its paragraphs apart; lines that begin with blanks begin one."""
    paragraphs = re.split(r"\n\s*\n|\n  +", text.strip()) if text else []
    return "\n\n".join(filter(None, map(clean_text, paragraphs)))


def _parsed_name(parts: list[str]) -> str:
    """Return a name that is given as family, given names, suffix, and perhaps affiliations."""
    family, given, suffix = (*parts[:3], "", "", "")[:3]
    return clean_text(" ".join(filter(None, (given, family, suffix))))


def _names(text: str | None) -> list[str]:
    """Return the names of a byline that is one text; affiliations in brackets are no names."""
    if not text:
        return []
    bare = _PARENTHESES.sub("", _PARENTHESES.sub("", readable(text)))
    return [name for name in (clean_text(part) for part in _BETWEEN_NAMES.split(bare)) if name and name != "and"]


def _day(text: str) -> dt.datetime | None:
    """Return the day of ``Mon, 2 Apr 2007 19:18:42 GMT``; None where it is no day on which there was an arXiv."""
    parts = text.split()
    if len(parts) < 4 or parts[2] not in _MONTHS or not (parts[1].isdecimal() and parts[3].isdecimal()):
        return None
    return _sane(int(parts[3]), _MONTHS[parts[2]], int(parts[1]))


def _iso_day(text: str | None) -> dt.datetime | None:
    parts = (text or "")[:10].split("-")
    return _sane(*map(int, parts)) if len(parts) == 3 and all(map(str.isdecimal, parts)) else None


def _sane(year: int, month: int, day: int) -> dt.datetime | None:
    try:
        return dt.datetime(year, month, day, tzinfo=dt.UTC) if FIRST_YEAR <= year <= 2100 else None
    except ValueError:
        return None
