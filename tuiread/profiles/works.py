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
from tuiread.records import JointRow, Work, WorkFact
from tuiread.tables.person_works import CLOSE_AUTHORS, PaperWork
from tuiread.tables.records import KeptWork

Item: TypeAlias = PaperWork | Work | KeptWork
Told: TypeAlias = tuple[str, Item]
"""A source and what it has in its list."""

ARXIV = "arxiv"
"""The name of the list that bylines make: arXiv's and Hugging Face's are one, because the latter copies the former."""


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
    sources = list(dict.fromkeys(_source_of(work) for work in material.listed))
    lists: list[tuple[str, list[Item]]] = []
    if material.papers or material.bare:
        lists.append((ARXIV, [*material.papers, *material.bare]))
    lists += [(source, [work for work in material.listed if _source_of(work) == source]) for source in sources]
    merged = merge([(source, [_keys(item) for item in items]) for source, items in lists])
    shown: list[Work] = []
    facts: list[WorkFact] = []
    bare_joint: list[JointRow] = []
    for number, places in enumerate(merged):
        found = [(lists[list_number][0], lists[list_number][1][place]) for list_number, place in places]
        shown.append(_work(found))
        facts.append(_fact(found))
        if not any(isinstance(item, PaperWork) for _, item in found):
            bare_joint += [row for row in _joint(found, number) if not _is_self(row, material)]
    shown.sort(key=lambda work: (-(work.year or 0), work.title.casefold()))
    return MergedWorks(tuple(shown), tuple(facts), tuple(bare_joint))


def _source_of(work: KeptWork) -> str:
    """Return the independent source of a listed work; arXiv's own page counts as the bylines do."""
    kind = work.record.partition(":")[0]
    return ARXIV if kind == "arxiv" else {"s2": "semantic_scholar"}.get(kind, kind)


def _keys(item: Item) -> WorkKeys:
    if isinstance(item, PaperWork):
        return WorkKeys(item.row.id, None, fold_name(item.row.title), _year(item.row.published_on))
    if isinstance(item, KeptWork):
        return WorkKeys(item.paper_id, item.doi, item.title_key, item.year)
    return WorkKeys(None, None, fold_name(item.title), item.year)


def _work(found: Sequence[Told]) -> Work:
    """Return one work as it is shown: by its paper in the cache where there is one, else as the first list has it."""
    listed_by = tuple(dict.fromkeys(source for source, _ in found))
    paper = next((item for _, item in found if isinstance(item, PaperWork)), None)
    first_on = _first_on(found)
    if paper is not None:
        year, revised = _year(first_on), _year(paper.revised_on)
        is_doubtful = paper.is_name_match and listed_by == (ARXIV,)
        return Work(
            paper.row.title,
            year,
            "arXiv",
            paper=paper.row,
            is_name_match=is_doubtful,
            first_on=first_on,
            revised_year=revised if revised != year else None,
            listed_by=listed_by,
            doi=_doi(found),
            notice=paper.notice,
        )
    item = found[0][1]
    if isinstance(item, KeptWork):
        year = _year(first_on) or item.year
        return Work(item.title, year, _venue(item), item.kind, first_on=first_on, listed_by=listed_by, doi=_doi(found))
    assert isinstance(item, Work)
    return replace(item, listed_by=listed_by, first_on=first_on)


def _fact(found: Sequence[Told]) -> WorkFact:
    """Return one work as the checks see it."""
    first_on = _first_on(found)
    imported = [item.year for _, item in found if isinstance(item, Work | KeptWork) and item.year]
    title = next(item.row.title if isinstance(item, PaperWork) else item.title for _, item in found)
    kept = [item for _, item in found if isinstance(item, KeptWork)]
    return WorkFact(
        title=title,
        listed_by=frozenset(source for source, _ in found),
        has_id=any(_has_id(item) for _, item in found),
        first_on=first_on,
        year=_year(first_on) or min(imported, default=None),
        rors=frozenset(ror for item in kept for ror in item.rors),
    )


def _has_id(item: Item) -> bool:
    """Tell whether a work has an arXiv id or a DOI; a bare title from arXiv has one that was not told."""
    if isinstance(item, KeptWork):
        return bool(item.paper_id or item.doi)
    return isinstance(item, PaperWork) or item.source == "arXiv"


def _joint(found: Sequence[Told], number: int) -> Iterator[JointRow]:
    """Return the byline of a work that is no paper in the cache; the person's own name is left to `collaborators`."""
    item = next((item for _, item in found if isinstance(item, KeptWork)), None)
    if item is None or item.author_count > CLOSE_AUTHORS:
        return
    for author in item.authors:
        yield JointRow(name_key(author.name), author.name, f"listed {number}", item.year, item.author_count, ())


def _is_self(row: JointRow, material: Material) -> bool:
    """Tell whether a name in a listed byline is the person's own; short forms of it count, too."""
    return names_agree(row.name, material.who.name)


def _first_on(found: Sequence[Told]) -> dt.date | None:
    """Return the day of first submission: arXiv's where there is one, else the earliest that a list names."""
    for _, item in found:
        if isinstance(item, PaperWork) and item.row.published_on:
            return item.row.published_on
    days = [item.published_on for _, item in found if isinstance(item, KeptWork) and item.published_on]
    return min(days, default=None)


def _doi(found: Sequence[Told]) -> str | None:
    dois = [item.doi for _, item in found if isinstance(item, KeptWork) and item.doi]
    return next((doi for doi in dois if not doi.startswith("10.48550/")), None)


def _venue(item: KeptWork) -> str:
    if item.paper_id:
        return "arXiv"
    return item.venue or "no venue given"


def _year(day: dt.date | None) -> int | None:
    return day.year if day else None
