"""The digest, read in one go from the tables: what a week or a month brought, and why each paper stands in it.

    inbox ──> notices, followed people, topics and searches ─┐
    profile of the claimed record ──> what cites it ─────────┤
    saves ──> what cites them or shares their keywords ──────┼──> Gathered ──> sections, each paper once ──> quotes
    feed by votes ──> the most voted of the rest ────────────┘       for-you order ──┘

Five minutes are the measure: sections are short, and quotes are given only until `MOST_WORDS` are said.  Nothing is
written here.  Not here: how it looks in a file (output.digest), and the for-you order (ranking_room).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from tuiread.dates import days_of, week_period
from tuiread.errors import NotFoundError
from tuiread.inbox import inbox_page
from tuiread.output.digest.quoting import quote_of, word_count, words_in
from tuiread.pages import feed_page
from tuiread.profiles import profile
from tuiread.profiles.gather import own_claim
from tuiread.records import (
    DayCount,
    Digest,
    DigestItem,
    DigestKind,
    DigestSection,
    FeedPage,
    FeedRow,
    InboxItem,
    PaperId,
    Period,
    Pick,
)
from tuiread.tables import digest as tables, editions, papers, people, saved, sections, shelf

MOST: dict[DigestKind, int] = {
    "notices": 5, "followed": 6, "cites_you": 4, "feeds": 5, "near": 4, "for_you": 5, "top": 3, "saved": 6
}  # fmt: skip
"""How many papers of each section a digest has room for, in its order; the room for-you leaves is for the top."""

MOST_NEAR, MOST_VOTED = 60, 100
"""So many papers near saves, and so many by votes, are put in the reader's order: a month must not take long."""

MOST_WORDS = 1_150
"""What is read in five minutes, at 230 words a minute."""

SHARED_KEYWORDS = 2
"""So many keywords in common with one saved paper bring a paper near it."""


class _Asked(Struct, frozen=True):
    """What a digest is asked about: the period, its feed, and when."""

    period: Period
    page: FeedPage
    now: dt.datetime

    @property
    def ids(self) -> list[PaperId]:
        """The papers of the period's feed."""
        return [row.id for row in self.page.rows]


class Gathered(Struct, frozen=True):
    """What a period brought, before it is in the reader's order."""

    page: FeedPage
    now: dt.datetime
    by_kind: dict[DigestKind, list[DigestItem]]
    saved_count: int | None
    read_count: int | None

    @property
    def rankable(self) -> list[FeedRow]:
        """The unsaved papers that the for-you order is asked about: those near saves, then the most voted."""
        near = [item.paper for item in self.by_kind["near"][:MOST_NEAR]]
        voted = [row for row in self.page.rows if not row.is_saved][:MOST_VOTED]
        return list({row.id: row for row in (*near, *voted)}.values())


def gather(connection: sqlite3.Connection, period: Period | None, now: dt.datetime, *, tells_reading: bool) -> Gathered:
    """Return what a period brought; without one, the week of the newest day that has papers.

    Args:
        connection: the store's connection.
        period: what it is about.
        now: the time, aware.
        tells_reading: whether it says what was saved and read.
    """
    page = feed_page(connection, period or _newest_week(connection, now), "trending", now)
    asked = _Asked(page.period, page, now)
    by_kind: dict[DigestKind, list[DigestItem]] = {
        **dict(_from_inbox(connection, asked)),
        "cites_you": _citing(connection, asked),
        "near": _near(connection, asked),
        "top": [DigestItem(row) for row in page.rows],
        "saved": _saved(connection, asked.period) if tells_reading else [],
    }
    return Gathered(
        page,
        now,
        by_kind,
        len(by_kind["saved"]) if tells_reading else None,
        tables.count_read(connection, *_local_times(page.period)) if tells_reading else None,
    )


def digest_of(connection: sqlite3.Connection, found: Gathered, picks: Sequence[Pick] = ()) -> Digest:
    """Return the digest of what was gathered.

    Args:
        connection: the store's connection.
        found: what the period brought.
        picks: its `rankable` papers in the for-you order; empty while that is not offered.
    """
    by_kind = _for_reader(found, picks) if picks else found.by_kind
    chosen = _sections(by_kind)
    return Digest(
        period=found.page.period,
        made_at=found.now,
        sections=tuple(_quoted(connection, [section for section in chosen if section.items])),
        days=_days(connection, found.page),
        freshness=found.page.freshness,
        paper_count=len(found.page.rows),
        unread_count=found.page.unread_count,
        saved_count=found.saved_count,
        read_count=found.read_count,
    )


def _for_reader(found: Gathered, picks: Sequence[Pick]) -> dict[DigestKind, list[DigestItem]]:
    """Return the sections' papers in the for-you order, and those that something lifts in it with what does."""
    rows = {row.id: row for row in found.rankable}
    places = {pick.paper_id: place for place, pick in enumerate(picks)}
    near = sorted(found.by_kind["near"], key=lambda item: places.get(item.paper.id, len(places)))
    lifted = ((pick, tuple(_pick_words(pick))) for pick in picks)
    for_you = [DigestItem(rows[pick.paper_id], reasons) for pick, reasons in lifted if reasons]
    return found.by_kind | {"near": near, "for_you": for_you}


def _pick_words(pick: Pick) -> Iterator[str]:
    if pick.near_count:
        yield f"near {pick.near_count} you saved"
    if pick.words:
        yield f"its words {', '.join(pick.words)}"


def _newest_week(connection: sqlite3.Connection, now: dt.datetime) -> Period:
    return week_period(editions.newest_day(connection) or now.date())


def _sections(by_kind: Mapping[DigestKind, Sequence[DigestItem]]) -> list[DigestSection]:
    """Give each paper a place in the first section that has it, while that has room."""
    placed: set[PaperId] = set()
    chosen: dict[DigestKind, DigestSection] = {}
    for kind, most in MOST.items():
        room = most if kind != "top" else most + MOST["for_you"] - len(chosen["for_you"].items)
        free = [item for item in by_kind.get(kind, ()) if item.paper.id not in placed]
        placed |= {item.paper.id for item in free[:room]}
        chosen[kind] = DigestSection(kind, tuple(free[:room]), max(0, len(free) - room))
    return list(chosen.values())


def _from_inbox(connection: sqlite3.Connection, asked: _Asked) -> Iterator[tuple[DigestKind, list[DigestItem]]]:
    """Give what followed people, topics and searches brought in the period, and what became of saved papers."""
    items = inbox_page(connection, asked.now).items
    here = [item for item in items if asked.period.start <= item.came_on <= asked.period.end]
    named = ((item, [match.name for match in item.matches if not match.waits]) for item in here)
    yield "notices", [_told(item) for item in items if _is_noticed(item, asked.period)]
    yield "followed", [DigestItem(item.paper, (f"by {' and '.join(names)}",)) for item, names in named if names]
    yield "feeds", [DigestItem(item.paper, tuple(f"{feed.kind} {feed.value}" for feed in item.feeds))
                    for item in sorted(here, key=lambda item: -item.paper.upvotes) if item.feeds]  # fmt: skip


def _is_noticed(item: InboxItem, period: Period) -> bool:
    if item.notice is None:
        return False
    day = item.notice.noticed_on or item.notice.fact.fetched_at.date()
    return period.start <= day <= period.end


def _told(item: InboxItem) -> DigestItem:
    notice = item.notice
    if notice is None:
        return DigestItem(item.paper)
    said = notice.label if notice.is_trouble else f"now published: {notice.label}"
    return DigestItem(item.paper, (f"{said}, {notice.fact.source} says",))


def _citing(connection: sqlite3.Connection, asked: _Asked) -> list[DigestItem]:
    """Return the period's papers that refer to those of the record that the reader claims."""
    claim = own_claim(connection)
    if claim is None:
        return []
    try:
        works = profile(connection, claim.person).works
    except NotFoundError:  # a record that left the cache with its papers; the claim is kept
        return []
    mine = {work.paper.id: work.title for work in works if work.paper and not work.is_name_match}
    cites: dict[PaperId, list[str]] = {}
    for paper_id, title in mine.items():
        for citing in sections.citing_papers(connection, paper_id):
            cites.setdefault(citing, []).append(title)
    rows = people.list_rows(connection, sorted(set(cites) - set(mine)))
    came = {paper_id: row for paper_id, row in rows.items() if not row.is_hidden and _came_in(row, asked)}
    return [
        DigestItem(row, (f"cites your “{cites[paper_id][0]}”",))
        for paper_id, row in sorted(came.items(), key=lambda one: (-one[1].upvotes, one[0]))
    ]


def _came_in(row: FeedRow, asked: _Asked) -> bool:
    day = row.day or row.published_on
    return row.id in set(asked.ids) or (day is not None and asked.period.start <= day <= asked.period.end)


def _near(connection: sqlite3.Connection, asked: _Asked) -> list[DigestItem]:
    """Return the unsaved papers that refer to saved ones or share keywords with them, those near most first."""
    kept = sorted(shelf.saved_ids(connection))
    rows = {row.id: row for row in asked.page.rows if not row.is_saved}
    if not kept or not rows:
        return []
    cited = tables.citing_saves(connection, sorted(rows))
    known = tables.keywords(connection, [*rows, *kept])
    shared = dict(_sharing(rows, {one: frozenset(known.get(one, ())) for one in kept}, known))
    near = {*cited, *shared}
    order = sorted(
        near, key=lambda one: (-len(cited.get(one, ())), -len(shared.get(one, ((), ()))[1]), -rows[one].upvotes, one)
    )
    return [DigestItem(rows[one], tuple(_near_words(cited.get(one, ()), shared.get(one)))) for one in order]


Shared = tuple[tuple[str, ...], tuple[PaperId, ...]]
"""Keywords in common, and the saved papers that have enough of them."""


def _sharing(
    rows: Collection[PaperId], kept: Mapping[PaperId, frozenset[str]], known: Mapping[PaperId, Sequence[str]]
) -> Iterator[tuple[PaperId, Shared]]:
    """Give by paper what it shares with saved ones; looked up by word, so that many saves cost little."""
    having: dict[str, list[PaperId]] = {}
    for one, words in kept.items():
        for word in words:
            having.setdefault(word, []).append(one)
    for paper_id in rows:
        mine = known.get(paper_id, ())
        counts = Counter(chain.from_iterable(having.get(word, ()) for word in mine))
        near = tuple(one for one, count in counts.items() if count >= SHARED_KEYWORDS)
        if near:
            common = frozenset().union(*(kept[one] for one in near))
            yield paper_id, (tuple(word for word in mine if word in common), near)


def _near_words(cited: Sequence[PaperId], shared: Shared | None) -> Iterator[str]:
    if cited:
        yield f"cites {len(cited)} you saved"
    if shared:
        yield f"{', '.join(shared[0][:3])}: as {len(shared[1])} you saved"


def _saved(connection: sqlite3.Connection, period: Period) -> list[DigestItem]:
    start, end = _local_times(period)
    return [DigestItem(row.paper) for row in saved.saved_rows(connection) if start <= row.saved_at < end]


def _local_times(period: Period) -> tuple[dt.datetime, dt.datetime]:
    """Return when a period begins and ends by the reader's own clock."""
    start = dt.datetime.combine(period.start, dt.time()).astimezone()
    end = dt.datetime.combine(period.end + dt.timedelta(days=1), dt.time()).astimezone()
    return start.astimezone(dt.UTC), end.astimezone(dt.UTC)


def _days(connection: sqlite3.Connection, page: FeedPage) -> tuple[DayCount, ...]:
    counts: dict[dt.date, int | None] = dict.fromkeys(page.freshness.missing_days)
    counts |= {stamp.day: stamp.paper_count for stamp in editions.stamps(connection, page.period)}
    return tuple(
        DayCount(day, counts[day])
        for day in days_of(page.period)
        if day in counts and (day.weekday() < 5 or counts[day])
    )


def _quoted(connection: sqlite3.Connection, chosen: Sequence[DigestSection]) -> Iterator[DigestSection]:
    """Quote the papers in their order while there is room; a paper without a quote is still named."""
    room = MOST_WORDS - sum(word_count(item) for section in chosen for item in section.items)
    for section in chosen:
        items = []
        for item in section.items:
            quote = quote_of(papers.get_paper(connection, item.paper.id)) if room > 0 else None
            room -= words_in(quote.text) if quote else 0
            items.append(replace(item, quote=quote if room >= 0 else None))
        yield replace(section, items=tuple(items))
