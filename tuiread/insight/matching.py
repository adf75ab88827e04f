"""Which of a source's records tell of a person: names that go together, and enough works in common.

    names_agree     spellings of one name: folded, either order, initials, middle names left out
    compare         how many works two lists share
    decide          one record that agrees is linked; several, or too little, only the reader can settle

A wrong match is worse than a missing one: a name alone never links.  Not here: which lists there are (profiles).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from tuiread.insight.works import WorkKeys, merge
from tuiread.names import fold_name
from tuiread.records import AuthorRecord, Candidate, LinkedRecord, RecordKey

LEAST_COMMON = 2
LEAST_OVERLAP = 0.5
"""Two records agree from so many works in common on, and from that part of the smaller list on."""


class Overlap(NamedTuple):
    """How far two lists of works are the same."""

    common: int
    smaller: int
    """The number of works in the smaller list."""

    @property
    def agrees(self) -> bool:
        """Whether that is enough to believe that both are one person's: two works, or one where a list has only one."""
        least = LEAST_COMMON if self.smaller > 1 else 1
        return self.common >= least and self.common / self.smaller >= LEAST_OVERLAP


class Decision(Struct, frozen=True):
    """What came of comparing a source's records with a person."""

    linked: LinkedRecord | None = None
    candidates: tuple[Candidate, ...] = ()
    """Records that only the reader can tell apart, those with the most works in common first."""


def names_agree(one: str, other: str) -> bool:
    """Tell whether two spellings can be one name.

    >>> names_agree("J. R. Example", "Jane Example"), names_agree("Jane Example", "John Example")
    (True, False)
    """
    first, second = fold_name(one).split(), fold_name(other).split()
    if sorted(first) == sorted(second):
        return bool(first)
    if len(first) < 2 or len(second) < 2:
        return "".join(first) == "".join(second) != ""  # one word, such as a joined name: all of it or nothing
    return any(_agree(mine, theirs) for mine in _orders(first) for theirs in _orders(second))


def _orders(words: list[str]) -> tuple[tuple[str, list[str]], tuple[str, list[str]]]:
    """Return family and given names in both orders in which they are written."""
    return (words[-1], words[:-1]), (words[0], words[1:])


def _agree(one: tuple[str, list[str]], other: tuple[str, list[str]]) -> bool:
    """Tell whether the family names are the same and no given name contradicts the other's."""
    if one[0] != other[0] or len(one[0]) == 1:
        return False
    shorter, longer = sorted((one[1], other[1]), key=len)
    if not _fits(shorter[0], longer[0]):
        return "".join(shorter) == "".join(longer)  # Mei-Ling, Mei Ling, Meiling
    rest = iter(longer[1:])
    return all(any(_fits(word, candidate) for candidate in rest) for word in shorter[1:])


def _fits(one: str, other: str) -> bool:
    """Tell whether two given names are the same, or one is the other's initial."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def compare(mine: Sequence[WorkKeys], theirs: Sequence[WorkKeys]) -> Overlap:
    """Return how many works two lists share."""
    merged = merge([("mine", mine), ("theirs", theirs)])
    has = [{number for number, _ in places} for places in merged]
    counts = [sum(number in lists for lists in has) for number in (0, 1)]
    return Overlap(sum(len(lists) == 2 for lists in has), min(counts))


def _is_much(overlap: Overlap) -> bool:
    """Tell whether works alone speak for one person: a single one would make every co-author a namesake."""
    return overlap.agrees and overlap.common > 1


def decide(
    name: str,
    mine: Sequence[WorkKeys],
    found: Sequence[tuple[AuthorRecord, Sequence[WorkKeys]]],
    answers: Mapping[RecordKey, bool],
) -> Decision:
    """Decide which of one source's records tells of a person.

    The reader's answers win.  Exactly one agreeing record of a compatible name is linked; several are for the reader to
    choose from, and so is one that shares works but too few, or enough of them under another name.  A record that
    shares no work is left unmatched.

    Args:
        name: the person's name.
        mine: the works that are known to be the person's.
        found: the source's records with what they list.
        answers: what the reader said of records before.
    """
    compared = [(record, compare(mine, theirs)) for record, theirs in found]
    chosen = [(record, overlap) for record, overlap in compared if answers.get(record.key)]
    if chosen:
        record, overlap = chosen[0]
        return Decision(LinkedRecord(record, "you", overlap.common, overlap.smaller))
    open_ones = [
        (record, overlap)
        for record, overlap in compared
        if record.key not in answers and overlap.common and (_is_much(overlap) or names_agree(name, record.name))
    ]
    agreeing = [(record, overlap) for record, overlap in open_ones if overlap.agrees and names_agree(name, record.name)]
    if len(agreeing) == 1:
        record, overlap = agreeing[0]
        return Decision(LinkedRecord(record, "works", overlap.common, overlap.smaller))
    open_ones.sort(key=lambda pair: (-pair[1].common, pair[0].key))
    return Decision(None, tuple(Candidate(record, overlap.common, overlap.smaller) for record, overlap in open_ones))
