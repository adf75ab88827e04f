"""Questions about who somebody is, as rows to pick from."""

from __future__ import annotations

from tuiread.lines import Line, Span
from tuiread.records import Candidate

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


def candidate_title(candidate: Candidate) -> str:
    """Return the question whether a source's record tells of the person; what they share stands above it."""
    record = candidate.record
    works = f", {record.works_count:,} works" if record.works_count is not None else ""
    return f"Same person? {record.name} ({record.key}{works})"


def verdict_row(verdict: Verdict, cells: int) -> list[Line]:
    """Return one answer as a line."""
    return [(Span(verdict[1]),)]
