"""The reader's own shelves in words: saved papers, followed people and their papers."""

from __future__ import annotations

import datetime as dt

from tuiread.lines import SEPARATOR, Line, Span, fit, plain
from tuiread.names import short_name
from tuiread.records import FeedRow, FollowedPaper, FollowingPage, LibraryPage
from tuiread.words.feed import STARTER_EDITION, about_row, first_line, plain_row
from tuiread.words.person import person_row
from tuiread.words.times import count, short_day, time_words

INDENT = 9
ROOMY = 72
"""From this width on a line holds whole words; the list beside a preview is narrower."""


def library_counts(page: LibraryPage) -> str:
    """Return ``61 saved, 22 unread, 134 kB``."""
    if not page.rows:
        return "nothing saved"
    unread = sum(saved.paper.is_unread for saved in page.rows)
    return f"{len(page.rows):,} saved, {unread} unread, {page.byte_count / 1000:,.0f} kB"


def age_note(as_of: dt.datetime | None, now: dt.datetime) -> str:
    """Return how old the facts of a shelf are at the most: ``fetched 20 Nov 07:10 or later``."""
    return f"fetched {time_words(as_of, now)} or later · " if as_of else ""


def library_row(row: FeedRow, cells: int, *, height: int = 2) -> list[Line]:
    """Return a saved paper: letters, year, title; then authors and what else there is."""
    year = str(row.published_on.year) if row.published_on else "----"
    about = fit(SEPARATOR.join(about_row(row, shows_starter=True)), cells - INDENT)
    return _two_lines(row, f"{year:>5} ", about, cells, height)


def followed_row(item: FollowedPaper, cells: int, *, height: int = 2, this_year: int | None = None) -> list[Line]:
    """Return a paper of followed people: whose it is, and how that was matched; days of other years carry theirs."""
    names = " and ".join(short_name(name) for name in item.names[:2])
    more = f" +{len(item.names) - 2}" if len(item.names) > 2 else ""
    how = ("matched " if cells >= ROOMY else "") + ("by name only" if item.paper.is_name_match else "by account")
    parts = ["new"] if item.is_new else []
    parts += [short_day(item.paper.day, this_year)] if item.paper.day else []
    parts += [f"{names}{more}", how, *([STARTER_EDITION] if item.paper.is_starter else [])]
    about = fit(SEPARATOR.join(parts), cells - INDENT)
    return _two_lines(item.paper, f"{item.paper.upvotes:>5} ", about, cells, height)


def following_counts(page: FollowingPage) -> str:
    """Return ``following 11 people, 40 papers, 3 new``."""
    new = sum(item.is_new for item in page.papers)
    return f"{count(len(page.people), 'person', 'people')}, {count(len(page.papers), 'paper')}, {new} new"


def plain_library(page: LibraryPage, cells: int) -> list[str]:
    """Return the library as plain lines for the command line."""
    lines = [f"Library · {library_counts(page)}"]
    for saved in page.rows:
        lines += plain_row(library_row(saved.paper, cells), saved.paper.id, cells)
    return lines


def plain_following(page: FollowingPage, cells: int) -> list[str]:
    """Return whom the reader follows, and their papers, as plain lines for the command line."""
    this_year = max((item.paper.day.year for item in page.papers if item.paper.day), default=None)
    lines = [f"Following · {following_counts(page)}"]
    for person in page.people:
        lines += [plain(line).rstrip() for line in person_row(person, cells)]
    if page.papers:
        lines.append("")
    for item in page.papers:
        lines += plain_row(followed_row(item, cells, this_year=this_year), item.paper.id, cells)
    return lines


def _two_lines(row: FeedRow, number: str, about: str, cells: int, height: int) -> list[Line]:
    first = first_line(row, number, cells)
    return [first] if height == 1 else [first, (Span(" " * INDENT), Span(about, "dim"))]
