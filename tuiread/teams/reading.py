"""The teams as they are now: those of the file, what changed since, and what the reader or records say of a few people.

    teams.bin ──> Teams ──with changes──> Teams of this moment
    too much changed, or another cache ──> made anew from all bylines, and put into the file

Reading all bylines takes half a second for 60,000 papers and some seconds for a million; reading what changed, some
milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from pathlib import Path

import numpy as np

from tuiread.errors import StoreError
from tuiread.records import PersonKey
from tuiread.tables import teams as table
from tuiread.tables.teams import Vertex
from tuiread.teams.arrays import Numbers, Teams
from tuiread.teams.files import Stamp, TeamLists, make_teams, read_teams, write_teams

MOST_CHANGED, CHANGED_SHARE = 2_000, 50
"""Changes of more papers, and of more than one paper in 50, are not looked up each time: the file is made anew."""


class TeamsNow:
    """Keeps the teams between questions.

    Args:
        path: where the file lies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: tuple[int, int] | None = None
        self._base: tuple[Teams, Stamp] | None = None
        self._seen: tuple[object, ...] = ()
        self._now: tuple[Teams, dict[PersonKey, Vertex]] | None = None
        self.written_number: int | None = None
        """The last change that a file knows of which was written here; None where none was."""

    def get(self, connection: sqlite3.Connection, ends: Collection[PersonKey]) -> tuple[Teams, dict[PersonKey, Vertex]]:
        """Return the teams of this moment, and the numbers of some people, who count as their profiles have them.

        Args:
            connection: both databases, within one moment.
            ends: the people between whom a way is looked for; who has no byline gets no number.
        """
        unclear = frozenset(key for key in ends if table.has_unclear_names(connection, key))
        versions = [connection.execute(f"PRAGMA {name}.data_version").fetchone()[0] for name in ("main", "cache")]
        seen = (unclear, connection.total_changes, *versions)
        if self._now is None or seen != self._seen:
            self._now, self._seen = self._read(connection, unclear), seen
        teams, numbers = self._now
        return teams, table.vertices(connection, ends) | {key: numbers[key] for key in ends if key in numbers}

    def _read(
        self, connection: sqlite3.Connection, unclear: Collection[PersonKey]
    ) -> tuple[Teams, dict[PersonKey, Vertex]]:
        moment = table.moment(connection)
        base, stamp = self._known(moment) or self._made(connection, moment)
        changed = table.changed_papers(connection, stamp.number)
        if len(changed) > max(MOST_CHANGED, base.paper_count // CHANGED_SHARE):
            base, stamp = self._made(connection, moment)
            changed = []
        return _with_changes(connection, base, changed, unclear)

    def _known(self, moment: table.Moment) -> tuple[Teams, Stamp] | None:
        """Return what the file has; None where it is of another cache, or from before changes that are told no more."""
        try:
            status = self._path.stat()
            stamp = (status.st_ino, status.st_mtime_ns)
        except OSError:
            stamp = None
        if stamp is not None and stamp != self._file:  # another tuiread may have written it
            self._file, self._base = stamp, read_teams(self._path)
        if self._base is None:
            return None
        is_of_cache = self._base[1].cache_id == moment.cache_id
        number = self._base[1].number
        return self._base if is_of_cache and moment.dropped_number <= number <= moment.last_number else None

    def _made(self, connection: sqlite3.Connection, moment: table.Moment) -> tuple[Teams, Stamp]:
        stamp = Stamp(moment.cache_id, moment.last_number)
        base = make_teams(_all_lists(connection))
        try:
            write_teams(self._path, base, stamp)
        except StoreError:
            self._base = base, stamp  # the disk is full or locked; the answer needs no file
        else:
            self.written_number = stamp.number
            self._base = self._file = None
            return self._known(moment) or (base, stamp)
        return self._base


def _with_changes(
    connection: sqlite3.Connection, base: Teams, changed: Iterable[int], unclear: Collection[PersonKey]
) -> tuple[Teams, dict[PersonKey, Vertex]]:
    """Return the teams with what changed, and with what is known of people beyond bylines."""
    apart = table.told_apart(connection) | set(unclear)
    claimed, refused = table.their_names(connection, apart) if apart else ([], set())
    numbers = table.vertices(connection, apart) if apart else {}
    without = sorted(apart - numbers.keys())
    numbers |= dict(zip(without, count(table.last_group(connection) + 1), strict=False)) if without else {}
    theirs = {(paper, position): numbers[key] for key, paper, position in reversed(claimed)}
    papers = {*changed, *refused, *(paper for paper, _ in theirs)}
    pairs = set(_pairs(connection, papers, theirs, set(numbers.values())))
    facts = _columns(table.paper_facts(connection, papers), 3)
    kept = _columns(pairs, 2)
    hidden = table.stopped_vertices(connection)
    chosen = np.fromiter(sorted(papers), np.int64)
    changes = base.with_changes(chosen, (kept[0], kept[1]), (facts[0], facts[1], facts[2]), hidden)
    return changes, numbers


def _pairs(
    connection: sqlite3.Connection,
    papers: Collection[int],
    theirs: dict[tuple[int, int], Vertex],
    apart: Collection[Vertex],
) -> Iterator[tuple[int, Vertex]]:
    """Yield papers and their people: whose a name is said to be, else whose it is by itself."""
    names = table.names_on(connection, papers) if papers else []
    owners = table.owners(connection, {name.group for name in names}) if names else {}
    for name in names:
        owner, has_account = owners.get(name.group, (name.group, False))
        is_lent = owner != name.group and not has_account
        if (name.paper, name.position) in theirs:
            yield name.paper, theirs[name.paper, name.position]
        elif owner in apart:
            if is_lent:  # the reader said that it is not the account's, so that it is the name's own
                yield name.paper, name.group
        elif not (name.is_hidden and (has_account or is_lent)):
            yield name.paper, owner


def _all_lists(connection: sqlite3.Connection) -> TeamLists:
    """Return all bylines of the cache as numbers."""
    papers, groups, hidden = _columns(table.all_names(connection), 3)
    top = int(groups.max()) + 1 if len(groups) else 0
    owner, is_owned = np.arange(top), np.zeros(top, np.bool_)
    for group, (vertex, _) in table.owners(connection).items():
        if group < top:
            owner[group], is_owned[group] = vertex, True
    shown = (hidden == 0) | ~is_owned[groups] if top else hidden == 0
    people = owner[groups[shown]] if top else groups
    # One number for each pair, so that a name that a byline repeats counts once.
    width = max(1, int(people.max()) + 1 if len(people) else 1)
    codes = np.unique(papers[shown] * width + people)
    keys, counts, years = _columns(table.paper_facts(connection), 3)
    return TeamLists(codes // width, codes % width, keys, counts, years)


def _columns(rows: Iterable[tuple[int, ...]], count: int) -> list[Numbers]:
    """Return the columns of rows, read some at a time."""
    flat = np.fromiter((value for row in rows for value in row), np.int64)
    return [np.ascontiguousarray(flat[place::count]) for place in range(count)]
