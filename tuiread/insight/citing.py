"""What several sources list as references or citations of a paper, as one list in which each work stands once.

    lists by source ──works.merge──> one work with every source that tells of it ──> newest first or the paper's order

Not here: whether a work is in the cache.
"""

from __future__ import annotations

from collections.abc import Sequence

from tuiread.insight.works import WorkKeys, merge
from tuiread.names import fold_name
from tuiread.records import CitedWork, ListedWork, PaperId, Relation

_NAMES_KEPT = 3


def merge_cited(
    paper_id: PaperId, relation: Relation, lists: Sequence[tuple[str, Sequence[ListedWork]]]
) -> list[CitedWork]:
    """Return each listed work once: references in the order of the first list that has them, citations newest first.

    A paper that a source lists under its own references is left out.

    Args:
        paper_id: whose references or citations these are.
        relation: which of the two.
        lists: each a source's name and what it lists.
    """
    keyed = [(source, [_keys(work) for work in works]) for source, works in lists]
    groups = [[(lists[number][0], lists[number][1][place]) for number, place in places] for places in merge(keyed)]
    works = [_merged(group) for group in groups]
    works = [work for work in works if work.paper_id != paper_id]
    if relation == "citations":
        works.sort(key=lambda work: -(work.year or 0))
    return works


def _keys(work: ListedWork) -> WorkKeys:
    return WorkKeys(work.paper_id, work.doi, fold_name(work.title), work.year)


def _merged(group: Sequence[tuple[str, ListedWork]]) -> CitedWork:
    works = [work for _, work in group]
    longest = max(works, key=lambda work: work.author_count)
    return CitedWork(
        title=works[0].title,
        # The first year is that of the preprint, which is what this program shows everywhere.
        year=min((work.year for work in works if work.year), default=None),
        author_names=tuple(author.name for author in longest.authors[:_NAMES_KEPT]),
        author_count=longest.author_count,
        paper_id=next((work.paper_id for work in works if work.paper_id), None),
        doi=next((work.doi for work in works if work.doi), None),
        listed_by=tuple(dict.fromkeys(source for source, _ in group)),
    )
