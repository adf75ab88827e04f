"""The letters' folders: what lies in them is the reader's, who may edit, rename and delete it with any program.

    outbox/2026-11-20-lindqvist/
        invite.md     the letter          invite.eml   the same as a mail that is not sent
        refs.bib      the papers meant    meta.toml    to whom, in which state

Nothing here knows a network.  A folder that cannot be read is told and left alone; one that is gone is gone.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from msgspec.structs import replace

from tuiread.errors import NotFoundError, StoreError, UsageError
from tuiread.names import fold_name
from tuiread.output.bibtex import bibtex
from tuiread.output.letter import check_address, mail, template
from tuiread.paths import make_private_folder
from tuiread.records import BrokenLetter, Letter, LetterFacts, LetterState, Outbox, PaperId, PersonKey

LETTER, MAIL, REFERENCES, META = "invite.md", "invite.eml", "refs.bib", "meta.toml"
MOST_BYTES = 1_000_000
"""The largest letter that is read."""

STATES: tuple[LetterState, ...] = get_args(LetterState)


class LetterBox:
    """The outbox in one folder.

    Args:
        folder: where it lies; made with the first letter.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def letters(self) -> Outbox:
        """Return all letters, newest first, and the folders that cannot be read."""
        names = (
            sorted((one.name for one in self.folder.iterdir() if one.is_dir()), reverse=True) if self._is_there else []
        )
        read = [self._read(name) for name in names]
        return Outbox(
            tuple(one for one in read if isinstance(one, Letter)),
            tuple(one for one in read if isinstance(one, BrokenLetter)),
        )

    def letter(self, name: str) -> Letter:
        """Return one letter.

        Raises:
            NotFoundError: its folder is gone or cannot be read.
        """
        read = self._read(name)
        if isinstance(read, BrokenLetter):
            raise NotFoundError(read.problem)
        return read

    def draft(self, facts: LetterFacts, today: dt.date) -> Letter:
        """Make a letter's folder with the template, the papers and who it is for.

        Raises:
            StoreError: the folder cannot be made or written.
        """
        meant = list({paper.id: paper for party in (facts.to, facts.sender) if (paper := party.paper)}.values())
        letter = Letter(
            folder=self._free_name(facts.to.name, today),
            person=facts.to.key,
            name=facts.to.name,
            state="draft",
            drafted_on=today,
            changed_on=today,
            papers=tuple(paper.id for paper in meant),
            text=template(facts),
        )
        make_private_folder(self.folder)
        make_private_folder(self.folder / letter.folder)
        self._write(letter.folder, REFERENCES, bibtex(meant).encode())
        return self.keep(letter)

    def keep(self, letter: Letter) -> Letter:
        """Write a letter as it is now: text, mail and state.

        Raises:
            StoreError: it cannot be written.
        """
        self._write(letter.folder, LETTER, letter.text.encode())
        self._write(letter.folder, MAIL, mail(letter))
        self._write(letter.folder, META, _meta(letter).encode())
        return letter

    def path(self, name: str, file: str = LETTER) -> Path:
        """Return where a letter's file lies."""
        return self.folder / name / file

    @property
    def _is_there(self) -> bool:
        return self.folder.is_dir()

    def _free_name(self, name: str, today: dt.date) -> str:
        """Return a folder's name that no other letter has."""
        base = f"{today.isoformat()}-{folder_word(name)}"
        taken = {one.name for one in self.folder.iterdir()} if self._is_there else set()
        return next(each for each in (base, *(f"{base}-{count}" for count in range(2, 10_000))) if each not in taken)

    def _read(self, name: str) -> Letter | BrokenLetter:
        try:
            meta = tomllib.loads(self._text(name, META))
            return _letter(name, meta, self._text(name, LETTER))
        except FileNotFoundError as error:
            return BrokenLetter(name, f"{name} has no {Path(str(error.filename)).name}; it was left alone.")
        except OSError as error:
            return BrokenLetter(name, f"{name} cannot be read ({error.strerror or error}); it was left alone.")
        except tomllib.TOMLDecodeError as error:
            return BrokenLetter(name, f"{META} is no TOML {_where(error)}; the letter was left alone.")
        except KeyError as error:
            return BrokenLetter(name, f"{META} has no {error.args[0]}; the letter was left alone.")
        except (ValueError, TypeError, UsageError) as error:
            return BrokenLetter(name, f"{name} cannot be understood: {error}; the letter was left alone.")

    def _text(self, name: str, file: str) -> str:
        path = self.path(name, file)
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"{file} is larger than 1 MB")
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ValueError(f"{file} is no UTF-8 text") from error

    def _write(self, name: str, file: str, content: bytes) -> None:
        """Write a file whole or not at all, for its owner only."""
        path = self.path(name, file)
        part = path.with_name(f".{file}.part")
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
                opened.write(content)
            part.replace(path)
        except OSError as error:
            raise StoreError(
                f"{path} cannot be written ({error.strerror or error}); what was there is kept."
            ) from error


def _where(error: tomllib.TOMLDecodeError) -> str:
    """Return where in a file an error is, without the rest of its sentence."""
    found = re.search(r"\(at (line \d+|end of document)", str(error))
    return f"at {found[1]}" if found else ""


def folder_word(name: str) -> str:
    """Return a name's last word as a part of a folder's name: small letters, digits and hyphens, at most 40.

    >>> folder_word("Jonas Lindqvist"), folder_word("../..")
    ('lindqvist', 'letter')
    """
    words = re.sub(r"[^a-z0-9 ]", "", fold_name(name)).split()
    return words[-1][:40] if words else "letter"


def unreadable_beside(outbox: Outbox, letter: Letter) -> BrokenLetter | None:
    """Return a folder that has the name of a letter's, but for day and number, and cannot be read; None without one."""
    name = re.compile(rf"\d{{4}}-\d\d-\d\d-{re.escape(folder_word(letter.name))}(-\d+)?")
    return next((one for one in outbox.broken if name.fullmatch(one.folder)), None)


def with_state(letter: Letter, state: LetterState, today: dt.date) -> Letter:
    """Return a letter in another state, since today."""
    return replace(letter, state=state, changed_on=today)


def _meta(letter: Letter) -> str:
    values: dict[str, str | Sequence[str]] = {
        "state": letter.state,
        "person": letter.person,
        "name": letter.name,
        "drafted_on": letter.drafted_on.isoformat(),
        "changed_on": letter.changed_on.isoformat(),
        "papers": letter.papers,
    }
    values |= {"address": letter.address} if letter.address else {}
    # A JSON text or list of texts is one of TOML, too.
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


def _letter(name: str, meta: dict[str, object], text: str) -> Letter:
    """Read a letter's meta.

    Raises:
        ValueError: something in it is not what belongs there.
        KeyError: something is missing.
        UsageError: the address is none.
    """
    state = meta["state"]
    if state not in STATES:
        raise ValueError(f"state {state!r} is none of {', '.join(STATES)}")
    papers = meta.get("papers", [])
    if not isinstance(papers, list):
        raise ValueError("papers is no list")
    return Letter(
        folder=name,
        person=PersonKey(str(meta["person"])),
        name=str(meta["name"]),
        state=state,
        drafted_on=dt.date.fromisoformat(str(meta["drafted_on"])),
        changed_on=dt.date.fromisoformat(str(meta["changed_on"])),
        papers=tuple(PaperId(str(paper)) for paper in papers),
        address=check_address(str(meta["address"])) if meta.get("address") else None,
        text=text,
    )
