"""The shelf's rules and questions: groups, orders, completion, nearness, citations since, the week, the limit."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tests.text_fixtures import FakePages
from tests.word_fixtures import ROWS
from tuiread import acts, section_acts, shelf_acts, text_acts
from tuiread.errors import LimitError
from tuiread.insight.shelving import completed, completions, groups_of, is_in, ordered, queue_of, tag_counts
from tuiread.library import Library
from tuiread.near_saved import near_saved
from tuiread.paths import find_paths
from tuiread.records import CitedList, LibraryPage, ListedWork, PaperId, SavedRow, SectionReply, ShelfGroup, TagCount
from tuiread.settings import load_settings
from tuiread.store import Store
from tuiread.tables import sections, statistics
from tuiread.words.shelf import disk_words, span_words, sparks

IDS = [PaperId(f"2608.{number:05}") for number in range(1, 7)]


def saved(number: int, **facts: object) -> SavedRow:
    """Return a saved paper that was saved so many hours ago."""
    row = replace(ROWS[0], id=IDS[number], title=f"{'cab'[number % 3]} paper", is_unread=number == 0)
    return replace(SavedRow(row, NOW - dt.timedelta(hours=number)), **facts)


SHELF = [
    saved(0, tags=("data", "Évals"), letters=12_000),
    saved(1, tags=("data",), letters=12_000, share=0.9, queue_place=1, read_at=NOW),
    saved(2, queue_place=0, notice="withdrawn"),
]


def test_groups_count_their_papers() -> None:
    groups = groups_of(LibraryPage(tuple(SHELF), 0, tags=tag_counts(SHELF)))
    assert [(group.tag or group.kind, group.paper_count) for group in groups] == [
        ("all", 3), ("data", 2), ("Évals", 1), ("untagged", 1), ("queue", 2), ("unread", 1), ("noted", 0),
        ("textless", 1), ("noticed", 1),
    ]  # fmt: skip
    for group in groups:
        assert sum(is_in(row, group) for row in SHELF) == group.paper_count


def test_a_tag_group_knows_other_spellings() -> None:
    assert is_in(SHELF[0], ShelfGroup("tag", "ÉVALS"))
    assert tag_counts([saved(0, tags=("NLP",)), saved(1, tags=("nlp",)), saved(2, tags=("nlp",))]) == (
        TagCount("nlp", 3),
    )


@pytest.mark.parametrize(
    ("order", "wanted"), [("saved", "cab"), ("title", "abc"), ("read", "acb"), ("left", "acb"), ("year", "abc")]
)
def test_orders(order: str, wanted: str) -> None:
    assert "".join(row.paper.title[0] for row in ordered(SHELF, order)) == wanted  # type: ignore[arg-type]


def test_papers_saved_at_once_stand_by_title_and_those_of_a_year_by_day_first() -> None:
    at_once = [replace(row, saved_at=NOW) for row in SHELF]
    assert [row.paper.title[0] for row in ordered(at_once, "saved")] == ["a", "b", "c"]
    days = {SHELF[0].paper.id: dt.date(2026, 3, 1), SHELF[1].paper.id: dt.date(2026, 3, 2)}
    dated = [replace(row, paper=replace(row.paper, published_on=days.get(row.paper.id))) for row in SHELF]
    assert [row.paper.id for row in ordered(dated, "year")] == [IDS[1], IDS[0], IDS[2]]


def test_the_queue_is_in_its_own_order() -> None:
    assert [row.queue_place for row in queue_of(SHELF)] == [0, 1]


def test_minutes_left_come_from_the_letters_and_the_place() -> None:
    assert [row.minutes_left for row in SHELF] == [10, 1, None]


def test_the_last_word_is_completed() -> None:
    tags = ["data", "metadata", "group"]
    assert completions("group, DA", tags) == ["data", "metadata"]
    assert completions("group -me", tags) == ["metadata"]
    assert completions("", tags) == tags
    assert completed("group, da", "data") == "group, data "
    assert completed("group -da", "data") == "group -data "


# Words


def test_sparks_say_zero_and_most() -> None:
    assert sparks((0, 1, 8, 4)) == " ▁█▄"
    assert sparks((0, 0)) == "  "
    assert sparks(()) == ""


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "1 day"), (13, "13 days"), (50, "7 weeks"), (200, "6 months")]
)
def test_how_long_ago_is_said_roughly(days: int, words: str) -> None:
    assert span_words(dt.timedelta(days=days)) == words


def test_the_limit_is_said_once_it_is_passed() -> None:
    page = LibraryPage((), 134_000_000, limit_bytes=2_000_000_000)
    assert disk_words(page) == "134 of 2,000 MB"
    assert disk_words(replace(page, byte_count=2_000_000_000)).endswith("no more texts are fetched")


# From the store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as library:
        day_kept(library, FRIDAY, [make_paper(paper_id) for paper_id in IDS])
        yield library


def cite(store: Store, paper_id: PaperId, *citing: str) -> None:
    """Keep that papers cite one."""
    works = tuple(ListedWork(f"Work {one}", paper_id=PaperId(one)) for one in citing)
    with store.transaction():
        section_acts.keep_cited(
            store, paper_id, "citations", SectionReply("openalex", "answered", NOW), CitedList(works, len(works))
        )


def test_what_cites_a_paper_since_it_was_saved_is_younger_than_the_save(store: Store) -> None:
    cite(store, IDS[0], "2609.00002", "2501.00001", "2610.00001", "2608.00099")
    assert sections.citing_since(store.connection, IDS[0]) == ()
    with store.transaction():
        acts.save(store, IDS[:1], NOW)
    assert sections.citing_since(store.connection, IDS[0]) == ("2610.00001", "2609.00002")


def test_without_an_index_saved_papers_are_near_by_citations(store: Store) -> None:
    cite(store, IDS[0], IDS[1], IDS[2])
    with store.transaction():
        acts.save(store, IDS[:2], NOW)
    (near,) = near_saved(store.connection, IDS[0], None, 3)
    assert (near.paper.id, near.nearness) == (IDS[1], None)
    (back,) = near_saved(store.connection, IDS[1], None, 3)
    assert back.paper.id == IDS[0]


def test_the_week_is_counted_from_monday_by_day(store: Store) -> None:
    monday = NOW - dt.timedelta(days=4)
    with store.transaction():
        acts.save(store, IDS[:1], NOW - dt.timedelta(days=7))
        acts.save(store, IDS[1:3], monday)
        acts.mark_read(store, IDS[:3], NOW, "read")
        shelf_acts.write_note(store, IDS[0], "words", NOW)
    week = statistics.week(store.connection, NOW)
    assert week.first_day == monday.date()
    assert (week.saved, week.read) == ((2, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 3, 0, 0))
    assert week.note_count == 1


def test_a_full_shelf_fetches_no_more_texts_and_deletes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, [make_paper(paper_id) for paper_id in IDS])
        with store.transaction():
            acts.save(store, IDS[:1], NOW)
            text_acts.keep_figures(store, IDS[0], {"https://example.org/a.png": bytes(1_000_000)})

    async def fetch() -> None:
        paths = find_paths(str(tmp_path))
        settings = load_settings(paths, {"TUIREAD_LIBRARY_DISK_LIMIT_MB": "1"})
        pages = FakePages()
        library = Library(paths, settings, lambda: NOW, make_pages=lambda settings: pages)
        try:
            with pytest.raises(LimitError, match="take 1 of 1 MB, so no more are fetched and nothing is deleted"):
                await library.texts.fetch(IDS[0])
            assert await library.texts.figure(IDS[0], "https://example.org/a.png")
            assert await library.texts.due() == IDS[:1]
        finally:
            await library.close()

    asyncio.run(fetch())
