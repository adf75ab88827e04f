"""One list out of several: the works of a person, each once, with who lists it.

    papers (bylines), bare titles, lists of linked records ──merge (insight)──> MergedWorks

Not here: reading the tables (gather) and which works are the same (insight).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tuiread.insight.matching import names_agree
from tuiread.insight.works import WorkKeys, merge
from tuiread.names import fold_name, name_key
from tuiread.profiles.gather import Material
from tuiread.records import JointRow, PaperId, Work, WorkFact
from tuiread.tables.person_works import BYLINES, CLOSE_AUTHORS, PaperWork
from tuiread.tables.records import KeptWork

Item: TypeAlias = PaperWork | Work | KeptWork

ARXIV = BYLINES
"""The name of the list that bylines make."""


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
    has_loose = any(not isinstance(item, PaperWork) and not _paper_id(item) for _, items in lists for item in items)
    merged = merge([(source, [_keys(item, with_title=has_loose) for item in items]) for source, items in lists])
    shown: list[Work] = []
    facts: list[WorkFact] = []
    bare_joint: list[JointRow] = []
    for number, places in enumerate(merged):
        found = [(lists[list_number][0], lists[list_number][1][place]) for list_number, place in places]
        kept = [item for _, item in found if isinstance(item, KeptWork)]
        sources = tuple(dict.fromkeys(_told_by(item, source) for source, item in found))
        # Papers come first in the first list, so that a paper of the cache stands before what else is known of it.
        item = found[0][1]
        first_on = _first_on(item, kept)
        shown.append(_work(item, sources, kept, first_on))
        facts.append(_fact(item, sources, kept, first_on))
        if not isinstance(item, PaperWork):
            bare_joint += [row for row in _joint(kept, number) if not _is_self(row, material)]
    shown.sort(key=lambda work: (-(work.year or 0), work.title.casefold()))
    return MergedWorks(tuple(shown), tuple(facts), tuple(bare_joint))


def _lists(material: Material) -> list[tuple[str, list[Item]]]:
    """Return the lists that are merged: bylines first, then one for each independent source."""
    by_source: dict[str, list[Item]] = {}
    if material.papers or material.bare:
        by_source[ARXIV] = [*material.papers, *material.bare]
    for work in material.listed:
        by_source.setdefault(_source_of(work), []).append(work)
    return list(by_source.items())


def _told_by(item: Item, source: str) -> str:
    """Return whose word an entry is: a paper that one source alone brought is no second source's."""
    return item.told_by if isinstance(item, PaperWork) else source


def _source_of(work: KeptWork) -> str:
    """Return the independent source of a listed work; arXiv's own page counts as the bylines do."""
    kind = work.record.partition(":")[0]
    return ARXIV if kind == "arxiv" else {"s2": "semantic_scholar"}.get(kind, kind)


def _paper_id(item: KeptWork | Work) -> PaperId | None:
    return item.paper_id if isinstance(item, KeptWork) else None


def _keys(item: Item, *, with_title: bool) -> WorkKeys:
    """Return what tells an entry apart; titles are folded only where some entry has nothing better."""
    if isinstance(item, PaperWork):
        title_key = fold_name(item.row.title) if with_title else ""
        return WorkKeys(item.row.id, None, title_key, _year(item.row.published_on))
    if isinstance(item, KeptWork):
        return WorkKeys(item.paper_id, item.doi, item.title_key, item.year)
    return WorkKeys(None, None, fold_name(item.title), item.year)


def _work(item: Item, sources: tuple[str, ...], kept: Sequence[KeptWork], first_on: dt.date | None) -> Work:
    """Return one work as it is shown: by its paper in the cache where there is one, else as the first list has it."""
    year = _year(first_on)
    if isinstance(item, PaperWork):
        revised = _year(item.revised_on)
        return Work(
            item.row.title,
            year,
            "arXiv",
            paper=item.row,
            is_name_match=item.is_name_match and not kept,
            first_on=first_on,
            revised_year=revised if revised != year else None,
            listed_by=sources,
            doi=_doi(kept),
            notice=item.notice,
        )
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


def _fact(item: Item, sources: tuple[str, ...], kept: Sequence[KeptWork], first_on: dt.date | None) -> WorkFact:
    """Return one work as the checks see it."""
    imported = [work.year for work in kept if work.year]
    if isinstance(item, Work) and item.year:
        imported.append(item.year)
    return WorkFact(
        title=item.row.title if isinstance(item, PaperWork) else item.title,
        listed_by=frozenset(sources),
        has_id=_has_id(item) or any(_has_id(work) for work in kept),
        first_on=first_on,
        year=_year(first_on) or min(imported, default=None),
        rors=frozenset(ror for work in kept for ror in work.rors),
    )


def _has_id(item: Item) -> bool:
    """Tell whether a work has an arXiv id or a DOI; a bare title from arXiv has one that was not told."""
    if isinstance(item, KeptWork):
        return bool(item.paper_id or item.doi)
    return isinstance(item, PaperWork) or item.source == "arXiv"


def _joint(kept: Sequence[KeptWork], number: int) -> Iterator[JointRow]:
    """Yield the byline of a work that is no paper in the cache, as its first list gives it."""
    if not kept or kept[0].author_count > CLOSE_AUTHORS:
        return
    for author in kept[0].authors:
        key = name_key(author.name)
        yield JointRow(key, author.name, f"listed {number}", kept[0].year, kept[0].author_count, ())


def _is_self(row: JointRow, material: Material) -> bool:
    """Tell whether a name in a listed byline is the person's own; short forms of it count, too."""
    return names_agree(row.name, material.who.name)


def _first_on(item: Item, kept: Sequence[KeptWork]) -> dt.date | None:
    """Return the day of first submission: arXiv's where there is one, else the earliest that a list names."""
    if isinstance(item, PaperWork) and item.row.published_on:
        return item.row.published_on
    return min((work.published_on for work in kept if work.published_on), default=None)


def _doi(kept: Sequence[KeptWork]) -> str | None:
    return next((work.doi for work in kept if work.doi and not work.doi.startswith("10.48550/")), None)


def _venue(item: KeptWork) -> str:
    if item.paper_id:
        return "arXiv"
    return item.venue or "no venue given"


def _year(day: dt.date | None) -> int | None:
    return day.year if day else None
