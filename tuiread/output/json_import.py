"""How an import went, as JSON; see json_forms for everything else."""

from __future__ import annotations

from msgspec import Struct

from tuiread.records import ImportReport


class BadLineForm(Struct, frozen=True):
    """A line that held no paper."""

    line: int
    problem: str


class ImportForm(Struct, frozen=True):
    """How an import went."""

    file: str
    lines: int
    new: int
    renewed: int
    bad: int
    bad_lines: tuple[BadLineForm, ...]
    went_on_after: int
    was_done: bool
    problem: str | None


def import_form(report: ImportReport) -> ImportForm:
    """Return how an import went, with the first thousand lines that held no paper."""
    return ImportForm(
        file=report.file,
        lines=report.line_count,
        new=report.new_count,
        renewed=report.renewed_count,
        bad=report.bad_count,
        bad_lines=tuple(BadLineForm(line.number, line.problem) for line in report.bad_lines),
        went_on_after=report.went_on_after,
        was_done=report.was_done,
        problem=report.problem,
    )
