"""Hugging Face's answers become our records, with all their traps; and the source asks the way the service wants."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given, strategies as st

from tests.hf_payloads import (
    AVATAR,
    Json,
    account,
    author,
    body,
    detail,
    entry_2024,
    entry_2025,
    entry_2026,
    organization,
    submitter,
)
from tests.loopback import Loopback
from tuiread.cleaning import readable
from tuiread.errors import AnswerError, NotFoundError, StatusError
from tuiread.paths import find_paths
from tuiread.records import Account, Answer, Author, FeedDay, Item, LinkedRepos, Paper, PaperId, SourceFact
from tuiread.settings import load_settings
from tuiread.sources import FeedSource, open_feed_source
from tuiread.sources.client import Client
from tuiread.sources.huggingface import (
    HuggingFace,
    next_page,
    parse_list,
    request_feed,
    request_paper,
    request_repos,
    request_search,
)
from tuiread.sources.huggingface_records import read_paper

NOW = dt.datetime(2026, 8, 21, 12, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 8, 21)
FACT = SourceFact("huggingface", "daily papers of 2026-08-21", NOW, "https://hf.example.org/api/daily_papers")
SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "hf_daily_papers"


def parse(*entries: object, day: dt.date | None = None) -> Answer:
    answer, count = parse_list(body(*entries), FACT, day)
    assert count == len(entries)
    return answer


def only(entry: Json, day: dt.date | None = None) -> Item:
    answer = parse(entry, day=day)
    assert answer.skipped == ()
    (item,) = answer.items
    return item


# Every field, told from the payload and not by the parser


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def shown(text: str) -> str:
    """Return a text as it must be shown; what LaTeX becomes is the matter of test_cleaning."""
    return folded(text) if not set(text) & set("\\$^{&`") else readable(text)


def absolute(url: str | None) -> str | None:
    return f"https://huggingface.co{url}" if url and url.startswith("/") else url


def expected_author(given: Json) -> Author:
    user = given.get("user") or {}
    return Author(folded(given["name"]), user.get("user"), given.get("status"), given["hidden"])


def expected_submitter(entry: Json) -> Account | None:
    inner, outer = entry["paper"].get("submittedOnDailyBy"), entry.get("submittedBy")
    if inner:
        return Account(inner["user"], folded(inner["fullname"]), absolute(inner["avatarUrl"]))
    if outer:
        return Account(outer["name"], folded(outer["fullname"]), absolute(outer["avatarUrl"]))
    return None


def expected_organization(entry: Json) -> Account | None:
    given = entry.get("organization")
    return Account(given["name"], folded(given["fullname"]), given.get("avatar")) if given else None


def assert_told_as_given(entry: Json, item: Item, asked_day: dt.date) -> None:
    """Compare every field of an item with its payload."""
    given, paper = entry["paper"], item.paper
    named_day = given.get("submittedOnDailyAt")
    assert item.day == (dt.date.fromisoformat(named_day[:10]) if named_day else None)
    day = FeedDay(item.day or asked_day, given["upvotes"], entry["numComments"], expected_submitter(entry))
    expected = Paper(
        id=PaperId(given["id"]),
        title=shown(entry["title"]),
        title_raw=folded(entry["title"]) if folded(entry["title"]) != shown(entry["title"]) else None,
        authors=tuple(expected_author(each) for each in given["authors"]),
        abstract=shown(given["summary"]),
        abstract_raw=folded(given["summary"]) if folded(given["summary"]) != shown(given["summary"]) else None,
        published_at=dt.datetime.fromisoformat(given["publishedAt"]),
        upvotes=given["upvotes"],
        comment_count=entry["numComments"],
        feed_days=(day,),
        ai_summary=shown(given["ai_summary"]) if given.get("ai_summary") else None,
        ai_summary_model=given.get("ai_summary_model"),
        keywords=tuple(folded(each) for each in given.get("ai_keywords") or ()),
        organization=expected_organization(entry),
        code_url=given.get("githubRepo"),
        code_added_by=given.get("githubRepoAddedBy"),
        code_stars=given.get("githubStars"),
        project_url=given["projectPage"].strip() if given.get("projectPage") else None,
        media_urls=tuple(dict.fromkeys([*entry.get("mediaUrls", ()), *given.get("mediaUrls", ())])),
        thumbnail_url=entry.get("thumbnail") or entry.get("mediaUrl"),
        is_author_participating=entry.get("isAuthorParticipating"),
        facts=(FACT,),
    )
    for name in Paper.__struct_fields__:
        assert getattr(paper, name) == getattr(expected, name), f"{name} of {given['id']}"


@pytest.mark.parametrize("entry", [entry_2024(), entry_2025(), entry_2026()], ids=["2024", "2025", "2026"])
def test_every_field_of_every_era_is_told_as_given(entry: Json) -> None:
    assert_told_as_given(entry, only(entry, DAY), DAY)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the recorded answers are not on this machine")
def test_every_field_of_all_recorded_days_is_told_as_given() -> None:
    files = sorted(SAMPLES.glob("*.json"))
    item_count = 0
    for file in files:
        day, content = dt.date.fromisoformat(file.stem), file.read_bytes()
        answer, count = parse_list(content, FACT, day)
        entries = json.loads(content)
        assert (len(answer.items), answer.skipped) == (len(entries), ())
        for entry, item in zip(entries, answer.items, strict=True):
            assert_told_as_given(entry, item, day)
            assert {each.day for each in item.paper.feed_days} == {day}
        item_count += count
    assert (len(files), item_count) == (86, 1_522)


# Days and times


def test_an_item_without_a_day_of_its_own_takes_the_asked_one() -> None:
    item = only(entry_2024(), dt.date(2024, 6, 3))
    assert item.day is None
    assert [each.day for each in item.paper.feed_days] == [dt.date(2024, 6, 3)]


def test_without_any_day_none_is_made_up_from_other_dates() -> None:
    item = only(entry_2025())
    assert (item.day, item.paper.feed_days) == (None, ())


def test_an_items_own_day_wins_over_the_asked_one() -> None:
    item = only(entry_2026(submittedOnDailyAt="2026-08-20T23:59:59.999Z"), DAY)
    assert item.day == dt.date(2026, 8, 20)
    assert [each.day for each in item.paper.feed_days] == [dt.date(2026, 8, 20)]


def test_the_outer_publication_date_is_never_read() -> None:
    item = only(entry_2026() | {"publishedAt": ["nonsense"]})
    assert item.paper.published_at == dt.datetime(2026, 8, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", ["2026-08-21T02:00:00+02:00", "2026-08-21T00:00:00", "2026-08-20T20:00:00-04:00"])
def test_times_are_told_in_utc(text: str) -> None:
    paper = only(entry_2026(publishedAt=text)).paper
    assert paper.published_at == dt.datetime(2026, 8, 21, tzinfo=dt.UTC)
    assert paper.published_at.tzinfo is dt.UTC


# Texts


def test_a_wrapped_title_becomes_one_line_and_is_no_other_title() -> None:
    paper = only(entry_2024(title="A Title\n  In Two Lines")).paper
    assert (paper.title, paper.title_raw) == ("A Title In Two Lines", None)


@pytest.mark.parametrize(
    ("outer", "inner", "title", "raw"),
    [
        ("The $L_2$ Norm", "The L_2 Norm", "The L₂ Norm", "The $L_2$ Norm"),
        (r"$\textit{Some-Net}$: A Net", "Some-Net: A Net", "Some-Net: A Net", r"$\textit{Some-Net}$: A Net"),
        ("$μ$LO", "μLO", "μLO", "$μ$LO"),
        (r"$\unknown{x}$ of it", "x of it", "x of it", None),
        (None, "Only Inside", "Only Inside", None),
        ("Only Outside", None, "Only Outside", None),
    ],
)
def test_of_two_titles_the_one_that_reads_better_is_taken(
    outer: str | None, inner: str | None, title: str, raw: str | None
) -> None:
    paper = only(entry_2026(title=inner) | {"title": outer}).paper
    assert (paper.title, paper.title_raw) == (title, raw)


def test_an_abstract_reads_well_and_is_kept_as_given() -> None:
    paper = only(entry_2026(summary="We gain 5\\% on\n$\\alpha$-nets.\n\nR&amp;D.")).paper
    assert paper.abstract == "We gain 5% on α-nets.\n\nR&D."
    assert paper.abstract_raw == "We gain 5\\% on $\\alpha$-nets.\n\nR&amp;D."


def test_markup_in_titles_stays_text() -> None:
    assert only(entry_2026()).paper.title == "A New Title: With <think> and GPT-[n]"


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings_in(each)


def spoiled(value: Any) -> Any:
    """Return a payload with something dangerous in the middle of every text that is neither id nor time."""
    if isinstance(value, dict):
        kept = ("id", "publishedAt", "submittedOnDailyAt")
        return {name: each if name in kept else spoiled(each) for name, each in value.items()}
    if isinstance(value, list):
        return [spoiled(each) for each in value]
    return f"{value[:9]}\x1b]0;x\x07\u202e\u200b\x9b31m{value[9:]}\n" if isinstance(value, str) else value


@pytest.mark.parametrize("entry", [entry_2024(), entry_2025(), entry_2026()], ids=["2024", "2025", "2026"])
def test_nothing_that_a_terminal_would_act_on_comes_through(entry: Json) -> None:
    clean, dirty = only(entry), only(spoiled(entry))
    assert all(text.isprintable() for text in strings_in(msgspec.to_builtins(dirty)))
    assert dirty == clean


def test_a_sentence_about_a_bad_item_is_clean_too() -> None:
    (sentence,) = parse(entry_2026(upvotes={"\x1b[31m": "\u202e"})).skipped
    assert sentence.isprintable()


# People


def test_hidden_authors_are_kept_and_marked() -> None:
    authors = only(entry_2024()).paper.authors
    assert [(each.name, each.is_hidden) for each in authors] == [("Cleo Sample", False), ("Dan Placeholder", True)]


def test_an_authors_account_and_what_is_said_of_it_are_kept_apart() -> None:
    given = [
        author("Ada Example", user=account("ada", name="later-duplicate"), status="claimed_verified"),
        author("Bo Sample", user={"name": "bo"}, status="extracted_pending"),
        author("Cy Specimen", status="extracted_infirmed"),
        author("Di Nobody", user=None, status=None, hidden=None),
    ]
    authors = only(entry_2026(authors=given)).paper.authors
    assert authors == (
        Author("Ada Example", "ada", "claimed_verified"),
        Author("Bo Sample", "bo", "extracted_pending"),
        Author("Cy Specimen", None, "extracted_infirmed"),
        Author("Di Nobody"),
    )
    assert [each.account for each in authors] == ["ada", None, None, None]


def test_a_name_that_stands_twice_in_a_byline_stays_twice() -> None:
    authors = only(entry_2026(authors=[author(), author(), author("")])).paper.authors
    assert [each.name for each in authors] == ["Ada Example", "Ada Example"]


def test_the_submitter_is_found_in_either_place() -> None:
    inner, outer = only(entry_2026() | {"submittedBy": None}), only(entry_2025(), DAY)
    neither = only(entry_2026(submittedOnDailyBy=None) | {"submittedBy": None})
    assert inner.paper.feed_days[0].submitted_by == Account("bob", "Bob B.", AVATAR)
    assert outer.paper.feed_days[0].submitted_by == Account("bob", "Bob B.", "https://huggingface.co/avatars/2.svg")
    assert neither.paper.feed_days[0].submitted_by is None


def test_a_submitter_without_an_account_name_is_nobody() -> None:
    item = only(entry_2026(submittedOnDailyBy={"fullname": "Bob"}) | {"submittedBy": submitter("")})
    assert item.paper.feed_days[0].submitted_by is None


def test_the_organization_is_found_in_either_place_and_is_never_the_submitters() -> None:
    expected = Account("example-lab", "Example Lab", AVATAR)
    assert only(entry_2026() | {"organization": None}).paper.organization == expected
    assert only(entry_2026(organization=None)).paper.organization == expected
    other = entry_2025() | {"submitterOrganization": organization("other-lab")}
    assert only(other).paper.organization is None


def test_an_organization_without_an_avatar_has_none() -> None:
    assert only(entry_2026(organization={"name": "lab"})).paper.organization == Account("lab")


# Numbers and links


def test_votes_stand_inside_and_comments_outside() -> None:
    paper = only(entry_2026(upvotes=5, numComments=99) | {"upvotes": 77, "numComments": 2}).paper
    assert (paper.upvotes, paper.comment_count) == (5, 2)
    assert [(each.upvotes, each.comment_count) for each in paper.feed_days] == [(5, 2)]


def test_comments_that_are_not_told_are_not_none_at_all() -> None:
    assert only(entry_2026() | {"numComments": None}).paper.comment_count is None


def test_absurd_numbers_are_bounded() -> None:
    paper = only(entry_2026(upvotes=-3, githubStars=10**30)).paper
    assert (paper.upvotes, paper.code_stars) == (0, 1_000_000_000)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (" https://sites.example.org/view/x", "https://sites.example.org/view/x"),
        ("javascript:alert(1)", None),
        ("sites.example.org", None),
        ("", None),
        (None, None),
    ],
)
def test_links_are_trimmed_and_only_web_addresses_kept(given: str | None, url: str | None) -> None:
    paper = only(entry_2026(projectPage=given, githubRepo=given, mediaUrls=[given or ""]) | {"mediaUrls": None}).paper
    assert (paper.project_url, paper.code_url, paper.media_urls) == (url, url, (url,) if url else ())


def test_media_of_both_places_are_told_once() -> None:
    entry = entry_2026(mediaUrls=["https://a.example/1", "https://a.example/2"]) | {
        "mediaUrls": ["https://a.example/2"]
    }
    assert only(entry).paper.media_urls == ("https://a.example/2", "https://a.example/1")


def test_what_is_huge_is_cut() -> None:
    paper = only(
        entry_2026(
            title="t" * 9_000,
            summary="s" * 90_000,
            authors=[author("n" * 9_000)] * 6_000,
            ai_keywords=["k" * 900] * 900,
            ai_summary="a" * 90_000,
        )
    ).paper
    assert (len(paper.title), len(paper.abstract or ""), len(paper.ai_summary or "")) == (2_000, 20_000, 20_000)
    assert (len(paper.authors), len(paper.authors[0].name)) == (5_000, 300)
    assert (len(paper.keywords), len(paper.keywords[0])) == (100, 200)


# Items and bodies that cannot be read


def test_missing_fields_and_nulls_are_nothing_and_no_failure() -> None:
    bare = only({"paper": {"id": "2608.00001", "title": "T"}}).paper
    assert bare == Paper(id=PaperId("2608.00001"), title="T", comment_count=None, facts=(FACT,))
    nulls = {name: None for name in entry_2026()["paper"] if name not in ("id", "title")}
    assert only(dict.fromkeys(entry_2026()) | {"paper": {"id": "2608.00001", "title": "T"} | nulls}).paper == bare


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (entry_2026(upvotes="many"), "Expected `int | null`, got `str` - at `$.paper.upvotes`"),
        (entry_2026(title={"text": "x"}), "Expected `str | null`, got `object` - at `$.paper.title`"),
        (entry_2026(publishedAt="yesterday"), "Invalid RFC3339 encoded datetime - at `$.paper.publishedAt`"),
        (entry_2026(authors=[["Ada"]]), "Expected `object`, got `array` - at `$.paper.authors[0]`"),
        (entry_2026(id="not an id"), "it has no arXiv id"),
        (entry_2026(id=None), "it has no arXiv id"),
        (entry_2026(title="\x1b[0m \u200b"), "it has no title"),
        ({"no": "paper"}, "Object missing required field `paper`"),
        ("a string", "Expected `object`, got `str`"),
        (None, "Expected `object`, got `null`"),
    ],
)
def test_a_bad_item_is_skipped_with_a_sentence_and_spoils_no_other(bad: object, reason: str) -> None:
    answer = parse(entry_2025(), bad, entry_2026())
    assert [item.paper.id for item in answer.items] == ["2501.00001", "2608.00001"]
    expected = f"Item 2 of Hugging Face's daily papers of 2026-08-21 could not be read: {reason}."
    assert answer.skipped == (expected,)


def test_broken_utf8_spoils_one_item_only() -> None:
    answer, count = parse_list(body(entry_2025(), entry_2026()).replace(b"Another Title", b"Another \xff Title"), FACT)
    assert (count, len(answer.skipped)) == (2, 1)
    assert [item.paper.id for item in answer.items] == ["2608.00001"]


def test_half_an_emoji_spoils_nothing() -> None:
    content = body(entry_2025(), entry_2026(ai_summary="A\\ud800 backslash, a whole \N{ROBOT FACE}"))
    content = content.replace(b"Another Title", rb"Cut \ud83e\ud83e\udd16\uDD16").replace(
        "\N{ROBOT FACE}".encode(), rb"\ud83e\udd16"
    )
    answer, _ = parse_list(content, FACT)
    old, new = (item.paper for item in answer.items)
    assert old.title == "Cut \N{REPLACEMENT CHARACTER}\N{ROBOT FACE}\N{REPLACEMENT CHARACTER}"
    assert new.ai_summary == "A\\ud800 backslash, a whole \N{ROBOT FACE}"


@pytest.mark.parametrize(
    ("given", "kept"), [("2602.08025v3", "2602.08025"), ("0704.0291", "0704.0291"), ("cs/0112017", "cs/0112017")]
)
def test_ids_are_kept_bare(given: str, kept: str) -> None:
    assert only(entry_2026(id=given)).paper.id == kept


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "with nothing at all"),
        (b" \n", "with nothing at all"),
        (
            b"<!doctype html><title>Just a moment...</title>",
            "a web page instead of data; perhaps this network wants you",
        ),
        (b'[{"paper": {"id": "2501.00001", "title": "cut of', "with data that breaks off"),
        (b'{"papers": []}', "has another shape than usual"),
        (b'{"error":"Invalid \\u001b[31mdate"}', r"with an error \(Invalid date\)"),
        (b'{"error":"Invalid date"}', r"with an error \(Invalid date\)"),
        (b'{"error":{"code":1}}', r"with an error \(it does not say which\)"),
        (bytes(range(256)) * 40, "with something that is not JSON"),
        (b"null", "with something that is not JSON"),
        (b"[" * 100_000, "with data that breaks off"),
    ],
)
def test_a_body_that_is_no_list_is_an_error_that_says_what_came(content: bytes, what: str) -> None:
    with pytest.raises(AnswerError, match=f"^Hugging Face answered .*{what}") as failure:
        parse_list(content, FACT)
    assert (failure.value.source, failure.value.url) == ("huggingface", FACT.url)
    assert str(failure.value).isprintable()
    assert failure.value.__cause__ is not None


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["paper", *entry_2026(), *entry_2026()["paper"], *account()]), inner, max_size=6
        ),
    ),
    max_leaves=20,
)


@given(st.one_of(JSON.map(lambda value: json.dumps(value).encode()), st.binary()))
def test_whatever_comes_is_an_answer_or_an_answer_error(content: bytes) -> None:
    try:
        answer, count = parse_list(content, FACT)
    except AnswerError:
        return
    assert len(answer.items) + len(answer.skipped) == count


# The paper page, the repositories


def test_a_paper_page_is_the_inner_object_with_repositories() -> None:
    paper = read_paper(json.dumps(detail()).encode(), "https://hf.example.org", FACT)
    listed = only(entry_2026()).paper
    assert paper.linked == LinkedRepos(72, 0, 324)
    assert paper.comment_count is None
    assert paper.feed_days == (FeedDay(DAY, 163, None, Account("bob", "Bob B.", AVATAR)),)
    for name in ("id", "title", "authors", "abstract", "upvotes", "keywords", "organization", "code_url", "media_urls"):
        assert getattr(paper, name) == getattr(listed, name)


def test_a_list_tells_nothing_of_repositories() -> None:
    assert only(entry_2026()).paper.linked is None


@pytest.mark.parametrize("content", [b"[]", b"<html>", b"{}", json.dumps(detail(upvotes="x")).encode()])
def test_a_paper_page_that_cannot_be_read_is_an_error(content: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^Hugging Face answered with"):
        read_paper(content, "https://hf.example.org", FACT)


# Requests and pages


def test_requests_ask_the_way_the_service_wants() -> None:
    base = "https://hf.example.org/hf"
    feed = request_feed(base, {"date": "2025-02-03"})
    assert feed.full_url == f"{base}/api/daily_papers?date=2025-02-03&limit=100"
    assert (
        request_feed(base, {"week": "2025-W06"}, 2).full_url == f"{base}/api/daily_papers?week=2025-W06&limit=100&p=2"
    )
    assert request_paper(base, PaperId("cs/0112017")).full_url == f"{base}/api/papers/cs/0112017"
    assert request_repos(base, PaperId("2501.00001")).full_url == f"{base}/api/arxiv/2501.00001/repos"
    search = request_search(base, "x" * 300, 500)
    assert (len(search.params["q"]), search.params["limit"]) == (250, "120")
    assert request_search(base, "x", 0).params["limit"] == "1"


@pytest.mark.parametrize(
    ("link", "item_count", "page", "following"),
    [
        ('<https://evil.example/api/daily_papers?date=x&p=1>; rel="next"', 3, 0, 1),
        ('<https://a.example/?p=0>; rel="prev", <https://a.example/?limit=100&p=2>; rel="next"', 100, 1, 2),
        ("</api?p=7>;rel=next", 100, 1, 7),
        ('<https://a.example/?p=1>; rel="next"', 100, 1, None),
        ('<https://a.example/?p=0>; rel="next"', 100, 1, None),
        ('<https://a.example/?p=many>; rel="next"', 100, 1, None),
        ('<https://a.example/>; rel="next"', 100, 1, None),
        ('<https://a.example/?p=5>; rel="prev"', 99, 6, None),
        ("", 100, 0, 1),
        ("", 99, 0, None),
        ("", 0, 3, None),
    ],
)
def test_the_next_page_is_found(link: str, item_count: int, page: int, following: int | None) -> None:
    assert next_page({"link": link} if link else {}, item_count, page) == following


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as loopback:
        yield loopback


@pytest.fixture
async def source(server: Loopback) -> AsyncIterator[HuggingFace]:
    client = Client(transport=httpx.AsyncHTTPTransport(), attempts=1)
    yield HuggingFace(client, f"{server.url}/hf/", now=lambda: NOW)
    await client.aclose()


def papers(first: int, count: int) -> list[Json]:
    return [entry_2026(id=f"2608.{number:05d}") for number in range(first, first + count)]


async def test_a_day_is_asked_for_and_dated(server: Loopback, source: HuggingFace) -> None:
    server.answers(body(entry_2024()))
    answer = await source.day(dt.date(2024, 6, 3))
    url = f"{server.url}/hf/api/daily_papers?date=2024-06-03&limit=100"
    (item,) = answer.items
    assert item.paper.facts == (SourceFact("huggingface", "daily papers of 2024-06-03", NOW, url),)
    assert item.paper.feed_days[0].day == dt.date(2024, 6, 3)
    assert (answer.url, source.request_count) == (url, 1)


async def test_a_day_without_papers_is_an_answer(server: Loopback, source: HuggingFace) -> None:
    server.answers(b"[]")
    assert (await source.day(dt.date(2026, 8, 22))).items == ()


@pytest.mark.parametrize(
    ("start", "week"),
    [(dt.date(2026, 8, 17), "2026-W34"), (dt.date(2024, 12, 30), "2025-W01"), (dt.date(2027, 1, 1), "2026-W53")],
)
async def test_a_week_is_asked_for_by_its_iso_name(
    start: dt.date, week: str, server: Loopback, source: HuggingFace
) -> None:
    server.answers(body(entry_2026()))
    answer = await source.week(start)
    assert server.asked[0].path == f"/hf/api/daily_papers?week={week}&limit=100"
    assert answer.items[0].paper.facts[0].what == f"daily papers of week {week}"


async def test_a_month_lists_a_paper_once_for_each_of_its_days(server: Loopback, source: HuggingFace) -> None:
    again = entry_2026(submittedOnDailyAt="2026-08-14T00:00:00.000Z", upvotes=9)
    server.answers(body(entry_2026(), entry_2026(upvotes=1), again))
    answer = await source.month(2026, 8)
    assert server.asked[0].path == "/hf/api/daily_papers?month=2026-08&limit=100"
    assert [(item.day, item.paper.upvotes) for item in answer.items] == [(DAY, 163), (dt.date(2026, 8, 14), 9)]


async def test_every_page_is_followed_on_the_host_that_was_asked(server: Loopback, source: HuggingFace) -> None:
    link = {"Link": '<http://elsewhere.example/api/daily_papers?p=1>; rel="next"'}
    server.answers(body(*papers(0, 100)), headers=link)
    server.answers(body(*papers(100, 100)))
    server.answers(body(*papers(199, 30), entry_2026(upvotes="x")))
    answer = await source.day(DAY)
    assert [item.paper.id for item in answer.items] == [f"2608.{number:05d}" for number in range(229)]
    assert len(answer.skipped) == 1
    assert [each.path.partition("&limit=100")[2] for each in server.asked] == ["", "&p=1", "&p=2"]
    assert answer.items[150].paper.facts[0].url == f"{server.url}/hf/api/daily_papers?date=2026-08-21&limit=100&p=1"


async def test_a_page_that_repeats_itself_ends_the_list(server: Loopback, source: HuggingFace) -> None:
    for _ in range(3):
        server.answers(body(*papers(0, 100)))
    assert len((await source.day(DAY)).items) == 100
    assert len(server.asked) == 2


async def test_pages_without_end_are_left_at_some_point_and_it_is_said(server: Loopback, source: HuggingFace) -> None:
    for page in range(60):
        link = f'</api/daily_papers?p={page + 1}>; rel="next"'
        server.answers(body(entry_2026(id=f"2608.{page:05d}")), headers={"Link": link})
    answer = await source.day(DAY)
    assert (len(answer.items), len(server.asked)) == (50, 50)
    assert answer.skipped == (
        "Hugging Face's daily papers of 2026-08-21 have more than 50 pages; the others were left out.",
    )


async def test_a_failing_page_fails_the_day(server: Loopback, source: HuggingFace) -> None:
    server.answers(body(*papers(0, 100)))
    server.answers(b'{"error": "Internal Error"}', 500)
    with pytest.raises(StatusError, match="500: Internal Error"):
        await source.day(DAY)


async def test_a_future_date_is_told_in_the_services_word(server: Loopback, source: HuggingFace) -> None:
    server.answers(b'{"error": "Invalid date"}', 400)
    with pytest.raises(StatusError, match=r"Hugging Face does not accept this request \(400: Invalid date\)"):
        await source.day(dt.date(2999, 1, 1))


async def test_one_paper_is_asked_for(server: Loopback, source: HuggingFace) -> None:
    server.answers(json.dumps(detail()).encode())
    paper = await source.paper(PaperId("2608.00001"))
    assert server.asked[0].path == "/hf/api/papers/2608.00001"
    assert paper.facts == (SourceFact("huggingface", "paper page", NOW, f"{server.url}/hf/api/papers/2608.00001"),)


async def test_an_unknown_paper_is_not_found_and_it_is_said_why(server: Loopback, source: HuggingFace) -> None:
    server.answers(b'{"error": "Paper not found"}', 404)
    with pytest.raises(
        NotFoundError, match=r"^Hugging Face does not know arXiv 2501\.99999: most papers are"
    ) as failure:
        await source.paper(PaperId("2501.99999"))
    assert isinstance(failure.value.__cause__, StatusError)


async def test_another_refusal_of_a_paper_is_no_unknown_paper(server: Loopback, source: HuggingFace) -> None:
    server.answers(b"", 500)
    with pytest.raises(StatusError):
        await source.paper(PaperId("2608.00001"))


async def test_a_search_asks_for_as_much_as_there_is(server: Loopback, source: HuggingFace) -> None:
    server.answers(body(*papers(0, 120)))
    answer = await source.search("world models & agents")
    assert server.asked[0].path == "/hf/api/papers/search?q=world+models+%26+agents&limit=120"
    assert (len(answer.items), len(server.asked)) == (120, 1)
    assert answer.items[0].paper.facts[0].what == "search"


async def test_repositories_are_counted(server: Loopback, source: HuggingFace) -> None:
    server.answers(b'{"models": [{"id": "a/b", "gated": "manual"}, 7], "datasets": [], "more": 1}')
    server.answers(b"<html>")
    server.answers(b"<html>")
    assert await source.linked_repos(PaperId("2608.00001")) == LinkedRepos(2, 0, 0)
    with pytest.raises(AnswerError, match="a web page"):
        await source.linked_repos(PaperId("2608.00001"))


async def test_an_unchanged_day_is_told_again_without_being_sent(server: Loopback, source: HuggingFace) -> None:
    server.answers(body(entry_2026()), headers={"ETag": '"one"'})
    server.answers(b"", 304)
    first, second = await source.day(DAY), await source.day(DAY)
    assert first == second
    assert server.asked[1].headers["if-none-match"] == '"one"'


async def test_a_bad_body_is_asked_for_once_more_and_not_kept_for_its_etag(
    server: Loopback, source: HuggingFace
) -> None:
    server.answers(b'[{"paper"', headers={"ETag": '"one"'})
    server.answers(body(entry_2026()))
    assert len((await source.day(DAY)).items) == 1
    assert ["if-none-match" in each.headers for each in server.asked] == [False, False]


@pytest.mark.parametrize("content", [b"", b"<html>", b'[{"paper"', b"\xff\x00"])
async def test_a_body_that_stays_bad_is_an_error(content: bytes, server: Loopback, source: HuggingFace) -> None:
    server.answers(content)
    server.answers(content)
    with pytest.raises(AnswerError, match=r"^Hugging Face answered with") as failure:
        await source.day(DAY)
    assert failure.value.url == f"{server.url}/hf/api/daily_papers?date=2026-08-21&limit=100"
    assert len(server.asked) == 2


async def test_waits_that_the_service_asks_for_are_told(server: Loopback) -> None:
    async def no_sleep(seconds: float) -> None:
        waits.append(seconds)

    waits: list[float] = []
    told: list[float] = []
    client = Client(transport=httpx.AsyncHTTPTransport(), sleep=no_sleep)
    source = HuggingFace(client, server.url)
    source.tell_waits(told.append)
    server.answers(b"[]", headers={"RateLimit": '"api";r=0;t=11'})
    server.answers(b"[]")
    for _ in range(2):
        await source.day(DAY)
    await source.aclose()
    assert told == waits == [pytest.approx(12.0, abs=1.0)]


async def test_the_settings_make_the_source(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    environ = {"TUIREAD_HUGGINGFACE_URL": f"{server.url}/hf", "HF_TOKEN": "hf_secret"}
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    source: FeedSource = open_feed_source(load_settings(find_paths(), environ), lambda: NOW)
    server.answers(body(entry_2026()))
    answer = await source.day(DAY)
    await source.aclose()
    assert (source.name, source.request_count) == ("huggingface", 1)
    assert answer.items[0].paper.facts[0].fetched_at == NOW
    assert server.asked[0].headers["authorization"] == "Bearer hf_secret"
    assert re.match(r"tuiread/\S+ \(\+https://", server.asked[0].headers["user-agent"])
