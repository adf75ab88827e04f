"""The archive: papers by the million keep their order, their newest version and their words, however they come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from tuiread.errors import StoreError
from tuiread.paths import find_paths
from tuiread.records import Author, Paper, PaperId
from tuiread.store import Store
from tuiread.tables import archive
from tuiread.tables.archive import Kept
from tuiread.tables.archive_search import Wanted, Word, find_places
from tuiread.tables.places import FIRST_DAY, OTHERS, ROOM, day_of, first_place, place_of

DAY = dt.date(2025, 3, 4)


def paper(
    paper_id: str,
    title: str = "A Title",
    abstract: str | None = None,
    *,
    day: dt.date | None = DAY,
    names: Sequence[str] = ("Ada Example",),
    categories: Sequence[str] = ("cs.LG",),
    version: int = 1,
) -> Paper:
    at = dt.datetime.combine(day, dt.time(), dt.UTC) if day else None
    authors = tuple(map(Author, names))
    return Paper(
        PaperId(paper_id),
        title,
        authors,
        abstract=abstract,
        published_at=at,
        categories=tuple(categories),
        version=version,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    paths = find_paths(str(folder))
    store = Store.open(paths)
    store.attach_archive()
    yield store
    store.close()


def keep(store: Store, *papers: Paper) -> Kept:
    with store.transaction() as connection:
        kept = archive.keep(connection, papers)
        archive.settle(connection)
    return kept


def found(store: Store, *words: str, limit: int = 50, is_open: bool = True, **wanted: object) -> list[str]:
    looked_for = Wanted(tuple(Word(word, is_open) for word in words), **wanted)  # type: ignore[arg-type]
    with store.reading() as connection:
        places = find_places(connection, looked_for, limit)
        return [row.id for row in archive.rows_at(connection, places)]


# Keeping


def test_a_paper_comes_back_as_it_was_kept(store: Store) -> None:
    whole = replace(
        paper(
            "2503.00001", "Lamps & Lanterns", "Quiet screens.\n\nSecond paragraph.", names=["Ada Example", "Bo Ünal"]
        ),
        revised_at=dt.datetime(2025, 5, 1, tzinfo=dt.UTC),
        doi="10.1000/1",
        journal_ref="Journal 1 (2025)",
        arxiv_comment="12 pages",
        version=3,
    )
    keep(store, whole)
    with store.reading() as connection:
        assert archive.get_paper(connection, whole.id) == whole
        assert archive.get_paper(connection, PaperId("2503.99999")) is None


def test_the_newest_version_stays_whichever_comes_first(store: Store) -> None:
    first, second = paper("2503.00001", "Old Words"), paper("2503.00001", "New Words", version=2)
    assert keep(store, second) == Kept(1, 0)
    assert keep(store, first) == Kept(0, 0)
    assert (found(store, "new"), found(store, "old")) == (["2503.00001"], [])
    assert keep(store, paper("2503.00001", "Third", version=3)) == Kept(0, 1)
    assert (found(store, "third"), found(store, "new")) == (["2503.00001"], [])
    assert keep(store, first, second) == Kept(0, 0)


def test_several_versions_in_one_batch_are_one_paper(store: Store) -> None:
    assert keep(store, paper("2503.00001", "Two", version=2), paper("2503.00001", "One")) == Kept(1, 0)
    assert found(store, "two") == ["2503.00001"]


def test_a_late_paper_lies_between_those_of_its_day(store: Store) -> None:
    keep(store, paper("2503.00001", day=DAY), paper("2503.00900", day=DAY + dt.timedelta(days=2)))
    keep(store, paper("2503.00500", day=DAY + dt.timedelta(days=1)))
    keep(store, paper("2503.00499", day=DAY + dt.timedelta(days=1)))
    assert found(store, "title") == ["2503.00900", "2503.00500", "2503.00499", "2503.00001"]


def test_ids_without_a_place_of_their_own_are_kept_too(store: Store) -> None:
    strange = [paper(f"odd-archive/2503{number:03}") for number in range(3)]
    keep(store, *strange, paper("2503.00001"))
    keep(store, paper("odd-archive/2503003"), paper("math/0000001"))
    assert set(found(store, "title")) == {
        *(one.id for one in strange),
        "2503.00001",
        "odd-archive/2503003",
        "math/0000001",
    }


def test_two_papers_that_want_one_place_are_both_kept(store: Store) -> None:
    assert place_of(DAY, PaperId("acc-phys/2503001")) == place_of(DAY, PaperId("2503.00001"))
    keep(store, paper("acc-phys/2503001"), paper("2503.00001"))
    keep(store, paper("2503.0001"))
    assert len(found(store, "title")) == 3


def test_a_day_may_have_more_papers_without_a_place_than_there_is_room_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "OTHERS", ROOM - 3)
    strange = [paper(f"odd-archive/2503{number:03}") for number in range(8)]
    keep(store, *strange[:2], paper("2503.00001"))
    keep(store, *strange[2:], paper("2503.00002"))
    assert len(found(store, "title")) == 10
    with store.reading() as connection:
        kept = [archive.get_paper(connection, one.id) for one in strange]
    assert {one.published_on for one in kept if one} == {DAY}


def test_more_papers_of_one_day_than_a_day_has_places_go_on_into_the_next(store: Store) -> None:
    day = first_place(DAY)
    store.connection.execute(
        """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
           INSERT INTO archive.papers (place, id, title, authors, categories)
           SELECT ? + i, 'full/' || i, '', '', '' FROM n""",
        (ROOM - 2, day),
    )
    keep(store, paper("odd-archive/2503001"), paper("odd-archive/2503002"))
    assert len(found(store, "title")) == 2


def test_a_paper_without_a_date_takes_the_month_of_its_id(store: Store) -> None:
    keep(store, paper("hep-th/9901001", day=None))
    with store.reading() as connection:
        kept = archive.get_paper(connection, PaperId("hep-th/9901001"))
    assert kept is not None and kept.published_on == dt.date(1999, 1, 1)


@given(st.dates(FIRST_DAY, dt.date(2099, 12, 31)), st.integers(0, 99_999))
def test_a_place_tells_its_day_and_keeps_the_order_of_days(day: dt.date, number: int) -> None:
    place = place_of(day, PaperId(f"2503.{number:05}"))
    assert place is not None and day_of(place) == day
    assert place < first_place(day) + OTHERS < first_place(day + dt.timedelta(days=1))


WORDS = st.sampled_from(["lamp", "lantern", "screen", "quiet", "graph", "é"])
PAPERS = st.lists(
    st.builds(
        lambda number, title, days, version: paper(
            f"2503.{number:05}", " ".join(title), day=DAY + dt.timedelta(days=days), version=version
        ),
        st.integers(1, 6), st.lists(WORDS, min_size=1, max_size=3), st.just(0), st.integers(1, 3),
    ),
    min_size=1, max_size=12, unique_by=lambda one: (one.id, one.version),
)  # fmt: skip


@settings(max_examples=30)
@given(papers=PAPERS, seed=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_what_is_found_is_the_same_in_whatever_order_papers_came(
    tmp_path_factory: pytest.TempPathFactory, papers: list[Paper], seed: object, size: int
) -> None:
    shuffled = list(papers)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    with opened(tmp_path_factory.mktemp("one")) as one, opened(tmp_path_factory.mktemp("other")) as other:
        keep(one, *papers)
        for start in range(0, len(shuffled), size):
            keep(other, *shuffled[start : start + size])
        for word in ("la", "lamp", "q", "e", "graph"):
            assert found(one, word) == found(other, word)
        with one.reading() as here, other.reading() as there:
            for each in papers:
                assert archive.get_paper(here, each.id) == archive.get_paper(there, each.id)


def test_many_abstracts_are_packed_with_a_dictionary_and_read_back(store: Store) -> None:
    texts = [
        f"We measure screens number {number} and find that the quiet ones are read first." for number in range(300)
    ]
    keep(store, *(paper(f"2503.{number:05}", abstract=text) for number, text in enumerate(texts)))
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM archive.dictionaries").fetchone() == (1,)
        kept = archive.get_paper(connection, PaperId("2503.00123"))
        size = connection.execute("SELECT avg(length(abstract)) FROM archive.papers").fetchone()[0]
    assert kept is not None and kept.abstract == texts[123]
    assert size < len(texts[0]) / 2


def test_a_damaged_abstract_is_one_clear_error(store: Store) -> None:
    keep(store, paper("2503.00001", abstract="Something to say."))
    store.connection.execute("UPDATE archive.papers SET abstract = x'00ffffff'")
    with store.reading() as connection, pytest.raises(StoreError, match="cannot be read; import its papers again"):
        archive.get_paper(connection, PaperId("2503.00001"))


def test_how_far_an_import_came_is_kept(store: Store) -> None:
    with store.transaction() as connection:
        assert archive.import_state(connection, "snapshot") is None
        archive.keep_import_state(connection, "snapshot", "line 7", dt.datetime(2026, 8, 21, tzinfo=dt.UTC))
    with store.reading() as connection:
        assert archive.import_state(connection, "snapshot") == "line 7"


# Finding


@pytest.fixture
def library(store: Store) -> Store:
    days = [DAY + dt.timedelta(days=number) for number in range(4)]
    keep(
        store,
        paper("2503.00001", "Scaling Laws", "Compute and data.", day=days[0], categories=["cs.LG", "stat.ML"]),
        paper(
            "2503.00002", "Scaled Screens", "Données et lampes.", day=days[1], names=["Bo Lamp"], categories=["cs.HC"]
        ),
        paper("2503.00003", "Quiet Lamps", "Scaling is not all.", day=days[2], names=["Ada Example", "Cleo Third"]),
        paper("2503.00004", "Gauge Theory", None, day=days[3], names=["Émile Exemple"], categories=["hep-th"]),
    )
    return store


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("scal",), ["3", "2", "1"]), (("scaling",), ["3", "1"]), (("s",), ["3", "2", "1"]), (("lamp",), ["3", "2"]),
        (("scaling", "law"), ["1"]), (("donnees",), ["2"]), (("emile",), ["4"]), (("nowhere",), []),
        (("scaling", "nowhere"), []),
    ],
)  # fmt: skip
def test_every_word_begins_some_word_and_the_newest_come_first(
    library: Store, words: tuple[str, ...], ids: list[str]
) -> None:
    assert found(library, *words) == [f"2503.0000{number}" for number in ids]


def test_a_closed_word_stands_for_itself(library: Store) -> None:
    assert found(library, "scaled", is_open=False) == ["2503.00002"]
    assert found(library, "scal", is_open=False) == []


def test_words_categories_names_and_days_narrow_together(library: Store) -> None:
    assert found(library, categories=("cs.LG",)) == ["2503.00003", "2503.00001"]
    assert found(library, categories=("hep-th", "cs.HC")) == ["2503.00004", "2503.00002"]
    assert found(library, "scal", excluded=(Word("lamp"),)) == ["2503.00001"]
    assert found(library, names=(Word("lamp"),)) == ["2503.00002"]
    second, third = (first_place(DAY + dt.timedelta(days=number)) for number in (1, 2))
    assert found(library, "scal", first_place=second, end_place=third) == ["2503.00002"]
    assert found(library, first_place=third) == ["2503.00004", "2503.00003"]
    assert found(library, categories=("cs",)) == ["2503.00003", "2503.00002", "2503.00001"]
    assert found(library, "scal", other_categories=("stat.ML", "cs.HC")) == ["2503.00003"]
    assert found(library, "cs") == [], "a category is no word"


def test_nothing_asked_and_nothing_but_exclusions_find_nothing(library: Store) -> None:
    assert found(library) == []
    assert found(library, excluded=(Word("lamp"),)) == []


def test_rare_terms_are_looked_for_where_the_common_ones_are_too_few(store: Store) -> None:
    many = [paper(f"2503.{number:05}", f"scale{number:03}") for number in range(1, 200)]
    keep(store, *many)
    assert len(found(store, "scale", limit=150)) == 150


@given(st.text(max_size=30))
def test_no_text_is_read_as_the_indexs_own_language(library_of_one: Store, text: str) -> None:
    assert set(found(library_of_one, text)) <= {"2503.00001"}
    assert set(found(library_of_one, "title", excluded=(Word(text),))) <= {"2503.00001"}


@pytest.fixture(scope="module")
def library_of_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("one")) as store:
        keep(store, paper("2503.00001"))
        yield store
