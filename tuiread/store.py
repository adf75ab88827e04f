"""The store's face: opens the two databases, runs transactions and migrations, maps SQLite's errors to ours.

    library.db   (main)       what only the reader knows      backed up before every migration
    cache.db     (cache)      what sources said               may be deleted at any time
    arxiv.db     (archive)    all that arXiv lists            made by the first import; may be deleted, too

One connection, used by one thread (library owns both).  The SQL of each group of tables lives in tables/; what to keep
is decided elsewhere.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tuiread.errors import ForeignStoreError, NewerStoreError, StoreError, StoreFullError
from tuiread.paths import make_private_folder
from tuiread.tables.archive_schema import ARCHIVE
from tuiread.tables.cache_schema import CACHE
from tuiread.tables.library_schema import LIBRARY
from tuiread.tables.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuiread.paths import Paths

BUSY_TIMEOUT_S = 5.0
"""How long a write waits for another tuiread, in seconds."""

_WAIT_S = 0.25
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BUSY_WORDS = "{} is busy with another tuiread: what came before is kept. Try again in a moment."

LITTLE_ROOM = 1 << 20
"""Free bytes below which a failed write is put down to a full disk; SQLite itself often only says "disk I/O error"."""


class Store:
    """One connection to the library, with the cache and, where there is one, the archive attached.

    Use `transaction` around every write and `reading` around questions.
    """

    def __init__(self, connection: sqlite3.Connection, archive_db: Path) -> None:
        self.connection = connection
        self._archive_db = archive_db
        self._depth = 0
        self._files = tuple(Path(row[2]) for row in connection.execute("PRAGMA database_list") if row[2])

    @classmethod
    def open(cls, paths: Paths) -> Self:
        """Open both databases, making or migrating them where needed.

        Raises:
            StoreError: a folder or file cannot be used; the sentence says which and why.
        """
        _prepare(paths.library_db, LIBRARY)
        _prepare(paths.cache_db, CACHE)
        with _explained(paths.library_db, [paths.library_db, paths.cache_db]):
            connection = _connect(paths.library_db)
            try:
                connection.execute("ATTACH :path AS cache", {"path": str(paths.cache_db)})
                connection.execute("PRAGMA main.synchronous = FULL")
                connection.execute("PRAGMA cache.synchronous = NORMAL")
            except BaseException:
                connection.close()
                raise
        store = cls(connection, paths.archive_db)
        store.look_for_archive()
        return store

    def look_for_archive(self) -> None:
        """Attach the archive where there is one: an import, perhaps of another tuiread, may have made it since.

        Raises:
            StoreError: it cannot be used.
        """
        if self._archive_db.exists():
            self.attach_archive()

    def attach_archive(self) -> None:
        """Attach the archive, making it where there is none; once is enough.

        Raises:
            StoreError: it cannot be used.
        """
        if any(row[1] == ARCHIVE.name for row in self.connection.execute("PRAGMA database_list")):
            return
        _prepare(self._archive_db, ARCHIVE)
        with _explained(self._archive_db, [self._archive_db]):
            self.connection.execute("ATTACH :path AS archive", {"path": str(self._archive_db)})
            self.connection.execute("PRAGMA archive.synchronous = NORMAL")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one unit: all of it is kept or nothing; a nested one is a savepoint.

        Raises:
            StoreError: the disk is full, the file is read-only or locked for too long.
        """
        begin, commit, rollback = self._words()
        with _explained(None, self._files):
            self.connection.execute(begin)
        self._depth += 1
        try:
            with _explained(None, self._files):
                yield self.connection
                self.connection.execute(commit)
        except BaseException:
            if self.connection.in_transaction:
                for statement in rollback:
                    self.connection.execute(statement)
            raise
        finally:
            self._depth -= 1

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Let a block of several queries see one moment, whatever another tuiread writes meanwhile.

        Raises:
            StoreError: a file cannot be read.
        """
        with _explained(None, self._files):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    def check(self) -> dict[str, str]:
        """Return by file ``ok``, or the first thing that SQLite finds broken in it."""
        return {LIBRARY.name: _quick_check(self.connection, "main"), CACHE.name: _quick_check(self.connection, "cache")}

    def back_up(self, path: Path) -> None:
        """Write the library into one file for its owner, whole or not at all; an older backup there is replaced.

        Raises:
            StoreError: it cannot be written, or what is there is something else than a library that nobody uses.
        """
        part = path.with_name(f".{path.name}.part")
        with _explained(path, [path]):
            if path.exists() and path.stat().st_size:
                _refuse_foreign(path)
            try:
                part.unlink(missing_ok=True)
                part.touch(0o600)
                with contextlib.closing(sqlite3.connect(part)) as target:
                    self.connection.backup(target)
                    target.execute("PRAGMA journal_mode = DELETE")  # so that it is one file, readable anywhere
                part.replace(path)
            finally:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)

    def put_in_place(self, library: sqlite3.Connection, kept_as: Path) -> None:
        """Replace the library by another one, which `opened_copy` gave; a backup is kept, and the cache stays.

        Raises:
            StoreError: the other one is damaged, or this one cannot be written or is busy for too long.
        """
        if (found := _quick_check(library, "main")) != "ok":
            raise StoreError(f"The copy is damaged and was left alone: {found}.")
        # Nobody writes meanwhile what the backup would miss.  A connection of its own: SQLite copies nothing for one
        # that is writing.
        with _explained(None, self._files), contextlib.closing(_connect(self._files[0])) as guard:
            guard.execute("BEGIN IMMEDIATE")
            self.back_up(kept_as)
        waits = itertools.count(1)

        def wait_a_while(status: int, *_: int) -> None:
            # SQLite's own copying knows no time-out.
            if status in _BUSY and next(waits) > BUSY_TIMEOUT_S / _WAIT_S:
                raise StoreError(_BUSY_WORDS.format("The library"))

        with _explained(None, self._files):
            library.backup(self.connection, progress=wait_a_while, sleep=_WAIT_S)

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self.connection.close()

    def _words(self) -> tuple[str, str, tuple[str, ...]]:
        if self._depth == 0:
            return "BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)
        name = f"level{self._depth}"
        return f"SAVEPOINT {name}", f"RELEASE {name}", (f"ROLLBACK TO {name}", f"RELEASE {name}")


@contextlib.contextmanager
def opened_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of another library in its newest shape; the file itself is only read.

    Raises:
        StoreError: it is no library, was written by a newer tuiread, or cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="tuiread-") as folder:
        copy = Path(folder) / path.name
        with (
            _explained(path, [copy]),
            contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            _check_is_library(source, path)
            source.backup(target)
        _prepare(copy, LIBRARY)
        with _explained(path, [copy]), contextlib.closing(_connect(copy)) as connection:
            yield connection


def check_file(path: Path) -> str:
    """Return ``ok``, ``not there``, or the first thing that SQLite finds broken in one file.

    It needs neither the other file nor a library that opens, changes nothing, and so can say which file is broken.
    """
    if not path.exists():
        return "not there"
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _quick_check(connection, "main")
    except sqlite3.Error as error:
        return str(error)


def _refuse_foreign(path: Path) -> None:
    """Make sure that a file is a library, and nobody's at the moment, before it is replaced.

    Raises:
        StoreError: it is something else, or what was written last is still in a file beside it.
    """
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]
    if used := next((file for file in beside if file.exists()), None):
        raise StoreError(f"{path} is in use ({used.name} is beside it): name another file for the backup.")
    with (
        _explained(path, [path]),
        contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found,
    ):
        _check_is_library(found, path)


def _quick_check(connection: sqlite3.Connection, schema: str) -> str:
    try:
        return str(connection.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _prepare(path: Path, schema: Schema) -> None:
    """Bring one file to its newest shape."""
    make_private_folder(path.parent)
    with _explained(path, [path]), contextlib.closing(_connect(path)) as connection:
        connection.execute("BEGIN")  # one moment: another tuiread may be making the file just now
        version = _check_owner(connection, path, schema)
        connection.execute("ROLLBACK")
        if version < schema.version:
            path.chmod(0o600)
            _migrate(connection, path, schema)
        _write_ahead(connection)


def _check_owner(connection: sqlite3.Connection, path: Path, schema: Schema) -> int:
    """Return the file's version, after making sure that it is ours and not newer than we are."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if owner != schema.application_id and (tables or owner or version):
        raise ForeignStoreError(
            f"{path} belongs to another program and was left alone; move it away or choose another folder with --home."
        )
    if version > schema.version:
        raise NewerStoreError(
            f"{path} was written by a newer tuiread (form {version}, this one knows {schema.version}); "
            "it was left alone: update tuiread to open it."
        )
    return version


def _check_is_library(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that a file is a library that this tuiread can read; say of our other files what they are.

    Raises:
        StoreError: it is not.
    """
    owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
    for schema in (CACHE, ARCHIVE):
        if owner == schema.application_id:
            raise ForeignStoreError(f"{path} is tuiread's {schema.name}; its library is another file, library.db.")
    if owner != LIBRARY.application_id or not _check_owner(connection, path, LIBRARY):
        raise ForeignStoreError(f"{path} is no library of tuiread; that is a file called library.db.")


def _back_up(path: Path, version: int) -> None:
    """Keep a copy of a file beside it before its shape changes."""
    copy = path.with_name(f"{path.name}.v{version}.bak")
    with contextlib.closing(_connect(path)) as source, contextlib.closing(sqlite3.connect(copy)) as target:
        copy.chmod(0o600)
        source.backup(target)


def _migrate(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    """Apply what is missing and the new version number in one transaction, after keeping a copy."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another tuiread, even a newer one, may have migrated while this one waited for the lock.
        version = _check_owner(connection, path, schema)
        if 0 < version < schema.version:
            _back_up(path, version)
        for statement in (line for step in schema.migrations[version:] for line in step):
            connection.execute(statement)
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreError(f"The {schema.name} could not be brought to its new form: {broken[0]} has loose rows.")
        connection.execute(f"PRAGMA application_id = {schema.application_id}")
        connection.execute(f"PRAGMA user_version = {schema.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer not wait for each other; where another tuiread holds the file, the next opening does."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise


@contextlib.contextmanager
def _explained(path: Path | None, files: Sequence[Path]) -> Iterator[None]:
    """Turn SQLite's errors into sentences; the cause is kept.

    Args:
        path: the file to name; None where it may be either.
        files: where something may be written.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path, files) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _full(path) from error
        raise StoreError(f"{path or 'The library'} cannot be used: {error.strerror or error}.") from error


def _explain(error: sqlite3.Error, path: Path | None, files: Sequence[Path]) -> StoreError:
    name = path or "The library"
    # sqlite_errorcode is missing on errors that the module itself raises, such as a closed connection.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _has_little_room(files)):
        return _full(path)
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        if path is None:
            return StoreError("The library or the cache is damaged; `tuiread doctor` says which one to move away.")
        return ForeignStoreError(f"{name} is not a database that can be read; move it away and start again.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreError(
            f"{name} cannot be written: what came before is kept. Check its folder's rights or use --home DIR."
        )
    if code in _BUSY:
        return StoreError(_BUSY_WORDS.format(name))
    return StoreError(f"{name} cannot be used: {error}.")


def _full(path: Path | None) -> StoreFullError:
    where = f" ({path})" if path else ""
    return StoreFullError(f"The disk is full: what came before is kept. Make room and try again{where}.")


def _has_little_room(files: Sequence[Path]) -> bool:
    return any(shutil.disk_usage(file.parent).free < LITTLE_ROOM for file in files)
