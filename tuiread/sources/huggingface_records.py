"""From the shapes of Hugging Face's answers to our records.

It asks nobody, keeps nothing and knows no pages.  Everything passes `tuiread.cleaning` here, and every list and text
is bounded.  What the shapes taught, counted over 9,881 recorded items of 2024-05 to 2026-08:

- votes live inside ``paper``, comments outside;
- ``paper.submittedOnDailyAt`` is the feed day: equal to the asked one 7,077 times of 7,077, missing before 2025-03.
  The outer ``publishedAt`` is neither that day nor the paper's date, and is never read;
- where the two titles differ (18 items), the inner one has lost its LaTeX (``L_2`` for ``$L_2$``);
- who submitted is ``paper.submittedOnDailyBy`` (an account's name in ``user``) or ``submittedBy`` (in ``name``);
- ``mediaUrl`` is what ``thumbnail`` was called until 2024-06;
- ``submitterOrganization`` tells of the one who submitted, not of the paper, and is not read.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from msgspec import Raw

from tuiread.cleaning import clean_paragraphs, clean_text, clean_url, readable, readable_paragraphs
from tuiread.records import Account, Author, FeedDay, Item, LinkedRepos, Paper, PaperId, SourceFact
from tuiread.sources.huggingface_shapes import (
    AuthorShape,
    EntryShape,
    OrganizationShape,
    PaperShape,
    UnreadableError,
    UserShape,
    decode_detail,
    decode_entry,
    unexpected,
)

SITE: Final = "https://huggingface.co"
"""Where relative avatars live, whatever address the answers come from."""

_PAPER_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?", re.ASCII)
_LATEX_LEFT = re.compile(r"[\\$^_{}]")
_MAX_TEXT, _MAX_TITLE, _MAX_NAME, _MAX_KEYWORD = 20_000, 2_000, 300, 200
_MAX_AUTHORS, _MAX_KEYWORDS, _MAX_MEDIA = 5_000, 100, 50
_MAX_COUNT = 1_000_000_000


def read_item(raw: Raw, fact: SourceFact, asked_day: dt.date | None = None) -> Item:
    """Return one item of a list.

    Args:
        raw: the item's bytes.
        fact: where it comes from.
        asked_day: the feed day that was asked for, which counts for items that name none.  An item's own day wins: it
            is the service's statement about the paper, while the list is only what it answered today.

    Raises:
        UnreadableError: a field has a wrong type, or there is no id or title.
    """
    entry = decode_entry(raw)
    return Item(paper=_paper(entry, fact, asked_day), day=_day(entry.paper))


def read_paper(body: bytes, url: str, fact: SourceFact) -> Paper:
    """Return the paper of a paper page's answer, which is a list item's inner object with repository counts.

    It tells no number of comments: `Paper.comment_count` is None.

    Raises:
        AnswerError: the body is something else; the message says what.
    """
    shape = decode_detail(body, url)
    try:
        return _paper(EntryShape(shape), fact, None)
    except UnreadableError as error:
        raise unexpected(body, url) from error


def _paper(entry: EntryShape, fact: SourceFact, asked_day: dt.date | None) -> Paper:
    inner = entry.paper
    title, title_raw = _title(entry)
    abstract, abstract_raw = _abstract(inner.summary)
    return Paper(
        id=_paper_id(inner.id),
        title=title,
        title_raw=title_raw,
        authors=_authors(inner.authors),
        abstract=abstract,
        abstract_raw=abstract_raw,
        published_at=_utc(inner.published_at),
        upvotes=_count(inner.upvotes) or 0,
        comment_count=_count(entry.num_comments),
        feed_days=_feed_days(entry, _day(inner) or asked_day),
        ai_summary=_text(inner.ai_summary, _MAX_TEXT),
        ai_summary_model=_line(inner.ai_summary_model, _MAX_NAME),
        keywords=_keywords(inner.ai_keywords),
        organization=_organization(inner.organization or entry.organization),
        code_url=clean_url(inner.github_repo),
        code_added_by=_line(inner.github_repo_added_by, _MAX_NAME),
        code_stars=_count(inner.github_stars),
        project_url=clean_url(inner.project_page),
        media_urls=_media_urls(entry),
        thumbnail_url=clean_url(entry.thumbnail or entry.media_url),
        is_author_participating=entry.is_author_participating,
        linked=_linked(inner),
        facts=(fact,),
    )


def _paper_id(text: str | None) -> PaperId:
    if (match := _PAPER_ID.fullmatch(text or "")) is None:
        raise UnreadableError("it has no arXiv id")
    return PaperId(match[1])


def _title(entry: EntryShape) -> tuple[str, str | None]:
    """Return the title, and as the source gave it where that differs.

    Of two titles the outer is taken, because its LaTeX is whole; unless less of it can be made readable.
    """
    given = [clean_text(title[:_MAX_TITLE]) for title in (entry.title, entry.paper.title) if title]
    titles = [(readable(title), title) for title in dict.fromkeys(given) if title]
    if not titles:
        raise UnreadableError("it has no title")
    title, raw = min(titles, key=lambda each: len(_LATEX_LEFT.findall(each[0])))
    return title, raw if raw != title else None


def _abstract(summary: str | None) -> tuple[str | None, str | None]:
    raw = clean_paragraphs((summary or "")[:_MAX_TEXT])
    abstract = readable_paragraphs(raw)
    return abstract or None, raw if raw != abstract else None


def _authors(authors: list[AuthorShape] | None) -> tuple[Author, ...]:
    return tuple(_author(author) for author in (authors or ())[:_MAX_AUTHORS] if author.name)


def _author(author: AuthorShape) -> Author:
    name = clean_text((author.name or "")[:_MAX_NAME])
    if author.user is None and author.status is None and not author.hidden:
        return Author(name)
    return Author(name, _user_name(author.user), _line(author.status, _MAX_NAME), bool(author.hidden))


def _user_name(user: UserShape | None) -> str | None:
    return _line(user.user or user.name, _MAX_NAME) if user else None


def _account(user: UserShape | None) -> Account | None:
    name = _user_name(user)
    if user is None or name is None:
        return None
    return Account(name, _line(user.fullname, _MAX_NAME), _avatar(user.avatar_url))


def _organization(organization: OrganizationShape | None) -> Account | None:
    if organization is None or not (name := _line(organization.name, _MAX_NAME)):
        return None
    return Account(name, _line(organization.fullname, _MAX_NAME), _avatar(organization.avatar))


def _avatar(url: str | None) -> str | None:
    return clean_url(f"{SITE}{url}" if url and url.startswith("/") else url)


def _feed_days(entry: EntryShape, day: dt.date | None) -> tuple[FeedDay, ...]:
    if day is None:
        return ()
    submitted_by = _account(entry.paper.submitted_on_daily_by) or _account(entry.submitted_by)
    return (FeedDay(day, _count(entry.paper.upvotes) or 0, _count(entry.num_comments), submitted_by),)


def _day(paper: PaperShape) -> dt.date | None:
    moment = _utc(paper.submitted_on_daily_at)
    return moment.date() if moment else None


def _media_urls(entry: EntryShape) -> tuple[str, ...]:
    given = [*(entry.media_urls or ()), *(entry.paper.media_urls or ())][:_MAX_MEDIA]
    return tuple(dict.fromkeys(url for url in map(clean_url, given) if url))


def _keywords(keywords: list[str] | None) -> tuple[str, ...]:
    cleaned = (_line(keyword, _MAX_KEYWORD) for keyword in (keywords or ())[:_MAX_KEYWORDS])
    return tuple(keyword for keyword in cleaned if keyword)


def _linked(paper: PaperShape) -> LinkedRepos | None:
    counts = (paper.num_total_models, paper.num_total_datasets, paper.num_total_spaces)
    if all(count is None for count in counts):
        return None
    return LinkedRepos(*(_count(count) or 0 for count in counts))


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    if moment is None:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _count(value: int | None) -> int | None:
    return None if value is None else max(0, min(value, _MAX_COUNT))


def _line(text: str | None, length: int) -> str | None:
    return (clean_text(text[:length]) or None) if text else None


def _text(text: str | None, length: int) -> str | None:
    return (readable(text[:length]) or None) if text else None
