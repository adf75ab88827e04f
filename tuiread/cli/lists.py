"""Lists as plain lines: papers, saved papers, people followed; each paper ends with the id that other commands take.

Not here: the words of one row (words.feed, words.person).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tuiread.records import FeedRow, FollowingPage, LibraryPage
from tuiread.words.feed import feed_row
from tuiread.words.lines import plain
from tuiread.words.person import person_row
from tuiread.words.times import count, day_words


def found_lines(rows: Sequence[FeedRow], query: str, cells: int) -> list[str]:
    """Return the papers that a search found."""
    if not rows:
        return [f"No paper in your cache holds every word of “{query}”."]
    return [f"{count(len(rows), 'paper')} for “{query}”, best first", "", *paper_lines(rows, cells)]


def library_lines(page: LibraryPage, cells: int) -> list[str]:
    """Return what the reader saved."""
    if not page.rows:
        return ["Your library is empty; `tuiread save ID` saves a paper."]
    lines = [f"{count(len(page.rows), 'paper')} saved, {size_words(page.byte_count)}, newest save first", ""]
    for saved in page.rows:
        note = f"saved {day_words(saved.saved_at.astimezone().date())}"
        lines += _two_lines(saved.paper, cells, [note])
    return lines


def following_lines(page: FollowingPage, cells: int) -> list[str]:
    """Return whom the reader follows, and their papers."""
    if not page.people:
        return ["You follow nobody yet; `tuiread follow NAME` follows an author."]
    new_count = sum(followed.is_new for followed in page.papers)
    lines = [f"You follow {count(len(page.people), 'person', 'people')}, {new_count} of their papers are new", ""]
    lines += [plain(line).rstrip() for person in page.people for line in person_row(person, cells)]
    lines += ["", "Their papers, newest first"] if page.papers else ["", "None of their papers is in your cache yet."]
    for followed in page.papers:
        lines += _two_lines(followed.paper, cells, ["new"] if followed.is_new else [])
    return lines


def paper_lines(rows: Iterable[FeedRow], cells: int) -> list[str]:
    """Return two lines for each paper."""
    return [line for row in rows for line in _two_lines(row, cells)]


def size_words(byte_count: int) -> str:
    """Return a size on disk: ``812 bytes``, ``14 kB``, ``3.2 MB``."""
    if byte_count < 1_000:
        return count(byte_count, "byte")
    if byte_count < 1_000_000:
        return f"{byte_count / 1_000:.0f} kB"
    return f"{byte_count / 1_000_000:.1f} MB"


def _two_lines(row: FeedRow, cells: int, notes: Sequence[str] = ()) -> list[str]:
    first, second = feed_row(row, cells, shows_day=True)
    return [plain(first).rstrip(), " · ".join([plain(second).rstrip(), *notes, row.id])]
