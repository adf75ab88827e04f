"""The reader's own shelf in words: saved papers as rows, their groups, and what stands below them.

letters   as in every list, then t tagged   n noted   ! withdrawn, retracted, corrected
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tuiread.lines import SEPARATOR, Line, Span, fit, fit_line, left_right
from tuiread.records import LibraryPage, ReadingWeek, SavedRow, ShelfFacts, ShelfGroup
from tuiread.words.feed import about_row, letters, plain_row, shelf_letters
from tuiread.words.times import count, time_words

INDENT = 11
"""Cells before the title: five letters, the mark of a notice, four for the year, one blank."""

MB = 1_000_000
_SPARKS = " ▁▂▃▄▅▆▇█"
_MONTH = dt.timedelta(days=30)

_GROUPS = {
    "all": "all", "untagged": "(none)", "queue": "queue", "unread": "unread", "noted": "has note",
    "textless": "no text yet", "noticed": "notices",
}  # fmt: skip

HEADINGS = {"all": "Tags", "queue": "Lists", "unread": "State"}
"""The title over the groups that begin with one of a kind."""


def library_counts(page: LibraryPage) -> str:
    """Return ``61 saved, 22 unread, 48 with text, 134 of 2,000 MB``."""
    if not page.rows:
        return "nothing saved"
    return f"{_row_counts(page.rows)}, {size_words(page.byte_count)}"


def size_words(byte_count: int) -> str:
    """Return ``134 MB``, or ``134 kB`` for little."""
    return f"{byte_count / MB:,.0f} MB" if byte_count >= 10 * MB else f"{byte_count / 1000:,.0f} kB"


def disk_words(page: LibraryPage) -> str:
    """Return how much is kept of what may be: ``134 of 2,000 MB``; once it is passed, what that stops."""
    of = f"{page.byte_count / MB:,.0f} of {page.limit_bytes / MB:,.0f} MB"
    return f"{of}: no more texts are fetched" if page.byte_count >= page.limit_bytes else of


def age_note(as_of: dt.datetime | None, now: dt.datetime) -> str:
    """Return how old the facts of a shelf are at the most: ``as of 20 Nov 07:10``."""
    return f"as of {time_words(as_of, now)} · " if as_of else ""


def library_row(saved: SavedRow, cells: int, *, height: int = 2) -> list[Line]:
    """Return a saved paper: letters, year, title and tags; in two lines its authors, tags and what is left to read."""
    row = saved.paper
    marks = letters(row) + shelf_letters(row) + ("!" if saved.notice else " ")
    left = (Span(marks, "key"), Span(f"{row.year} ", "dim"), Span(row.title, "title"))
    if height == 1:
        tags = fit(", ".join(saved.tags), cells // 4) if cells >= 40 else ""
        return [left_right(left, (Span(tags, "dim"),), cells) if tags else fit_line(left, cells)]
    who, *others = about_row(row, shows_starter=True)
    own = [", ".join(saved.tags), *left_words(saved), saved.notice or ""]
    about = fit(SEPARATOR.join([who, *filter(None, own), *others]), cells - INDENT)
    return [fit_line(left, cells), (Span(" " * INDENT), Span(about, "dim"))]


def left_words(saved: SavedRow) -> list[str]:
    """Return how far the reader is in a text that they began, and how long the rest takes."""
    if saved.share is None or saved.minutes_left is None:
        return []
    return [f"read {saved.share:.0%}, {saved.minutes_left} min left"]


def group_row(group: ShelfGroup, cells: int, *, is_chosen: bool) -> list[Line]:
    """Return a group with how many papers it has."""
    name = group.tag or _GROUPS[group.kind]
    left = (Span("* " if is_chosen else "  ", "key"), Span(name, "strong" if is_chosen else "text"))
    return [left_right(left, (Span(f"{group.paper_count:,}", "dim"),), cells)]


def group_words(group: ShelfGroup) -> str:
    """Return what the list is narrowed to: ``tag: data``; nothing for all."""
    if group.kind in ("tag", "untagged"):
        return f"tag: {group.tag or 'none'}"
    return "" if group.kind == "all" else _GROUPS[group.kind]


def shelf_lines(
    page: LibraryPage, first: tuple[SavedRow, ShelfFacts] | None, week: ReadingWeek | None, now: dt.datetime, cells: int
) -> list[Line]:
    """Return what is next in the queue, how the week went where that is counted, and the room that is taken.

    Args:
        page: the library.
        first: the next paper of the queue and what stands beside it; None without one.
        week: what the reader did this week; None where it is not counted.
        now: the time.
        cells: the width.
    """
    lines = [_labelled("Next in queue", _next_words(*first), cells)] if first else []
    lines += [_labelled("This week", week_words(week), cells)] if week else []
    oldest = min((row.saved_at for row in page.rows if row.paper.is_unread), default=None)
    unread = [f"oldest unread save: {span_words(now - oldest)}"] if oldest else []
    return [*lines, _labelled("Disk", SEPARATOR.join([disk_words(page), *unread]), cells)]


def week_words(week: ReadingWeek) -> str:
    """Return ``read 6 ▂▁▄ , saved 5 ▁▃, notes 3``: a bar a day, from Monday on."""
    read, saved = (f"{name} {sum(days)} {sparks(days)}" for name, days in (("read", week.read), ("saved", week.saved)))
    return f"{read}   {saved}   notes {week.note_count}"


def sparks(counts: Sequence[int]) -> str:
    """Return one bar a number, the highest for the most.

    >>> sparks((0, 1, 4, 2))
    ' ▂█▄'
    """
    most = max(counts, default=0)
    return "".join(_SPARKS[-(-number * (len(_SPARKS) - 1) // most) if most else 0] for number in counts)


def span_words(span: dt.timedelta) -> str:
    """Return how long ago something was, in days, weeks or months."""
    if span < dt.timedelta(days=1):
        return "today"
    if span < dt.timedelta(days=14):
        return count(span.days, "day")
    return count(span.days // 7, "week") if span < 3 * _MONTH else count(span // _MONTH, "month")


def plain_library(page: LibraryPage, cells: int, part: str = "", week: ReadingWeek | None = None) -> list[str]:
    """Return the library as plain lines for the command line.

    Args:
        page: the library, or a part of it.
        cells: the width.
        part: what the part is; its head counts what is listed, and leaves out the size, which is that of the whole.
        week: what the reader did this week; None where it is not counted.
    """
    lines = [f"{part} · {_row_counts(page.rows)}" if part else f"Library · {library_counts(page)}"]
    lines += [f"This week · {week_words(week)}"] if week else []
    for saved in page.rows:
        lines += plain_row(library_row(saved, cells), saved.paper.id, cells)
    return lines


def _row_counts(rows: Sequence[SavedRow]) -> str:
    unread = sum(saved.paper.is_unread for saved in rows)
    with_text = sum(saved.letters is not None for saved in rows)
    texts = f", {with_text:,} with text" if with_text else ""
    return f"{len(rows):,} saved, {unread:,} unread{texts}"


def _next_words(saved: SavedRow, facts: ShelfFacts) -> str:
    stop = facts.stop
    minutes = stop.minutes_left if stop else saved.minutes_left
    where = [section_words(stop.section)] if stop and stop.section else []
    where += [f"{minutes} min left"] if minutes else ["no text yet"]
    return f"{saved.paper.title} ({', '.join(where)})"


def section_words(section: str) -> str:
    """Return a section by its number, or by its title where it has none."""
    return f"sec {section}" if section[:1].isdigit() else section


def _labelled(label: str, words: str, cells: int) -> Line:
    return fit_line((Span(f"{label:<15}", "dim"), Span(words)), cells)
