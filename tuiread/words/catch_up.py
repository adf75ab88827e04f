"""Catching up in words: what came, the three passes with their counts, and each paper on one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tuiread.lines import Line, Span, fit, left_right, plain
from tuiread.records import CatchUp, FeedRow, Pass, PassReason
from tuiread.words.feed import letters
from tuiread.words.taste import learning_words
from tuiread.words.times import count

_REASON_CELLS = 10
_MUST: tuple[tuple[PassReason, str], ...] = (
    ("follow", "followed authors"),
    ("cites you", "cites you"),
    ("near", "near your saves"),
)
NO_PAPERS = "No papers came while you were away."
NOTHING = "Nothing to catch up: you were here on the last days."


def offer_words(days: int) -> str:
    """Return the offer to a reader who was away."""
    return f"away {count(days, 'day')}, C catches up"


def catch_up_head(found: CatchUp, cells: int) -> tuple[Line, Line]:
    """Return the left and the right part of the head."""
    days = _days_words(found.first_day, found.last_day)
    counts = f"{count(found.paper_count, 'paper')}, {found.unread_count} unread"
    order = "for-you" if found.learning.is_offered else "votes"
    if cells < 80:
        return (Span("Catch up", "heading"), Span(f" · {found.paper_count}, {found.unread_count} unread")), (
            Span(order, "dim"),
        )
    left = (Span(f"Catch up: {days}", "heading"), Span(f", away {count(found.away_days, 'day')}   {counts}"))
    return left, (Span(f"{'order: ' if cells >= 100 else ''}{order}", "dim"),)


def pass_lines(found: CatchUp, chosen: int, cells: int) -> list[Line]:
    """Return the estimate and the three passes, the chosen one marked; nothing where there is nothing to read."""
    if not found.paper_count:
        return []
    minutes = sum(one.seconds for one in found.passes) / 60
    pace = "at your usual pace" if found.is_own_pace else "at half a minute a paper"
    about = f" Three passes, about {_minutes(minutes)} {pace}; u undoes one."
    lines: list[Line] = [(Span(fit(about, cells), "dim"),)]
    for number, one in enumerate(found.passes):
        mark = ">" if number == chosen else " "
        head = f"{mark}{number + 1}  {one.kind:<9} {len(one.rows):>4}  "
        lines.append(
            (
                Span(head, "strong" if number == chosen else "text"),
                Span(fit(_about(number, one), cells - len(head)), "dim"),
            )
        )
    return lines


def catch_up_row(row: FeedRow, one: Pass, cells: int) -> Line:
    """Return a paper on one line: letters, votes, title, and at the right why it is in this pass."""
    reason = one.reasons.get(row.id)
    words = reason_words(*reason) if reason else ""
    head = f"{row.upvotes:>5} "
    marks = letters(row)
    title = fit(row.title, cells - len(marks) - len(head) - (_REASON_CELLS if words else 0))
    left = (Span(marks, "key"), Span(head, "dim"), Span(title, "title"))
    return left_right(left, (Span(words, "dim"),), cells) if words else left


def reason_words(reason: PassReason, number: int) -> str:
    """Return why a paper is in a pass: ``near 3``."""
    return f"near {number}" if reason == "near" else reason


def pass_words(found: CatchUp, chosen: int) -> str:
    """Return how far a pass is, and what is missing."""
    one = found.passes[chosen]
    parts = [f"pass {chosen + 1} of {len(found.passes)}", f"{one.done_count}/{len(one.rows)} done"]
    if found.missing_count:
        parts.append(f"{count(found.missing_count, 'day')} not fetched, ctrl+r asks")
    elif not found.unread_count and found.paper_count:
        parts.append("all of it is read")
    elif about := learning_words(found.learning):
        parts.append(f"for-you: {about}")
    return " · ".join(parts)


def empty_words(found: CatchUp, chosen: int) -> list[str]:
    """Return why a pass has no rows."""
    if not found.paper_count and found.missing_count:
        return [f"None of {count(found.missing_count, 'day')} is here yet.", "ctrl+r asks Hugging Face."]
    if not found.paper_count:
        return [NO_PAPERS]
    if chosen == 0:
        return [
            "Nobody whom you follow, and nothing near your saves.",
            "] goes to what was voted for.",
        ]
    return ["Nothing is left for this pass."]


def plain_catch_up(found: CatchUp, cells: int) -> Sequence[str]:
    """Return a catch-up as plain lines; the id that commands take stands at the end and is never cut."""
    if not found.paper_count:
        here = "Nothing of these days is here; `tuiread sync` asks." if found.missing_count else NO_PAPERS
        return [f"Catch up: {_days_words(found.first_day, found.last_day)}", here]
    left, _ = catch_up_head(found, max(80, cells))
    lines = [fit(plain(left), cells)]
    lines += [plain(line).rstrip().replace(">", " ", 1) for line in pass_lines(found, -1, cells)]
    for number, one in enumerate(found.passes):
        lines += ["", f"{number + 1}  {one.kind}"] if one.rows else []
        for row in one.rows:
            reason = one.reasons.get(row.id)
            tail = f" · {reason_words(*reason)} · {row.id}" if reason else f" · {row.id}"
            lines.append(fit(f"{letters(row)}{row.upvotes:>5} {row.title}", cells - len(tail)).rstrip() + tail)
    return lines


def _about(number: int, one: Pass) -> str:
    if number == 0:
        return " · ".join(f"{words} {found}" for kind, words in _MUST if (found := one.count_of(kind)))
    return "not in pass 1" if number == 1 else "one line each, x hides, A marks all read"


def _minutes(minutes: float) -> str:
    whole = round(minutes)
    return count(whole, "minute") if whole else "a minute"


def _days_words(first: dt.date, last: dt.date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day} {last:%b %Y}"
    before = f"{first.day} {first:%b}" if first.year == last.year else f"{first.day} {first:%b %Y}"
    return f"{before} - {last.day} {last:%b %Y}"
