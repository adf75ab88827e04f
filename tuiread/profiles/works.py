"""One list out of several: the works of a person, each once, with who lists it.

    papers (bylines), bare titles, lists of linked records ──merge (insight)──> MergedWorks

Not here: reading the tables (gather) and which works are the same (insight).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias, cast

from msgspec import Struct
from msgspec.structs import replace

from tuiread.insight.works import Place, WorkKeys, merge, merge_by_paper
from tuiread.names import fold_name
from tuiread.profiles.gather import Material
from tuiread.profiles.joint import ListedBylines
from tuiread.records import JointRow, PaperId, Work, WorkFact
from tuiread.tables.person_works import BYLINES, PaperWork
from tuiread.tables.records import KeptWork

Item: TypeAlias = PaperWork | Work | KeptWork

ARXIV = BYLINES
"""The name of the list that bylines make."""


_NOWHERE: frozenset[str] = frozenset()


class MergedWorks(Struct, frozen=True):
    """The works of a person."""

    shown: tuple[Work, ...]
    """Newest year first, then by title."""
    facts: tuple[WorkFact, ...]
    """The same as the checks see them, in no order."""
    bare_joint: tuple[JointRow, ...]
    """Who else stands in the bylines of works that are no papers in the cache."""


def list_works(material: Material) -> MergedWorks:
    """Return a person's works, each once."""
    lists = _lists(material)
    merged = _merged(lists)
    shown: list[Work] = []
    facts: list[WorkFact] = []
    bare_joint: list[JointRow] = []
    listed = ListedBylines(material)
    told: dict[tuple[str, ...], frozenset[str]] = {}  # works come from few sets of sources
    for number, places in enumerate(merged):
        items = [lists[list_number][1][place] for list_number, place in places]
        kept = [item for item in items if type(item) is KeptWork]
        sources = _sources(items, [lists[list_number][0] for list_number, _ in places])
        # Papers come first in the first list, so that a paper of the cache stands before what else is known of it.
        first_on = _first_on(items[0], kept)
        shown.append(_work(items[0], sources, kept, first_on))
        if sources not in told:
            told[sources] = frozenset(sources)
        facts.append(_fact(items[0], told[sources], kept, first_on))
        if not isinstance(items[0], PaperWork):
            bare_joint += listed.rows(kept, number)
    shown.sort(key=lambda work: (-(work.year or 0), work.title.casefold()))
    return MergedWorks(tuple(shown), tuple(facts), tuple(bare_joint))


def _merged(lists: Sequence[tuple[str, Sequence[Item]]]) -> list[tuple[Place, ...]]:
    """Return where each work is listed; titles are folded and compared only where an entry has no arXiv id."""
    ids = [[_paper_id(item) for item in items] for _, items in lists]
    if all(map(all, ids)):
        return merge_by_paper(cast("list[list[str]]", ids))
    return merge([(source, [_keys(item) for item in items]) for source, items in lists])


def _lists(material: Material) -> list[tuple[str, list[Item]]]:
    """Return the lists that are merged: bylines first, then one for each independent source."""
    by_source: dict[str, list[Item]] = {}
    if material.papers or material.bare:
        by_source[ARXIV] = [*material.papers, *material.bare]
    for work in material.listed:
        by_source.setdefault(_source_of(work), []).append(work)
    return list(by_source.items())


def _sources(items: Sequence[Item], names: Sequence[str]) -> tuple[str, ...]:
    """Return whose words the entries of one work are, each once; a paper that one source alone brought is its word."""
    told = [item.told_by if type(item) is PaperWork else name for item, name in zip(items, names, strict=True)]
    return tuple(dict.fromkeys(told))


def _source_of(work: KeptWork) -> str:
    """Return the independent source of a listed work; arXiv's own page counts as the bylines do."""
    kind = work.record.partition(":")[0]
    return ARXIV if kind == "arxiv" else {"s2": "semantic_scholar"}.get(kind, kind)


def _paper_id(item: Item) -> PaperId | None:
    if isinstance(item, PaperWork):
        return item.row.id
    return item.paper_id if isinstance(item, KeptWork) else None


def _keys(item: Item) -> WorkKeys:
    """Return what tells an entry apart."""
    if isinstance(item, PaperWork):
        return WorkKeys(item.row.id, None, fold_name(item.row.title), _year(item.row.published_on))
    if isinstance(item, KeptWork):
        return WorkKeys(item.paper_id, item.doi, item.title_key, item.year)
    return WorkKeys(None, None, fold_name(item.title), item.year)


def _work(item: Item, sources: tuple[str, ...], kept: Sequence[KeptWork], first_on: dt.date | None) -> Work:
    """Return one work as it is shown: by its paper in the cache where there is one, else as the first list has it."""
    year = first_on.year if first_on else None
    if isinstance(item, PaperWork):
        revised = item.revised_on.year if item.revised_on else None
        return Work(
            item.row.title, year, "arXiv", "preprint", item.row, item.is_name_match and not kept, first_on,
            revised if revised != year else None, sources, _doi(kept), item.notice,
        )  # fmt: skip
    if isinstance(item, KeptWork):
        return Work(
            item.title,
            year or item.year,
            _venue(item),
            item.kind,
            first_on=first_on,
            listed_by=sources,
            doi=_doi(kept),
        )
    return replace(item, listed_by=sources, first_on=first_on)


def _fact(item: Item, listed_by: frozenset[str], kept: Sequence[KeptWork], first_on: dt.date | None) -> WorkFact:
    """Return one work as the checks see it."""
    return WorkFact(
        item.row.title if isinstance(item, PaperWork) else item.title,
        listed_by,
        _has_id(item) or any(map(_has_id, kept)),
        first_on,
        first_on.year if first_on else _imported_year(item, kept),
        _rors(kept),
    )


def _imported_year(item: Item, kept: Sequence[KeptWork]) -> int | None:
    """Return the first year that a list names, where no day is known."""
    imported = [work.year for work in kept if work.year]
    if isinstance(item, Work) and item.year:
        imported.append(item.year)
    return min(imported, default=None)


def _rors(kept: Sequence[KeptWork]) -> frozenset[str]:
    found = [ror for work in kept for ror in work.rors]
    return frozenset(found) if found else _NOWHERE  # most lists name no institution


def _has_id(item: Item) -> bool:
    """Tell whether a work has an arXiv id or a DOI; a bare title from arXiv has one that was not told."""
    if isinstance(item, KeptWork):
        return bool(item.paper_id or item.doi)
    return isinstance(item, PaperWork) or item.source == "arXiv"


def _first_on(item: Item, kept: Sequence[KeptWork]) -> dt.date | None:
    """Return the day of first submission: arXiv's where there is one, else the earliest that a list names."""
    if isinstance(item, PaperWork) and item.row.published_on:
        return item.row.published_on
    return min((work.published_on for work in kept if work.published_on), default=None)


def _doi(kept: Sequence[KeptWork]) -> str | None:
    for work in kept:
        if work.doi and not work.doi.startswith("10.48550/"):
            return work.doi
    return None


def _venue(item: KeptWork) -> str:
    if item.paper_id:
        return "arXiv"
    return item.venue or "no venue given"


def _year(day: dt.date | None) -> int | None:
    return day.year if day else None
