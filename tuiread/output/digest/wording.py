"""What a digest says in every form: its title, its headings, its counts, and which days nobody asked for."""

from __future__ import annotations

from math import ceil

from tuiread.dates import week_label
from tuiread.output.digest.quoting import shortened, word_count, words_in
from tuiread.plain_words import count, day_words, days_words, period_words, short_day
from tuiread.records import DayCount, Digest, DigestItem, DigestKind, DigestSection, FeedRow, PaperId, Period

HEADINGS: dict[DigestKind, str] = {
    "notices": "About papers you saved",
    "followed": "People you follow",
    "cites_you": "Cites you",
    "feeds": "Topics and searches you follow",
    "near": "Near what you saved",
    "for_you": "For you",
    "top": "Most voted",
    "saved": "Saved by you",
}

WORDS_A_MINUTE = 230

FOOT = "Made by tuiread on your own machine, from what your syncs fetched. There is no server of ours."


def title(digest: Digest) -> str:
    """Return ``Week 34, 17 to 23 Aug 2026``, a month, a day, or from a day to another."""
    return span_words(digest.period)


def span_words(period: Period) -> str:
    """Return a period in words, also one that is no day, week or month."""
    if period.kind == "day" and period.start != period.end:
        return f"{day_words(period.start)} to {day_words(period.end)}"
    return period_words(period)


def file_stem(period: Period) -> str:
    """Return a name for files: ``2026-W34``, ``2026-08``, ``2026-08-21``, ``2026-08-17_2026-08-21``."""
    match period.kind:
        case "week":
            return week_label(period.start)
        case "month":
            return f"{period.start:%Y-%m}"
    return f"{period.start}" if period.start == period.end else f"{period.start}_{period.end}"


def heading(section: DigestSection) -> str:
    """Return ``People you follow (2)``, or ``(6 of 11)`` where more fit than there is room for."""
    shown = len(section.items)
    total = f"{shown} of {shown + section.left_count}" if section.left_count else f"{shown}"
    return f"{HEADINGS[section.kind]} ({total})"


def summary(digest: Digest) -> str:
    """Return ``148 papers on the feed, 96 unread · 5 min``; what holds nothing takes no time."""
    parts = [count(digest.paper_count, "paper") + " on the feed", f"{digest.unread_count:,} unread"]
    if not digest.paper_count:
        parts = ["nothing fetched" if digest.is_unknown and digest.days else "no paper on the feed"]
    time = f" · {minutes(digest)} min" if digest.items or digest.lines else ""
    return ", ".join(parts) + time


def minutes(digest: Digest) -> int:
    """Return within how many minutes a digest is read; a begun one counts, so that more words never take less."""
    quoted = sum(words_in(item.quote.text) for item in digest.items if item.quote)
    own = sum(map(words_in, digest.lines))
    return max(1, ceil((sum(map(word_count, digest.items)) + quoted + own) / WORDS_A_MINUTE))


def warnings(digest: Digest) -> list[str]:
    """Return what one must know before one believes that this is all: days that were not fetched, unreadable items."""
    fresh = digest.freshness
    said = []
    if digest.missing_days:
        what = "Nothing of this period was fetched" if digest.is_unknown else "Not fetched"
        said.append(f"{what}: {days_words(digest.missing_days)}. What came then is not known here.")
    if fresh.error:
        said.append(f"The last sync failed: {fresh.error}")
    if fresh.skipped_count:
        said.append(f"{count(fresh.skipped_count, 'paper')} came and could not be read.")
    if fresh.is_starter:
        said.append("This is tuiread's starter edition, not today's feed; a sync fetches that.")
    return said


def nothing(digest: Digest) -> str:
    """Return what a digest without papers says."""
    if digest.is_unknown and digest.days:
        return "Nothing is known of this period; `tuiread sync` asks."
    return "There is nothing to tell of this period."


def byline(row: FeedRow) -> str:
    """Return ``Ada Example +2``."""
    if not row.author_names:
        return ""
    others = row.author_count - 1
    return shortened(row.author_names[0], most_letters=80) + (f" +{others}" if others > 0 else "")


def facts(item: DigestItem) -> str:
    """Return byline, votes and why it is here, on one line."""
    row = item.paper
    votes = count(row.upvotes, "vote") if row.upvotes else ""
    parts = (byline(row), votes, "code" if row.has_code else "", *(shortened(one) for one in item.reasons))
    return " · ".join(part for part in parts if part)


def paper_title(row: FeedRow) -> str:
    """Return a title on one line, cut if it has no end."""
    return shortened(row.title, most_words=60)


def address(paper_id: PaperId) -> str:
    """Return a paper's page at arXiv."""
    return f"https://arxiv.org/abs/{paper_id}"


def day_count(day: DayCount) -> str:
    """Return ``Mon 17 Aug 21 papers`` or ``not fetched``."""
    told = "not fetched" if day.paper_count is None else count(day.paper_count, "paper")
    return f"{short_day(day.day)} {told}"


def days_line(digest: Digest) -> str:
    """Return the papers of each day in words; empty without days."""
    return ", ".join(map(day_count, digest.days))


def reading(digest: Digest) -> str:
    """Return what the reader did, where they want it told."""
    if digest.saved_count is None or digest.read_count is None:
        return ""
    return f"You read {count(digest.read_count, 'paper')} and saved {digest.saved_count:,}."
