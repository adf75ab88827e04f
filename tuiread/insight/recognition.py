"""Whether a name in a byline is the person whom the reader follows, where no id says so.

    papers that are surely theirs ──┐
    name with the same co-authors ──┴─> known co-authors   beside the name: the same person
    papers that the reader said no to ─> others' circle    beside the name: somebody else
                                         neither           only the reader can say

A wrong alert is worse than a late one: one earlier paper under the name makes nobody known, two with the same co-author
do.  Not here: ids (tables.inbox) and the reader's answers (person_acts).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from tuiread.records import PaperId

TWICE = 2
"""How often a co-author stands beside a mere name before the reader's follow, until they count as known."""

Byline = Mapping[str, str]
"""The co-authors in one byline: folded names and the names as printed."""


class NamedPaper(Struct, frozen=True):
    """A paper with the name of somebody who is followed in its byline."""

    paper: PaperId
    came_on: dt.date
    is_sure: bool
    """True when an id or the reader says that it is theirs."""
    beside: Byline


class Recognised(Struct, frozen=True):
    """What the co-authors say of a paper that only carries the name."""

    verdict: Literal["same", "other", "unknown"]
    coauthors: tuple[str, ...] = ()
    """The known ones, as printed, in the byline's order."""


def recognise(
    named: Sequence[NamedPaper], refused: Iterable[Byline], followed_on: dt.date
) -> dict[PaperId, Recognised]:
    """Judge the papers of one person that only carry the name.

    Args:
        named: all papers with the name, sure ones included.
        refused: the bylines of papers that the reader said no to.
        followed_on: the feed day on which the person was followed.
    """
    known = _known(named, followed_on)
    others = {folded for byline in refused for folded in byline} - known
    return {paper.paper: _judge(paper.beside, known, others) for paper in named if not paper.is_sure}


def _known(named: Sequence[NamedPaper], followed_on: dt.date) -> set[str]:
    """Return who wrote with the person for sure, and who stood beside the name twice before the follow."""
    sure = {folded for paper in named if paper.is_sure for folded in paper.beside}
    before = Counter(
        folded for paper in named if not paper.is_sure and paper.came_on <= followed_on for folded in paper.beside
    )
    return sure | {folded for folded, count in before.items() if count >= TWICE}


def _judge(beside: Byline, known: set[str], others: set[str]) -> Recognised:
    if found := tuple(name for folded, name in beside.items() if folded in known):
        return Recognised("same", found)
    return Recognised("other" if others & beside.keys() else "unknown")
