"""What a file would change in the library, before anything does.

    Bundle ──which paper is meant──> ListedPaper ──what of it is new──> Newcomer ──> Difference

The reader's own words are never replaced: tags are added, and a note that differs is put below the one that is there.
Not here: reading files (intake), keeping (incoming_acts).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec.structs import replace

from tuiread.records import BadLine, PaperId
from tuiread.records.exports import Bundle, Difference, ListedPaper, Newcomer
from tuiread.tables import archive, citing, inbox, paper_notes, papers, shelf, tags
from tuiread.tags import fold_tag

_GAP = "\n\n"
"""What stands between two notes in one."""


def difference(connection: sqlite3.Connection, bundles: Sequence[Bundle]) -> Difference:
    """Return what importing some files would change."""
    look = _Look(connection)
    meant, strangers = look.meant([paper for bundle in bundles for paper in bundle.papers])
    newcomers = [look.newcomer(paper_id, listed) for paper_id, listed in meant.items()]
    people = {person.key: person for bundle in bundles for person in bundle.people}
    feeds = {f"{feed.kind}:{feed.value}": feed for bundle in bundles for feed in bundle.feeds}
    followed = {str(one.key) for one in shelf.follows(connection)} | {one.key for one in inbox.feeds(connection)}
    return Difference(
        name=bundles[0].name if len(bundles) == 1 else f"{len(bundles)} files",
        papers=tuple(one for one in newcomers if one.title),
        unknown=tuple(one.paper_id for one in newcomers if not one.title),
        strangers=tuple(strangers),
        people=tuple(one for key, one in people.items() if key not in followed),
        feeds=tuple(one for key, one in feeds.items() if key not in followed),
        followed_count=len(followed & {*map(str, people), *feeds}),
        bad=_all_bad(bundles),
    )


def _all_bad(bundles: Sequence[Bundle]) -> tuple[BadLine, ...]:
    """Return what could not be read, with the file's name where there are several."""
    if len(bundles) == 1:
        return bundles[0].bad
    return tuple(replace(one, problem=f"{bundle.name}: {one.problem}") for bundle in bundles for one in bundle.bad)


class _Look:
    """One look at the library."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._saved = shelf.saved_ids(connection)
        self._notes = paper_notes.all_paper_notes(connection)
        self._has_archive = archive.is_here(connection)

    @cached_property
    def _by_doi(self) -> dict[str, PaperId]:
        return citing.papers_by_doi(self._connection)

    @cached_property
    def _by_title(self) -> dict[str, PaperId]:
        return citing.papers_by_title(self._connection)

    def meant(self, listed: Iterable[ListedPaper]) -> tuple[dict[PaperId, list[ListedPaper]], list[ListedPaper]]:
        """Return the papers that are meant, each with all that is listed of it, and those that nothing resembles."""
        found: dict[PaperId, list[ListedPaper]] = {}
        strangers = []
        for paper in listed:
            paper_id = paper.paper_id or self._resembling(paper)
            if paper_id is None:
                strangers.append(paper)
            else:
                found.setdefault(paper_id, []).append(paper)
        return found, strangers

    def newcomer(self, paper_id: PaperId, each: Sequence[ListedPaper]) -> Newcomer:
        """Return what happens to one paper, which may be listed several times."""
        listed = max(each, key=lambda paper: (bool(paper.title), len(paper.abstract or "")))
        is_known = papers.has_paper(self._connection, paper_id)
        title = papers.get_paper(self._connection, paper_id).title if is_known else self._title_of(paper_id, listed)
        told = [tag for one in each for tag in one.tags]
        new = {fold_tag(tag): tag for tag in told if not tags.has_tag(self._connection, paper_id, tag)}
        return Newcomer(
            paper_id=paper_id,
            title=title,
            is_new=paper_id not in self._saved,
            is_known=is_known,
            new_tags=tuple(new.values()),
            note=_new_note(self._notes.get(paper_id), [one.note for one in each if one.note]),
            listed=None if is_known else listed,
        )

    def _resembling(self, paper: ListedPaper) -> PaperId | None:
        by_doi = self._by_doi.get(paper.doi) if paper.doi else None
        return by_doi or (self._by_title.get(citing.fold_title(paper.title)) if paper.title else None)

    def _title_of(self, paper_id: PaperId, listed: ListedPaper) -> str:
        """Return the title of a paper that the cache lacks; empty where nobody tells it."""
        kept = archive.get_paper(self._connection, paper_id) if self._has_archive else None
        return kept.title if kept else listed.title


def _new_note(mine: str | None, theirs: Sequence[str]) -> str | None:
    """Return the note as it will be, with each of the files' notes once; None where they add nothing."""
    note = mine or ""
    for one in theirs:
        if f"{_GAP}{one}{_GAP}" not in f"{_GAP}{note}{_GAP}":
            note = f"{note}{_GAP}{one}" if note else one
    return note if note != (mine or "") else None
