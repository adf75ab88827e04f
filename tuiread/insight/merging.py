"""Which of two libraries' words about one thing stays: the later one, whatever the order or number of merges.

    rank = (stamp, origin, gone before there, longer before shorter, contents)

A total order, of which a merge takes the greater: so merging is commutative, associative and idempotent, as a register
whose last writer wins is.  Not here: reading and writing rows.

Source: M. Shapiro et al., A comprehensive study of convergent and commutative replicated data types, 2011, 3.2.1.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tuiread.records import RowChange, SaidRow

NOTE_COLUMNS = {"paper_notes": "note", "person_notes": "note", "place_notes": "words"}
"""Where the reader's own sentences stand, which no merge may lose."""

CLAIMS = "claims"

Rank = tuple[int, str, bool, int, str]


def is_later(theirs: SaidRow, mine: SaidRow | None) -> bool:
    """Tell whether what another library says takes the place of what this one says."""
    return mine is None or rank(theirs) > rank(mine)


def rank(row: SaidRow) -> Rank:
    """Return what orders two libraries' words about one thing; the greater one stays."""
    contents = "" if row.values is None else repr(sorted(row.values.items()))
    return (row.change.stamp, row.change.origin, row.values is None, len(contents), contents)


def lost_words(winner: SaidRow, loser: SaidRow | None) -> str:
    """Return the note that a later one takes the place of; a blank where nothing of it is lost.

    A note that was taken away is not lost: that is what the reader wanted.
    """
    column = NOTE_COLUMNS.get(winner.change.table)
    if column is None or loser is None or winner.values is None:
        return ""
    words = loser.text(column)
    return "" if words in winner.text(column) else words


def outdated_claims(claims: Iterable[RowChange]) -> list[RowChange]:
    """Return the claims that are no more, as gone: somebody is one person, and the last word about it counts.

    A claim that was dropped is a last word, too; then nobody is claimed.
    """
    latest = sorted(claims)
    return [replace(change, is_gone=True) for change in latest[:-1] if not change.is_gone]
