"""The feed in words: one paper as a row, the period's head, and how fresh all of it is.

    letters   N unread, x hidden   f by somebody you follow   s saved, S with its text   t tagged   n noted

The same lines serve the screens and the plain forms of the command line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tuiread.lines import SEPARATOR, Line, Span, fit, flow, plain, wrap
from tuiread.records import FeedPage, FeedRow, Freshness, PaperId, Period, Step, SyncReport
from tuiread.words.taste import learning_words
from tuiread.words.times import count, day_words, days_words, period_words, short_day, time_words

TITLE_INDENT = 9
"""Cells before the title: five letters, three for the votes, one blank."""

STARTER_EDITION = "starter edition"


def feed_row(
    row: FeedRow,
    cells: int,
    *,
    height: int = 2,
    shows_day: bool = False,
    this_year: int | None = None,
    shows_starter: bool = False,
) -> list[Line]:
    """Return a paper as one or two lines: letters, votes and title; then authors and what else there is.

    Args:
        row: the paper.
        cells: how wide the lines may be.
        height: 1 or 2 lines.
        shows_day: whether the feed day stands first; a period of one day names it above.
        this_year: days of other years carry theirs; None where the period says the year.
        shows_starter: whether papers of the starter edition say so; the feed says it once, above.
    """
    first = first_line(row, f"{row.upvotes:>3} ", cells)
    if height == 1:
        return [first]
    parts = about_row(row, shows_day=shows_day, this_year=this_year, shows_starter=shows_starter)
    about = fit(SEPARATOR.join(parts), cells - TITLE_INDENT)
    return [first, (Span(" " * TITLE_INDENT), Span(about, "dim"))]


def first_line(row: FeedRow, number: str, cells: int) -> Line:
    """Return letters, a number (of votes, of a year) and as much of the title as fits."""
    marks = letters(row) + shelf_letters(row)
    if not marks.endswith(" ") and not number.startswith(" "):
        number = f" {number}"  # a note beside 100 votes
    title = fit(row.title, cells - len(marks) - len(number))
    return (Span(marks, "key"), Span(number, "dim"), Span(title, "title"))


def letters(row: FeedRow) -> str:
    """Return the state of a paper in three fixed places."""
    saved = "S" if row.has_text else "s"
    unread = "x" if row.is_hidden else "N"
    marks = ((row.is_unread or row.is_hidden, unread), (row.followed_name is not None, "f"), (row.is_saved, saved))
    return "".join(letter if is_set else " " for is_set, letter in marks)


def shelf_letters(row: FeedRow) -> str:
    """Return what the reader put on a paper, in two fixed places."""
    return f"{'t' if row.is_tagged else ' '}{'n' if row.has_note else ' '}"


def about_row(
    row: FeedRow, *, shows_day: bool = False, this_year: int | None = None, shows_starter: bool = False
) -> list[str]:
    """Return the parts of a row's second line; see `feed_row`."""
    parts = [short_day(row.day, this_year)] if shows_day and row.day else []
    parts.append(byline(row))
    if row.organization:
        parts.append(row.organization)
    if row.comment_count:
        parts.append(count(row.comment_count, "comment"))
    links = [word for has, word in ((row.has_code, "code"), (row.has_project, "project")) if has]
    parts += [", ".join(links)] if links else []
    return parts + ([STARTER_EDITION] if shows_starter and row.is_starter else [])


def byline(row: FeedRow) -> str:
    """Return the one name that matters most and how many more there are; a guess by name carries a question mark."""
    if row.followed_name:
        name = row.followed_name + ("?" if row.is_name_match else "")
    elif row.author_names:
        name = row.author_names[0]
    else:
        return "no authors given"
    return f"{name} +{row.author_count - 1}" if row.author_count > 1 else name


def feed_head(page: FeedPage, cells: int) -> tuple[Line, Line]:
    """Return the left and the right part of the feed's head, shorter on a narrow screen."""
    right = [Span(f"{'order: ' if cells >= 100 else ''}{order_words(page, is_short=cells < 100)}", "dim")]
    if cells < 80:
        counts = f"{len(page.rows)}, {page.unread_count} unread" if page.rows else feed_counts(page)
        return (Span(period_words(page.period), "heading"), Span(f" · {page.period.kind} · {counts}")), tuple(right)
    kinds: list[Span] = []
    for kind in ("day", "week", "month"):
        is_chosen = page.period.kind == kind
        kinds += [Span(f"[{kind}]" if is_chosen else kind, "strong" if is_chosen else "dim"), Span(" ")]
    left = [
        Span(period_words(page.period), "heading"),
        Span("  "),
        *kinds,
        Span(" "),
        Span(feed_counts(page, is_short=cells < 100)),
    ]
    return tuple(left), tuple(right)


def order_words(page: FeedPage, *, is_short: bool = False) -> str:
    """Return the order, and how much it was learnt from while it still learns: ``for-you, learning, 7 of 20``."""
    excuse = learning_words(page.learning) if page.learning else ""
    return f"{page.order}, {excuse.removeprefix('learning, ') if is_short else excuse}" if excuse else page.order


def feed_counts(page: FeedPage, *, is_short: bool = False) -> str:
    """Return ``31 papers, 12 unread, 2 by people you follow``, or ``2 followed`` where room is short."""
    if not page.rows:
        return "not fetched" if page.freshness.missing_days else "no papers"
    followed = sum(row.followed_name is not None for row in page.rows)
    parts = [count(len(page.rows), "paper"), f"{page.unread_count} unread"]
    words = "followed" if is_short else "by people you follow"
    return ", ".join(parts + ([f"{followed} {words}"] if followed else []))


def freshness_words(freshness: Freshness, period: Period, now: dt.datetime, *, refresh: str = "ctrl+r") -> str:
    """Return how old the facts are and what is missing, in one line; `refresh` is what fetches where this is shown."""
    failed = [f"refresh at {time_words(freshness.failed_at, now)} failed"] if freshness.failed_at else []
    if freshness.is_starter:
        recorded = f", recorded {day_words(freshness.fetched_at.date())}" if freshness.fetched_at else ""
        return " · ".join([f"{STARTER_EDITION}{recorded}", *failed, f"{refresh} fetches today's papers"])
    parts = []
    if freshness.fetched_at:
        parts.append(f"cached {time_words(freshness.fetched_at, now)}")
    if freshness.missing_days:
        is_all = freshness.fetched_at is None
        parts.append("not fetched yet" if is_all else f"not fetched: {days_words(freshness.missing_days)}")
    if freshness.skipped_count:
        parts.append(f"{freshness.skipped_count:,} could not be read")
    return " · ".join([*parts, *failed, "days by New York time"])


def empty_words(page: FeedPage, now: dt.datetime, *, has_keys: bool = True) -> list[str]:
    """Return why a period has no rows, and what to do where there are keys, as paragraphs."""
    fresh, name = page.freshness, period_words(page.period)
    if fresh.missing_days:
        lines = [f"{name} is {'only partly fetched' if fresh.fetched_at else 'not fetched yet'}."]
        lines += ["ctrl+r asks Hugging Face.  [ and ] go to the days you have."] if has_keys else []
        if fresh.error and fresh.failed_at:
            lines.insert(1, f"The try at {time_words(fresh.failed_at, now)} failed: {fresh.error}")
        return lines
    if fresh.fetched_at:
        when = "on" if page.period.kind == "day" else "in"
        return [f"No papers {when} {name}.", f"Hugging Face was asked at {time_words(fresh.fetched_at, now)}."]
    if page.period.kind == "day" and page.period.start.weekday() >= 5:
        return [f"{name}: no papers on weekends.", *(["[ and ] go to the days that have some."] if has_keys else [])]
    return [f"{name} is still to come."]


def step_words(step: Step, *, is_older: bool) -> str:
    """Return what a date key stepped over, or why it could not; empty when there is nothing to say."""
    if step.period is None:
        return "This is the first day of the feed." if is_older else "This is the newest day; ctrl+r looks for more."
    parts = []
    if step.skipped_weekend:
        parts.append("the weekend")
    if step.skipped_empty:
        parts.append(f"{days_words(step.skipped_empty)} without papers")
    if step.skipped_missing:
        parts.append(f"{days_words(step.skipped_missing)} not fetched (ctrl+r catches up)")
    return f"Skipped {' and '.join(parts)}." if parts else ""


def sync_words(report: SyncReport) -> str:
    """Return how a sync went, in one sentence; a failed one is never called done."""
    if report.has_failed:
        error = next((outcome.error for outcome in report.outcomes if outcome.error), None)
        kept = f"{count(len(report.days), 'day')} kept, " if report.days else ""
        failed = f"{count(len(report.failed_days), 'day')} failed" if report.failed_days else "the sync failed"
        return f"{kept}{failed}: {error}"
    skipped = sum(day.skipped_count for day in report.days.values())
    tail = f", {count(skipped, 'item')} could not be read" if skipped else ""
    new = count(report.new_count, "new paper") if report.new_count else "nothing new"
    return f"{count(len(report.days), 'day')} up to date, {new}{tail}."


def plain_feed(page: FeedPage, cells: int, now: dt.datetime) -> Sequence[str]:
    """Return a period as plain lines for the command line."""
    head = [period_words(page.period), feed_counts(page), page.order]
    if page.learning and (excuse := learning_words(page.learning)):
        head.append(excuse)
    fresh = freshness_words(page.freshness, page.period, now, refresh="`tuiread sync`")
    why_empty = [] if page.rows else empty_words(page, now, has_keys=False)
    about = (head, fresh.split(SEPARATOR))
    lines = [plain(line) for parts in about for line in flow([Span(part) for part in parts], cells)]
    lines += ["", *(plain(line) for text in why_empty for line in wrap(text, cells))]
    for row in page.rows:
        lines += plain_row(feed_row(row, cells, shows_day=page.period.kind != "day"), row.id, cells)
    return lines


def plain_row(lines: Sequence[Line], paper_id: PaperId, cells: int) -> list[str]:
    """Return a paper's two lines as plain text; the id that commands take stands at the end and is never cut."""
    first, second = (plain(line).rstrip() for line in lines)
    return [first, f"{fit(second, cells - len(paper_id) - 3)} · {paper_id}"]
