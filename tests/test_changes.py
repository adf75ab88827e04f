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
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tuiread import acts, person_acts, shelf_acts, text_acts
from tuiread.errors import NotFoundError
from tuiread.paths import find_paths
from tuiread.records import Author, Mark, PaperId, PersonKey, Place, PlaceNote, RecordKey
from tuiread.store import Store
from tuiread.tables import changes
from tuiread.tables.changes import RowChange
from tuiread.tables.library_schema import LIBRARY
from tuiread.tables.stamp_schema import STAMPED
from tuiread.tags import TagWish

IDS = [PaperId(f"2608.{number:05}") for number in range(1, 5)]
PEOPLE = [PersonKey("hf:ada"), PersonKey("name:bo sample")]
AUTHORS = [Author("Ada Example", "ada", "claimed_verified"), Author("Bo Sample")]
MACHINES_OWN = {"texts", "figures", "acts", "act_rows", "library_clock", "row_changes"}
"""What no other machine wants to know: texts can be fetched again, and steps belong to one machine."""

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


class StampMachine(RuleBasedStateMachine):
    """Any acts in any order: after each, the rows that differ are just those whose stamps are new."""

    papers = st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True)
    paper = st.sampled_from(IDS)
    person = st.sampled_from(PEOPLE)

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.opened = opened(Path(self.folder.name))
        self.store = self.opened.__enter__()
        day_kept(self.store, FRIDAY, [make_paper(paper_id, authors=AUTHORS) for paper_id in IDS])
        self.at = NOW

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

    @rule(papers=papers)
    def save(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            acts.save(self.store, papers, at)

    @rule(papers=papers)
    def unsave(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            acts.unsave(self.store, papers, at)

    @rule(papers=papers)
    def read(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            acts.mark_read(self.store, papers, at, "read")

    @rule(paper=paper)
    def unread(self, paper: PaperId) -> None:
        with self.acting() as at:
            acts.mark_unread(self.store, paper, at, "unread")

    @rule(person=person, is_followed=st.booleans())
    def follow(self, person: PersonKey, is_followed: bool) -> None:
        with self.acting() as at:
            (acts.follow if is_followed else acts.unfollow)(self.store, person, at)

    @rule(person=person, is_muted=st.booleans())
    def mute(self, person: PersonKey, is_muted: bool) -> None:
        with self.acting() as at:
            acts.mute(self.store, person, at, is_muted=is_muted)

    @rule(person=person, paper=paper, is_same=st.booleans())
    def answer(self, person: PersonKey, paper: PaperId, is_same: bool) -> None:
        with self.acting() as at:
            acts.answer_name(self.store, person, paper, at, is_same=is_same)
        with self.acting() as at:
            person_acts.answer_identity(self.store, person, RecordKey("openalex:A1"), at, is_same=is_same)

    @rule(is_followed=st.booleans())
    def feed(self, is_followed: bool) -> None:
        with self.acting() as at:
            if is_followed:
                acts.follow_feed(self.store, "keyword", "lamps", at)
            else:
                acts.unfollow_feed(self.store, "keyword:lamps", at)

    @rule(person=person, is_claimed=st.booleans())
    def claim(self, person: PersonKey, is_claimed: bool) -> None:
        with self.acting() as at:
            if is_claimed:
                person_acts.claim(self.store, person, at)
            else:
                person_acts.drop_claim(self.store, at)

    @rule(person=person, text=st.sampled_from(["", "met in May"]), is_marked=st.booleans())
    def about_a_person(self, person: PersonKey, text: str, is_marked: bool) -> None:
        with self.acting() as at:
            person_acts.write_note(self.store, person, text, at)
        with self.acting() as at:
            person_acts.mark_not_to_invite(self.store, person, at, is_marked=is_marked)

    @rule(person=person)
    def forget(self, person: PersonKey) -> None:
        with self.acting() as at:
            person_acts.forget(self.store, person, at)

    @rule(papers=papers, add=st.sampled_from([(), ("Data",), ("data", "group")]), drop=st.sampled_from([(), ("DATA",)]))
    def tag(self, papers: list[PaperId], add: tuple[str, ...], drop: tuple[str, ...]) -> None:
        with self.acting() as at:
            shelf_acts.tag(self.store, papers, TagWish(add, () if "data" in add or "Data" in add else drop), at)

    @rule(paper=paper, text=st.sampled_from(["", "check the scorer", "two\nlines"]))
    def note(self, paper: PaperId, text: str) -> None:
        with self.acting() as at:
            shelf_acts.write_note(self.store, paper, text, at)

    @rule(papers=papers, index=st.integers(0, 4))
    def queue(self, papers: list[PaperId], index: int) -> None:
        with self.acting() as at:
            shelf_acts.add_to_queue(self.store, papers, at)
        with self.acting() as at:
            shelf_acts.move_in_queue(self.store, papers[0], index, at)

    @rule(papers=papers)
    def unqueue(self, papers: list[PaperId]) -> None:
        with self.acting() as at:
            shelf_acts.drop_from_queue(self.store, papers, at)

    @rule(paper=paper, share=st.sampled_from([0.1, 0.7]))
    def read_on(self, paper: PaperId, share: float) -> None:
        place = Place("key", 3, share)
        with self.acting() as at:
            text_acts.keep_place(self.store, paper, place, at)
        with self.acting() as at:
            text_acts.mark(self.store, paper, Mark("a", place, f"words at {at}"), at)

    @rule(paper=paper, is_kept=st.booleans())
    def note_at_a_place(self, paper: PaperId, is_kept: bool) -> None:
        kept = PlaceNote(f"note of {paper}", Place("key", 3, 0.5), "words", "hm", self.at)
        with self.acting() as at:
            if is_kept:
                text_acts.note(self.store, paper, kept, at)
            else:
                text_acts.drop_note(self.store, kept, at)

    @rule()
    def undo(self) -> None:
        with self.acting() as at:
            acts.undo(self.store, at)


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
