"""Who else stands in the bylines of a person's papers: the rows that ties are made of.

    papers with the person's name ──────────> all other names
    papers that only a linked record lists ──> all names but the person's, as the source or the spelling tells it

A byline in which the person cannot be told from the others makes nobody a co-author: better a tie too few than a person
who is their own collaborator, or a former name on the screen.  Not here: ties themselves (insight).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

import msgspec
from msgspec import Struct

from tuiread.records import CLOSE_AUTHORS, JointRow, JointWork, PersonKey
from tuiread.tables import identities
from tuiread.tables.bylines import Who
from tuiread.tables.person_works import PaperWork

# What somebody hid on Hugging Face counts for no account, on the profiles of others either.
_BESIDE = """SELECT name_key, account, name, paper FROM cache.bylines
             WHERE paper IN (SELECT value FROM json_each(:papers)) AND (account IS NULL OR NOT is_hidden)"""

MOST_BIG_ROWS = 50_000
"""How many names of bylines with more than 25 authors are read for one person."""

_Name = tuple[str, str | None]
_Byline = tuple[str, str | None, str, int]


class OwnNames(Struct, frozen=True):
    """By what a person is known in bylines that do not print their name."""

    listed: Mapping[int, frozenset[str]]
    """The papers that only a linked record lists, each with the folded names that its source calls the person there."""
    agrees: Callable[[str], bool]
    """Tells whether a printed name can be another spelling of theirs."""


def joint_rows(
    connection: sqlite3.Connection, who: Who, papers: Sequence[PaperWork], own: OwnNames, *, with_big: bool = False
) -> list[JointRow]:
    """Return the bylines beside a person's on some papers.

    Papers of more than 25 authors come along for those only who also share a smaller one: a thousand papers of a
    thousand authors would be a million rows that make nobody close.  Who wants them all gets those of the newest
    papers, up to `MOST_BIG_ROWS`.
    """
    small = [paper.key for paper in papers if paper.row.author_count <= CLOSE_AUTHORS]
    large = [paper.key for paper in papers if paper.row.author_count > CLOSE_AUTHORS]
    rows: list[_Byline] = connection.execute(_BESIDE, {"papers": msgspec.json.encode(small).decode()}).fetchall()
    if with_big:
        rows += _beside_big(connection, papers)
    elif large and rows:
        known = msgspec.json.encode(list({row[0] for row in rows})).decode()
        beside = f"{_BESIDE} AND +name_key IN (SELECT value FROM json_each(:known))"
        rows += connection.execute(beside, {"papers": msgspec.json.encode(large).decode(), "known": known}).fetchall()
    if own.listed:
        rows = _without_own(rows, who, own)
    keys = _keys_of(connection, who, {row[:2] for row in rows})
    about = {paper.key: _about(paper) for paper in papers}
    return [(key, row[2], about[row[3]]) for row in rows if (key := keys[row[:2]]) is not None]


def _beside_big(connection: sqlite3.Connection, papers: Sequence[PaperWork]) -> list[_Byline]:
    """Return all bylines of the newest papers of more than 25 authors."""
    large = [paper for paper in papers if paper.row.author_count > CLOSE_AUTHORS]
    large.sort(key=lambda paper: str(paper.row.published_on), reverse=True)
    sizes = accumulate(paper.row.author_count for paper in large)
    chosen = [paper.key for paper, size in zip(large, sizes, strict=True) if size <= MOST_BIG_ROWS]
    return connection.execute(_BESIDE, {"papers": msgspec.json.encode(chosen).decode()}).fetchall()


def _without_own(rows: Sequence[_Byline], who: Who, own: OwnNames) -> list[_Byline]:
    """Leave out the person's own names on papers that only a record lists, and papers on which none can be told."""
    agreeing = {name: own.agrees(name) for name in {row[2] for row in rows if row[3] in own.listed}}
    mine = {row for row in rows if row[3] in own.listed and _is_own(row, who, own, agreeing[row[2]])}
    told = {row[3] for row in mine}
    return [row for row in rows if row[3] not in own.listed or (row[3] in told and row not in mine)]


def _is_own(row: _Byline, who: Who, own: OwnNames, agrees: bool) -> bool:
    folded, account, _, paper = row
    if account is not None and account == who.account:
        return True
    named = own.listed[paper]
    return folded in named if named else agrees or folded in who.name_keys


def _keys_of(connection: sqlite3.Connection, who: Who, names: set[_Name]) -> dict[_Name, PersonKey | None]:
    """Say whose each name is: an account is one person however it is spelled.

    A name without an account counts to the one account of that name among these, if there is just one.  The person's
    own names, and people on the stop-list, are nobody's.
    """
    accounts: dict[str, set[str]] = {}
    for folded, account in names:
        if account:
            accounts.setdefault(folded, set()).add(account)
    only = {folded: next(iter(known)) for folded, known in accounts.items() if len(known) == 1}
    stopped = identities.stop_list(connection)
    found: dict[_Name, PersonKey | None] = {}
    for folded, account in names:
        user = account or only.get(folded)
        key = PersonKey(f"hf:{user}" if user else f"name:{folded}")
        is_left_out = key == who.key or folded in who.name_keys or stopped.holds(key, folded)
        found[folded, account] = None if is_left_out else key
    return found


def _about(paper: PaperWork) -> JointWork:
    """Return a paper as ties see it."""
    published_on = paper.row.published_on
    year = published_on.year if published_on else None
    return JointWork(paper.key, year, paper.row.author_count, paper.categories)
