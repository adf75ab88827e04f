"""Bringing another library's words into this one, as one step that can be undone.

    rows of another library ──forgotten people──> dropped here
                            ──later than ours───> written with their stamps ──> one step of the journal

Whom either library forgot is forgotten in both, and that alone cannot be undone.  Not here: reading the other library.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tuiread import acts
from tuiread.insight.merging import CLAIMS, is_later, lost_words, outdated_claims
from tuiread.records import MergeReport, OlderNote, PersonKey, SaidRow
from tuiread.tables import changes, identities, journal, merging
from tuiread.tables.merging import ABOUT_PEOPLE, FORGOTTEN
from tuiread.tables.values import read_time

if TYPE_CHECKING:
    from tuiread.store import Store

KeepOlder = Callable[[Sequence[OlderNote]], None]


def merge(store: Store, theirs: Iterable[SaidRow], at: dt.datetime, keep_older: KeepOlder) -> MergeReport:
    """Bring in what another library says, as far as it is later than what this one says.

    Args:
        store: this library.
        theirs: the rows of the other one.
        at: when.
        keep_older: told of the notes that gave way to later ones, before anything is kept.
    """
    rows = {row.place: row for row in theirs}
    changes.tick(store.connection, at)
    forgotten = _forget(store, [row for row in rows.values() if row.change.table == FORGOTTEN])
    stopped = identities.stop_list(store.connection)
    others = [row for row in rows.values() if row.change.table != FORGOTTEN and not _is_about(row, stopped.keys)]
    mine = {row.place: merging.said_row(store.connection, *row.place) for row in others}
    later = [row for row in others if is_later(row, mine[row.place])]
    older = _older_notes(others, mine)
    keep_older(older)
    news = [row for row in later if not _is_same(row, mine[row.place])]
    with_stamps_only = [row for row in later if _is_same(row, mine[row.place])]
    if news:
        _write(store, news, at)
        acts.put_saves_back(store)
    changes.keep_changes(store.connection, [row.change for row in with_stamps_only])
    brought = Counter(row.change.table for row in news if row.values is not None)
    if forgotten:
        brought[FORGOTTEN] = forgotten
    removed = Counter(row.change.table for row in news if row.values is None)
    return MergeReport(brought, removed, _ahead_count(store, rows), len(older))


def _forget(store: Store, rows: Sequence[SaidRow]) -> int:
    """Forget whom the other library forgot, and return how many this one had not."""
    known = identities.stop_list(store.connection).keys
    new = {PersonKey(row.change.key): read_time(row.text("forgotten_at")) for row in rows if row.values is not None}
    new = {person: at for person, at in new.items() if person not in known}
    for person, at in new.items():
        identities.forget(store.connection, person, {person: at})
    for row in rows:
        if is_later(row, merging.said_row(store.connection, *row.place)):
            merging.write(store.connection, row)
    return len(new)


def _is_about(row: SaidRow, people: Collection[str]) -> bool:
    return row.change.table in ABOUT_PEOPLE and row.text("person") in people


def _is_same(row: SaidRow, mine: SaidRow | None) -> bool:
    """Tell whether a later row says what this library says already: then only its stamp is news."""
    return (mine.values if mine else None) == row.values


def _older_notes(rows: Sequence[SaidRow], mine: Mapping[tuple[str, str], SaidRow | None]) -> list[OlderNote]:
    found = []
    for row in rows:
        own = mine[row.place]
        winner, loser = (row, own) if is_later(row, own) else (own, row)
        if winner and (words := lost_words(winner, loser)):
            found.append(OlderNote(_about(winner), words))
    return found


def _about(row: SaidRow) -> str:
    return row.text("name") or f"arXiv {row.text('paper_id')}"


def _write(store: Store, news: Sequence[SaidRow], at: dt.datetime) -> None:
    label = f"brought in {len(news):,} {'change' if len(news) == 1 else 'changes'} of another library"
    with journal.act(store.connection, label, at) as act:
        for row in news:
            act.remember(row.change.table, [row.change.key])
            merging.write(store.connection, row)
        claims = [change for change in changes.row_changes(store.connection) if change.table == CLAIMS]
        for gone in outdated_claims(claims):
            act.remember(CLAIMS, [gone.key])
            merging.write(store.connection, SaidRow(gone, None))


def _ahead_count(store: Store, theirs: Mapping[tuple[str, str], SaidRow]) -> int:
    """Return how many changes of this library the other one lacks; what neither has any more is none."""
    ahead = 0
    for change in changes.row_changes(store.connection):
        other = theirs.get((change.table, change.key))
        if other is None:
            ahead += not change.is_gone
        elif change > other.change:
            own = merging.said_row(store.connection, change.table, change.key)
            ahead += own is not None and own.values != other.values
    return ahead
