"""The one door: every question and wish, with the cache gone, after a restart, and while the asker is cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import inspect
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, Story, found, make_library, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, WEDNESDAY
from tuiread.dates import day_period, week_period
from tuiread.errors import AmbiguousError, ForeignStoreError, NotFoundError, OfflineError, SourceError, StoreError
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import Account, Author, FeedDay, LinkedRepos, PaperId, Period, PersonKey, RecordKey, Work
from tuiread.researchers import Researchers
from tuiread.search_room import SearchRoom
from tuiread.starter import load_starter

ONE, TWO, THREE = (PaperId(f"2608.0000{number}") for number in (1, 2, 3))
ADA, BO = PersonKey("hf:ada"), PersonKey("name:bo sample")
OFFLINE = OfflineError("Hugging Face cannot be reached.", source="huggingface")
RICH = make_paper(
    ONE,
    "Scaling α",
    authors=[Author("Ada Example", "ada", "claimed_verified"), Author("Bo Sample")],
    title_raw=r"Scaling $\alpha$",
    ai_summary="A machine's sentence.",
    ai_summary_model="example/Small-Model",
    keywords=("agents",),
    organization=Account("lab", "Example Lab"),
    code_url="https://example.org/code",
    code_stars=8,
    feed_days=(FeedDay(FRIDAY, 3, 1, Account("bob", "Bob")),),
    upvotes=3,
)
PLAIN = make_paper(TWO, "Plain", authors=["Bo Sample", "Cleo Third"], upvotes=9)


def week() -> Story:
    return (
        Story()
        .day(f"{FRIDAY}", [RICH, PLAIN])
        .day(f"{THURSDAY}", [make_paper(THREE, "Earlier", authors=["Dan Fourth"])])
    )


@contextlib.asynccontextmanager
async def opened(home: Path, story: Story | None = None) -> AsyncIterator[Library]:
    library = make_library(home, story)
    try:
        yield library
    finally:
        await library.close()


async def sync(library: Library, *days: dt.date) -> None:
    report = await library.sync([day_period(day) for day in days or (FRIDAY, THURSDAY)])
    assert report.failed_days == ()


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    async with opened(tmp_path, week()) as opening:
        await sync(opening)
    # Opened again, because that is when the starter edition goes.
    async with opened(tmp_path, week()) as opening:
        yield opening


def delete_cache(home: Path) -> None:
    for file in find_paths(str(home)).cache.iterdir():
        file.unlink()


# Questions


async def test_without_a_period_the_newest_day_is_shown_with_the_readers_state(library: Library) -> None:
    await library.save([TWO])
    await library.mark_read([ONE], "read")
    await library.researchers.follow(ADA)
    page = await library.feed()
    assert page.period == day_period(FRIDAY)
    states = {row.id: (row.is_unread, row.is_saved, row.followed_name) for row in page.rows}
    assert states == {TWO: (True, True, None), ONE: (False, False, "Ada Example")}
    assert page.unread_count == 1


async def test_a_period_is_shown_in_the_order_that_was_asked_for(library: Library) -> None:
    trending = await library.feed(week_period(FRIDAY), "trending")
    new = await library.feed(week_period(FRIDAY), "new")
    assert [row.id for row in trending.rows] == [TWO, ONE, THREE]
    assert [row.id for row in new.rows] == [ONE, TWO, THREE]
    assert new.order == "new"


async def test_a_row_holds_what_a_line_needs(library: Library) -> None:
    row = next(row for row in (await library.feed()).rows if row.id == ONE)
    assert (row.author_names, row.author_count, row.upvotes, row.comment_count) == (
        ("Ada Example", "Bo Sample"),
        2,
        3,
        1,
    )
    assert (row.organization, row.has_code, row.has_project, row.day) == ("Example Lab", True, False, FRIDAY)


async def test_date_keys_step_through_what_is_there(library: Library) -> None:
    assert (await library.step(day_period(FRIDAY), is_older=True)).period == day_period(THURSDAY)
    assert (await library.step(day_period(FRIDAY), is_older=False)).period is None


async def test_a_paper_comes_with_state_authors_and_followed_names(library: Library) -> None:
    await library.researchers.follow(ADA)
    await library.save([ONE])
    page = await library.paper(ONE)
    assert replace(page.paper, facts=()) == RICH
    assert (page.state.is_unread, page.state.is_saved, page.state.followed_names) == (True, True, ("Ada Example",))
    assert [(row.key, row.is_followed, row.account) for row in page.authors] == [(ADA, True, "ada"), (BO, False, None)]


async def test_an_unknown_paper_is_not_found(library: Library) -> None:
    with pytest.raises(NotFoundError, match=r"2601\.00001"):
        await library.paper(PaperId("2601.00001"))


async def test_a_profile_has_works_coauthors_and_the_follow(library: Library) -> None:
    await library.researchers.follow(BO)
    profile = await library.researchers.profile(BO)
    assert [work.title for work in profile.works] == ["Plain", "Scaling α"]
    assert {coauthor.name for coauthor in profile.coauthors} == {"Ada Example", "Cleo Third"}
    assert (profile.is_followed, profile.followed_at) == (True, NOW)


async def test_people_are_listed_with_followed_ones_marked(library: Library) -> None:
    await library.researchers.follow(ADA)
    rows = await library.researchers.people("example") + await library.researchers.people("sample")
    assert {row.key: row.is_followed for row in rows} == {ADA: True, BO: False}
    assert [row.key for row in await library.researchers.people(limit=1)] == [BO]


async def test_words_are_searched_in_the_cache(library: Library) -> None:
    await library.researchers.follow(BO)
    rows = await found(library, "plain")
    assert [(row.id, row.day, row.followed_name, row.is_name_match) for row in rows] == [
        (TWO, FRIDAY, "Bo Sample", True)
    ]
    assert await found(library, "nothing at all") == ()


async def test_there_are_counts_and_a_check_for_the_doctor(library: Library) -> None:
    await library.save([ONE])
    await library.researchers.follow(ADA)
    expected = {"papers": await library.paper_total(), "days": 2, "saved": 1, "follows": 1, "broken_saves": 0}
    assert await library.counts() == expected
    assert await library.check() == {"library": "ok", "cache": "ok"}


@pytest.mark.parametrize("text", ["hf:ada", "Ada Example", "ada  EXAMPLE", "ada", "exampl"])
async def test_a_person_is_found_by_key_name_or_part_of_a_name(library: Library, text: str) -> None:
    assert await library.researchers.find_person(text) == ADA


async def test_an_unknown_person_is_not_found(library: Library) -> None:
    for text in ("Nobody Known", "hf:nobody", "name:nobody", "%"):
        with pytest.raises(NotFoundError, match=text.rpartition(":")[2]):
            await library.researchers.find_person(text)


async def test_a_name_that_several_people_answer_to_lists_them(library: Library) -> None:
    with pytest.raises(AmbiguousError) as told_so:
        await library.researchers.find_person("")
    sentence = str(told_so.value)
    assert "Ada Example (hf:ada)" in sentence
    assert "Bo Sample (name:bo sample)" in sentence


async def test_an_exact_name_beats_longer_ones(tmp_path: Path) -> None:
    names = ["Bo Sample", "Bo Sample Junior", "Bo Sampleton"]
    async with opened(tmp_path, Story().day(f"{FRIDAY}", [make_paper(ONE, authors=names)])) as library:
        await sync(library, FRIDAY)
        assert await library.researchers.find_person("bo sample") == BO


async def test_a_long_list_of_people_ends_with_how_many_more(tmp_path: Path) -> None:
    names = [f"Bo Number{number}" for number in range(30)]
    async with opened(tmp_path, Story().day(f"{FRIDAY}", [make_paper(ONE, authors=names)])) as library:
        await sync(library, FRIDAY)
        with pytest.raises(AmbiguousError, match="or 24 more"):
            await library.researchers.find_person("Bo Number")


# The first start


async def test_a_first_start_shows_the_starter_edition(tmp_path: Path) -> None:
    async with opened(tmp_path) as library:
        page = await library.feed()
        assert page.freshness.is_starter
        assert page.period.start == max(load_starter().editions)
        assert len(page.rows) == len(load_starter().editions[page.period.start])
        profile = await library.researchers.profile(await library.researchers.find_person("Tatsunori Hashimoto"))
        assert (len(profile.works), profile.is_starter) == (17, True)


async def test_a_second_start_shows_the_same_starter_edition(tmp_path: Path) -> None:
    async with opened(tmp_path) as library:
        counts = await library.counts()
    async with opened(tmp_path) as library:
        assert await library.counts() == counts
        assert (await library.feed()).freshness.is_starter


async def test_the_starter_edition_is_cleared_away_after_a_real_day(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await sync(library)
        assert not (await library.feed()).freshness.is_starter
    async with opened(tmp_path, week()) as library:
        assert await library.paper_total() == 3
        with pytest.raises(NotFoundError):
            await library.researchers.find_person("Tatsunori Hashimoto")


async def test_a_saved_starter_paper_stays_whole_after_the_starter_edition_has_gone(tmp_path: Path) -> None:
    paper_id = list(load_starter().editions.values())[-1][0].id
    async with opened(tmp_path, week()) as library:
        saved = (await library.paper(paper_id)).paper
        await library.save([paper_id])
        await sync(library)
    for _ in range(2):
        async with opened(tmp_path) as library:
            assert (await library.paper(paper_id)).paper == saved
            assert [row.paper.id for row in (await library.saved()).rows] == [paper_id]
            assert await library.paper_total() == 4


async def test_what_the_reader_saved_beats_the_starter_edition_in_a_new_cache(tmp_path: Path) -> None:
    starter_paper = next(iter(load_starter().editions.values()))[0]
    known = replace(RICH, id=starter_paper.id, upvotes=starter_paper.upvotes + 500, linked=LinkedRepos(1, 2, 3))
    async with opened(tmp_path, Story().day(f"{FRIDAY}", [known])) as library:
        await sync(library, FRIDAY)
        saved = (await library.paper(known.id)).paper
        await library.save([known.id])
    delete_cache(tmp_path)
    async with opened(tmp_path) as library:
        paper = (await library.paper(known.id)).paper
        assert (await library.feed()).freshness.is_starter
    assert (paper.authors, paper.upvotes, paper.linked) == (saved.authors, saved.upvotes, saved.linked)
    assert paper.title == "Scaling α"
    assert not paper.is_starter


async def test_the_starter_edition_is_cleared_away_even_when_all_its_days_were_fetched(tmp_path: Path) -> None:
    story = Story()
    days = sorted(load_starter().editions)
    for number, day in enumerate(days):
        story.day(f"{day}", [make_paper(f"2608.9999{number}")])
    async with opened(tmp_path, story) as library:
        await sync(library, *days)
        shown = load_starter().editions[days[0]][0].id
        assert (await library.paper(shown)).paper.is_starter
    async with opened(tmp_path, story) as library:
        assert await library.paper_total() == len(days)
        with pytest.raises(NotFoundError):
            await library.researchers.find_person("Tatsunori Hashimoto")


async def test_an_opening_with_nothing_to_do_does_not_wait_for_another_writer(tmp_path: Path) -> None:
    paper_id = list(load_starter().editions.values())[-1][0].id
    async with opened(tmp_path, week()) as library:
        await sync(library)
        await library.save([ONE, paper_id])
    async with opened(tmp_path) as library:
        await library.feed()
        await library._store.run(lambda store: store.connection.execute("BEGIN IMMEDIATE"))
        async with opened(tmp_path) as other:
            assert (await other.feed()).rows
        await library._store.run(lambda store: store.connection.execute("ROLLBACK"))


async def test_a_paper_saved_from_the_starter_edition_is_completed_once_by_what_a_source_tells(tmp_path: Path) -> None:
    starter_paper = list(load_starter().editions.values())[-1][0]
    day = starter_paper.feed_days[0].day
    real = replace(RICH, id=starter_paper.id, feed_days=(FeedDay(day, 3, 1),))
    story = Story().day(f"{day}", [real])
    async with opened(tmp_path, story) as library:
        await library.save([starter_paper.id])
        await sync(library, day)
        story.day(f"{day}", [replace(real, title="Renamed", abstract="Another.")])
        await sync(library, day)
    delete_cache(tmp_path)
    async with opened(tmp_path) as library:
        paper = (await library.paper(starter_paper.id)).paper
        assert (paper.title, paper.abstract, paper.is_starter) == (RICH.title, RICH.abstract, False)


async def test_the_own_page_of_a_paper_saved_from_the_starter_edition_completes_it_too(tmp_path: Path) -> None:
    starter_paper = list(load_starter().editions.values())[-1][0]
    async with opened(tmp_path, Story().paper(replace(RICH, id=starter_paper.id, feed_days=()))) as library:
        await library.save([starter_paper.id])
        await library.fetch_paper(starter_paper.id)
    delete_cache(tmp_path)
    async with opened(tmp_path) as library:
        assert (await library.paper(starter_paper.id)).paper.abstract == RICH.abstract


# Saved and followed, without the cache


async def test_a_snapshot_that_cannot_be_read_locks_nobody_out(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await sync(library)
        await library.save([ONE, TWO])
        broken = "UPDATE main.saves SET snapshot = '{\"id\": 7' WHERE paper_id = ?"
        await library._store.run(lambda store: store.connection.execute(broken, (ONE,)))
    delete_cache(tmp_path)
    async with opened(tmp_path) as library:
        assert [row.paper.id for row in (await library.saved()).rows] == [TWO]
        counts = await library.counts()
        assert (counts["saved"], counts["broken_saves"]) == (2, 1)


async def test_a_saved_paper_survives_the_cache_whole(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await sync(library)
        await library.save([ONE, TWO])
        before = [(await library.paper(paper_id)).paper for paper_id in (ONE, TWO)]
        page = await library.saved()
    delete_cache(tmp_path)
    async with opened(tmp_path) as library:
        assert [(await library.paper(paper_id)).paper for paper_id in (ONE, TWO)] == before
        assert before[0].abstract and before[0].authors and before[0].facts and before[0].feed_days
        assert await library.saved() == page
        assert [row.id for row in await found(library, "scaling machine")] == []
        assert [row.id for row in await found(library, "scaling α bo")] == [ONE]
        with pytest.raises(NotFoundError):
            await library.paper(THREE)


async def test_a_saved_paper_from_a_new_cache_is_in_no_feed_until_its_day_is_fetched(tmp_path: Path) -> None:
    day = dt.date(2026, 8, 13)
    assert day < min(load_starter().editions)
    story = Story().day(f"{day}", [make_paper(THREE)])
    async with opened(tmp_path, story) as library:
        await sync(library, day)
        await library.save([THREE])
    delete_cache(tmp_path)
    async with opened(tmp_path, story) as library:
        page = await library.feed(day_period(day))
        assert (page.rows, page.freshness.missing_days) == ((), (day,))
        assert (await library.paper(THREE)).paper.feed_days[0].day == day
        await sync(library, day)
        assert [row.id for row in (await library.feed(day_period(day))).rows] == [THREE]


async def test_the_library_lists_newest_saves_first_with_their_size(tmp_path: Path) -> None:
    times = iter([NOW, NOW + dt.timedelta(hours=1)])
    async with opened(tmp_path, week()) as library:
        await sync(library)
        library.now = lambda: next(times)
        await library.save([ONE])
        await library.save([TWO])
        page = await library.saved()
    assert [row.paper.id for row in page.rows] == [TWO, ONE]
    assert all(row.paper.is_saved for row in page.rows)
    assert page.byte_count > 500


async def test_following_works_without_the_cache(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await sync(library)
        await library.researchers.follow(ADA)
        await library.researchers.follow(BO)
        await library.save([ONE])
    delete_cache(tmp_path)
    async with opened(tmp_path, week()) as library:
        page = await library.following()
        assert [(row.key, row.paper_count) for row in page.people] == [(ADA, 1), (BO, 1)]
        assert [item.paper.id for item in page.papers] == [ONE]
        await sync(library)
        page = await library.following()
        assert [item.paper.id for item in page.papers] == [TWO, ONE]
        assert [item.names for item in page.papers] == [("Bo Sample",), ("Ada Example", "Bo Sample")]


async def test_a_person_followed_without_the_cache_can_be_opened_and_unfollowed(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await sync(library)
        await library.researchers.follow(ADA)
    delete_cache(tmp_path)
    async with opened(tmp_path) as library:
        assert (await library.researchers.profile(ADA)).name == "Ada Example"
        assert (await library.researchers.unfollow(ADA)).key == ADA
        assert (await library.following()).people == ()


async def test_nothing_is_saved_where_one_of_several_is_unknown(library: Library) -> None:
    with pytest.raises(NotFoundError, match=r"2601\.00001"):
        await library.save([ONE, PaperId("2601.00001")])
    assert (await library.saved()).rows == ()


async def test_nothing_is_taken_out_where_one_of_several_is_not_saved(library: Library) -> None:
    await library.save([ONE])
    with pytest.raises(NotFoundError, match=rf"arXiv {TWO} is not in your library"):
        await library.unsave([ONE, TWO])
    assert [row.paper.id for row in (await library.saved()).rows] == [ONE]


async def test_whom_nobody_knows_cannot_be_followed_or_unfollowed(library: Library) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        await library.researchers.follow(PersonKey("hf:nobody"))
    with pytest.raises(NotFoundError, match="You do not follow ada"):
        await library.researchers.unfollow(ADA)


# Undo

ACTS: dict[str, Callable[[Library], Awaitable[object]]] = {
    "save": lambda library: library.save([TWO]),
    "unsave": lambda library: library.unsave([ONE]),
    "read": lambda library: library.mark_read([ONE, TWO, THREE], "all read"),
    "unread": lambda library: library.mark_unread([THREE], "unread"),
    "follow": lambda library: library.researchers.follow(BO),
    "unfollow": lambda library: library.researchers.unfollow(ADA),
}


async def state(library: Library) -> list[object]:
    unread = {row.id: row.is_unread for row in (await library.feed(week_period(FRIDAY))).rows}
    return [await library.saved(), await library.following(), unread]


async def prepared(library: Library) -> None:
    await sync(library)
    await library.save([ONE])
    await library.mark_read([THREE], "read")
    await library.researchers.follow(ADA)


@pytest.mark.parametrize("act", ACTS)
async def test_each_act_is_undone(tmp_path: Path, act: str) -> None:
    async with opened(tmp_path, week()) as library:
        await prepared(library)
        before = await state(library)
        await ACTS[act](library)
        assert await state(library) != before
        await library.undo()
        assert await state(library) == before


@pytest.mark.parametrize("act", ACTS)
async def test_each_act_is_undone_after_a_restart(tmp_path: Path, act: str) -> None:
    async with opened(tmp_path, week()) as library:
        await prepared(library)
        before = await state(library)
        await ACTS[act](library)
    async with opened(tmp_path) as library:
        await library.undo()
        assert await state(library) == before


async def test_a_paper_taken_out_comes_back_even_when_the_cache_was_lost_meanwhile(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        await prepared(library)
        await library.unsave([ONE])
    delete_cache(tmp_path)
    async with opened(tmp_path) as library:
        with pytest.raises(NotFoundError):
            await library.paper(ONE)
        assert await library.undo() == "took out “Scaling α”"
        assert (await library.paper(ONE)).paper.abstract == RICH.abstract
        assert [row.paper.id for row in (await library.saved()).rows] == [ONE]


async def test_the_label_of_a_step_counts_the_papers_it_changed(library: Library) -> None:
    await library.mark_read([ONE], "read “Scaling α”")
    await library.mark_read([ONE, TWO, THREE], "all read")
    assert await library.undo() == "all read (2 papers)"
    assert await library.undo() == "read “Scaling α”"


async def test_with_nothing_done_there_is_nothing_to_undo(library: Library) -> None:
    with pytest.raises(NotFoundError, match="Nothing to undo"):
        await library.undo()


# Cancelled askers


@contextlib.asynccontextmanager
async def busy_store(library: Library) -> AsyncIterator[None]:
    """Let the store's thread be busy for a block, so that what is asked meanwhile waits."""
    gate = threading.Event()
    job = asyncio.ensure_future(library._store.run(lambda store: gate.wait()))
    try:
        yield
    finally:
        gate.set()
        await job


async def start_and_cancel(*wishes: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wish) for wish in wishes]
    for _ in range(3):  # until each wish waits in the queue of the store's thread
        await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    assert all(isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*tasks, return_exceptions=True))


async def test_a_cancelled_asker_does_not_lose_a_write(library: Library) -> None:
    async with busy_store(library):
        await start_and_cancel(
            library.save([ONE]),
            library.mark_read([TWO], "read"),
            library.researchers.follow(ADA),
            library.keep_day(WEDNESDAY, [make_paper("2608.00009")], NOW, 0),
        )
    counts = await library.counts()
    assert (counts["papers"], counts["days"], counts["saved"], counts["follows"]) == (
        await library.paper_total(),
        3,
        1,
        1,
    )
    assert [await library.undo() for _ in range(3)] == ["followed Ada Example", "read", "saved “Scaling α”"]


async def test_a_write_that_was_cancelled_is_kept_before_the_library_closes(tmp_path: Path) -> None:
    library = make_library(tmp_path, week())
    await sync(library)
    async with busy_store(library):
        await start_and_cancel(library.save([ONE]))
        closing = asyncio.ensure_future(library.close())
        await asyncio.sleep(0)
    await closing
    async with opened(tmp_path) as again:
        assert (await again.counts())["saved"] == 1


async def test_a_cancelled_question_is_dropped_and_the_next_one_answered(library: Library) -> None:
    async with busy_store(library):
        await start_and_cancel(library.feed(), library.paper(ONE))
    assert (await library.paper(ONE)).paper.id == ONE


# A store that cannot be opened


RECORD = RecordKey("openalex:A5000000001")

QUESTIONS: dict[str, Callable[[Library], Awaitable[object]]] = {
    "feed": lambda library: library.feed(),
    "step": lambda library: library.step(day_period(FRIDAY), is_older=True),
    "paper": lambda library: library.paper(ONE),
    "has_paper": lambda library: library.has_paper(ONE),
    "profile": lambda library: library.researchers.profile(ADA),
    "saved": lambda library: library.saved(),
    "following": lambda library: library.following(),
    "inbox": lambda library: library.inbox(),
    "news_count": lambda library: library.news_count(),
    "feed_choices": lambda library: library.feed_choices("cs.LG"),
    "follow_feed": lambda library: library.follow_feed("category", "cs.LG"),
    "unfollow_feed": lambda library: library.unfollow_feed("category:cs.LG"),
    "mute": lambda library: library.researchers.mute(ADA, is_muted=True),
    "answer_name": lambda library: library.researchers.answer_name(ADA, ONE, is_same=True),
    "people": lambda library: library.researchers.people(),
    "index_state": lambda library: library.searching.index_state(),
    "build_index": lambda library: library.searching.build_index(),
    "import_file": lambda library: library.import_file(Path(__file__)),
    "page": lambda library: library.searching.page("word"),
    "near_saved": lambda library: library.searching.near_saved(ONE, 5),
    "find_person": lambda library: library.researchers.find_person("Ada"),
    "paper_total": lambda library: library.paper_total(),
    "counts": lambda library: library.counts(),
    "check": lambda library: library.check(),
    "abstract": lambda library: library.researchers.abstract(ADA, Work("A Work", 2026, "arXiv")),
    "own_claim": lambda library: library.researchers.own_claim(),
    "claim": lambda library: library.researchers.claim(ADA),
    "drop_claim": lambda library: library.researchers.drop_claim(),
    "answer_identity": lambda library: library.researchers.answer_identity(ADA, RECORD, is_same=True),
    "write_note": lambda library: library.researchers.write_note(ADA, "A note."),
    "forget": lambda library: library.researchers.forget(ADA),
    "check_proofs": lambda library: library.researchers.check_proofs(ADA),
    "refresh_follows": lambda library: library.researchers.refresh_follows(),
    "refresh": lambda library: library.researchers.refresh(ADA),
    "fetch_person": lambda library: library.researchers.fetch_person(PersonKey(RECORD)),
    "save": lambda library: library.save([ONE]),
    "unsave": lambda library: library.unsave([ONE]),
    "mark_read": lambda library: library.mark_read([ONE], "read"),
    "mark_unread": lambda library: library.mark_unread([ONE], "unread"),
    "follow": lambda library: library.researchers.follow(ADA),
    "unfollow": lambda library: library.researchers.unfollow(ADA),
    "undo": lambda library: library.undo(),
    "due": lambda library: library.due(),
    "unsettled": lambda library: library.unsettled([day_period(FRIDAY)]),
    "sync": lambda library: library.sync([day_period(FRIDAY)]),
    "fetch_paper": lambda library: library.fetch_paper(ONE),
    "keep_day": lambda library: library.keep_day(FRIDAY, [RICH], NOW, 0),
    "keep_failure": lambda library: library.keep_failure([FRIDAY], NOW, "No network."),
}


NOT_OF_THE_STORE = {"close", "search_online", "harvest"}
NOT_OF_THE_STORE |= {"require_sentence_model", "read_sentences", "forget_sentences"}


def test_all_questions_and_wishes_are_asked_below() -> None:
    rooms = (Library, Researchers, SearchRoom)
    public = {name for room in rooms for name, _ in inspect.getmembers(room, inspect.iscoroutinefunction)}
    assert {name for name in public if name[0] != "_"} - NOT_OF_THE_STORE == set(QUESTIONS), (
        "these ask the sources, or the sentence model, before they ask the store anything"
    )


@pytest.mark.parametrize("question", QUESTIONS)
async def test_where_the_store_cannot_be_opened_every_question_says_why(tmp_path: Path, question: str) -> None:
    database = find_paths(str(tmp_path)).library_db
    database.parent.mkdir(parents=True)
    database.write_text("Dear diary, " * 99)
    async with opened(tmp_path, week()) as library:
        with pytest.raises(ForeignStoreError, match=r"library\.db is not a database"):
            await QUESTIONS[question](library)


async def test_a_store_that_fails_while_it_is_filled_is_closed_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(store: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr("tuiread.acts.put_saves_back", fail)
    async with opened(tmp_path) as library:
        with pytest.raises(StoreError, match="The disk is full"):
            await library.feed()
    assert [file.name for file in find_paths(str(tmp_path)).data.iterdir()] == ["library.db"]


# The network


async def test_a_single_paper_is_fetched_and_kept(tmp_path: Path) -> None:
    paper = replace(RICH, linked=LinkedRepos(1, 2, 3))
    async with opened(tmp_path, Story().paper(paper)) as library:
        page = await library.fetch_paper(ONE)
        assert page.paper == replace(paper, facts=page.paper.facts)
        assert [fact.what for fact in page.paper.facts] == ["paper page"]
        assert await library.paper(ONE) == page


async def test_a_paper_that_nobody_knows_is_not_found(library: Library) -> None:
    with pytest.raises(NotFoundError, match=r"2601\.00001"):
        await library.fetch_paper(PaperId("2601.00001"))


async def test_a_paper_that_cannot_be_fetched_leaves_what_is_there(tmp_path: Path) -> None:
    story = week()
    async with opened(tmp_path, story) as library:
        await sync(library)
        story.fails_with(OFFLINE)
        with pytest.raises(SourceError):
            await library.fetch_paper(ONE)
        assert (await library.paper(ONE)).paper.title == RICH.title


async def test_the_source_is_opened_when_it_is_first_needed_and_closed_with_the_library(tmp_path: Path) -> None:
    from tests.fakes import FakeSource
    from tuiread.settings import Clock, Settings, load_settings

    made: list[FakeSource] = []
    story = week()

    def open_source(settings: Settings, now: Clock) -> FakeSource:
        made.append(story.open(settings, now))
        return made[-1]

    paths = find_paths(str(tmp_path))
    library = Library(paths, load_settings(paths, {}), lambda: NOW, open_source)
    await library.feed()
    assert made == []
    await sync(library)
    await library.fetch_paper(ONE)
    assert [source.is_closed for source in made] == [False]
    await library.close()
    assert [source.is_closed for source in made] == [True]


async def test_what_is_due_follows_from_what_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as library:
        due = await library.due()
        assert len(due) == 7
        assert due[0] == day_period(FRIDAY)
        await library.sync(due)
        assert await library.due() == (day_period(FRIDAY), day_period(THURSDAY))
        assert await library.due(is_asked_for=False) == ()


async def test_days_of_a_plan_that_have_settled_are_left_out(library: Library) -> None:
    plan: list[Period] = [day_period(FRIDAY - dt.timedelta(days=number)) for number in range(4)]
    await library.keep_day(WEDNESDAY, [make_paper("2608.00009")], NOW, 0)
    assert await library.unsettled(plan) == (plan[0], plan[1], plan[3])


async def test_two_libraries_on_one_home_see_what_the_other_wrote(tmp_path: Path) -> None:
    async with opened(tmp_path, week()) as one, opened(tmp_path, week()) as other:
        await asyncio.gather(sync(one), sync(other))
        await asyncio.gather(
            one.save([ONE]), other.save([TWO]), one.researchers.follow(ADA), other.mark_read([ONE], "read")
        )
        assert await one.counts() == await other.counts()
        assert await one.saved() == await other.saved()
        assert (await one.counts())["saved"] == 2
