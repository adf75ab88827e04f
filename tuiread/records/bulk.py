"""What came of taking in papers by the million."""

from __future__ import annotations

from msgspec import Struct


class BadLine(Struct, frozen=True):
    """A line of a file that holds no paper."""

    number: int
    problem: str


class ImportReport(Struct, frozen=True):
    """How an import went."""

    file: str
    line_count: int = 0
    """Lines that were read this time."""
    new_count: int = 0
    renewed_count: int = 0
    """Known papers of which a newer version came."""
    bad_count: int = 0
    bad_lines: tuple[BadLine, ...] = ()
    """The first of them, with their numbers."""
    went_on_after: int = 0
    """The line that an earlier import had reached; 0 where there was none."""
    was_done: bool = False
    """True where an earlier import had read all of it."""
    problem: str | None = None
    """Why it ended before the file's end; None where it did not."""

    @property
    def is_unreadable(self) -> bool:
        """True where no line held a paper."""
        return 0 < self.line_count == self.bad_count
