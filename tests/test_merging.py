"""Two machines, one reader: merging in any order ends in the same library, and loses no note."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings, strategies as st
from hypothesis.stateful import rule

from tests.command_line import Tuiread, story, tuiread
from tests.fakes import NOW
from tests.reader_machine import IDS, PEOPLE, ReaderMachine, opened_with_papers
from tests.shelf_fixtures import opened
from tuiread import acts, person_acts, shelf_acts, text_acts
from tuiread.errors import NotFoundError
from tuiread.merge_acts import merge
from tuiread.output.library_copy import copy_lines, read_copy
from tuiread.paths import find_paths
from tuiread.records import MergeReport, OlderNote, Place, PlaceNote, RowChange, SaidRow
from tuiread.store import Store
from tuiread.tables import journal, merging
from tuiread.tables.library_schema import LIBRARY
from tuiread.tables.merging import SAID
from tuiread.tables.stamp_schema import STAMPED
from tuiread.tags import TagWish

__all__ = ["story", "tuiread"]

Contents = dict[tuple[str, str], dict[str, str | int | None]]
MACHINES = (0, 1, 2)


def rows_of(store: Store) -> list[SaidRow]:
    return list(merging.said_rows(store.connection))


def contents(store: Store) -> Contents:
    """Return all that the reader said in a library, without when."""
    return {row.place: dict(row.values) for row in rows_of(store) if row.values is not None}


def brought(store: Store, rows: Sequence[SaidRow], at: dt.datetime = NOW) -> MergeReport:
    """Merge rows into a store; notes that give way are for other tests."""
    with store.transaction():
        return merge(store, rows, at, lambda older: None)


def merged(*libraries: Sequence[SaidRow]) -> Contents:
    """Return what an empty library holds after some libraries were brought into it, one after the other."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as store:
        for rows in libraries:
            brought(store, rows)
        return contents(store)


def rows_merged(*libraries: Sequence[SaidRow]) -> list[SaidRow]:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as store:
        for rows in libraries:
            brought(store, rows)
        return rows_of(store)


class MergeMachine(ReaderMachine):
    """Three libraries of one reader, whose clocks differ by days, with any acts and any merges."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.stack = contextlib.ExitStack()
        homes = [Path(self.folder.name) / str(number) for number in MACHINES]
        self.stores = [self.stack.enter_context(opened_with_papers(home)) for home in homes]
        self.store = self.stores[0]
        self.ahead = dt.timedelta(0)

    def teardown(self) -> None:
        """However they were merged before: once all have heard of all others, they are the same."""
        try:
            for _ in range(2):
                for number in MACHINES:
                    for other in MACHINES:
                        brought(self.stores[number], rows_of(self.stores[other]), self.at)
            assert contents(self.stores[0]) == contents(self.stores[1]) == contents(self.stores[2])
        finally:
            self.stack.close()
            self.folder.cleanup()

    @contextlib.contextmanager
    def acting(self) -> Iterator[dt.datetime]:
        with contextlib.suppress(NotFoundError), self.store.transaction():
            yield self.at + self.ahead

    @rule(number=st.sampled_from(MACHINES))
    def go_to(self, number: int) -> None:
        """Sit down at another machine: two clocks agree so well that acts on both get the same stamp, one is ahead."""
        self.store = self.stores[number]
        self.ahead = dt.timedelta(days=number // 2)

    @rule(number=st.sampled_from(MACHINES))
    def bring_in(self, number: int) -> None:
        theirs = rows_of(self.stores[number])
        brought(self.store, theirs, self.at)
        once = contents(self.store)
        assert brought(self.store, theirs, self.at).change_count == 0
        assert contents(self.store) == once

    @rule(number=st.sampled_from(MACHINES))
    def bring_in_and_undo(self, number: int) -> None:
        """What an undo puts back is what was there, unless the other library forgot somebody."""
        theirs = rows_of(self.stores[number])
        before = contents(self.store)
        report = brought(self.store, theirs, self.at)
        if report.change_count and "forgotten" not in report.brought:
            with self.store.transaction():
                acts.undo(self.store, self.at)
            assert contents(self.store) == before

    @rule()
    def hold_the_laws(self) -> None:
        one, two, three = (rows_of(store) for store in self.stores)
        assert merged(one, two) == merged(two, one)
        assert merged(rows_merged(one, two), three) == merged(one, rows_merged(two, three))
        assert merged(one, one) == merged(one)


TestMerges = MergeMachine.TestCase
TestMerges.settings = hypothesis_settings(max_examples=10, stateful_step_count=15)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """A laptop and a desktop that have the same cache and nothing of a reader yet."""
    with opened_with_papers(tmp_path / "laptop") as laptop, opened_with_papers(tmp_path / "desktop") as desktop:
        yield laptop, desktop


def act(store: Store, wish: Callable[..., object], *args: object, **kwargs: object) -> None:
    with store.transaction():
        wish(store, *args, **kwargs)


def later(minutes: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def test_every_stamped_table_is_given_to_another_library_with_all_that_was_said() -> None:
    assert SAID.keys() == {stamped.table for stamped in STAMPED}
    for stamped in STAMPED:
        assert SAID[stamped.table][0] == stamped.key
        assert set(stamped.said) <= set(SAID[stamped.table])
    assert SAID.keys() - journal.UNDOABLE.keys() == {"forgotten"}


def test_saves_tags_and_deletions_arrive_and_papers_that_the_cache_lacks_open(tmp_path: Path) -> None:
    with opened_with_papers(tmp_path / "laptop") as laptop, opened(tmp_path / "desktop") as desktop:
        act(laptop, acts.save, IDS[:2], NOW)
        act(laptop, shelf_acts.tag, IDS[:1], TagWish(("data",), ()), NOW)
        report = brought(desktop, rows_of(laptop))
        assert report.brought == {"saves": 2, "paper_tags": 1}
        assert report.ahead_count == 0
        act(laptop, acts.unsave, IDS[:1], later(1))
        report = brought(desktop, rows_of(laptop), later(2))
        assert (report.brought, report.removed) == ({}, {"saves": 1})
        act(desktop, acts.unsave, IDS[1:2], later(3))  # its paper is known here by the snapshot alone


def test_an_older_change_does_not_come_back(two: tuple[Store, Store]) -> None:
    laptop, desktop = two
    act(laptop, acts.follow, PEOPLE[0], NOW)
    brought(desktop, rows_of(laptop))
    old = rows_of(laptop)
    act(desktop, acts.unfollow, PEOPLE[0], later(5))
    report = brought(desktop, old, later(6))
    assert report.change_count == 0
    assert report.ahead_count == 1
    assert brought(laptop, rows_of(desktop), later(7)).removed == {"follows": 1}


@pytest.mark.parametrize("minutes", [(1, 2), (2, 1)], ids=["theirs is later", "mine is later"])
def test_of_two_notes_the_later_stays_and_the_earlier_is_told(
    two: tuple[Store, Store], minutes: tuple[int, int]
) -> None:
    laptop, desktop = two
    words = ("first\nthought", "second thought")
    act(laptop, shelf_acts.write_note, IDS[0], words[0], later(minutes[0]))
    act(desktop, shelf_acts.write_note, IDS[0], words[1], later(minutes[1]))
    told: list[OlderNote] = []
    with laptop.transaction():
        merge(laptop, rows_of(desktop), later(9), told.extend)
    winner = words[minutes[1] > minutes[0]]
    assert contents(laptop)["paper_notes", IDS[0]]["note"] == winner
    assert told == [OlderNote(f"arXiv {IDS[0]}", words[minutes[1] < minutes[0]])]


def test_two_acts_of_the_very_same_moment_end_in_the_same_on_both(two: tuple[Store, Store]) -> None:
    laptop, desktop = two
    act(laptop, shelf_acts.write_note, IDS[0], "left", NOW)
    act(desktop, shelf_acts.write_note, IDS[0], "right", NOW)
    first, second = (rows_of(store) for store in two)
    assert first[0].change.stamp == second[0].change.stamp
    brought(laptop, second)
    brought(desktop, first)
    assert rows_of(laptop) == rows_of(desktop)


def test_a_note_that_was_only_added_to_gives_way_to_nothing(two: tuple[Store, Store]) -> None:
    laptop, desktop = two
    act(laptop, person_acts.write_note, PEOPLE[1], "met in May", NOW)
    brought(desktop, rows_of(laptop))
    act(desktop, person_acts.write_note, PEOPLE[1], "met in May, and in June", later(1))
    told: list[OlderNote] = []
    with laptop.transaction():
        report = merge(laptop, rows_of(desktop), later(2), told.extend)
    assert told == []
    assert report.older_notes == 0
    assert contents(laptop)["person_notes", PEOPLE[1]]["note"] == "met in May, and in June"


def test_somebody_forgotten_on_one_machine_is_forgotten_on_both(two: tuple[Store, Store]) -> None:
    laptop, desktop = two
    act(laptop, acts.follow, PEOPLE[1], NOW)
    act(laptop, person_acts.write_note, PEOPLE[1], "met in May", NOW)
    brought(desktop, rows_of(laptop))
    act(laptop, person_acts.forget, PEOPLE[1], later(1))
    act(desktop, person_acts.write_note, PEOPLE[1], "met in June", later(2))
    report = brought(desktop, rows_of(laptop), later(3))
    assert report.brought == {"forgotten": 1}
    assert contents(desktop).keys() == {("forgotten", PEOPLE[1])}
    with pytest.raises(NotFoundError), desktop.transaction():
        acts.undo(desktop, later(4))
    assert brought(laptop, rows_of(desktop), later(5)).change_count == 0
    assert contents(laptop) == contents(desktop)


def test_the_reader_is_one_person_after_a_merge(two: tuple[Store, Store]) -> None:
    laptop, desktop = two
    act(laptop, person_acts.claim, PEOPLE[0], NOW)
    act(desktop, person_acts.claim, PEOPLE[1], later(1))
    brought(laptop, rows_of(desktop), later(2))
    assert [key for table, key in contents(laptop) if table == "claims"] == [PEOPLE[1]]
    brought(desktop, rows_of(laptop), later(3))
    assert contents(laptop) == contents(desktop)


def test_a_clock_ahead_is_followed_so_that_a_later_act_here_counts_as_later(two: tuple[Store, Store]) -> None:
    laptop, desktop = two
    act(desktop, shelf_acts.write_note, IDS[0], "from the future", NOW + dt.timedelta(days=3))
    brought(laptop, rows_of(desktop))
    act(laptop, shelf_acts.write_note, IDS[0], "afterwards", later(1))
    brought(desktop, rows_of(laptop), later(2))
    assert contents(desktop)["paper_notes", IDS[0]]["note"] == "afterwards"


def test_reading_places_and_notes_at_places_arrive(two: tuple[Store, Store]) -> None:
    laptop, desktop = two
    place = Place("key", 3, 0.5)
    act(laptop, text_acts.keep_place, IDS[0], place, NOW)
    act(laptop, text_acts.note, IDS[0], PlaceNote("a1", place, "words", "hm", NOW), NOW)
    assert brought(desktop, rows_of(laptop)).brought == {"places": 1, "place_notes": 1}
    assert contents(desktop) == contents(laptop)


# The lines of a library


def lines_of(store: Store) -> bytes:
    return b"".join(copy_lines(merging.said_rows(store.connection)))


def full_library(store: Store) -> None:
    act(store, acts.save, IDS[:1], NOW)
    act(store, acts.follow, PEOPLE[1], NOW)
    act(store, acts.unfollow, PEOPLE[1], NOW)
    act(store, person_acts.write_note, PEOPLE[1], "met in “May”\nand June", NOW)
    act(store, shelf_acts.add_to_queue, IDS[:2], NOW)
    act(store, text_acts.keep_place, IDS[0], Place("key", 3, 0.5), NOW)


def test_lines_give_back_what_they_were_made_of(two: tuple[Store, Store]) -> None:
    full_library(two[0])
    copy = read_copy(lines_of(two[0]), "it")
    assert list(copy.rows) == rows_of(two[0])
    assert len(copy.rows) > 4
    assert (copy.bad, copy.is_whole) == ((), True)


def test_a_copy_that_broke_off_anywhere_is_told_from_a_whole_one(two: tuple[Store, Store]) -> None:
    full_library(two[0])
    data, rows = lines_of(two[0]), rows_of(two[0])
    head = data.index(b"\n") + 1
    for length in range(head, len(data) - 1):
        copy = read_copy(data[:length], "it")
        assert (list(copy.rows), copy.bad) == (rows[: len(copy.rows)], ())
        assert not copy.is_whole
    assert read_copy(data[:-1], "it").is_whole
    without_first = data[:head] + data[data.index(b"\n", head) + 1 :]
    assert not read_copy(without_first, "it").is_whole


CHANGE = '"2608.00001",1,"a"'


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{}", "Expected"),
        ('["acts","1",1,"a",null]', "“acts” is nothing that tuiread keeps"),
        ('["reads","2608.00001",99999999999999999,"a",null]', "out of reach"),
        (f'["reads",{CHANGE},["2608.00001"]]', "columns"),
        (f'["reads",{CHANGE},["2608.00002","2026-08-21T00:00:00+00:00"]]', "columns"),
        (f'["reads",{CHANGE},["2608.00001","yesterday"]]', "yesterday"),
        (f'["reads",{CHANGE},["2608.00001",7]]', "read_at is no text"),
        (f'["saves",{CHANGE},["2608.00001","2026-08-21T00:00:00+00:00","{{}}"]]', "missing required field"),
        (f'["places",{CHANGE},["2608.00001","[]","2026-08-21T00:00:00+00:00"]]', "Expected"),
        (f'["cite_keys",{CHANGE},["2608.00001","a}} @x","2026-08-21T00:00:00+00:00"]]', "no cite key"),
        (f'["queue",{CHANGE},["2608.00001","first","2026-08-21T00:00:00+00:00"]]', "place is no number"),
        ("\x00\xff", "2 of it"),
    ],
)
def test_a_line_that_holds_no_row_is_left_out_and_told(two: tuple[Store, Store], line: str, why: str) -> None:
    full_library(two[0])
    data = lines_of(two[0])
    head, _, rest = data.partition(b"\n")
    copy = read_copy(head + b"\n" + line.encode("latin-1") + b"\n" + rest, "it")
    assert list(copy.rows) == rows_of(two[0])
    assert copy.is_whole
    assert len(copy.bad) == 1
    assert copy.bad[0].startswith("Line 2 of it was left out: ")
    assert why in copy.bad[0]


# The command


@pytest.fixture
def other(tmp_path: Path, own_home: Path) -> Path:
    """The database of another machine, where two papers are saved; here it is one."""
    with opened_with_papers(own_home) as store:
        act(store, acts.save, IDS[:1], NOW)
    with opened_with_papers(tmp_path / "other") as store:
        act(store, acts.save, IDS[1:3], NOW)
    return find_paths(str(tmp_path / "other")).library_db


def test_merge_takes_the_other_machines_database_and_leaves_it_as_it_is(tuiread: Tuiread, other: Path) -> None:
    before = other.read_bytes()
    assert tuiread("merge", str(other)).lines == [
        "Brought in 2 saved papers.",
        "1 change of this library is not there yet: merge this one there, too.",
    ]
    assert other.read_bytes() == before
    assert tuiread("merge", str(other)).lines[0] == "Nothing new: this library has all that the other one has."
    assert tuiread("undo").out == "Undone: brought in 2 changes of another library.\n"


def test_merge_brings_an_older_library_to_its_newest_shape_first(tuiread: Tuiread, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with contextlib.closing(sqlite3.connect(old, isolation_level=None)) as connection:
        for statement in (statement for step in LIBRARY.migrations[:3] for statement in step):
            connection.execute(statement)
        connection.execute("INSERT INTO reads VALUES ('2608.00009', '2026-08-20T10:00:00+00:00')")
        connection.execute(f"PRAGMA application_id = {LIBRARY.application_id}")
        connection.execute("PRAGMA user_version = 3")
    before = old.read_bytes()
    done = tuiread("merge", str(old))
    assert (done.err, done.lines) == ("", ["Brought in 1 read mark."])
    assert tuiread("merge", str(old)).lines == ["Nothing new: this library has all that the other one has."]
    assert old.read_bytes() == before


@pytest.mark.parametrize("is_database", [True, False])
def test_merge_reads_what_is_piped_in(
    tuiread: Tuiread, other: Path, monkeypatch: pytest.MonkeyPatch, is_database: bool
) -> None:
    with opened(other.parent.parent) as store:
        data = lines_of(store)
    data = other.read_bytes() if is_database else data
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert tuiread("merge", "-").lines[0] == "Brought in 2 saved papers."


def test_a_bad_line_is_told_beside_what_came(tuiread: Tuiread, other: Path, tmp_path: Path) -> None:
    with opened(other.parent.parent) as store:
        data = lines_of(store)
    file = tmp_path / "library.jsonl"
    file.write_bytes(data + b"[]\n")
    done = tuiread("merge", str(file))
    assert (done.code, done.lines) == (0, ["Brought in 2 saved papers."])
    assert done.err.startswith("Line 5 of library.jsonl was left out: ")


def test_what_came_of_a_copy_that_broke_off_is_kept_and_the_break_told(
    tuiread: Tuiread, other: Path, tmp_path: Path
) -> None:
    with opened(other.parent.parent) as store:
        data = lines_of(store)
    file = tmp_path / "library.jsonl"
    file.write_bytes(b"\n".join(data.split(b"\n")[:2]) + b"\n[")
    broken = "The other library broke off on its way here: what came is kept; merge it again to have the rest.\n"
    assert tuiread("merge", str(file)) == (4, "Brought in 1 saved paper.\n", broken)
    assert tuiread("merge", str(file)) == (4, "Nothing new in what came.\n", broken)
    file.write_bytes(data)
    assert tuiread("merge", str(file)).lines[0] == "Brought in 1 saved paper."


def test_a_note_that_gave_way_can_be_read(tuiread: Tuiread, other: Path, own_home: Path) -> None:
    for home, words, minutes in ((own_home, "first thought", 1), (other.parent.parent, "second thought", 2)):
        with opened(home) as store:
            act(store, shelf_acts.write_note, IDS[0], words, later(minutes))
    kept_in = find_paths(str(own_home)).older_notes
    assert f"1 note gave way to later ones and can be read in {kept_in}." in tuiread("merge", str(other)).lines
    assert "first thought" in kept_in.read_text(encoding="utf-8")


NEWER = f'{{"tuiread": "library", "form": {LIBRARY.version + 1}}}\n'.encode()


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (None, 3, "There is no file"),
        (b"a note\n", 2, "is no library"),
        (b'{"tuiread": "pack", "form": 1}\n', 2, "is no library"),
        (NEWER, 2, "update the one on this machine"),
        (b"SQLite format 3\0 and no more", 5, "is not a database that can be read"),
    ],
    ids=["missing", "words", "pack", "newer", "damaged"],
)
def test_what_is_no_library_is_refused_in_a_sentence(
    tuiread: Tuiread, tmp_path: Path, data: bytes | None, code: int, said: str
) -> None:
    file = tmp_path / "it"
    if data is not None:
        file.write_bytes(data)
    done = tuiread("merge", str(file))
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_cache_and_the_very_library_are_refused(tuiread: Tuiread, other: Path, own_home: Path) -> None:
    done = tuiread("merge", str(find_paths(str(other.parent.parent)).cache_db))
    assert done.code == 5
    assert "cache.db is tuiread's cache; its library is another file, library.db." in done.err
    done = tuiread("merge", str(find_paths(str(own_home)).library_db))
    assert done.code == 2
    assert "is this very library" in done.err


# Backup and restore


def test_a_backup_brings_every_row_back_and_keeps_what_it_replaces(
    tuiread: Tuiread, other: Path, own_home: Path, tmp_path: Path
) -> None:
    with opened(own_home) as store:
        act(store, shelf_acts.write_note, IDS[0], "a thought", later(1))
        before = lines_of(store)
    copy = tmp_path / "copy.db"
    assert tuiread("backup", str(copy)).lines[0].startswith(f"Your library is in {copy} (")
    assert copy.stat().st_mode & 0o777 == 0o600
    tuiread("note", IDS[0], "")
    tuiread("unsave", IDS[0])
    done = tuiread("restore", str(copy))
    assert done.lines[0] == "Restored: 1 saved paper, 1 note about papers and 0 followed people."
    (kept,) = find_paths(str(own_home)).data.glob("library-until-*.db")
    assert str(kept) in done.lines[1]
    with opened(own_home) as store:
        assert lines_of(store) == before
    assert tuiread("restore", str(kept)).lines[0].startswith("Restored: 0 saved papers, 0 notes")


def test_a_restored_paper_is_there_without_the_cache(tuiread: Tuiread, other: Path, own_home: Path) -> None:
    cache = find_paths(str(own_home)).cache_db
    tuiread("unsave", IDS[0])
    for file in cache.parent.glob("cache.db*"):
        file.unlink()
    assert tuiread("restore", str(other)).code == 0
    assert f"eprint = {{{IDS[1]}}}" in find_paths(str(own_home)).library_bib.read_text(encoding="utf-8")
    assert IDS[1] in tuiread("library").out


def test_a_backup_replaces_a_backup_and_no_other_file(tuiread: Tuiread, other: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("mine", encoding="utf-8")
    assert tuiread("backup", str(words)).code == 5
    assert words.read_text(encoding="utf-8") == "mine"
    assert "name a file in it" in tuiread("backup", str(tmp_path)).err
    assert tuiread("backup", str(tmp_path / "no" / "where.db")).code == 5
    for name in (words / "copy.db", tmp_path / ("n" * 300)):
        assert [tuiread(command, str(name)).err.count("\n") for command in ("backup", "restore")] == [1, 1]
    copy = tmp_path / "copy.db"
    copy.touch()
    tuiread("backup", str(copy))
    tuiread("note", IDS[0], "written between two backups")
    assert tuiread("backup", str(copy)).code == 0
    assert b"written between two backups" in copy.read_bytes()
    assert not list(tmp_path.glob(".*.part"))


def test_a_backup_takes_no_librarys_place_that_is_in_use(tuiread: Tuiread, other: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    tuiread("backup", str(copy))
    before = copy.read_bytes()
    (tmp_path / "copy.db-wal").write_bytes(b"what was written last")
    done = tuiread("backup", str(copy))
    assert (done.code, "is in use (copy.db-wal is beside it)" in done.err) == (5, True)
    assert copy.read_bytes() == before


def test_two_restores_in_one_second_keep_two_libraries(
    tuiread: Tuiread, other: Path, own_home: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    tuiread("backup", str(copy))
    tuiread("note", IDS[0], "precious last words")
    assert [tuiread("restore", str(copy)).code for _ in range(2)] == [0, 0]
    kept = find_paths(str(own_home)).data.glob("library-until-*.db")
    assert sorted(b"precious last words" in file.read_bytes() for file in kept) == [False, True]


def test_a_restore_waits_for_another_tuiread_and_gives_up_in_time(
    tuiread: Tuiread, other: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tuiread.store.BUSY_TIMEOUT_S", 0.1)
    library = find_paths(str(own_home)).library_db
    with contextlib.closing(sqlite3.connect(library, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        done = tuiread("restore", str(other))
    assert (done.code, "busy with another tuiread" in done.err) == (5, True)
    assert not list(library.parent.glob("library-until-*"))
    lines = library.with_name("lines.txt")
    lines.write_text("{}\n", encoding="utf-8")
    assert "`tuiread merge` brings it in" in tuiread("restore", str(lines)).err


def test_a_damaged_backup_changes_nothing(tuiread: Tuiread, other: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    tuiread("backup", str(copy))
    data = copy.read_bytes()
    copy.write_bytes(data[:8192] + bytes(4096) * 3 + data[20480:])
    done = tuiread("restore", str(copy))
    assert (done.code, done.err.count("\n")) == (5, 1)
    assert IDS[0] in tuiread("library").out


def test_a_row_of_another_library_is_written_with_its_stamp(two: tuple[Store, Store]) -> None:
    change = RowChange(7, "f" * 16, "reads", IDS[0], is_gone=False)
    values = {"paper_id": IDS[0], "read_at": "2026-08-20T10:00:00+00:00"}
    brought(two[0], [SaidRow(change, values)])
    assert rows_of(two[0]) == [SaidRow(change, values)]
