"""The inbox in words: one line's reason to be there, where it came from, and the whole as plain lines.

letters   N new   ? waits for your answer   s saved
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from tuiread.lines import SEPARATOR, Line, Span, fit, left_right, plain, wrap
from tuiread.records import SAVED, FollowedFeed, FollowedPerson, How, Inbox, InboxItem, InboxMatch, Notice, Outcome
from tuiread.words.feed import plain_row
from tuiread.words.times import count, day_words

INDENT = 18
"""Cells before the words of a roomy row: three letters, six for the day, eight for the kind, one blank."""

ROOMY = 56
"""From this width on a row has its kind; the list beside a preview is narrower."""

VIEWS = ("time", "person", "kind")

_HOWS: dict[How, str] = {
    "arxiv": "arXiv author page",
    "orcid": "ORCID",
    "openalex": "OpenAlex",
    "s2": "Semantic Scholar",
    "account": "Hugging Face account",
    "you": "your answer",
    "coauthors": "byline + co-authors",
    "name": "name only",
}
_SOURCES = {"arxiv": "arXiv", "crossref": "Crossref"}
_FEED_WORDS = {"category": "arXiv category", "keyword": "Hugging Face keyword", "search": "search"}


class SourceRow(NamedTuple):
    """Somebody or something that feeds the inbox, as the view by person lists it."""

    key: str
    name: str
    by: str
    """How it is recognised: ``by ORCID``."""
    new_count: int = 0
    waiting_count: int = 0
    item_count: int = 0
    is_muted: bool = False
    """True where its papers stay out, so that their number says nothing."""


def inbox_counts(inbox: Inbox) -> str:
    """Return ``3 new, 1 to answer``."""
    waiting = f", {inbox.waiting_count} to answer" if inbox.waiting_count else ""
    return f"{inbox.new_count} new{waiting}"


def followed_words(inbox: Inbox) -> str:
    """Return ``following 11 people, 2 topics, 1 search``."""
    searches = sum(feed.kind == "search" for feed in inbox.feeds)
    muted = sum(person.is_muted for person in inbox.people)
    parts = [count(len(inbox.people), "person", "people") + (f" ({muted} muted)" if muted else "")]
    parts += [count(len(inbox.feeds) - searches, "topic")] if len(inbox.feeds) > searches else []
    parts += [count(searches, "search", "searches")] if searches else []
    return f"following {', '.join(parts)}"


def inbox_row(item: InboxItem, cells: int, *, height: int = 2, answer_key: str = "=", year: int = 0) -> list[Line]:
    """Return one line of the inbox: letters, day, kind, whose it is, its title; then how that is known.

    Args:
        item: what came.
        cells: how wide the lines may be.
        height: 1 or 2 lines.
        answer_key: what answers a row that waits; empty where that is said elsewhere.
        year: days of other years carry theirs.
    """
    saved = "S" if item.paper.has_text else "s" if item.paper.is_saved else " "
    own = (
        "n" if item.paper.has_note else "t" if item.paper.is_tagged else " "
    )  # one place for both: rows are short here
    letters = f"{'?' if item.waits else 'N' if item.is_new else ' '}{saved}{own}"
    kind = f"{item.kind:<8}" if cells >= ROOMY else ""
    about = f"{_day(item.came_on, year):>6} {kind}"
    title = fit(f"{_whose(item)}: {item.paper.title}", cells - len(letters) - len(about))
    first = (Span(letters, "key"), Span(about, "dim"), Span(title, "title"))
    if height == 1:
        return [first]
    indent = len(letters) + len(about)
    why = fit(SEPARATOR.join(reasons(item, answer_key)), cells - indent)
    return [first, (Span(" " * indent), Span(why, "notice" if item.waits else "dim"))]


def reasons(item: InboxItem, answer_key: str = "=") -> list[str]:
    """Return why a paper is in the inbox, the surest reason first."""
    parts = [f"{len(item.matches)} people you follow"] if len(item.matches) > 1 else []
    parts += list(dict.fromkeys(_matched(match, answer_key) for match in item.matches))
    parts += [feed_words(feed) for feed in item.feeds]
    return parts + ([notice_words(item.notice)] if item.notice else [])


def why_lines(item: InboxItem, cells: int, answer_key: str = "=") -> list[Line]:
    """Return the reasons with names, for the pane beside the list."""
    lines: list[Line] = [(Span("Why you see this", "heading"),)]
    for match in item.matches:
        beside = f": {', '.join(match.coauthors)}" if match.coauthors else ""
        lines += wrap(f"{match.name} · {_matched(match, answer_key)}{beside}", cells)
    for feed in item.feeds:
        lines += wrap(f"you follow the {feed_words(feed)}", cells)
    if item.notice:
        lines += wrap(f"you saved it · {notice_words(item.notice)}", cells)
    return lines


def feed_words(feed: FollowedFeed) -> str:
    """Return ``arXiv category cs.LG`` or ``search “distribution shift”``."""
    value = feed.value if feed.kind == "category" else f"“{feed.value}”"
    return f"{_FEED_WORDS[feed.kind]} {value}"


def feed_choice_row(feed: FollowedFeed, cells: int) -> list[Line]:
    """Return a topic or search that may be followed, and how many papers of the last weeks fit."""
    fitting = f"{count(feed.paper_count, 'paper')} of the last 90 days"
    if feed.kind == "category" and not feed.paper_count:
        fitting = "no paper yet: ctrl+r asks arXiv for categories"
    return [left_right((Span(feed_words(feed), "title"),), (Span(fitting, "dim"),), cells)]


def notice_words(notice: Notice) -> str:
    """Return what a source says became of a paper, and which."""
    said = notice.label if notice.is_trouble else f"now published: {notice.label}"
    return f"{said} ({_SOURCES.get(notice.fact.source, notice.fact.source)})"


def source_rows(inbox: Inbox) -> list[SourceRow]:
    """Return everybody and everything that feeds the inbox: people, topics, searches, saved papers."""
    rows = [_person_row(person, len(inbox.items_of(person.row.key))) for person in inbox.people]
    rows += [
        SourceRow(
            feed.key,
            feed.value if feed.kind == "category" else f"“{feed.value}”",
            f"by {_FEED_WORDS[feed.kind]}",
            feed.new_count,
            item_count=feed.paper_count,
        )
        for feed in inbox.feeds
    ]
    saved = inbox.items_of(SAVED)
    return rows + ([SourceRow(SAVED, "Saved papers", "by notices", item_count=len(saved))] if saved else [])


def source_row(row: SourceRow, cells: int, *, height: int = 2) -> list[Line]:
    """Return one of them as a line or two."""
    letter = "?" if row.waiting_count else "N" if row.new_count else " "
    question = "to answer" if cells >= ROOMY and height > 1 else "?"
    news = [f"{row.new_count} new"] if row.new_count else []
    news += [f"{row.waiting_count} {question}"] if row.waiting_count else []
    told = ", ".join(news)
    counted = "" if row.is_muted else count(row.item_count, "paper")
    if height == 1:
        told = SEPARATOR.join(filter(None, (row.by, told or counted)))
    first = left_right(
        (Span(f"{letter} ", "key"), Span(row.name, "title")), (Span(told, "dim"),) if told else (), cells
    )
    about = SEPARATOR.join(filter(None, (row.by, counted)))
    return [first] if height == 1 else [first, (Span("  "), Span(fit(about, cells - 2), "dim"))]


def source_lines(inbox: Inbox, key: str, now: dt.datetime, cells: int) -> list[Line]:
    """Return what stands above the papers of one source: since when, how matched, how many."""
    row = next((row for row in source_rows(inbox) if row.key == key), None)
    if row is None:
        return []
    since = next((one.followed_at for one in inbox.people if one.row.key == key), None)
    since = since or next((feed.followed_at for feed in inbox.feeds if feed.key == key), None)
    followed = f"followed since {day_words(since.astimezone().date())}" if since else "papers that you saved"
    new = f"{row.new_count} new" if row.new_count else "none new"
    waiting = f", {row.waiting_count} to answer" if row.waiting_count else ""
    this_year = sum(item.came_on.year == now.year for item in inbox.items_of(key))
    told = f"Matched {row.by} · {new}{waiting}, {this_year} this year"
    if any(one.row.key == key and one.is_muted for one in inbox.people):
        told = "Muted: their papers stay out of the inbox; M lets them in again"
    return [
        left_right((Span(row.name, "heading"),), (Span(followed, "dim"),), cells),
        (Span(fit(told, cells), "dim"),),
    ]


def followed_notice(person: FollowedPerson) -> str:
    """Return whom the reader follows now, and by what their papers are found."""
    row = person.row
    how = {
        "account": f"by the account @{row.account}",
        "name": "by name only, which can be somebody else",
        "coauthors": "by name and known co-authors",
    }.get(person.how, f"by {_HOWS[person.how]}")
    return f"Following {row.name}: papers are matched {how}."


def how_words(person: FollowedPerson) -> str:
    """Return how a followed person is recognised: ``by ORCID``; and that they are muted."""
    return f"by {_HOWS[person.how]}{SEPARATOR + 'muted' if person.is_muted else ''}"


def plain_inbox(inbox: Inbox, cells: int, year: int) -> list[str]:
    """Return the inbox as plain lines for the command line."""
    lines = _wrapped(f"Inbox · {inbox_counts(inbox)} · {followed_words(inbox)}", cells)
    for item in inbox.items:
        lines += plain_row(inbox_row(item, cells, answer_key="", year=year), item.paper.id, cells)
    if inbox.waiting_count:
        lines += _wrapped("? waits for your answer: `tuiread inbox --yes ID` or `tuiread inbox --no ID`.", cells)
    return lines + (_wrapped(left_out_words(inbox), cells) if inbox.left_out_count else [])


def plain_following(inbox: Inbox, cells: int, year: int) -> list[str]:
    """Return whom and what the reader follows, how each is recognised, and people's papers, as plain lines."""
    lines = _wrapped(followed_words(inbox).capitalize(), cells)
    for row in source_rows(inbox):
        lines += [plain(line).rstrip() for line in source_row(row, cells)]
    items = [item for item in inbox.items if item.matches]
    lines += [""] if items else []
    for item in items:
        lines += plain_row(inbox_row(item, cells, answer_key="", year=year), item.paper.id, cells)
    return lines


def left_out_words(inbox: Inbox) -> str:
    """Return how many papers the reader's answers keep away."""
    return f"{inbox.left_out_count} left out: by the circle of a paper you said no to."


def asked_words(outcomes: Sequence[Outcome], came_count: int) -> str:
    """Return how the sources answered about those whom the reader follows, and how many papers came."""
    if not outcomes:
        return "You follow nobody whom a source could be asked about."
    failed = [outcome.error for outcome in outcomes if outcome.error]
    requests = sum(outcome.request_count for outcome in outcomes)
    came = f"{count(came_count, 'new paper')} came" if came_count else "no new paper came"
    return f"Asked about those you follow: {came}, {count(requests, 'request')}." + (f" {failed[0]}" if failed else "")


def empty_words(inbox: Inbox) -> Sequence[Line]:
    """Return why the inbox is empty, and what fills it."""
    if not inbox.people and not inbox.feeds:
        return [
            (Span("You follow nobody yet.", "heading"),),
            (Span("f on any paper or profile follows an author; W here follows a topic or a search."),),
            (Span("Their new papers then come here, and each line says how it was matched."),),
        ]
    if inbox.people and not inbox.feeds and all(person.is_muted for person in inbox.people):
        return [
            (Span("All those you follow are muted.", "heading"),),
            (Span("v lists them, and M lets somebody's papers in again."),),
        ]
    return [
        (Span("Nothing came yet.", "heading"),),
        (Span("No paper of those you follow is in your cache. ctrl+r asks the sources."),),
    ]


def _wrapped(text: str, cells: int) -> list[str]:
    return [plain(line) for line in wrap(text, cells)]


def _matched(match: InboxMatch, answer_key: str) -> str:
    if match.waits:
        return "name match only: the person you follow?" + (f"  {answer_key} answers" if answer_key else "")
    if match.how == "coauthors":
        return f"matched by byline and {count(len(match.coauthors), 'known co-author')}"
    return f"matched by {_HOWS[match.how]}"


def _whose(item: InboxItem) -> str:
    """Return whose paper it is, or which topic brought it."""
    if item.matches:
        first = item.matches[0]
        more = f" +{len(item.matches) - 1}" if len(item.matches) > 1 else ""
        return f"{first.name}{'?' if first.how == 'name' else ''}{more}"
    if item.feeds:
        first_feed = item.feeds[0]
        return first_feed.value if first_feed.kind == "category" else f"“{first_feed.value}”"
    return "saved paper"


def _person_row(person: FollowedPerson, item_count: int) -> SourceRow:
    row = person.row
    counts = (row.new_count, person.waiting_count, item_count)
    return SourceRow(row.key, row.name, how_words(person), *counts, is_muted=person.is_muted)


def _day(day: dt.date, year: int) -> str:
    """Return ``20 Nov``, and ``Nov’24`` for a day of another year."""
    if day == dt.date.min:
        return ""
    return f"{day.day} {day:%b}" if day.year == year else f"{day:%b}’{day:%y}"
