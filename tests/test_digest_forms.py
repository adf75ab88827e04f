"""A digest in each of its forms: checked by real parsers, safe with every text, the same each time, and short."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, strategies as st
from justhtml import JustHTML
from markdown_it import MarkdownIt
from msgspec.structs import replace

from tests.fakes import NOW, make_paper
from tests.test_words_inbox import INBOX
from tuiread.dates import month_period, week_period
from tuiread.digest import MOST
from tuiread.errors import UsageError
from tuiread.output.digest import render, wording
from tuiread.output.digest.feed import digest_feed, inbox_feed
from tuiread.output.digest.letter import letter
from tuiread.output.digest.markdown import escaped, markdown
from tuiread.output.digest.page import DIM, GROUND, LINK, TEXT, page
from tuiread.output.digest.picture import picture
from tuiread.output.digest.plain import plain_text
from tuiread.output.digest.quoting import MOST_LETTERS, QUOTE_WORDS, quote_of, shortened
from tuiread.records import (
    DayCount,
    Digest,
    DigestFormat,
    DigestItem,
    DigestSection,
    FeedRow,
    Freshness,
    Inbox,
    Paper,
    Period,
)

WEEK = week_period(NOW.date())
FRIDAY = NOW.date()
DAYS = (
    DayCount(dt.date(2026, 8, 17), 12),
    DayCount(dt.date(2026, 8, 18), None),
    DayCount(dt.date(2026, 8, 19), 0),
    DayCount(dt.date(2026, 8, 20), 1),
)
MAIL_LIMIT = 100_000
"""Gmail cuts a longer mail at 102 kB."""

ODD_TITLES = [
    "Do Models <think> & \"Speak\" 'Softly'?",
    "</title><script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](http://example.org/x.png) `code` $x$ ~~no~~",
    "1. Not a list",
    "# Not a heading",
    "- Not a list either",
    "読書する端末：論文を読むための静かな画面",
    "שלום עולם: مرحبا بالعالم",
    "👩‍🚀 Emoji 🚀 Titles",
    "]]> <!-- --> &amp; &lt;",
    "x" * 5_000,
    "A\nTitle\r\nBcc: everybody@example.org\r\n\r\nwith lines",
]


def row_of(paper: Paper) -> FeedRow:
    names = tuple(author.name for author in paper.authors)
    return FeedRow(
        id=paper.id,
        title=paper.title,
        day=FRIDAY,
        published_on=FRIDAY,
        author_names=names[:3],
        author_count=len(names),
        upvotes=paper.upvotes,
        comment_count=None,
    )


def digest_of(papers: Sequence[Paper], **facts: Any) -> Digest:
    """Return a digest in which papers are the most voted."""
    items = tuple(DigestItem(row_of(paper), quote=quote_of(paper)) for paper in papers)
    sections = (DigestSection("top", items, 4),) if items else ()
    known: dict[str, Any] = {
        "period": WEEK,
        "made_at": NOW,
        "sections": sections,
        "days": DAYS,
        "freshness": Freshness(missing_days=(dt.date(2026, 8, 18),)),
        "paper_count": 13,
        "unread_count": 9,
    }
    return Digest(**(known | facts))


ODD = digest_of([make_paper(f"2608.{number:05}", title) for number, title in enumerate(ODD_TITLES, 1)])
EMPTY = digest_of([], paper_count=0, unread_count=0)
UNKNOWN = digest_of([], days=(DayCount(FRIDAY, None),), freshness=Freshness(missing_days=(FRIDAY,)))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=80)


def test_a_digest_of_nothing_takes_no_minute_and_marks_its_command_as_code() -> None:
    unknown = replace(UNKNOWN, paper_count=0)
    assert wording.summary(unknown) == "nothing fetched"
    assert "Nothing is known of this period; `tuiread sync` asks." in markdown(unknown).splitlines()
    assert wording.summary(EMPTY) == "no paper on the feed"


def parsed(text: str) -> Any:
    """Return a document as a strict parser of HTML reads it, which raises at the first error."""
    return JustHTML(text, strict=True, sanitize=False)


def words_of(document: Any) -> str:
    return " ".join(document.to_text().split())


# HTML


@pytest.mark.parametrize("digest", [ODD, EMPTY, UNKNOWN], ids=["odd", "empty", "unknown"])
def test_the_page_is_html_without_an_error(digest: Digest) -> None:
    document = parsed(page(digest))
    assert [node.name for node in document.query("h1")] == ["h1"]


def test_titles_stay_the_texts_that_they_are() -> None:
    document = parsed(page(ODD))
    shown = [" ".join(node.to_text().split()) for node in document.query("li a")]
    assert shown == [wording.paper_title(item.paper) for item in ODD.items]
    assert "<think>" in shown[0]


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    document = parsed(page(ODD))
    for name in ("script", "img", "link", "iframe", "object", "embed", "form", "input", "video", "audio", "base"):
        assert document.query(name) == [], name
    attributes = [attribute for node in document.query("*") for attribute in (node.attrs or {})]
    assert [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "background")] == []
    assert "url(" not in page(ODD)
    assert "@import" not in page(ODD)
    hrefs = {node.attrs["href"] for node in document.query("a")}
    assert all(re.fullmatch(r"https://arxiv\.org/abs/2608\.\d{5}", href) for href in hrefs)


@given(TEXTS)
def test_whatever_a_title_says_the_page_stays_html(title: str) -> None:
    digest = digest_of([make_paper("2608.00001", title, authors=[title], abstract=title)], lines=(title,))
    document = parsed(page(_clean(digest)))
    assert len(document.query("li")) == 1
    assert document.query("script") == []


def _clean(digest: Digest) -> Digest:
    """Return a digest as the sources' edge would have let it in, without control characters and unassigned ones."""
    from tuiread.cleaning import clean_text

    def item_of(item: DigestItem) -> DigestItem:
        names = tuple(map(clean_text, item.paper.author_names))
        quote = replace(item.quote, text=clean_text(item.quote.text)) if item.quote else None
        return replace(
            item, paper=replace(item.paper, title=clean_text(item.paper.title), author_names=names), quote=quote
        )

    sections = tuple(replace(one, items=tuple(map(item_of, one.items))) for one in digest.sections)
    return replace(digest, sections=sections, lines=tuple(map(clean_text, digest.lines)))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("colour", "ground"),
    [
        (TEXT, GROUND),
        (LINK, GROUND),
        (DIM, GROUND),
        ("#eaeaea", "#161616"),
        ("#9cc4f5", "#161616"),
        ("#b8b8b8", "#161616"),
    ],
)
def test_every_text_has_the_contrast_of_wcag_aaa(colour: str, ground: str) -> None:
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7
    assert colour in page(ODD)


def test_text_and_ground_are_set_together() -> None:
    document = parsed(page(ODD))
    for name in ("body", "main"):
        [node] = document.query(name)
        assert f"background-color:{GROUND};color:{TEXT}" in node.attrs["style"]


# The picture


def test_the_picture_tells_in_words_what_it_shows() -> None:
    [svg] = parsed(page(ODD)).query("svg")
    label = "Papers by day: Mon 17 Aug 12 papers, Tue 18 Aug not fetched, Wed 19 Aug 0 papers, Thu 20 Aug 1 paper"
    assert svg.attrs["role"] == "img"
    assert svg.attrs["aria-label"] == label
    assert "Mon 17 Aug 12 papers, Tue 18 Aug not fetched" in words_of(parsed(page(ODD)))


def test_a_day_that_was_not_fetched_is_framed_and_no_empty_bar() -> None:
    root = ElementTree.fromstring(picture(ODD))
    bars = [node for node in root.iter() if node.tag.endswith("rect")]
    assert [bar.get("height") for bar in bars] == ["38", "38", "0", "3"]
    assert [bar.get("stroke-dasharray") for bar in bars] == [None, "3 3", None, None]


def test_a_month_has_room_in_the_picture() -> None:
    days = tuple(DayCount(dt.date(2026, 8, day), day) for day in range(1, 32))
    root = ElementTree.fromstring(picture(replace(ODD, days=days)))
    assert int(root.get("width", "0")) <= 560
    assert picture(UNKNOWN) == ""


# Markdown and text


def test_markdown_means_nothing_that_a_title_says() -> None:
    html = MarkdownIt("commonmark").render(markdown(ODD))
    document = parsed(f"<!DOCTYPE html><html><head><title>x</title></head><body>{html}</body></html>")
    assert len(document.query("h1")) == len(document.query("h2")) == 1
    assert len(document.query("li")) == len(ODD_TITLES)
    assert document.query("img") == document.query("script") == document.query("code") == []
    shown = [" ".join(node.to_text().split()) for node in document.query("strong")]
    assert [text.replace("\u2060", "") for text in shown] == [wording.paper_title(item.paper) for item in ODD.items]


@given(TEXTS)
def test_an_escaped_text_is_read_as_itself(text: str) -> None:
    from tuiread.cleaning import clean_text

    wanted = clean_text(text)
    tokens = MarkdownIt("commonmark").parse(escaped(wanted))
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special"}
    assert "".join(child.content for child in inline).replace("\u2060", "") == wanted.replace("\u2060", "")


def test_text_has_lines_of_72_cells_and_no_control_character() -> None:
    from rich.cells import cell_len

    from tuiread.cleaning import without_controls

    lines = plain_text(ODD).split("\n")
    assert max(cell_len(line) for line in lines) <= 72
    assert [line for line in lines if without_controls(line) != line] == []


def test_what_was_not_fetched_is_said_and_never_called_empty() -> None:
    for form in (plain_text, markdown, page):
        text = " ".join(form(ODD).split()).replace("\\", "")
        assert "Not fetched: Tue 18 Aug. What came then is not known here." in text
        unknown = " ".join(form(UNKNOWN).split()).replace("\\", "")
        assert "Nothing of this period was fetched" in unknown
        assert "nothing to tell" not in unknown
        assert "There is nothing to tell of this period." in " ".join(form(EMPTY).split())


# The mail


def message_of(mail: bytes) -> Any:
    message = email.message_from_bytes(mail, policy=email.policy.default)
    assert [(part.get_content_type(), part.defects) for part in message.walk()] == [
        ("multipart/alternative", []), ("text/plain", []), ("text/html", []),
    ]  # fmt: skip
    return message


def test_a_mail_holds_the_text_and_the_page() -> None:
    message = message_of(letter(ODD, "reader@example.org"))
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == plain_text(ODD)
    assert message.get_body(("html",)).get_content().replace("\r\n", "\n") == page(ODD)


def test_a_mail_tells_nothing_but_what_the_reader_gave() -> None:
    message = message_of(letter(ODD, "reader@example.org"))
    assert dict(message.items()) == {
        "Subject": "Papers: Week 34, 17 to 23 Aug 2026",
        "From": "reader@example.org",
        "To": "reader@example.org",
        "Date": "Fri, 21 Aug 2026 20:00:00 +0000",
        "Message-ID": message["Message-ID"],
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
    }
    assert re.fullmatch(r"<[0-9a-f]{24}@digest\.tuiread\.invalid>", message["Message-ID"])


def test_a_mail_without_an_address_is_a_draft() -> None:
    message = message_of(letter(ODD))
    assert message["X-Unsent"] == "1"
    assert message["To"] is None


@pytest.mark.parametrize("address", ["a@example.org\r\nBcc: b@example.org", "a@b, c@d", "<a@b>", "a b@c", "a@b\x00"])
def test_no_line_can_be_added_to_the_head(address: str) -> None:
    with pytest.raises(UsageError):
        letter(ODD, address)
    with pytest.raises(UsageError):
        letter(ODD, "reader@example.org", address)


def test_the_lines_of_a_mail_are_as_short_as_mail_demands() -> None:
    assert max(map(len, letter(ODD, "reader@example.org").split(b"\r\n"))) <= 998
    assert letter(ODD, "reader@example.org").isascii()


# Feeds


def test_a_digest_is_a_feed_without_an_error() -> None:
    feed = feedparser.parse(digest_feed(ODD))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [entry.id for entry in feed.entries] == [f"https://arxiv.org/abs/{item.paper.id}" for item in ODD.items]
    root = ElementTree.fromstring(digest_feed(ODD))
    titles = [node.text for node in root.findall("{*}entry/{*}title")]
    assert titles == [wording.paper_title(item.paper) for item in ODD.items]


def test_the_inbox_is_a_feed_with_ids_that_never_change() -> None:
    feed = feedparser.parse(inbox_feed(INBOX))
    assert not feed.bozo
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids)) == len(INBOX.items)
    assert inbox_feed(INBOX) == inbox_feed(INBOX)
    later = replace(INBOX, items=INBOX.items[1:])
    assert [entry.id for entry in feedparser.parse(inbox_feed(later)).entries] == ids[1:]
    assert feed.feed.id == feedparser.parse(inbox_feed(later)).feed.id


def test_an_empty_inbox_is_a_feed_too() -> None:
    feed = feedparser.parse(inbox_feed(Inbox((), (), ())))
    assert not feed.bozo
    assert (feed.entries, feed.feed.updated) == ([], "1970-01-01T00:00:00Z")


@given(TEXTS)
def test_whatever_a_title_says_the_feed_stays_xml(title: str) -> None:
    ElementTree.fromstring(digest_feed(digest_of([make_paper("2608.00001", title, authors=[title], abstract=title)])))


# All forms


@pytest.mark.parametrize("form", ["md", "html", "eml", "txt", "atom"])
def test_the_same_digest_gives_the_same_bytes(form: DigestFormat) -> None:
    again = digest_of([make_paper(f"2608.{number:05}", title) for number, title in enumerate(ODD_TITLES, 1)])
    assert render(ODD, form) == render(again, form)


@pytest.mark.parametrize("text", ["<&>", "読書", "word "])
def test_the_longest_digest_is_not_cut_by_mail_programs(text: str) -> None:
    most = sum(MOST.values())
    papers = [make_paper(f"2608.{number:05}", text * 2_000, abstract=text * 2_000) for number in range(most)]
    digest = digest_of(papers)
    assert len(digest.items) == most
    assert len(page(digest).encode()) < MAIL_LIMIT
    assert len(plain_text(digest).encode()) < MAIL_LIMIT


def test_who_made_a_quote_is_said() -> None:
    told = make_paper("2608.00001", ai_summary="Short.", ai_summary_model="example/model-1")
    assert "Short. (AI summary, example/model-1, may be wrong)" in plain_text(digest_of([told]))
    unnamed = make_paper("2608.00001", ai_summary="Short.")
    assert "(AI summary, Hugging Face, model not named, may be" in plain_text(digest_of([unnamed]))
    assert "(abstract)" in plain_text(digest_of([make_paper("2608.00001")]))
    assert quote_of(make_paper("2608.00001", abstract=None)) is None


@given(st.text(max_size=2_000))
def test_a_quote_is_short(text: str) -> None:
    short = shortened(text)
    assert len(short) <= MOST_LETTERS + 1
    assert len(short.split()) <= QUOTE_WORDS
    if len(text.split()) <= QUOTE_WORDS and len(" ".join(text.split())) <= MOST_LETTERS:
        assert short == " ".join(text.split())


def test_a_period_has_a_name_and_words() -> None:
    several = Period("day", dt.date(2026, 8, 17), FRIDAY)
    assert [wording.file_stem(one) for one in (WEEK, month_period(FRIDAY), several)] == [
        "2026-W34", "2026-08", "2026-08-17_2026-08-21",
    ]  # fmt: skip
    assert wording.span_words(several) == "Mon 17 Aug 2026 to Fri 21 Aug 2026"
