"""Migrations: what was released stays as it was, every old file opens, and a copy is kept before anything changes.

tests/data/schema holds the shape of each released version; a new migration adds one file a database:

    make goldens ARGS=tests/test_migrations.py
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.conftest import UPDATES_GOLDENS
from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tuiread import store
from tuiread.errors import NewerStoreError, StoreError
from tuiread.paths import Paths, find_paths
from tuiread.records import PaperId
from tuiread.store import Store
from tuiread.tables import papers, shelf
from tuiread.tables.cache_schema import CACHE
from tuiread.tables.library_schema import LIBRARY
from tuiread.tables.schema import Migration, Schema

FOLDER = Path(__file__).parent / "data" / "schema"
ONE = PaperId("2608.00001")
RELEASES = [(schema, version) for schema in (LIBRARY, CACHE) for version in range(1, schema.version + 1)]


@contextlib.contextmanager
def memory(*steps: Migration) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in (statement for step in steps for statement in step):
            connection.execute(statement)
        yield connection


def dump(connection: sqlite3.Connection) -> str:
    """Return the statements that make a database's own tables and indexes."""
    inner = {row[1] for row in connection.execute("PRAGMA table_list") if row[2] == "shadow"}
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    return "".join(f"{sql};\n" for name, sql in rows if name not in inner and not name.startswith("sqlite_"))


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Return what a database consists of, without the words that made it."""
    tables = [row[1] for row in connection.execute("PRAGMA table_list") if row[0] == "main"]
    found: dict[str, object] = {}
    for table in sorted(tables):
        found[table] = {
            about: connection.execute(f"SELECT * FROM pragma_{about}(?)", (table,)).fetchall()
            for about in ("table_xinfo", "foreign_key_list")
        }
        for index in connection.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall():
            found[f"{table}.{index[0]}"] = connection.execute("SELECT * FROM pragma_index_xinfo(?)", index).fetchall()
    return found


def released(schema: Schema, version: int) -> Path:
    return FOLDER / f"{schema.name}.v{version}.sql"


def put_released(path: Path, schema: Schema, version: int) -> None:
    """Make a file as that version of tuiread left it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(released(schema, version).read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {schema.application_id}")
        connection.execute(f"PRAGMA user_version = {version}")


def file_of(paths: Paths, schema: Schema) -> Path:
    return paths.library_db if schema is LIBRARY else paths.cache_db


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find_paths(str(tmp_path))


@pytest.mark.parametrize(("schema", "version"), RELEASES)
def test_a_released_migration_makes_what_it_made_when_it_was_released(schema: Schema, version: int) -> None:
    with memory(*schema.migrations[:version]) as connection:
        made = dump(connection)
    if UPDATES_GOLDENS and not released(schema, version).exists():
        released(schema, version).write_text(made, encoding="utf-8")
    assert made == released(schema, version).read_text(encoding="utf-8")


def test_every_kept_shape_belongs_to_a_release() -> None:
    assert sorted(FOLDER.iterdir()) == sorted(released(schema, version) for schema, version in RELEASES)


@pytest.mark.parametrize(("schema", "version"), RELEASES)
def test_a_file_of_every_release_opens_and_has_the_shape_of_a_new_one(
    paths: Paths, schema: Schema, version: int
) -> None:
    put_released(file_of(paths, schema), schema, version)
    with opened(paths.data.parent) as library:
        day_kept(library, FRIDAY, [make_paper(ONE)])
        assert library.check() == {"library": "ok", "cache": "ok"}
    with contextlib.closing(sqlite3.connect(file_of(paths, schema))) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.version,)
        migrated = shape(connection)
    with memory(*schema.migrations) as fresh:
        assert migrated == shape(fresh)


# With one more migration than there is


NOTES = ("CREATE TABLE notes (paper_id TEXT PRIMARY KEY, text TEXT NOT NULL)", "ALTER TABLE saves ADD COLUMN tag TEXT")
BROKEN = ("CREATE TABLE notes (paper_id TEXT)", "ALTER TABLE missing ADD COLUMN tag TEXT")


def with_migration(schema: Schema, step: Migration) -> Schema:
    return replace(schema, migrations=(*schema.migrations, step))


@pytest.fixture
def old_home(tmp_path: Path) -> Path:
    with opened(tmp_path) as library:
        day_kept(library, FRIDAY, [make_paper(ONE)])
        with library.transaction() as connection:
            shelf.keep_saves(connection, [papers.get_paper(connection, ONE)], NOW)
    return tmp_path


def columns(file: Path, table: str) -> list[str]:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def backup_of(home: Path) -> Path:
    file = find_paths(str(home)).library_db
    return file.with_name(f"{file.name}.v{LIBRARY.version}.bak")


def test_a_migration_keeps_a_copy_of_the_old_file(old_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LIBRARY", with_migration(LIBRARY, NOTES))
    with opened(old_home) as library:
        assert shelf.saved_ids(library.connection) == {ONE}
    assert columns(find_paths(str(old_home)).library_db, "saves")[-1] == "tag"
    copy = backup_of(old_home)
    assert "tag" not in columns(copy, "saves")
    assert copy.stat().st_mode & 0o777 == 0o600
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT paper_id FROM saves").fetchall() == [(ONE,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (LIBRARY.version,)


def test_the_copy_can_take_the_place_of_the_library(old_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(store, "LIBRARY", with_migration(LIBRARY, NOTES))
        with opened(old_home):
            pass
    library_db = find_paths(str(old_home)).library_db
    with pytest.raises(NewerStoreError):
        Store.open(find_paths(str(old_home)))
    backup_of(old_home).replace(library_db)
    with opened(old_home) as library:
        assert shelf.saved_ids(library.connection) == {ONE}


def test_nothing_is_copied_where_nothing_is_migrated(old_home: Path) -> None:
    with opened(old_home):
        pass
    assert list(old_home.rglob("*.bak")) == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(old_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = find_paths(str(old_home)).library_db.read_bytes()
    with monkeypatch.context() as later:
        later.setattr(store, "LIBRARY", with_migration(LIBRARY, BROKEN))
        with pytest.raises(StoreError, match=r"library\.db cannot be used: no such table: missing"):
            Store.open(find_paths(str(old_home)))
    assert find_paths(str(old_home)).library_db.read_bytes() == before
    with opened(old_home) as library:
        assert shelf.saved_ids(library.connection) == {ONE}


def test_a_migration_that_leaves_loose_rows_is_taken_back(old_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = (
        "CREATE TABLE notes (act INTEGER REFERENCES acts (id) DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO notes VALUES (77)",
    )
    monkeypatch.setattr(store, "LIBRARY", with_migration(LIBRARY, loose))
    with pytest.raises(StoreError, match="The library could not be brought to its new form: notes has loose rows"):
        Store.open(find_paths(str(old_home)))
    assert columns(find_paths(str(old_home)).library_db, "notes") == []


def test_a_file_that_a_newer_tuiread_migrates_meanwhile_stays_newer(
    old_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, newest = with_migration(LIBRARY, NOTES), LIBRARY.version + 2
    library_db = find_paths(str(old_home)).library_db
    migrate = store._migrate

    def migrate_late(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute(f"PRAGMA user_version = {newest}")
        migrate(connection, path, schema)

    monkeypatch.setattr(store, "LIBRARY", newer)
    monkeypatch.setattr(store, "_migrate", migrate_late)
    with pytest.raises(NewerStoreError, match=f"form {newest}, this one knows {newer.version}"):
        Store.open(find_paths(str(old_home)))
    assert "tag" not in columns(library_db, "saves")
    assert not backup_of(old_home).exists()


def test_two_tuireads_that_migrate_at_once_keep_the_old_copy(old_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = with_migration(LIBRARY, NOTES)
    migrate, rivals = store._migrate, [True]

    def migrate_after_a_rival(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
        if rivals:
            rivals.clear()
            Store.open(find_paths(str(old_home))).close()
        migrate(connection, path, schema)

    monkeypatch.setattr(store, "LIBRARY", newer)
    monkeypatch.setattr(store, "_migrate", migrate_after_a_rival)
    with opened(old_home) as library:
        assert shelf.saved_ids(library.connection) == {ONE}
    assert columns(find_paths(str(old_home)).library_db, "saves")[-1] == "tag"
    assert "tag" not in columns(backup_of(old_home), "saves")
