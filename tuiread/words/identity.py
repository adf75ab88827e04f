"""Questions about who somebody is, as rows to pick from."""

from __future__ import annotations

from tuiread.insight.matching import names_agree
from tuiread.lines import Line, Span, left_right
from tuiread.records import Candidate, LinkedRecord

Verdict = tuple[bool | None, str]
"""An answer, None for none yet, and its words."""

VERDICTS: tuple[Verdict, ...] = (
    (True, "Yes, the same person"),
    (False, "No, somebody else"),
    (None, "Not now: ask again another time"),
)
FORGET: tuple[Verdict, ...] = (
    (None, "No, keep everything"),
    (True, "Yes: remove all that is kept about them, and never fetch it again"),
)


def candidate_title(candidate: Candidate, name: str) -> str:
    """Return the question whether a source's record tells of the person; what they share stands above it.

    Another name is not shown, only that there is one: a former name is nobody's business but its owner's.
    """
    record = candidate.record
    works = f", {record.works_count:,} works" if record.works_count is not None else ""
    called = record.name if names_agree(name, record.name) else "another name"
    return f"Same person? {called} ({record.key}{works})"


def linked_row(linked: LinkedRecord, cells: int) -> list[Line]:
    """Return a record that tells of the person as a line: its key, and what it shares."""
    common = f"{linked.common_count} of {linked.smaller_count} works" if linked.smaller_count else ""
    return [left_right((Span(linked.record.key),), (Span(common, "dim"),), cells)]


def verdict_row(verdict: Verdict, cells: int) -> list[Line]:
    """Return one answer as a line."""
    return [(Span(verdict[1]),)]
