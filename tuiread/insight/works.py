"""Which entries of several lists are the same work: by arXiv id, else by DOI, else by title and year.

Two different arXiv ids never become one work, however alike their titles are.  Not here: whose works these are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

GENERIC_TITLES = frozenset({"abstract", "appendix", "editorial", "erratum", "introduction", "preface", "untitled"})
"""Titles that so many works have that they tell nothing."""

SAME_YEARS = 2
"""A preprint and its published version are at most so many years apart, or one of the years is not known."""

Place: TypeAlias = tuple[int, int]
"""The number of a list, and a place in it."""


class WorkKeys(NamedTuple):
    """What tells a listed work apart."""

    paper_id: str | None
    """The arXiv id."""
    doi: str | None
    """Lower case, without the resolver's address."""
    title_key: str
    """The folded title."""
    year: int | None


def merge_by_paper(lists: Sequence[Sequence[str]]) -> list[tuple[Place, ...]]:
    """Do what `merge` does where every entry has an arXiv id, so that nothing else can make two of them one.

    Args:
        lists: the arXiv ids of each list.
    """
    groups: dict[str, tuple[Place, ...]] = {}
    for number, ids in enumerate(lists):
        for place, paper_id in enumerate(ids):
            groups[paper_id] = (*groups.get(paper_id, ()), (number, place))
    return list(groups.values())


class _Group:
    """One work while it is being put together."""

    __slots__ = ("paper_id", "places", "year")

    def __init__(self, keys: WorkKeys) -> None:
        self.paper_id = keys.paper_id
        self.year = keys.year
        self.places: list[Place] = []

    def takes(self, keys: WorkKeys) -> bool:
        """Tell whether a work of the same title can be this one."""
        if self.paper_id and keys.paper_id and self.paper_id != keys.paper_id:
            return False
        return self.year is None or keys.year is None or abs(self.year - keys.year) <= SAME_YEARS


def merge(lists: Sequence[tuple[str, Sequence[WorkKeys]]]) -> list[tuple[Place, ...]]:
    """Return each work once, with every place where it is listed, in the order of first appearance.

    Args:
        lists: each a source's name and what it lists; entries with an arXiv id are placed first, so that the order of
            the lists does not change what becomes one work.
    """
    groups: list[_Group] = []
    by_paper: dict[str, _Group] = {}
    by_doi: dict[str, _Group] = {}
    by_title: dict[str, list[_Group]] = {}
    entries = [(number, place, keys) for number, (_, works) in enumerate(lists) for place, keys in enumerate(works)]
    entries.sort(key=lambda entry: (entry[2].paper_id is None, entry[2].doi is None))
    for number, place, keys in entries:
        group = _known(keys, by_paper, by_doi, by_title)
        if group is None:
            group = _Group(keys)
            groups.append(group)
        group.places.append((number, place))
        group.paper_id = group.paper_id or keys.paper_id
        if keys.paper_id:
            by_paper.setdefault(keys.paper_id, group)
        if keys.doi:
            by_doi.setdefault(keys.doi, group)
        if keys.title_key and group not in (known := by_title.setdefault(keys.title_key, [])):
            known.append(group)
    merged = [tuple(sorted(group.places)) for group in groups]
    return sorted(merged)


def _known(
    keys: WorkKeys, by_paper: dict[str, _Group], by_doi: dict[str, _Group], by_title: dict[str, list[_Group]]
) -> _Group | None:
    """Return the work that an entry is already known as; None for a new one."""
    if keys.paper_id and (group := by_paper.get(keys.paper_id)):
        return group
    if keys.doi and (group := by_doi.get(keys.doi)) and group.takes(WorkKeys(keys.paper_id, None, "", None)):
        return group
    if not keys.title_key or keys.title_key in GENERIC_TITLES:
        return None
    return next((group for group in by_title.get(keys.title_key, ()) if group.takes(keys)), None)
