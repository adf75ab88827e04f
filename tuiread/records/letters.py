"""Letters that invite somebody to work together: what one knows before writing, and what lies in the outbox."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from tuiread.records.papers import Paper, PaperId
from tuiread.records.people import PersonKey

LetterState = Literal["draft", "ready", "handed over", "answered", "closed"]

WAITING_DAYS = 10
"""After so many days a letter that was handed over and not answered is worth a reminder."""


class Party(Struct, frozen=True):
    """One side of a letter."""

    key: PersonKey
    name: str
    orcid: str | None = None
    paper: Paper | None = None
    """The work that the letter means."""


class LetterFacts(Struct, frozen=True):
    """What is known before a letter is written; all of it from public metadata and the reader's own claim."""

    to: Party
    sender: Party
    topics: tuple[str, ...] = ()
    """arXiv categories that both write in."""
    common: tuple[str, ...] = ()
    """People who wrote with both."""
    cites_count: int = 0
    """How often the other's papers refer to the sender's, as far as the cache knows."""
    cited_count: int = 0
    """How often the sender's papers refer to the other's."""
    emails: tuple[str, ...] = ()
    """Addresses that the other's ORCID record publishes."""
    proof_urls: tuple[str, ...] = ()
    """Pages that prove who the sender is; empty where nothing does."""


class Letter(Struct, frozen=True):
    """One letter of the outbox."""

    folder: str
    """Its folder's name."""
    person: PersonKey
    name: str
    state: LetterState
    drafted_on: dt.date
    changed_on: dt.date
    """When its state last changed."""
    papers: tuple[PaperId, ...] = ()
    address: str | None = None
    """Where the reader wants it to go; None until they typed one."""
    text: str = ""
    """The letter as it lies there."""

    def waited_days(self, today: dt.date) -> int:
        """Return since how many days it waits for an answer; 0 where it does not."""
        return (today - self.changed_on).days if self.state == "handed over" else 0


class BrokenLetter(Struct, frozen=True):
    """A folder of the outbox that cannot be read; it is left alone."""

    folder: str
    problem: str


class Outbox(Struct, frozen=True):
    """All letters, newest first."""

    letters: tuple[Letter, ...]
    broken: tuple[BrokenLetter, ...] = ()

    @property
    def rows(self) -> tuple[Letter | BrokenLetter, ...]:
        """All of them, those that cannot be read at the end."""
        return (*self.letters, *self.broken)

    def recent_count(self, today: dt.date, days: int = 7) -> int:
        """Return how many were drafted within some days."""
        return sum((today - letter.drafted_on).days < days for letter in self.letters)
