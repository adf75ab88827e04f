"""Who else stands in the bylines of a person's papers: the rows that ties are made of.

    papers with the person's name ──────────> all other names
    papers that only a linked record lists ──> all names but the person's, as the source or the spelling tells it

A byline in which the person cannot be told from the others makes nobody a co-author: better a tie too few than a person
who is their own collaborator, or a former name on the screen.  Not here: ties themselves (insight).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate

import msgspec
from msgspec import Struct

from tuiread.records import CLOSE_AUTHORS, Byline, Circle, JointWork, PersonKey
from tuiread.tables import identities
from tuiread.tables.bylines import Who
from tuiread.tables.identities import StopList
from tuiread.tables.person_works import PaperWork

# What somebody hid on Hugging Face counts for no account, on the profiles of others either.
# One text with all names is decoded in half the time that as many rows take.
_BESIDE = """SELECT json_group_array(json_array(name_key, account, name, paper)) FROM cache.bylines
             WHERE paper IN (SELECT value FROM json_each(:papers)) AND (account IS NULL OR NOT is_hidden)
             AND name_key NOT IN (SELECT value FROM json_each(:but))"""

MOST_BIG_ROWS = 50_000
"""How many names of bylines with more than 25 authors are read for one person."""

_BYLINES = msgspec.json.Decoder(list[Byline])


class OwnNames(Struct, frozen=True):
    """By what a person is known in bylines that do not print their name."""

    listed: Mapping[int | str, frozenset[str]]
    """The papers that only a linked record lists, each with the folded names that its source calls the person there."""
    agrees: Callable[[str], bool]
    """Tells whether a printed name can be another spelling of theirs."""


def circle_of(
    connection: sqlite3.Connection, who: Who, papers: Sequence[PaperWork], own: OwnNames, *, with_big: bool = False
) -> Circle:
    """Return everybody who stands beside a person in the bylines of some papers.

    Papers of more than 25 authors come along for those only who also share a smaller one: a thousand papers of a
    thousand authors would be a million rows that make nobody close.  Who wants them all gets those of the newest
    papers, up to `MOST_BIG_ROWS`.
    """
    small = [paper.key for paper in papers if paper.row.author_count <= CLOSE_AUTHORS]
    large = [paper.key for paper in papers if paper.row.author_count > CLOSE_AUTHORS]
    # A name of the person matters only where a byline is theirs by a record's word.
    mine = () if own.listed else who.name_keys
    rows = _beside(connection, small, mine)
    if with_big:
        rows += _beside_big(connection, papers)
    elif large and rows:
        rows += _beside(connection, large, mine, {row.folded for row in rows})
    if own.listed:
        rows = _without_own(rows, who, own)
    about: dict[int | str, JointWork] = {paper.key: _about(paper) for paper in papers}
    return Circle(_by_person(_by_name(rows), who, identities.stop_list(connection)), about)


def _beside(
    connection: sqlite3.Connection, papers: Sequence[int], but: Sequence[str], among: Collection[str] | None = None
) -> list[Byline]:
    """Return the bylines of some papers: all but those of some names, or those among others."""
    query = _BESIDE if among is None else f"{_BESIDE} AND +name_key IN (SELECT value FROM json_each(:among))"
    values = {"papers": papers, "but": but, "among": list(among or ())}
    encoded = {name: msgspec.json.encode(value).decode() for name, value in values.items()}
    return _BYLINES.decode(connection.execute(query, encoded).fetchone()[0])


def _by_name(rows: Sequence[Byline]) -> Iterable[list[Byline]]:
    """Return the works of each name and account; one whose byline repeats a name counts once."""
    found: dict[str | tuple[str, str], list[Byline]] = {}
    for row in rows:
        name = row.folded if row.account is None else (row.folded, row.account)
        if name not in found:
            found[name] = [row]
        elif found[name][-1].work != row.work:  # the names of one byline come together
            found[name].append(row)
    return found.values()


def _by_person(named: Iterable[list[Byline]], who: Who, stopped: StopList) -> dict[PersonKey, list[Byline]]:
    """Say whose each name is: an account is one person however it is spelled.

    A name without an account counts to the one account of that name among these, if there is just one.  The person's
    own names, and people on the stop-list, are nobody's.
    """
    accounts: dict[str, set[str]] = {}
    for first, *_ in named:
        if first.account:
            accounts.setdefault(first.folded, set()).add(first.account)
    only = {folded: next(iter(known)) for folded, known in accounts.items() if len(known) == 1}
    no_keys, no_names = stopped.keys | {who.key}, stopped.names | set(who.name_keys)
    found: dict[PersonKey, list[Byline]] = {}
    for rows in named:
        folded = rows[0].folded
        user = rows[0].account or only.get(folded)
        key = PersonKey(f"hf:{user}" if user else f"name:{folded}")
        if folded not in no_names and key not in no_keys:
            found[key] = _each_work_once([*found[key], *rows]) if key in found else rows
    return found


def _each_work_once(rows: Sequence[Byline]) -> list[Byline]:
    """Return the rows of somebody with two spellings, of which a byline may hold both."""
    return list({row.work: row for row in rows}.values())


def _beside_big(connection: sqlite3.Connection, papers: Sequence[PaperWork]) -> list[Byline]:
    """Return all bylines of the newest papers of more than 25 authors."""
    large = [paper for paper in papers if paper.row.author_count > CLOSE_AUTHORS]
    large.sort(key=lambda paper: str(paper.row.published_on), reverse=True)
    sizes = accumulate(paper.row.author_count for paper in large)
    chosen = [paper.key for paper, size in zip(large, sizes, strict=True) if size <= MOST_BIG_ROWS]
    return _beside(connection, chosen, ())


def _without_own(rows: Sequence[Byline], who: Who, own: OwnNames) -> list[Byline]:
    """Leave out the person's own names on papers that only a record lists, and papers on which none can be told."""
    doubtful = [row for row in rows if row.work in own.listed]
    agreeing = {name: own.agrees(name) for name in {row.printed for row in doubtful}}
    mine = {row for row in doubtful if _is_own(row, who, own, agreeing[row.printed])}
    told = {row.work for row in mine}
    return [row for row in rows if row.work not in own.listed or (row.work in told and row not in mine)]


def _is_own(row: Byline, who: Who, own: OwnNames, agrees: bool) -> bool:
    if row.account is not None and row.account == who.account:
        return True
    named = own.listed[row.work]
    return row.folded in named if named else agrees or row.folded in who.name_keys


def _about(paper: PaperWork) -> JointWork:
    """Return a paper as ties see it."""
    published_on = paper.row.published_on
    year = published_on.year if published_on else None
    return JointWork(paper.key, year, paper.row.author_count, paper.categories)
