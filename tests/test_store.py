"""The store: what it opens and what it refuses, transactions, a full disk, and several tuireads at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, day_kept, opened
from tuiread import acts, store
from tuiread.dates import day_period
from tuiread.errors import ForeignStoreError, NewerStoreError, NotFoundError, StoreError, StoreFullError
from tuiread.paths import Paths, find_paths
from tuiread.records import Paper, PaperId
from tuiread.store import Store
from tuiread.tables import editions, papers, shelf
from tuiread.tables.cache_schema import CACHE
from tuiread.tables.library_schema import LIBRARY
from tuiread.tables.schema import Schema

ROOT = Path(__file__).parents[1]
SCHEMAS = {"library": LIBRARY, "cache": CACHE}
ONE = PaperId("2608.00001")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths(str(tmp_path))


@pytest.fixture(params=SCHEMAS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def file_of(paths: Paths, kind: str) -> Path:
    file = paths.library_db if kind == "library" else paths.cache_db
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


@contextlib.contextmanager
def raw(file: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection


def pragma(file: Path, name: str) -> object:
    with raw(file) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


# Opening


def test_a_new_store_says_whose_its_files_are(paths: Paths, kind: str) -> None:
    with opened(paths.data.parent):
        pass
    file = file_of(paths, kind)
    assert pragma(file, "application_id") == SCHEMAS[kind].application_id
    assert pragma(file, "user_version") == SCHEMAS[kind].version
    assert pragma(file, "journal_mode") == "wal"


def test_only_its_owner_can_read_what_is_kept(paths: Paths) -> None:
    before = os.umask(0)
    try:
        with opened(paths.data.parent) as library:
            day_kept(library, FRIDAY, [make_paper(ONE)])
            files = [*paths.data.iterdir(), *paths.cache.iterdir()]
            assert {file.name: mode(file) for file in files} == dict.fromkeys((file.name for file in files), 0o600)
            assert {"library.db", "cache.db", "cache.db-wal"} <= {file.name for file in files}
        assert mode(paths.data) == mode(paths.cache) == 0o700
    finally:
        os.umask(before)


def test_a_second_opening_finds_what_the_first_one_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as first:
        day_kept(first, FRIDAY, [make_paper(ONE)])
    with opened(tmp_path) as second:
        assert papers.get_paper(second.connection, ONE).title == f"Paper {ONE}"


def test_an_empty_file_becomes_a_store(paths: Paths, kind: str) -> None:
    file_of(paths, kind).touch()
    with opened(paths.data.parent) as library:
        assert library.check() == {"library": "ok", "cache": "ok"}


def refusal(paths: Paths, error: type[StoreError]) -> str:
    """Return the sentence with which the store refuses to open, after checking that nothing was changed by it."""
    before = contents(paths)
    with pytest.raises(error) as refused:
        Store.open(paths)
    assert contents(paths) == before
    assert str(refused.value).count("\n") == 0
    return str(refused.value)


def contents(paths: Paths) -> dict[Path, bytes]:
    """Return the bytes of every file that is not newly made."""
    found = [file for file in paths.data.parent.rglob("*") if file.is_file()]
    return {file: file.read_bytes() for file in found if file.name not in new_files(found)}


def new_files(found: list[Path]) -> set[str]:
    # Where the cache is refused, the library beside it may have been made before.
    return {"library.db"} if len({file.parent for file in found}) > 1 else set()


def test_a_file_of_a_newer_tuiread_is_left_alone(paths: Paths, kind: str) -> None:
    with opened(paths.data.parent):
        pass
    file = file_of(paths, kind)
    with raw(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    sentence = refusal(paths, NewerStoreError)
    assert str(file) in sentence
    assert "form 99" in sentence
    assert "update tuiread" in sentence


def test_a_database_of_another_program_is_left_alone(paths: Paths, kind: str) -> None:
    file = file_of(paths, kind)
    with raw(file) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    sentence = refusal(paths, ForeignStoreError)
    assert f"{file} belongs to another program" in sentence
    assert "--home" in sentence


def test_a_cache_in_the_place_of_the_library_is_refused(paths: Paths) -> None:
    with opened(paths.data.parent):
        pass
    shutil.copy(paths.cache_db, paths.library_db)
    assert f"{paths.library_db} belongs to another program" in refusal(paths, ForeignStoreError)


def test_a_text_file_in_the_place_of_a_database_is_left_alone(paths: Paths, kind: str) -> None:
    file = file_of(paths, kind)
    file.write_text("Dear diary, today I read nothing at all.\n" * 30)
    assert f"{file} is not a database" in refusal(paths, ForeignStoreError)


def test_a_folder_in_the_place_of_a_database_is_named(paths: Paths, kind: str) -> None:
    file = file_of(paths, kind)
    file.mkdir()
    with pytest.raises(StoreError) as refused:
        Store.open(paths)
    assert str(refused.value).startswith(f"{file} cannot be written")
    assert file.is_dir()


def test_a_file_in_the_place_of_a_folder_is_named(paths: Paths) -> None:
    paths.data.write_bytes(b"mine")
    sentence = refusal(paths, StoreError)
    assert sentence == f"The folder {paths.data} cannot be made (File exists); choose another with --home DIR."


def test_a_folder_that_may_not_be_made_is_named(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError) as refused:
        Store.open(paths)
    assert str(refused.value) == (
        f"The folder {paths.data} cannot be made (Permission denied); choose another with --home DIR."
    )


def test_a_file_whose_rights_cannot_be_set_is_named(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(StoreError) as refused:
        Store.open(paths)
    assert str(refused.value) == f"{paths.library_db} cannot be used: Operation not permitted."


def test_a_file_that_another_tuiread_makes_at_this_moment_is_not_taken_for_a_foreign_one(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, rivals = store._connect, [True]

    def connect_beside_a_rival(path: Path) -> sqlite3.Connection:
        connection = connect(path)

        def open_in_between(statement: str) -> None:
            if rivals and "FROM sqlite_schema" in statement:
                rivals.clear()
                with contextlib.suppress(StoreError):
                    Store.open(paths).close()

        connection.set_trace_callback(open_in_between)
        return connection

    monkeypatch.setattr(store, "BUSY_TIMEOUT_S", 0.01)
    monkeypatch.setattr(store, "_connect", connect_beside_a_rival)
    with opened(paths.data.parent) as library:
        assert library.check() == {"library": "ok", "cache": "ok"}
    assert rivals == []


# Transactions


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        day_kept(opening, THURSDAY, [make_paper(ONE)])
        yield opening


def read(library: Store, *names: str) -> None:
    shelf.mark_read(library.connection, [PaperId(name) for name in names], NOW)


def read_names(library: Store) -> set[str]:
    return {row[0] for row in library.connection.execute("SELECT paper_id FROM main.reads")}


def test_a_block_that_ends_well_is_kept(library: Store) -> None:
    with library.transaction():
        read(library, "1", "2")
    assert read_names(library) == {"1", "2"}


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_failing_block_keeps_nothing_in_either_file(library: Store, failure: type[BaseException]) -> None:
    def fail() -> None:
        with library.transaction():
            read(library, "1")
            papers.keep_papers(library.connection, [make_paper("2608.00009")])
            raise failure

    with pytest.raises(failure):
        fail()
    assert read_names(library) == set()
    with pytest.raises(NotFoundError):
        papers.get_paper(library.connection, PaperId("2608.00009"))
    assert not library.connection.in_transaction


def test_a_failing_inner_block_leaves_the_outer_one_whole(library: Store) -> None:
    def fail() -> None:
        with library.transaction():
            read(library, "inner")
            raise ZeroDivisionError

    with library.transaction():
        read(library, "before")
        with pytest.raises(ZeroDivisionError):
            fail()
        with library.transaction():
            read(library, "after")
    assert read_names(library) == {"before", "after"}


def test_a_failing_outer_block_takes_the_inner_one_with_it(library: Store) -> None:
    def fail() -> None:
        with library.transaction():
            with library.transaction():
                read(library, "inner")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert read_names(library) == set()


def test_an_error_of_sqlite_becomes_a_sentence_with_its_cause(library: Store) -> None:
    with (
        pytest.raises(StoreError, match=r"The library cannot be used: no such table: missing\.") as told,
        library.transaction() as connection,
    ):
        connection.execute("SELECT 1 FROM missing")
    assert isinstance(told.value.__cause__, sqlite3.OperationalError)


def test_a_read_only_library_says_so_and_keeps_nothing(library: Store) -> None:
    library.connection.execute("PRAGMA query_only = ON")
    with (
        pytest.raises(StoreError, match="The library cannot be written: what came before is kept"),
        library.transaction(),
    ):
        read(library, "1")
    assert read_names(library) == set()


def test_a_library_that_stays_locked_says_who_holds_it(
    tmp_path: Path, library: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_TIMEOUT_S", 0.01)
    with opened(tmp_path) as other, library.transaction():
        read(library, "1")
        with (
            pytest.raises(StoreError, match="is busy with another tuiread: what came before is kept"),
            other.transaction(),
        ):
            read(other, "2")
    assert read_names(library) == {"1"}


def test_a_closed_store_says_that_it_cannot_be_used(tmp_path: Path) -> None:
    with opened(tmp_path) as closed:
        pass
    with pytest.raises(StoreError, match="The library cannot be used"), closed.transaction():
        pass


# Reading


def test_a_question_sees_one_moment(tmp_path: Path, library: Store) -> None:
    with opened(tmp_path) as other:
        with library.reading() as connection:
            before = editions.count_days(connection)
            day_kept(other, FRIDAY, [make_paper("2608.00002")])
            assert editions.count_days(connection) == before
        assert editions.count_days(library.connection) == before + 1


def test_a_question_that_fails_leaves_the_store_usable(library: Store) -> None:
    with pytest.raises(NotFoundError), library.reading() as connection:
        papers.get_paper(connection, PaperId("2608.99999"))
    with library.transaction():
        read(library, "1")
    assert read_names(library) == {"1"}


def spoil(file: Path, table: str) -> None:
    """Overwrite the first page of a table and of its indexes."""
    with raw(file) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        pages = connection.execute("SELECT rootpage FROM sqlite_schema WHERE tbl_name = ?", (table,)).fetchall()
    content = bytearray(file.read_bytes())
    for (page,) in pages:
        content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)


def test_a_damaged_cache_is_told_by_questions_and_by_the_check(tmp_path: Path) -> None:
    with opened(tmp_path) as whole:
        day_kept(whole, FRIDAY, [make_paper(f"2608.{number:05}") for number in range(40)])
    spoil(find_paths(str(tmp_path)).cache_db, "papers")
    with opened(tmp_path) as damaged:
        with (
            pytest.raises(StoreError, match="is damaged; `tuiread doctor` says which"),
            damaged.reading() as connection,
        ):
            papers.count_papers(connection)
        checked = damaged.check()
    assert checked["library"] == "ok"
    assert checked["cache"] != "ok"


# A full disk


def full(library: Store, schema: str) -> None:
    """Let a file have no more room than it takes now."""
    pages = library.connection.execute(f"PRAGMA {schema}.page_count").fetchone()[0]
    library.connection.execute(f"PRAGMA {schema}.max_page_count = {pages}")


def roomy(library: Store, schema: str) -> None:
    library.connection.execute(f"PRAGMA {schema}.max_page_count = 100000")


def many_papers() -> list[Paper]:
    return [make_paper(f"2608.1{number:04}", abstract="word " * 500) for number in range(60)]


def fill_cache(library: Store) -> None:
    day_kept(library, FRIDAY, many_papers())


def fill_library(library: Store) -> None:
    with library.transaction():
        papers.keep_papers(library.connection, many_papers())
        acts.save(library, [paper.id for paper in many_papers()], NOW)


@pytest.mark.parametrize(("schema", "fill"), [("cache", fill_cache), ("main", fill_library)])
def test_a_full_disk_loses_nothing(library: Store, schema: str, fill: Callable[[Store], None]) -> None:
    with library.transaction():
        acts.save(library, [ONE], NOW)
    full(library, schema)
    with pytest.raises(StoreFullError, match="The disk is full: what came before is kept"):
        fill(library)
    assert papers.count_papers(library.connection) == 1
    assert shelf.saved_ids(library.connection) == {ONE}
    assert [row.id for row in editions.feed_rows(library.connection, day_period(THURSDAY), "new")] == [ONE]
    assert library.check() == {"library": "ok", "cache": "ok"}
    roomy(library, schema)
    fill(library)
    assert papers.count_papers(library.connection) == 61


def test_a_disk_that_fills_up_within_a_block_ends_the_whole_block(library: Store) -> None:
    full(library, "cache")
    with pytest.raises(StoreFullError), library.transaction():
        read(library, "1")
        fill_cache(library)
    assert read_names(library) == set()


def test_a_disk_that_is_full_at_the_first_opening_leaves_nothing_half_made(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = store._connect

    def connect_to_a_full_disk(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA max_page_count = 3")
        return connection

    monkeypatch.setattr(store, "_connect", connect_to_a_full_disk)
    with pytest.raises(StoreFullError, match=r"The disk is full.*library\.db"):
        Store.open(paths)
    monkeypatch.setattr(store, "_connect", connect)
    with opened(paths.data.parent) as library:
        assert library.check() == {"library": "ok", "cache": "ok"}


@pytest.mark.parametrize(("free", "kind"), [(1000, StoreFullError), (1 << 30, StoreError)])
def test_an_input_or_output_error_on_a_full_disk_is_told_as_a_full_disk(
    library: Store, monkeypatch: pytest.MonkeyPatch, free: int, kind: type[StoreError]
) -> None:
    def fail() -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR | (3 << 8)
        raise error

    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=free))
    with pytest.raises(StoreError) as told, library.transaction():
        fail()
    assert type(told.value) is kind
    assert ("what came before is kept" in str(told.value)) == (kind is StoreFullError)


def test_a_file_is_checked_without_the_other_and_without_opening_a_library(paths: Paths) -> None:
    assert store.check_file(paths.library_db) == "not there"
    with opened(paths.data.parent):
        pass
    paths.cache_db.write_text("Dear diary, " * 99)
    assert store.check_file(paths.library_db) == "ok"
    assert store.check_file(paths.cache_db) == "file is not a database"


# Several at once


def keep_many_days(home: Path, first: int, count: int, errors: list[BaseException]) -> None:
    try:
        with opened(home) as library:
            for number in range(first, first + count):
                day_kept(library, FRIDAY - dt.timedelta(days=number), [make_paper(f"2608.{number:05}")])
    except BaseException as error:
        errors.append(error)


def test_two_stores_in_two_threads_write_at_once(tmp_path: Path) -> None:
    errors: list[BaseException] = []
    threads = [
        threading.Thread(target=keep_many_days, args=(tmp_path, first, 25, errors)) for first in (0, 100, 200, 300)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with opened(tmp_path) as library:
        assert editions.count_days(library.connection) == 100


WRITER = """
import sys
from pathlib import Path
from tests.test_store import keep_many_days
errors = []
sys.stdin.readline()
keep_many_days(Path(sys.argv[1]), int(sys.argv[2]), 25, errors)
sys.exit(repr(errors) if errors else 0)
"""


def test_processes_that_start_together_make_one_store_and_write_to_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [
        subprocess.Popen([*command, str(first)], cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for first in (0, 100, 200)
    ]
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate()[1] for writer in writers] == ["", "", ""]
    with opened(tmp_path) as library:
        assert editions.count_days(library.connection) == 75


# What the schemas themselves promise


def test_every_schema_has_its_own_mark(kind: str) -> None:
    assert SCHEMAS[kind].name == kind
    assert LIBRARY.application_id != CACHE.application_id


def test_a_schema_counts_its_migrations() -> None:
    assert Schema("x", 1, (("CREATE TABLE a (b)",), ("CREATE TABLE c (d)",))).version == 2
