"""An import or a harvest in words: how many papers came, and which lines held none."""

from __future__ import annotations

from tuiread.records import ImportReport
from tuiread.words.times import count

MOST_TOLD = 20
"""So many bad lines are told; `--json` has more."""


def import_words(report: ImportReport, unit: str = "line") -> str:
    """Return ``2,000 lines read, 1,990 new papers, 3 renewed, 7 lines without a paper``."""
    if report.was_done:
        return f"{report.file} was read to its end before; --again reads it once more."
    parts = [f"{count(report.line_count, unit)} read", count(report.new_count, "new paper")]
    parts += [f"{report.renewed_count:,} renewed"] if report.renewed_count else []
    parts += [f"{count(report.bad_count, unit)} without a paper"] if report.bad_count else []
    went_on = f"Went on after line {report.went_on_after:,}: " if report.went_on_after else ""
    return f"{went_on}{', '.join(parts)}."


def bad_lines(report: ImportReport, unit: str = "line") -> list[str]:
    """Return the lines that held no paper, a sentence each, and how many more there are."""
    told = [f"{unit.title()} {line.number:,} holds no paper: {line.problem}." for line in report.bad_lines[:MOST_TOLD]]
    rest = report.bad_count - len(told)
    return [*told, f"{rest:,} more {unit}s held no paper."] if rest > 0 else told
