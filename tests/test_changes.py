"""When rows of the reader changed: stamps of exactly the rows that did, never going back, whoever writes."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import invariant

from tests.fakes import NOW, make_paper
from tests.reader_machine import IDS, ReaderMachine, opened_with_papers
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tuiread import acts, text_acts
from tuiread.errors import NotFoundError
from tuiread.paths import find_paths
from tuiread.records import RowChange
from tuiread.store import Store
from tuiread.tables import changes
from tuiread.tables.library_schema import LIBRARY
from tuiread.tables.stamp_schema import STAMPED

MACHINES_OWN = {"texts", "figures", "acts", "act_rows", "library_clock", "row_changes", "visits"}
"""What no other machine wants to know: texts can be fetched again, steps and visits belong to one machine."""

Rows = dict[tuple[str, str], tuple[object, ...]]


def said(store: Store) -> Rows:
    """Return what the reader said, by table and key."""
    found: Rows = {}
    for stamped in STAMPED:
        condition = stamped.only.format(row=stamped.table)
        query = f"SELECT {stamped.key}, {', '.join(stamped.said)} FROM main.{stamped.table} WHERE {condition}"
        for key, *row in store.connection.execute(query):
            found[stamped.table, key] = tuple(row)
    return found


def all_changes(store: Store) -> dict[tuple[str, str], RowChange]:
    return {(change.table, change.key): change for change in changes.row_changes(store.connection)}


def test_every_table_of_the_library_is_stamped_or_one_machines_own(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        rows = store.connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall()
    tables = {name for (name,) in rows if not name.startswith("sqlite_")}
    assert tables == MACHINES_OWN | {stamped.table for stamped in STAMPED}


def test_two_libraries_have_origins_of_their_own(tmp_path: Path) -> None:
    with opened(tmp_path / "one") as one, opened(tmp_path / "other") as other:
        first, second = changes.origin(one.connection), changes.origin(other.connection)
    assert len(first) == len(second) == 16
    assert first != second
    with opened(tmp_path / "one") as again:
        assert changes.origin(again.connection) == first


def test_the_first_stamps_are_the_rows_own_times(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path))
    paths.data.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(paths.library_db, isolation_level=None)) as old:
        for statement in (statement for step in LIBRARY.migrations[:3] for statement in step):
            old.execute(statement)
        old.execute("INSERT INTO saves VALUES ('2608.00001', '2026-08-20T10:00:00.250000+00:00', '{}')")
        old.execute("INSERT INTO marks VALUES ('2608.00001 a', '2608.00001', 'a', '{}', 'words')")
        old.execute("INSERT INTO text_wishes VALUES ('2608.00001', 0, NULL, NULL), ('2608.00002', 1, NULL, NULL)")
        old.execute(f"PRAGMA application_id = {LIBRARY.application_id}")
        old.execute("PRAGMA user_version = 3")
    with opened(tmp_path) as store:
        found = all_changes(store)
        mine = changes.origin(store.connection)
    saved = changes.stamp_of(dt.datetime(2026, 8, 20, 10, tzinfo=dt.UTC))
    assert found == {
        ("saves", "2608.00001"): RowChange(saved, mine, "saves", "2608.00001", False),
        ("marks", "2608.00001 a"): RowChange(0, mine, "marks", "2608.00001 a", False),
        ("text_wishes", "2608.00001"): RowChange(0, mine, "text_wishes", "2608.00001", False),
    }


def test_a_clock_that_is_set_back_makes_no_earlier_stamp(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, [make_paper(paper_id) for paper_id in IDS])
        with store.transaction():
            acts.save(store, IDS[:1], NOW)
        with store.transaction():
            acts.save(store, IDS[1:2], NOW - dt.timedelta(days=400))
        first, second = (all_changes(store)["saves", paper_id].stamp for paper_id in IDS[:2])
    assert first > changes.stamp_of(NOW)
    assert second == first + 1


def test_what_another_library_stamped_is_kept_as_it_came_and_later_acts_come_after_it(tmp_path: Path) -> None:
    ahead = changes.stamp_of(NOW + dt.timedelta(days=3))
    theirs = RowChange(ahead, "f" * 16, "saves", IDS[0], True)
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, [make_paper(paper_id) for paper_id in IDS])
        with store.transaction() as connection:
            changes.keep_changes(connection, [theirs])
            acts.save(store, IDS[1:2], NOW)
        found = all_changes(store)
        assert changes.row_changes(store.connection, since=ahead) == [found["saves", IDS[1]]]
    assert found["saves", IDS[0]] == theirs
    assert found["saves", IDS[1]].stamp == ahead + 1


def test_what_a_source_tells_of_a_saved_paper_is_no_change_of_the_reader(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        day_kept(store, FRIDAY, [make_paper(IDS[0])])
        with store.transaction():
            acts.save(store, IDS[:1], NOW)
        before = all_changes(store)
        with store.transaction() as connection:
            connection.execute("UPDATE main.saves SET snapshot = '{}'")
            text_acts.keep_try(store, IDS[0], NOW, "Nobody has it.")
        assert all_changes(store) == before


class StampMachine(ReaderMachine):
    """After any act, the rows that differ are just those whose stamps are new."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.opened = opened_with_papers(Path(self.folder.name))
        self.store = self.opened.__enter__()

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()

    @contextlib.contextmanager
    def acting(self) -> Iterator[dt.datetime]:
        """Run a block as one transaction, and compare what it changed with what it stamped."""
        self.at += dt.timedelta(seconds=1)
        before, known = said(self.store), all_changes(self.store)
        with contextlib.suppress(NotFoundError), self.store.transaction():
            yield self.at
        after, now = said(self.store), all_changes(self.store)
        changed = {row for row in before.keys() | after.keys() if before.get(row) != after.get(row)}
        assert {row for row in now if now[row] != known.get(row)} == changed
        newest = max((change.stamp for change in known.values()), default=0)
        assert all(now[row].stamp > max(newest, changes.stamp_of(self.at)) for row in changed)

    @invariant()
    def what_is_there_is_not_gone(self) -> None:
        found = all_changes(self.store)
        assert {row for row, change in found.items() if not change.is_gone} == said(self.store).keys()


TestStamps = StampMachine.TestCase
TestStamps.settings = hypothesis_settings(max_examples=25, stateful_step_count=25)


@pytest.mark.parametrize("is_wanted", [False, True])
def test_a_wish_for_a_text_is_stamped_where_it_says_anything(tmp_path: Path, is_wanted: bool) -> None:
    with opened(tmp_path) as store:
        with store.transaction():
            text_acts.keep_wishes(store, IDS[:1], NOW, is_wanted=is_wanted)
        assert (("text_wishes", IDS[0]) in all_changes(store)) is not is_wanted
        with store.transaction():
            text_acts.keep_wishes(store, IDS[:1], NOW, is_wanted=not is_wanted)
        assert ("text_wishes", IDS[0]) in all_changes(store)
