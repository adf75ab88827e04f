"""What a query finds: in the cache, in the library and in the archive, together, in one order."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.fakes import NOW, Story, found, make_library, make_paper
from tests.reader_machine import opened_with_papers
from tests.shelf_fixtures import FRIDAY, THURSDAY, day_kept
from tests.test_archive import opened, paper
from tests.test_meaning import papers as three_topics
from tuiread import acts, person_acts, section_acts, shelf_acts
from tuiread.dates import day_period
from tuiread.errors import NotFoundError
from tuiread.meaning.files import MeaningIndex, write_index
from tuiread.meaning.meanings import Meanings
from tuiread.names import name_key
from tuiread.near import Near
from tuiread.near_saved import near_saved
from tuiread.paths import find_paths
from tuiread.records import (
    Author,
    CitedList,
    IndexState,
    ListedWork,
    PaperId,
    PersonKey,
    SearchMode,
    SearchOrder,
    SearchPage,
    SectionReply,
)
from tuiread.search import MOST_HITS, search_page
from tuiread.search_language import read_query
from tuiread.search_room import SearchRoom
from tuiread.store import Store
from tuiread.tables import archive, found as found_table, papers, tags
from tuiread.tags import parse_tags

ADA = Author("Ada Example", "ada", "claimed_verified")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a cache of three papers beside an archive of four, one of them in both."""
    with opened(tmp_path) as store:
        day_kept(
            store,
            FRIDAY,
            [
                make_paper(
                    "2608.00001", "Scaling Laws for Lamps", abstract="Compute, light.", authors=[ADA, "Bo Sample"]
                ),
                make_paper("2608.00002", "Quiet Screens", abstract="Scaling laws are not all.", authors=["Cleo Third"]),
            ],
        )
        day_kept(store, THURSDAY, [make_paper("2608.00003", "Laws of Scaling", authors=["Bo Sample"])])
        with store.transaction() as connection:
            day = dt.date(2019, 5, 1)
            archive.keep(
                connection,
                [
                    paper("2608.00003", "An Older Title, Scaling", day=dt.date(2026, 8, 19)),
                    paper("1905.00001", "Old Scaling Laws", "A survey.", day=day, names=["Jun Gao"]),
                    paper("1905.00002", "Old Lamps", "No laws of scaling.", day=day, categories=["cs.CL"]),
                    paper("1805.00001", "Older Lamps", "Light.", day=dt.date(2018, 5, 1), names=["Gao Jun"]),
                ],
            )
            archive.settle(connection)
        yield store


def page(store: Store, text: str, order: SearchOrder = "best") -> SearchPage:
    with store.reading() as connection:
        return search_page(connection, read_query(text), order)


def ids(store: Store, text: str, order: SearchOrder = "best") -> list[str]:
    return [hit.row.id for hit in page(store, text, order).hits]


def test_more_words_in_the_title_come_first_then_the_newest(store: Store) -> None:
    assert ids(store, "scaling laws ") == ["2608.00003", "2608.00001", "1905.00001", "2608.00002", "1905.00002"]
    assert ids(store, "scaling laws ", "new") == [
        "2608.00003", "2608.00002", "2608.00001", "1905.00002", "1905.00001",
    ]  # fmt: skip


def test_a_paper_in_both_is_shown_once_as_the_cache_knows_it(store: Store) -> None:
    assert [hit.row.title for hit in page(store, "scaling").hits].count("Laws of Scaling") == 1
    assert ids(store, "older title scaling") == [], "the cache knows the newer title"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"scaling laws" ', {"2608.00001", "2608.00002", "1905.00001"}),
        ('"laws of scaling" ', {"2608.00003", "1905.00002"}),
        ("title:lamps ", {"2608.00001", "1905.00002", "1805.00001"}),
        ("abs:light", {"2608.00001", "1805.00001"}),
        ("author:gao ", {"1905.00001", "1805.00001"}),
        ('author:"jun gao" ', {"1905.00001", "1805.00001"}),
        ('author:"example ada" lamps ', {"2608.00001", "1905.00002"}),
        ('author:"ada sample" ', set()),
        ("scaling -laws ", set()),
        ("scaling -survey ", {"2608.00001", "2608.00002", "2608.00003", "1905.00002"}),
        ('scaling -"scaling laws" ', {"2608.00003", "1905.00002"}),
        ('lamps -title:"old" ', {"2608.00001", "1805.00001"}),
        ("lamps -author:jun ", {"2608.00001", "1905.00002"}),
        ("scaling year:2019 ", {"1905.00001", "1905.00002"}),
        ("year:..2018", {"1805.00001"}),
        ("year:2020..", {"2608.00001", "2608.00002", "2608.00003"}),
        ("year:2019..2026 laws ", {"2608.00001", "2608.00002", "2608.00003", "1905.00001", "1905.00002"}),
        ("cat:cs.CL ", {"1905.00002"}),
        ("lamps -cat:cs.CL ", {"2608.00001", "1805.00001"}),
        ("cat:cs lamps ", {"1905.00002", "1805.00001"}),
        ("nowhere ", set()),
    ],
)
def test_each_part_of_the_language_narrows(store: Store, text: str, wanted: set[str]) -> None:
    assert set(ids(store, text)) == wanted


def test_what_the_reader_did_with_papers_can_be_asked_for(store: Store) -> None:
    with store.transaction():
        acts.save(store, [PaperId("2608.00001")], NOW)
        acts.mark_read(store, [PaperId("2608.00002")], NOW, "read")
        acts.follow(store, PersonKey("hf:ada"), NOW)
    assert ids(store, "is:saved") == ["2608.00001"]
    assert ids(store, "scaling is:read ") == ["2608.00002"]
    assert "2608.00002" not in ids(store, "scaling is:unread ")
    assert ids(store, "is:followed ") == ["2608.00001"]
    assert "2608.00001" not in ids(store, "scaling -is:saved ")


def test_whose_papers_and_what_refers_to_a_paper_can_be_asked_for(store: Store) -> None:
    with store.transaction():
        person_acts.claim(store, PersonKey("hf:ada"), NOW)
        told = CitedList((ListedWork("Quiet Screens", paper_id=PaperId("2608.00002")),))
        reply = SectionReply("openalex", "answered", NOW)
        section_acts.keep_cited(store, PaperId("2608.00001"), "citations", reply, told)
    assert ids(store, "by:me") == ["2608.00001"]
    assert set(ids(store, 'by:"bo sample" ')) == {"2608.00001", "2608.00003"}
    assert ids(store, "by:nobody ") == []
    assert ids(store, "cites:2608.00001 ") == ["2608.00002"]


def test_people_and_notes_stand_beside_papers(store: Store) -> None:
    with store.transaction():
        person_acts.write_note(store, name_key("Bo Sample"), "Ask about lamps.", NOW)
    found = page(store, "lamps")
    assert [(note.words, note.about) for note in found.notes] == [("Ask about lamps.", "Bo Sample")]
    assert [person.name for person in page(store, "cleo").people] == ["Cleo Third"]
    assert page(store, "year:2019 ").people == ()


def test_the_facets_say_by_what_to_narrow(store: Store) -> None:
    facets = page(store, "lamps").facets
    assert [(facet.label, facet.count) for facet in facets.years] == [("2026", 1), ("2019", 1), ("2018", 1)]
    assert [(facet.label, facet.count) for facet in facets.categories] == [("cs.CL", 1), ("cs.LG", 1)]
    assert [(facet.condition, facet.count) for facet in facets.states] == [("is:unread", 3)]


def test_nothing_asked_finds_nothing_and_says_how_much_there_is(store: Store) -> None:
    found = page(store, "-lamps ")
    assert (found.hits, found.paper_count) == ((), 7)


def test_tags_and_notes_about_papers_can_be_asked_for(store: Store) -> None:
    with store.transaction() as connection:
        for tag in ("later", "data"):
            tags.keep_tag(connection, [PaperId("1905.00001")], tag, NOW)
    shelf_acts.tag(store, [PaperId("2608.00001")], parse_tags("Later, data"), NOW)
    shelf_acts.tag(store, [PaperId("2608.00002")], parse_tags("data"), NOW)
    shelf_acts.write_note(store, PaperId("2608.00002"), "Compare with the quiet ones.", NOW)
    assert set(ids(store, "tag:data ")) == {"2608.00001", "2608.00002", "1905.00001"}
    assert set(ids(store, "tag:DATA tag:later ")) == {"2608.00001", "1905.00001"}
    assert ids(store, "tag:data year:2019 ") == ["1905.00001"]
    assert ids(store, "scaling tag:data -tag:later ") == ["2608.00002"]
    assert set(ids(store, "scaling -tag:data ")) == {"2608.00003", "1905.00002"}
    assert ids(store, "note:compare ") == ["2608.00002"]
    assert [(note.words, note.paper_id) for note in page(store, "quiet ").notes] == [
        ("Compare with the quiet ones.", "2608.00002")
    ]
    assert page(store, "lamps tag:data ").remarks == ()


def test_tags_that_no_paper_has_and_what_is_not_understood_are_said(store: Store) -> None:
    assert page(store, "tag:nowhere ").remarks == ("No paper has the tag “nowhere”.",)
    assert page(store, "tag:nowhere ").hits == ()
    assert len(page(store, "lamps year:x ").remarks) == 1
    assert page(store, "cat:cs.CL ").remarks == ()


def test_a_category_that_nobody_told_yet_is_no_mere_empty_list(tmp_path: Path) -> None:
    with opened_with_papers(tmp_path) as store:
        (remark,) = page(store, "cat:cs.LG ").remarks
    assert "arXiv tells them" in remark


def test_more_than_a_screen_can_use_is_cut_and_said(store: Store) -> None:
    with store.transaction() as connection:
        archive.keep(connection, [paper(f"1701.{number:05}", "Many") for number in range(1, MOST_HITS + 50)])
        archive.settle(connection)
    found = page(store, "many ")
    assert (len(found.hits), found.is_cut) == (MOST_HITS, True)


def test_a_search_costs_as_many_questions_for_many_papers_as_for_few(store: Store) -> None:
    def asked() -> int:
        statements: list[str] = []
        store.connection.set_trace_callback(statements.append)
        page(store, "lamps ")
        store.connection.set_trace_callback(None)
        return len(statements)

    before = asked()
    with store.transaction() as connection:
        archive.keep(connection, [paper(f"1701.{number:05}", "Lamps") for number in range(1, 90)])
        archive.settle(connection)
    assert asked() <= before


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_no_text_is_an_error(library: Store, text: str) -> None:
    for typed in (text, f"title:{text} -abs:{text} year:{text} {text}"):
        assert {hit.row.id for hit in page(library, typed).hits} <= {"2608.00001", "1905.00001"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("library")) as store:
        day_kept(store, FRIDAY, [make_paper("2608.00001", "Lamps")])
        with store.transaction() as connection:
            archive.keep(connection, [paper("1905.00001")])
            archive.settle(connection)
        yield store


# By meaning


def about(number: int) -> PaperId:
    """Return the id of a paper about lamps (0, 3, 6 ...), graphs (1, 4, 7 ...) or whales."""
    return PaperId(f"2608.{number:05}")


@pytest.fixture
def near(tmp_path: Path) -> Iterator[tuple[Store, Callable[[SearchMode], Near]]]:
    with opened(tmp_path / "near") as store:
        day_kept(store, FRIDAY, [make_paper(one, title, abstract=text) for one, title, text in three_topics(90)])
        with store.transaction() as connection:
            text = "The glow of a filament, the wick and the light of a candle, bright as a bulb."
            archive.keep(connection, [paper("1905.00001", "Lantern and Shade", text, day=dt.date(2019, 5, 1))])
            archive.settle(connection)
        with store.reading() as connection:
            write_index(tmp_path / "meaning", lambda: found_table.all_texts(connection), 91)
        meanings = Meanings(MeaningIndex(tmp_path / "meaning"))
        yield store, lambda mode: Near(meanings, mode)


def near_page(near: tuple[Store, Callable[[SearchMode], Near]], text: str, mode: SearchMode = "both") -> SearchPage:
    store, finds = near
    with store.reading() as connection:
        return search_page(connection, read_query(text), near=finds(mode))


def marks(page: SearchPage) -> dict[str, str]:
    return {hit.row.id: f"{'w' * hit.by_words}{'m' * hit.by_meaning}" for hit in page.hits}


def test_both_ways_find_together_and_say_which_found_what(near: tuple[Store, Callable[[SearchMode], Near]]) -> None:
    found_ones = marks(near_page(near, "lamp"))
    assert {"wm", "m"} <= set(found_ones.values())
    assert found_ones["1905.00001"] == "m", "it is about light without the word"
    assert set(marks(near_page(near, "lamp", "meaning")).values()) == {"m"}


def test_conditions_hold_for_what_is_found_by_meaning(near: tuple[Store, Callable[[SearchMode], Near]]) -> None:
    assert "1905.00001" not in marks(near_page(near, "lamp year:2026 "))
    assert list(marks(near_page(near, "lamp year:2019 "))) == ["1905.00001"]
    assert "1905.00001" not in marks(near_page(near, "lamp -lantern "))
    assert marks(near_page(near, "lamp is:saved ")) == {}


def test_saved_papers_are_near_by_meaning_and_no_others(near: tuple[Store, Callable[[SearchMode], Near]]) -> None:
    store, finds = near
    with store.transaction():
        acts.save(store, [about(0), about(3), about(6), about(2)], NOW)
    with store.reading() as connection:
        close = near_saved(connection, about(0), finds("both"), 3)
    found_ones = {one.paper.id for one in close}
    assert about(6) in found_ones
    assert found_ones <= {about(3), about(6)}, "whales are saved, too, and many papers about lamps are not"
    assert all(one.nearness is not None and one.nearness > 0.3 for one in close)


RARE = ["is:saved", "cat:hep-th", "year:2019", 'by:"rare author"', "is:followed", "-is:unread", "cites:2608.00001"]
LAMPS = "lamp lantern light bulb"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Callable[[SearchMode], Near]]]:
    """Return 400 papers about lamps and as many about other things; two that are about both are in some way rare."""
    folder = tmp_path_factory.mktemp("crowd")
    both = "A whale and a krill in the light of a lamp, a calf beside a bulb and a pod."
    with opened(folder) as store:
        rare = make_paper("2609.00001", "Ocean and Pod", abstract=both, authors=["Rare Author"])
        some = [make_paper(one, title, abstract=text) for one, title, text in three_topics(60)]
        day_kept(store, FRIDAY, [rare, *some])
        with store.transaction() as connection:
            archive.keep(connection, [paper(one, title, text) for one, title, text in three_topics(1_200)])
            day = dt.date(2019, 5, 1)
            archive.keep(connection, [paper("1905.00001", "Ocean and Pod", both, day=day, categories=["hep-th"])])
            archive.settle(connection)
            acts.save(store, [rare.id], NOW)
            acts.mark_read(store, [rare.id], NOW, "read")
            acts.follow(store, name_key("Rare Author"), NOW)
            cited = CitedList((ListedWork("Ocean and Pod", paper_id=rare.id),))
            section_acts.keep_cited(store, about(1), "citations", SectionReply("openalex", "answered", NOW), cited)
        with store.reading() as connection:
            write_index(folder / "meaning", lambda: found_table.all_texts(connection), 1_200)
        meanings = Meanings(MeaningIndex(folder / "meaning"))
        yield store, lambda mode: Near(meanings, mode)


@pytest.mark.parametrize("condition", RARE)
def test_a_rare_condition_narrows_all_papers_and_not_only_the_nearest(
    crowd: tuple[Store, Callable[[SearchMode], Near]], condition: str
) -> None:
    wanted = "1905.00001" if condition in ("cat:hep-th", "year:2019") else "2609.00001"
    nearest = near_page(crowd, LAMPS, "meaning").hits
    assert len(nearest) == MOST_HITS and wanted not in {hit.row.id for hit in nearest}
    assert [hit.row.id for hit in near_page(crowd, f"{LAMPS} {condition} ", "meaning").hits] == [wanted]


def test_where_words_leave_out_the_nearest_more_are_looked_at(
    crowd: tuple[Store, Callable[[SearchMode], Near]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Near, "FIRST", 5)
    store, finds = crowd
    with store.reading() as connection:
        assert len(finds("meaning").hits(connection, read_query(LAMPS), count=Near.FIRST)) == 5
    assert len(near_page(crowd, f"{LAMPS} -lantern ", "meaning").hits) > 5


def test_papers_whose_categories_are_not_known_are_looked_at(crowd: tuple[Store, Callable[[SearchMode], Near]]) -> None:
    store, _ = crowd
    known = next(hit.row.id for hit in near_page(crowd, LAMPS, "meaning").hits if hit.row.id < about(60))
    store.connection.execute("UPDATE cache.papers SET categories = 'math.CO' WHERE id = ?", (known,))
    assert [hit.row.id for hit in near_page(crowd, f"{LAMPS} cat:math.CO ", "meaning").hits] == [known]


def test_a_paper_is_like_those_of_its_words_and_those_that_cite_it(
    near: tuple[Store, Callable[[SearchMode], Near]],
) -> None:
    store, _ = near
    with store.transaction():
        cited = CitedList((ListedWork("A Whale", paper_id=about(2)),))
        section_acts.keep_cited(store, about(0), "citations", SectionReply("openalex", "answered", NOW), cited)
    hits = {hit.row.id: hit for hit in near_page(near, f"like:{about(0)} ").hits}
    assert about(0) not in hits, "nothing is like itself"
    nearest = next(iter(hits.values()))
    assert nearest.shared_words and nearest.nearness
    assert (int(nearest.row.id[5:]) % 3 == 0) or nearest.row.id == "1905.00001"
    assert hits[about(2)].cites
    assert near_page(near, "like:2608.99999 ").hits == ()


def test_every_paper_is_learnt_from_once_in_the_order_of_ids(near: tuple[Store, Callable[[SearchMode], Near]]) -> None:
    store, _ = near
    with store.transaction() as connection:
        archive.keep(connection, [paper(about(0), "Another Title of a Known One")])
    with store.reading() as connection:
        texts = list(found_table.all_texts(connection))
    assert [one.id for one in texts] == ["1905.00001", *map(about, range(90))]
    assert texts[1].title == three_topics(90)[0][1], "the cache wins"


async def test_the_index_is_made_and_made_anew_while_searches_go_on(tmp_path: Path) -> None:
    day = [make_paper(one, title, abstract=text) for one, title, text in three_topics(90)]
    library = make_library(tmp_path, Story().day("2026-08-21", day))
    try:
        await library.sync([day_period(FRIDAY)])
        room = library.searching
        state = await room.index_state()
        assert (state.indexed_count, state.is_stale) == (None, True)
        page = await room.page("lamp")
        assert page is not None and page.mode == "words"
        state = await room.build_index()
        assert (state.indexed_count, state.is_stale) == (state.paper_count, False)
        page = await room.page("lamp")
        assert page is not None and page.mode == "both"
    finally:
        await library.close()


@pytest.mark.parametrize(
    ("state", "is_stale", "is_outgrown"),
    [
        (IndexState(None, 0), False, False), (IndexState(None, 1), True, True),
        (IndexState(100, 100, 100), False, False), (IndexState(100, 101, 100), True, False),
        (IndexState(100, 99, 100), True, False), (IndexState(150, 150, 100), False, False),
        (IndexState(150, 151, 100), True, True),
    ],
)  # fmt: skip
def test_an_index_grows_with_each_paper_and_is_learnt_anew_when_half_as_many_came(
    state: IndexState, is_stale: bool, is_outgrown: bool
) -> None:
    assert (state.is_stale, state.is_outgrown) == (is_stale, is_outgrown)


async def test_a_damaged_index_is_a_remark_and_words_are_searched(tmp_path: Path) -> None:
    day = [make_paper(one, title, abstract=text) for one, title, text in three_topics(60)]
    library = make_library(tmp_path, Story().day("2026-08-21", day))
    await library.sync([day_period(FRIDAY)])
    await library.searching.build_index()
    await library.close()
    next(find_paths(str(tmp_path)).meaning.rglob("small.bin")).write_bytes(b"x")
    library = make_library(tmp_path, Story())
    try:
        page = await library.searching.page("lamp")
        assert page is not None and page.hits and page.mode == "words"
        assert page.remarks == ("The index of meanings is damaged; `tuiread index` makes it anew.",)
        assert (await library.searching.index_state()).indexed_count is None
    finally:
        await library.close()


# The room


async def test_a_paper_of_an_archive_that_came_later_is_found_opened_and_saved(tmp_path: Path) -> None:
    library = make_library(tmp_path, Story())
    try:
        assert await found(library, "lamps") == ()
        with opened(tmp_path) as other, other.transaction() as connection:
            archive.keep(connection, [paper("1905.00001", "Old Lamps", "Words.")])
            archive.settle(connection)
            archive.keep_import_state(connection, "snapshot", "", NOW)
        assert [row.id for row in await found(library, "lamps")] == ["1905.00001"]
        page = await library.paper(PaperId("1905.00001"))
        assert (page.paper.abstract, page.paper.facts[0].source) == ("Words.", "arxiv")
        await library.save([PaperId("1905.00001")])
        assert [row.is_saved for row in await found(library, "lamps is:saved")] == [True]
        with pytest.raises(NotFoundError):
            await library.paper(PaperId("1905.99999"))
    finally:
        await library.close()


async def test_a_search_while_something_is_written_waits_for_nothing_and_sees_what_was_kept(tmp_path: Path) -> None:
    library = make_library(tmp_path, Story())
    try:
        await library.counts()
        with opened(tmp_path) as writer:
            with writer.transaction():
                papers.keep_papers(writer.connection, [make_paper("2608.00001", "Lamps")])
                assert await found(library, "lamps") == (), "a transaction that is not finished is not there yet"
            assert [row.id for row in await found(library, "lamps")] == ["2608.00001"]
    finally:
        await library.close()


async def test_a_newer_question_ends_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def slow(connection: sqlite3.Connection, *rest: object) -> SearchPage:
        begun.set()
        goes_on.wait(5)
        connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
        raise AssertionError("it would never have ended")

    room = SearchRoom(find_paths(str(tmp_path)))
    monkeypatch.setattr("tuiread.search_room.search_page", slow)
    first = asyncio.ensure_future(room.page("lamps"))
    await asyncio.to_thread(begun.wait, 5)
    monkeypatch.undo()
    second = asyncio.ensure_future(room.page("lanterns"))
    await asyncio.sleep(0)
    goes_on.set()
    page = await second
    assert await first is None
    assert page is not None and page.query.terms[0].words == ("lanterns",)
    await room.close()
