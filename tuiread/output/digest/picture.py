"""The picture of a period: a bar for each day with its number of papers, as a small SVG inside the page.

A day that was not fetched has a dashed frame instead of a bar, so that it cannot be taken for an empty one.  Mail
programs that show no SVG show the line of numbers beneath it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tuiread.output.digest.wording import day_count, days_line
from tuiread.records import DayCount, Digest

HEIGHT, FLOOR, CEILING = 72, 52, 14
"""Of the picture, and where bars begin and end at the highest."""
MOST_WIDTH = 560
MOST_STEP = 56

BLUE, GREY = "#1f5fa8", "#6b6b6b"


def picture(digest: Digest) -> str:
    """Return an ``svg`` element; empty where there is no day to show."""
    days = digest.days
    if not days or digest.is_unknown:
        return ""
    step = min(MOST_STEP, MOST_WIDTH // len(days))
    most = max(1, *(day.paper_count or 0 for day in days), 0)
    bars = "".join(bar for place, day in enumerate(days) for bar in _bar(day, place * step, step, most))
    width = step * len(days)
    label = escape(f"Papers by day: {days_line(digest)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" width="{width}" height="{HEIGHT}" '
        f'viewBox="0 0 {width} {HEIGHT}" style="max-width:100%;height:auto"><title>{label}</title>{bars}</svg>'
    )


def _bar(day: DayCount, left: int, step: int, most: int) -> Iterator[str]:
    middle, width = left + step // 2, max(4, step * 3 // 5)
    x = left + (step - width) // 2
    name = f"{day.day:%a}" if step >= 40 else f"{day.day.day}"
    if day.paper_count is None:
        yield (
            f'<rect x="{x}" y="{CEILING}" width="{width}" height="{FLOOR - CEILING}" fill="none" stroke="{GREY}" '
            f'stroke-dasharray="3 3"><title>{escape(day_count(day))}</title></rect>'
        )
    else:
        high = round((FLOOR - CEILING) * day.paper_count / most)
        yield f'<rect x="{x}" y="{FLOOR - high}" width="{width}" height="{high}" fill="{BLUE}"></rect>'
        yield _text(middle, FLOOR - high - 3, f"{day.paper_count}")
    yield _text(middle, HEIGHT - 6, name)


def _text(x: int, y: int, text: str) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="middle" font-family="sans-serif" font-size="11" fill="{GREY}">'
        f"{escape(text)}</text>"
    )
