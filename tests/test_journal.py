"""Undo: before-images of what each act changed, 50 steps back, whatever was done and undone in between."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from hypothesis.strategies import sampled_from

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tuiread import acts
from tuiread.errors import NotFoundError
from tuiread.records import Author, PaperId, PersonKey
from tuiread.store import Store
from tuiread.tables import journal

IDS = [PaperId(f"2608.{number:05}") for number in range(1, 5)]
ADA, BO = PersonKey("hf:ada"), PersonKey("name:bo sample")
LATER = NOW + dt.timedelta(hours=1)
TABLES = ("saves", "reads", "follows")


def filled(home: Path) -> Generator[Store, None, None]:
    with opened(home) as library:
        authors = [Author("Ada Example", "ada", "claimed_verified"), Author("Bo Sample")]
        day_kept(library, FRIDAY, [make_paper(paper_id, authors=authors) for paper_id in IDS])
        yield library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    yield from filled(tmp_path)


def kept(library: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all that the reader did."""
    return {table: library.connection.execute(f"SELECT * FROM main.{table} ORDER BY 1").fetchall() for table in TABLES}


def undo(library: Store) -> str:
    with library.transaction():
        return acts.undo(library, LATER)


def test_with_nothing_done_there_is_nothing_to_undo(library: Store) -> None:
    with pytest.raises(NotFoundError, match="Nothing to undo"):
        undo(library)


def test_a_save_is_undone(library: Store) -> None:
    before = kept(library)
    with library.transaction():
        acts.save(library, IDS[:2], NOW)
    assert undo(library) == "saved 2 papers"
    assert kept(library) == before


def test_saving_again_renews_the_snapshot_keeps_the_date_and_is_undone_to_the_old_one(library: Store) -> None:
    with library.transaction():
        acts.save(library, IDS[:1], NOW)
    before = kept(library)
    day_kept(library, FRIDAY, [make_paper(IDS[0], upvotes=99)], LATER)
    with library.transaction():
        acts.save(library, IDS[:1], LATER)
    after = kept(library)
    assert after["saves"][0][:2] == before["saves"][0][:2]
    assert after["saves"] != before["saves"]
    undo(library)
    assert kept(library) == before


def test_taking_out_of_the_library_is_undone_with_date_and_snapshot(library: Store) -> None:
    with library.transaction():
        acts.save(library, IDS[:1], NOW)
    before = kept(library)
    with library.transaction():
        acts.unsave(library, IDS[:1], LATER)
    assert kept(library)["saves"] == []
    assert undo(library) == f"took out “Paper {IDS[0]}”"
    assert kept(library) == before


def test_all_read_is_undone_for_just_those_that_it_marked(library: Store) -> None:
    with library.transaction():
        acts.mark_read(library, IDS[:1], NOW, "read one")
    before = kept(library)
    with library.transaction():
        assert acts.mark_read(library, IDS, LATER, "all read") == 3
    assert len(kept(library)["reads"]) == 4
    assert undo(library) == "all read (3 papers)"
    assert kept(library) == before


def test_marking_unread_is_undone_with_the_time_of_reading(library: Store) -> None:
    with library.transaction():
        acts.mark_read(library, IDS[:1], NOW, "read")
    before = kept(library)
    with library.transaction():
        acts.mark_unread(library, IDS[:1], LATER, "marked unread")
    assert undo(library) == "marked unread"
    assert kept(library) == before


def test_following_and_unfollowing_are_undone(library: Store) -> None:
    with library.transaction():
        acts.follow(library, ADA, NOW)
    before = kept(library)
    with library.transaction():
        acts.unfollow(library, ADA, LATER)
    assert undo(library) == "unfollowed Ada Example"
    assert kept(library) == before
    assert undo(library) == "followed Ada Example"
    assert kept(library)["follows"] == []


def test_what_changes_nothing_makes_no_step(library: Store) -> None:
    with library.transaction():
        acts.follow(library, ADA, NOW)
        acts.mark_read(library, IDS[:1], NOW, "read")
        assert acts.mark_read(library, IDS[:1], LATER, "read again") == 0
        acts.mark_unread(library, IDS[1:2], LATER, "unread again")
        assert acts.follow(library, ADA, LATER).followed_at == NOW
    assert undo(library) == "read"
    assert undo(library) == "followed Ada Example"


def test_an_act_that_fails_makes_no_step(library: Store) -> None:
    for act in (acts.save, acts.unsave):
        with pytest.raises(NotFoundError), library.transaction():
            act(library, [IDS[0], PaperId("2608.99999")], NOW)
    with pytest.raises(NotFoundError), library.transaction():
        acts.unfollow(library, ADA, NOW)
    with pytest.raises(NotFoundError):
        undo(library)
    assert kept(library) == {table: [] for table in TABLES}


def test_steps_are_undone_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        day_kept(library, FRIDAY, [make_paper(IDS[0])])
        with library.transaction():
            acts.save(library, IDS[:1], NOW)
            acts.mark_read(library, IDS[:1], NOW, "read")
    with opened(tmp_path) as again:
        assert [undo(again), undo(again)] == ["read", f"saved “Paper {IDS[0]}”"]
        assert kept(again) == {table: [] for table in TABLES}


def read_and_unread(library: Store, first: int, count: int) -> None:
    """Take steps, each of which changes something."""
    with library.transaction():
        for number in range(first, first + count):
            acts.mark_read(library, [PaperId(f"x{number}")], NOW, f"step {number}")


def test_fifty_steps_are_kept_and_no_more(library: Store) -> None:
    read_and_unread(library, 1, journal.KEPT_STEPS + 5)
    labels = [undo(library) for _ in range(journal.KEPT_STEPS)]
    assert labels == [f"step {number}" for number in range(55, 5, -1)]
    with pytest.raises(NotFoundError):
        undo(library)
    assert len(kept(library)["reads"]) == 5


def test_steps_that_were_undone_do_not_count_among_the_fifty(library: Store) -> None:
    read_and_unread(library, 1, 40)
    for number in range(100, 180):
        read_and_unread(library, number, 1)
        undo(library)
    read_and_unread(library, 41, 10)
    assert [undo(library) for _ in range(50)] == [f"step {number}" for number in range(50, 0, -1)]


def test_forgotten_steps_leave_no_rows(library: Store) -> None:
    read_and_unread(library, 1, 200)
    count = library.connection.execute("SELECT count(*) FROM main.act_rows").fetchone()[0]
    assert count == journal.KEPT_STEPS


class UndoMachine(RuleBasedStateMachine):
    """Any acts in any order: each undo brings back exactly what was there before."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.stores = filled(Path(self.folder.name))
        self.library = next(self.stores)
        self.past: list[dict[str, list[tuple[object, ...]]]] = []
        self.at = NOW

    def teardown(self) -> None:
        self.stores.close()
        self.folder.cleanup()

    def act(self, wish: Callable[..., object], *words: object) -> None:
        before = kept(self.library)
        self.at += dt.timedelta(minutes=1)
        with self.library.transaction():
            wish(self.library, *words)
        if kept(self.library) != before:
            self.past.append(before)

    @rule(paper_id=sampled_from(IDS))
    def toggle_save(self, paper_id: PaperId) -> None:
        is_saved = any(row[0] == paper_id for row in kept(self.library)["saves"])
        self.act(acts.unsave if is_saved else acts.save, [paper_id], self.at)

    @rule(paper_id=sampled_from(IDS))
    def read(self, paper_id: PaperId) -> None:
        self.act(acts.mark_read, [paper_id], self.at, "read")

    @rule()
    def read_all(self) -> None:
        self.act(acts.mark_read, IDS, self.at, "all read")

    @rule(paper_id=sampled_from(IDS))
    def unread(self, paper_id: PaperId) -> None:
        self.act(acts.mark_unread, [paper_id], self.at, "unread")

    @rule(key=sampled_from([ADA, BO]))
    def toggle_follow(self, key: PersonKey) -> None:
        is_followed = any(row[0] == key for row in kept(self.library)["follows"])
        self.act(acts.unfollow if is_followed else acts.follow, key, self.at)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        undo(self.library)
        assert kept(self.library) == self.past.pop()


UndoMachine.TestCase.settings = hypothesis_settings(max_examples=30, stateful_step_count=25)
TestAnyActsInAnyOrder = UndoMachine.TestCase
