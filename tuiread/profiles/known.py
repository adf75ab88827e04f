"""What is known about a person before sources are asked: names, works and ids to ask by.

Not here: the asking (person_sync).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping

from msgspec import Struct

from tuiread.insight.works import WorkKeys
from tuiread.names import fold_name
from tuiread.profiles.gather import Material, gather
from tuiread.records import PaperId, PersonKey, RecordKey
from tuiread.tables import identities


class Known(Struct, frozen=True):
    """What to ask sources by."""

    key: PersonKey
    name: str
    paper_ids: tuple[PaperId, ...]
    """The arXiv ids of the works, surest matches first, then newest."""
    works: tuple[WorkKeys, ...]
    """What tells the works apart."""
    orcids: tuple[str, ...]
    """The ORCID iDs that linked records name."""
    linked: tuple[RecordKey, ...]
    """The records that are known to tell of this person."""
    answers: Mapping[RecordKey, bool]
    """What the reader said of records."""
    told_at: dt.datetime | None

    def linked_at(self, kind: str) -> tuple[RecordKey, ...]:
        """Return the linked records of one kind of key, such as ``openalex``."""
        return tuple(key for key in self.linked if key.startswith(f"{kind}:"))


def known(connection: sqlite3.Connection, key: PersonKey) -> Known:
    """Return what is known about a person.

    Raises:
        NotFoundError: nobody answers to that key, or the reader asked to forget them.
    """
    material = gather(connection, key)
    papers = sorted(material.papers, key=lambda paper: str(paper.row.published_on), reverse=True)
    papers.sort(key=lambda paper: paper.is_name_match)
    orcids = [orcid for record in material.records.values() for orcid in record.orcids]
    orcids += [key.partition(":")[2] for key in material.records if key.startswith("orcid:")]
    return Known(
        key=material.who.key,
        name=material.who.name,
        paper_ids=tuple(paper.row.id for paper in papers),
        works=_work_keys(material),
        orcids=tuple(dict.fromkeys(orcids)),
        linked=tuple(material.records),
        answers=identities.answers(connection, material.who.key),
        told_at=material.as_of,
    )


def _work_keys(material: Material) -> tuple[WorkKeys, ...]:
    """Return the works of the record itself: papers of its bylines, or else what its first source lists."""
    if material.papers:
        return tuple(
            WorkKeys(
                paper.row.id,
                None,
                fold_name(paper.row.title),
                paper.row.year,
            )
            for paper in material.papers
        )
    bare = [WorkKeys(None, None, fold_name(work.title), work.year) for work in material.bare]
    return tuple(bare or [WorkKeys(one.paper_id, one.doi, one.title_key, one.year) for one in material.listed])
