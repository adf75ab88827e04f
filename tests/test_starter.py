"""The bundled starter edition: it decodes, its facts are the recorded ones, its summaries our own words."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tuiread.errors import AnswerError
from tuiread.records import Account, Author, FeedDay, Paper, SourceFact
from tuiread.starter import Starter, load_starter, parse_starter

SHARED = Path(__file__).parents[2] / "shared"
SAMPLES = SHARED / "samples" / "hf_daily_papers"
SEEDS = SHARED / "seeds"
LONGEST_SHARED_RUN = 7
READABLE_BY_HAND = {"R^3-Bench": "R³-Bench"}
"""What a recorded title writes for a keyboard, and how readers write it."""

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded days (../shared/samples) are not here")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the recorded profile (../shared/seeds) is not here")


@pytest.fixture(scope="module")
def starter() -> Starter:
    return load_starter()


def bundled_bytes() -> bytes:
    return resources.files("tuiread.starter").joinpath("edition.json").read_bytes()


def papers_of(starter: Starter) -> list[Paper]:
    return list(chain.from_iterable(starter.editions.values()))


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(strings_in(part) for part in chain(value, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(strings_in(part) for part in value)


def recorded_items(day: dt.date) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((SAMPLES / f"{day}.json").read_bytes())
    return items


def runs_of(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[start:] for start in range(length)), strict=False))


def expected_title(raw: str) -> str:
    title = " ".join(raw.split())
    for written, readable in READABLE_BY_HAND.items():
        title = title.replace(written, readable)
    return title


def expected_facts(item: dict[str, Any]) -> dict[str, Any]:
    paper = item["paper"]
    code_url = (paper.get("githubRepo") or "").strip() or None
    organization = paper.get("organization")
    return {
        "id": paper["id"],
        "title": expected_title(paper["title"]),
        "authors": tuple(Author(" ".join(author["name"].split())) for author in paper["authors"]),
        "published_on": dt.date.fromisoformat(paper["publishedAt"][:10]),
        "upvotes": paper["upvotes"],
        "comment_count": item["numComments"],
        "code_url": code_url,
        "code_stars": paper.get("githubStars") if code_url else None,
        "project_url": (paper.get("projectPage") or "").strip() or None,
        "organization": Account(organization["name"], " ".join(organization["fullname"].split()))
        if organization
        else None,
    }


def test_the_edition_has_five_weekdays_newest_first(starter: Starter) -> None:
    days = list(starter.editions)
    assert days == [dt.date(2026, 8, day) for day in (21, 20, 19, 18, 17)]
    assert all(day.weekday() < 5 for day in days)
    assert starter.recorded_on == days[0]


def test_the_edition_has_about_eighty_papers_each_on_one_day(starter: Starter) -> None:
    ids = [paper.id for paper in papers_of(starter)]
    assert 75 <= len(ids) <= 85
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"\d{4}\.\d{4,5}", paper_id) for paper_id in ids)


def test_every_paper_says_when_it_was_on_the_feed_and_where_its_facts_come_from(starter: Starter) -> None:
    recorded_at = dt.datetime(2026, 8, 21, tzinfo=dt.UTC)
    fact = SourceFact(source="starter", what="starter edition of 2026-08-21", fetched_at=recorded_at)
    for day, papers in starter.editions.items():
        for paper in papers:
            assert paper.feed_days == (FeedDay(day, paper.upvotes, paper.comment_count),)
            assert paper.facts == (fact,)
            assert paper.is_starter


def test_the_papers_of_a_day_come_by_votes(starter: Starter) -> None:
    for papers in starter.editions.values():
        votes = [paper.upvotes for paper in papers]
        assert votes == sorted(votes, reverse=True)


def test_every_paper_has_a_title_authors_and_a_summary_of_one_or_two_sentences(starter: Starter) -> None:
    for paper in papers_of(starter):
        assert paper.title, paper.id
        assert paper.authors, paper.id
        assert all(author.name for author in paper.authors), paper.id
        assert paper.summary is not None, paper.id
        assert 60 <= len(paper.summary) <= 300, paper.id
        assert paper.summary.endswith("."), paper.id
        assert len(re.findall(r"[.?!](?= [A-Z]|$)", paper.summary)) <= 2, paper.id


def test_the_edition_holds_no_abstract_and_no_machine_summary(starter: Starter) -> None:
    for paper in papers_of(starter):
        assert (paper.abstract, paper.abstract_raw, paper.ai_summary) == (None, None, None), paper.id


def test_no_string_holds_control_or_format_characters_or_loose_spaces() -> None:
    for text in strings_in(json.loads(bundled_bytes())):
        assert not [char for char in text if unicodedata.category(char)[0] == "C"], text
        assert text == " ".join(text.split())


def test_the_bundled_file_is_readable_in_a_diff() -> None:
    text = bundled_bytes().decode()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def test_the_researcher_has_seventeen_preprints_newest_first(starter: Starter) -> None:
    works = starter.works
    assert starter.researcher == "Tatsunori Hashimoto"
    assert len(works) == 17
    assert {(work.kind, work.source) for work in works} == {("preprint", "arXiv")}
    years = [work.year for work in works if work.year is not None]
    assert len(years) == len(works)
    assert set(years) <= set(range(2020, 2027))
    order = [(-year, work.title.casefold()) for year, work in zip(years, works, strict=True)]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"<html>", "malformed", id="no JSON"),
        pytest.param(bundled_bytes()[:-40], "truncated", id="cut short"),
        pytest.param(bundled_bytes().replace(b'"recorded_on"', b'"recorded"'), "recorded", id="renamed field"),
        pytest.param(bundled_bytes().replace(b'"upvotes": ', b'"upvotes": -', 1), "upvotes", id="negative votes"),
        pytest.param(bundled_bytes().replace(b'"summary"', b'"abstract"', 1), "abstract", id="unknown field"),
        pytest.param(bundled_bytes().replace(b"https://", b"file:///", 1), "_url", id="not a web address"),
        pytest.param(bundled_bytes().replace("³".encode(), b"\xff"), "utf-8", id="not UTF-8"),
    ],
)
def test_a_damaged_edition_is_refused_in_one_sentence_with_the_next_step(content: bytes, reason: str) -> None:
    with pytest.raises(AnswerError, match=reason) as caught:
        parse_starter(content)
    assert caught.value.source == "starter"
    assert str(caught.value).endswith("install tuiread again.")


def test_a_missing_edition_is_refused_like_a_damaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    with pytest.raises(AnswerError, match="No such file") as caught:
        load_starter()
    assert isinstance(caught.value.__cause__, FileNotFoundError)


@needs_samples
def test_every_fact_equals_the_recorded_answer(starter: Starter) -> None:
    for day, papers in starter.editions.items():
        recorded = {item["paper"]["id"]: item for item in recorded_items(day)}
        for paper in papers:
            expected = expected_facts(recorded[paper.id])
            assert {name: getattr(paper, name) for name in expected} == expected


@needs_samples
def test_each_day_holds_the_papers_with_the_most_votes(starter: Starter) -> None:
    for day, papers in starter.editions.items():
        by_votes = sorted(recorded_items(day), key=lambda item: -int(item["paper"]["upvotes"]))
        assert [paper.id for paper in papers] == [item["paper"]["id"] for item in by_votes[:16]]


@needs_samples
def test_no_summary_repeats_eight_words_in_a_row_of_an_abstract_or_machine_summary(starter: Starter) -> None:
    for day, papers in starter.editions.items():
        recorded = {item["paper"]["id"]: item["paper"] for item in recorded_items(day)}
        for paper in papers:
            own = runs_of(paper.summary or "", LONGEST_SHARED_RUN + 1)
            for source in ("summary", "ai_summary"):
                text = recorded[paper.id].get(source) or ""
                assert not own & runs_of(text, LONGEST_SHARED_RUN + 1), f"{paper.id}: {source}"


@needs_seeds
def test_the_works_are_those_of_the_recorded_profile(starter: Starter) -> None:
    (profile,) = SEEDS.glob("000_*.txt")
    found = re.findall(r"^preprint(\d{4})arXiv\n\n(.+)$", profile.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [(str(work.year), work.title) for work in starter.works] == found
