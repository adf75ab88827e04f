"""Files of other programs and other readers, read into what they hold; nothing of them is trusted.

    a file's first bytes ──kind_of──> its kind        all of it ──read_bundle──> Bundle(papers, people, feeds, bad)

        packs       tuiread's own              bibtex, ris, csl     reference managers
        papis       its export as JSON
        follows     OPML, or a line each       id_list              arXiv ids, a line each

An entry that cannot be read is a sentence with its line, and no reason to stop.  arXiv's own metadata by the million is
read elsewhere (sources.arxiv_snapshot).  Not here: what is new in a file (incoming), and keeping it (incoming_acts).
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.arxiv_id import parse_paper_id
from tuiread.errors import UsageError
from tuiread.intake.id_list import words_of
from tuiread.records.exports import Bundle, FileKind

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 50_000_000
"""Of a file that is read as a whole: some 50,000 entries of BibTeX with their abstracts."""

HEAD = 65_536
"""Bytes that tell what a file is."""

_PACKED = (b"\x1f\x8b", b"PK\x03\x04")
_BIBTEX = re.compile(r"^\s*@\s*[a-z]+\s*[{(]", re.IGNORECASE | re.MULTILINE)
_RIS = re.compile(r"^\s*TY {1,2}- ", re.MULTILINE)
_PAPIS = re.compile(r"^(?:papis_id|files|author_list|ref): ?", re.MULTILINE)
_PAPIS_JSON = re.compile(r'"(?:papis_id|author_list|ref)"\s*:')
_PACK = re.compile(r'\A\s*\{\s*"tuiread_pack"')
_FOLLOW = re.compile(r"\A(?:hf|name|orcid|openalex|s2|category|keyword|search):", re.IGNORECASE)
_READERS = {
    "pack": "packs",
    "bibtex": "bibtex",
    "ris": "ris",
    "csl-json": "csl",
    "papis": "papis",
    "opml": "opml",
    "follows": "follow_list",
    "ids": "id_list",
}
CAN_BE_READ = (
    "a pack, BibTeX, RIS, CSL-JSON, Papis's JSON, an OPML or plain list of follows, a list of arXiv ids, or arXiv's "
    "metadata snapshot"
)


def kind_of(path: Path) -> FileKind | str:
    """Return what a file is, by its content.

    Raises:
        UsageError: it cannot be opened, or is nothing that can be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error
    if head.startswith(_PACKED):
        return "snapshot"
    return _kind_of_text(path.name, head.decode("utf-8-sig", errors="replace").lstrip())


def read_bundle(path: Path, kind: str) -> Bundle:
    """Return what a file holds.

    Raises:
        UsageError: it is too large, no text, or nothing in it can be read.
    """
    try:
        if (size := path.stat().st_size) > MOST_BYTES:
            raise UsageError(f"{path} has {size / 1e6:,.0f} MB; at most {MOST_BYTES / 1e6:,.0f} are read. Divide it.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path} is not UTF-8 text (line {line:,}); save it as UTF-8, and import it again.") from error
    read: Callable[[str, str], Bundle] = import_module(f"tuiread.intake.{_READERS[kind]}").read
    return read(path.name, text)


def _kind_of_text(name: str, head: str) -> str:
    if not head:
        raise UsageError(f"{name} is empty.")
    if head.startswith(("{", "[")):
        return _kind_of_json(head)
    if head.startswith("<"):
        if "<opml" in head.lower():
            return "opml"
        raise UsageError(f"{name} is a page or feed, but no OPML; tuiread reads {CAN_BE_READ}.")
    if _BIBTEX.search(head):
        return "bibtex"
    if _RIS.search(head):
        return "ris"
    return _kind_of_list(name, head)


def _kind_of_json(head: str) -> str:
    if _PACK.match(head):
        return "pack"
    if _PAPIS_JSON.search(head):
        return "papis"
    return "csl-json" if head.startswith("[") else "snapshot"


def _kind_of_list(name: str, head: str) -> str:
    """Tell a list of ids from one of follows by the first line that says something."""
    first = next((words for _, words in words_of(head)), "")
    if _FOLLOW.match(first):
        return "follows"
    try:
        parse_paper_id(first.split()[0] if first else "")
    except (UsageError, IndexError):
        if _PAPIS.search(head):
            raise UsageError(
                f"{name} is Papis's own file; `papis export --all --format json -o papers.json` writes one to import."
            ) from None
        raise UsageError(f"{name} is nothing that tuiread reads: that is {CAN_BE_READ}.") from None
    return "ids"
