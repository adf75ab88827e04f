"""The recorded days, synced from the replay through the real client: every field that is kept is the one that was sent.

What is expected is read from the raw JSON here, without our parser.  The recorded answers lie beside the project
(../shared), not in it; `test_huggingface` tests the same shapes with invented content.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tuiread.cleaning import readable
from tuiread.dates import day_period, month_period, weekdays
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import FeedDay, Paper, PaperId, Period, SyncReport
from tuiread.settings import load_settings

SHARED = Path(__file__).parents[2] / "shared"
SERVER = SHARED / "replay" / "serve.py"
DAYS = SHARED / "samples" / "hf_daily_papers"
NOW = dt.datetime(2026, 8, 21, 20, tzinfo=dt.UTC)
SITE = "https://huggingface.co"

pytestmark = pytest.mark.skipif(
    not (SERVER.exists() and DAYS.is_dir()), reason="the replay and the recorded days (../shared) are not here"
)

Json = dict[str, Any]


class Synced(NamedTuple):
    """What is there after a sync of all recorded days."""

    report: SyncReport
    papers: dict[PaperId, Paper]
    lists: dict[dt.date, list[PaperId]]
    request_count: int


@pytest.fixture(scope="module")
def recorded() -> dict[dt.date, list[Json]]:
    """Return the recorded answers, oldest day first."""
    return {dt.date.fromisoformat(file.stem): json.loads(file.read_bytes()) for file in sorted(DAYS.glob("*.json"))}


@pytest.fixture(scope="module")
def replay() -> Iterator[str]:
    """Return the address of a running replay."""
    command = [sys.executable, str(SERVER), "--data", str(SHARED / "samples"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().split()[0] + "/hf"
        server.terminate()


@pytest.fixture(scope="module")
def synced(replay: str, recorded: dict[dt.date, list[Json]], tmp_path_factory: pytest.TempPathFactory) -> Synced:
    return asyncio.run(sync_all(replay, recorded, tmp_path_factory.mktemp("replay")))


def open_library(replay: str, home: Path) -> Library:
    paths = find_paths(str(home))
    return Library(paths, load_settings(paths, {"TUIREAD_HUGGINGFACE_URL": replay}), lambda: NOW)


async def sync_all(replay: str, recorded: dict[dt.date, list[Json]], home: Path) -> Synced:
    library = open_library(replay, home)
    try:
        report = await library.sync([day_period(day) for day in recorded])
    finally:
        await library.close()
    # Opened again, because that is when the starter edition goes.
    library = open_library(replay, home)
    try:
        lists = {day: await listed(library, day_period(day)) for day in recorded}
        ids = {paper_id for found in lists.values() for paper_id in found}
        papers = {paper_id: (await library.paper(paper_id)).paper for paper_id in ids}
        return Synced(report, papers, lists, report.outcomes[0].request_count)
    finally:
        await library.close()


async def listed(library: Library, period: Period) -> list[PaperId]:
    return [row.id for row in (await library.feed(period, "new")).rows]


def newest(recorded: dict[dt.date, list[Json]]) -> dict[PaperId, Json]:
    """Return for each paper what the last of its days says, which decides."""
    return {item["paper"]["id"]: item for items in recorded.values() for item in items}


# What the answers say, in plain words


def folded(text: str | None) -> str | None:
    """Return a text on one line, without characters that are not to be seen."""
    if text is None:
        return None
    seen = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFC", " ".join(seen.split())) or None


def bare(text: str | None) -> str | None:
    """Return a text without any white space."""
    return "".join((folded(text) or "").split()) or None


def address(url: str | None) -> str | None:
    cleaned = folded(f"{SITE}{url}" if url and url.startswith("/") else url)
    return cleaned if cleaned and re.match("https?://", cleaned) else None


def account(raw: Json | None, *names: str) -> Json | None:
    """Return user, full name and avatar of an account, wherever the shape has the user."""
    if raw is None:
        return None
    user = next(raw[name] for name in names if raw.get(name))
    return {
        "user": user,
        "full_name": folded(raw.get("fullname")),
        "avatar_url": address(raw.get("avatarUrl", raw.get("avatar"))),
    }


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def author(raw: Json) -> tuple[object, ...]:
    user = raw.get("user") or {}
    name = user.get("user") or user.get("name")
    return folded(raw["name"]), name, raw.get("status"), bool(raw.get("hidden"))


def sent_facts(item: Json) -> Json:
    """Return what an item says, by the field where it is kept."""
    paper = item["paper"]
    return {
        "id": paper["id"],
        "abstract": bare(paper["summary"]),
        "authors": [author(raw) for raw in paper["authors"]],
        "published_at": moment(paper["publishedAt"]),
        "upvotes": paper["upvotes"],
        "comment_count": item["numComments"],
        "ai_summary": readable(paper["ai_summary"]) if paper.get("ai_summary") else None,
        "ai_summary_model": paper.get("ai_summary_model"),
        "keywords": [folded(word) for word in paper.get("ai_keywords") or ()],
        "organization": account(paper.get("organization") or item.get("organization"), "name"),
        "code_url": address(paper.get("githubRepo")),
        "code_added_by": paper.get("githubRepoAddedBy"),
        "code_stars": paper.get("githubStars"),
        "project_url": address(paper.get("projectPage")),
        "media_urls": set(map(address, [*(item.get("mediaUrls") or ()), *(paper.get("mediaUrls") or ())])),
        "thumbnail_url": address(item.get("thumbnail") or item.get("mediaUrl")),
        "is_author_participating": item.get("isAuthorParticipating"),
        "linked": None,
        "summary": None,
    }


def kept_facts(paper: Paper) -> Json:
    """Return what is kept, in the form of `sent_facts`."""
    organization = paper.organization
    return {
        "id": paper.id,
        "abstract": bare(paper.abstract_raw or paper.abstract),
        "authors": [(each.name, each.hf_user, each.hf_status, each.is_hidden) for each in paper.authors],
        "published_at": paper.published_at,
        "upvotes": paper.upvotes,
        "comment_count": paper.comment_count,
        "ai_summary": paper.ai_summary,
        "ai_summary_model": paper.ai_summary_model,
        "keywords": list(paper.keywords),
        "organization": fields(organization),
        "code_url": paper.code_url,
        "code_added_by": paper.code_added_by,
        "code_stars": paper.code_stars,
        "project_url": paper.project_url,
        "media_urls": set(paper.media_urls),
        "thumbnail_url": paper.thumbnail_url,
        "is_author_participating": paper.is_author_participating,
        "linked": paper.linked,
        "summary": paper.summary,
    }


def fields(record: Any) -> Json | None:
    return {name: getattr(record, name) for name in record.__struct_fields__} if record else None


# Tests


def test_all_recorded_days_come_and_nothing_is_skipped(synced: Synced, recorded: dict[dt.date, list[Json]]) -> None:
    report = synced.report
    assert len(recorded) == 86
    assert tuple(report.days) == tuple(recorded)
    assert (report.failed_days, report.outcomes[0].is_ok, report.outcomes[0].error) == ((), True, None)
    assert sum(day.paper_count for day in report.days.values()) == 1522
    assert sum(day.skipped_count for day in report.days.values()) == 0
    assert report.new_count == 1522
    assert synced.request_count == 86


def test_every_day_lists_what_it_was_sent(synced: Synced, recorded: dict[dt.date, list[Json]]) -> None:
    sent = {day: {item["paper"]["id"] for item in items} for day, items in recorded.items()}
    assert {day: set(found) for day, found in synced.lists.items()} == sent
    assert all(len(found) == len(set(found)) for found in synced.lists.values())


def test_every_field_of_every_paper_is_what_was_sent(synced: Synced, recorded: dict[dt.date, list[Json]]) -> None:
    differences = []
    for paper_id, item in newest(recorded).items():
        sent, kept = sent_facts(item), kept_facts(synced.papers[paper_id])
        differences += [(paper_id, name, sent[name], kept[name]) for name in sent if sent[name] != kept[name]]
    assert differences == []


def test_every_title_is_one_that_was_sent_with_its_raw_text(
    synced: Synced, recorded: dict[dt.date, list[Json]]
) -> None:
    others = {}
    for paper_id, item in newest(recorded).items():
        paper = synced.papers[paper_id]
        sent = {folded(item["title"]), folded(item["paper"]["title"])}
        if (paper.title_raw or paper.title) not in sent or not paper.title.strip():
            others[paper_id] = (paper.title_raw or paper.title, sent)
    assert others == {}


def test_every_appearance_is_kept_with_its_day_votes_comments_and_submitter(
    synced: Synced, recorded: dict[dt.date, list[Json]]
) -> None:
    kept = {(paper_id, seen.day): seen for paper_id, paper in synced.papers.items() for seen in paper.feed_days}
    assert len(kept) == 1522
    for day, items in recorded.items():
        for item in items:
            assert kept_appearance(kept[item["paper"]["id"], day]) == sent_appearance(day, item)


def kept_appearance(seen: FeedDay) -> tuple[object, ...]:
    return seen.day, seen.upvotes, seen.comment_count, fields(seen.submitted_by)


def sent_appearance(day: dt.date, item: Json) -> tuple[object, ...]:
    paper = item["paper"]
    named = paper.get("submittedOnDailyAt")
    by_account = paper.get("submittedOnDailyBy")
    submitter = account(by_account, "user") if by_account else account(item.get("submittedBy"), "name", "user")
    return moment(named).date() if named else day, paper["upvotes"], item["numComments"], submitter


def test_every_fact_can_be_asked_again(synced: Synced, replay: str) -> None:
    for paper in synced.papers.values():
        assert {fact.source for fact in paper.facts} == {"huggingface"}
        assert {fact.fetched_at for fact in paper.facts} == {NOW}
        days = {str(seen.day) for seen in paper.feed_days}
        assert {fact.what for fact in paper.facts} == {f"daily papers of {day}" for day in days}
        assert {fact.url for fact in paper.facts} == {f"{replay}/api/daily_papers?date={day}&limit=100" for day in days}


# Items of June 2024 name no day, and of March 2025 not all do: then each weekday is asked for after the month.
@pytest.mark.parametrize(
    ("month", "requests"),
    [(dt.date(2026, 8, 1), 3), (dt.date(2025, 3, 1), 4 + 21), (dt.date(2024, 6, 1), 2 + 20)],
    ids=["2026-08", "2025-03", "2024-06"],
)
async def test_a_month_gives_the_same_days_as_its_days_do(
    replay: str, recorded: dict[dt.date, list[Json]], tmp_path: Path, month: dt.date, requests: int
) -> None:
    library = open_library(replay, tmp_path)
    period = month_period(month)
    try:
        report = await library.sync([period])
        found = {day: await listed(library, day_period(day)) for day in report.days}
    finally:
        await library.close()
    expected = weekdays(period.start, min(period.end, NOW.date()))
    assert tuple(report.days) == expected
    assert report.outcomes[0].request_count == requests
    assert {day: len(ids) for day, ids in found.items()} == {day: len(recorded.get(day, ())) for day in expected}
    assert all(set(ids) == {item["paper"]["id"] for item in recorded.get(day, ())} for day, ids in found.items())
