"""What a look at a public page gave, and what a claim asks to be looked at."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from msgspec import Struct

from tuiread.records.trust import ProofKind


class PublicPage(Struct, frozen=True):
    """A page as it was when anybody could fetch it."""

    url: str
    """What was asked for."""
    status: int
    body: bytes
    fetched_at: dt.datetime
    sha256: str
    """Of the body."""


class Look(NamedTuple):
    """One page to look at, and what for."""

    kind: ProofKind
    url: str
