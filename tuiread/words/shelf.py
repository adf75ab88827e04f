"""The reader's own shelf in words: the saved papers."""

from __future__ import annotations

import datetime as dt

from tuiread.lines import SEPARATOR, Line, Span, fit
from tuiread.records import FeedRow, LibraryPage
from tuiread.words.feed import about_row, first_line, plain_row
from tuiread.words.times import time_words

INDENT = 9


def library_counts(page: LibraryPage) -> str:
    """Return ``61 saved, 22 unread, 134 kB``."""
    if not page.rows:
        return "nothing saved"
    unread = sum(saved.paper.is_unread for saved in page.rows)
    return f"{len(page.rows):,} saved, {unread} unread, {page.byte_count / 1000:,.0f} kB"


def age_note(as_of: dt.datetime | None, now: dt.datetime) -> str:
    """Return how old the facts of a shelf are at the most: ``as of 20 Nov 07:10``."""
    return f"as of {time_words(as_of, now)} · " if as_of else ""


def library_row(row: FeedRow, cells: int, *, height: int = 2) -> list[Line]:
    """Return a saved paper: letters, year, title; then authors and what else there is."""
    year = str(row.published_on.year) if row.published_on else "----"
    about = fit(SEPARATOR.join(about_row(row, shows_starter=True)), cells - INDENT)
    return _two_lines(row, f"{year:>5} ", about, cells, height)


def plain_library(page: LibraryPage, cells: int) -> list[str]:
    """Return the library as plain lines for the command line."""
    lines = [f"Library · {library_counts(page)}"]
    for saved in page.rows:
        lines += plain_row(library_row(saved.paper, cells), saved.paper.id, cells)
    return lines


def _two_lines(row: FeedRow, number: str, about: str, cells: int, height: int) -> list[Line]:
    first = first_line(row, number, cells)
    return [first] if height == 1 else [first, (Span(" " * INDENT), Span(about, "dim"))]
