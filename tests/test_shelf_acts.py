"""Tags, notes and the queue in the store: what each act keeps, what it saves along, and what undo brings back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened
from tuiread import acts, shelf_acts
from tuiread.errors import NotFoundError, UsageError
from tuiread.records import PaperId, TagCount
from tuiread.store import Store
from tuiread.tables import paper_notes, queue, shelf, tags
from tuiread.tags import MOST_LETTERS, TagWish, fold_tag, parse_tags

IDS = [PaperId(f"2608.{number:05}") for number in range(1, 7)]
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as library:
        day_kept(library, FRIDAY, [make_paper(paper_id) for paper_id in IDS])
        yield library


def tagged(store: Store, paper_ids: Sequence[PaperId], line: str, at: dt.datetime = NOW) -> int:
    with store.transaction():
        return shelf_acts.tag(store, paper_ids, parse_tags(line), at).paper_count


def tags_of(store: Store, paper_id: PaperId) -> tuple[str, ...]:
    return tags.tags_of(store.connection, [paper_id]).get(paper_id, ())


def undo(store: Store) -> str:
    with store.transaction():
        return acts.undo(store, LATER)


# Tags


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("", TagWish()),
        ("data", TagWish(("data",))),
        ("data, group  evals;ssl", TagWish(("data", "group", "evals", "ssl"))),
        ("data -old, --older", TagWish(("data",), ("old", "older"))),
        ("#data #", TagWish(("data",))),
        ("Data DATA", TagWish(("DATA",))),
        ("- -- ,", TagWish()),
        ("data\x1b[31m", TagWish(("data",))),
        ("机器学习 naïve", TagWish(("机器学习", "naïve"))),
    ],
)
def test_a_line_of_tags_is_read(line: str, wish: TagWish) -> None:
    assert parse_tags(line) == wish


def test_a_tag_that_is_too_long_is_refused_with_a_sentence() -> None:
    parse_tags("x" * MOST_LETTERS)
    with pytest.raises(UsageError, match=f"at most {MOST_LETTERS} letters"):
        parse_tags(f"fine {'x' * (MOST_LETTERS + 1)}")


@given(st.text())
def test_any_line_is_read_or_refused_and_reading_it_again_changes_nothing(line: str) -> None:
    try:
        wish = parse_tags(line)
    except UsageError:
        return
    again = parse_tags(" ".join((*wish.add, *(f"-{tag}" for tag in wish.drop))))
    assert [fold_tag(tag) for tag in (*again.add, *again.drop)] == [fold_tag(tag) for tag in (*wish.add, *wish.drop)]


def test_tags_are_kept_by_name_as_first_written(store: Store) -> None:
    assert tagged(store, IDS[:1], "Scaling data") == 1
    assert tagged(store, IDS[1:2], "SCALING", LATER) == 1
    assert tags_of(store, IDS[0]) == ("data", "Scaling")
    assert tags_of(store, IDS[1]) == ("Scaling",)
    assert tags.tag_counts(store.connection) == (TagCount("data", 1), TagCount("Scaling", 2))
    assert tags.papers_with(store.connection, "scaling") == {IDS[0], IDS[1]}


def test_tagging_several_papers_is_one_step_that_saves_them_too(store: Store) -> None:
    with store.transaction():
        acts.save(store, IDS[:1], NOW)
    assert tagged(store, IDS[:3], "data group") == 3
    assert shelf.saved_ids(store.connection) == set(IDS[:3])
    assert undo(store) == "tagged 3 papers data, group"
    assert shelf.saved_ids(store.connection) == {IDS[0]}
    assert tags.tag_counts(store.connection) == ()


def test_what_is_tagged_already_makes_no_step(store: Store) -> None:
    tagged(store, IDS[:1], "data")
    assert tagged(store, IDS[:1], "DATA -other") == 0
    assert undo(store) == f"tagged “Paper {IDS[0]}” data"
    with pytest.raises(NotFoundError):
        undo(store)


def test_a_tag_is_taken_away_without_saving_anything(store: Store) -> None:
    tagged(store, IDS[:1], "data group")
    with store.transaction():
        acts.unsave(store, IDS[:1], LATER)
    assert tagged(store, IDS[:2], "-DATA") == 1
    assert tags_of(store, IDS[0]) == ("group",)
    assert shelf.saved_ids(store.connection) == set()
    undo(store)
    assert tags_of(store, IDS[0]) == ("data", "group")


def test_a_paper_that_is_taken_out_leaves_the_queue_and_keeps_tags_and_note(store: Store) -> None:
    tagged(store, IDS[:1], "data")
    with store.transaction():
        shelf_acts.write_note(store, IDS[0], "check the scorer", NOW)
        shelf_acts.add_to_queue(store, IDS[:2], NOW)
        acts.unsave(store, IDS[:1], LATER)
    assert queue.queued_ids(store.connection) == [IDS[1]]
    assert tags_of(store, IDS[0]) == ("data",)
    assert tags.tag_counts(store.connection) == (TagCount("data", 1),)
    assert paper_notes.note_of(store.connection, IDS[0]) == "check the scorer"
    undo(store)
    assert queue.queued_ids(store.connection) == IDS[:2]


def test_a_paper_that_nobody_knows_is_not_tagged(store: Store) -> None:
    with pytest.raises(NotFoundError), store.transaction():
        shelf_acts.tag(store, [IDS[0], PaperId("2608.99999")], TagWish(("data",)), NOW)
    assert tags.tag_counts(store.connection) == ()


# Notes


def test_a_note_is_kept_with_its_lines_and_without_what_a_terminal_would_act_on(store: Store) -> None:
    with store.transaction():
        assert shelf_acts.write_note(store, IDS[0], "\n- one \x1b[31m\n\n- two\n", NOW)
        assert not shelf_acts.write_note(store, IDS[0], "- one\n\n- two", LATER)
    assert paper_notes.all_paper_notes(store.connection) == {IDS[0]: "- one\n\n- two"}
    assert shelf.is_saved(store.connection, IDS[0])
    assert undo(store) == f"wrote a note about “Paper {IDS[0]}”"
    assert paper_notes.note_of(store.connection, IDS[0]) is None
    assert not shelf.is_saved(store.connection, IDS[0])


def test_a_blank_note_removes_it_and_undo_brings_it_back(store: Store) -> None:
    with store.transaction():
        assert not shelf_acts.write_note(store, IDS[0], "  \n", NOW)
        shelf_acts.write_note(store, IDS[0], "words", NOW)
        assert shelf_acts.write_note(store, IDS[0], " ", LATER)
    assert paper_notes.note_of(store.connection, IDS[0]) is None
    assert undo(store) == f"removed the note about “Paper {IDS[0]}”"
    assert paper_notes.note_of(store.connection, IDS[0]) == "words"


# The queue


def test_the_queue_keeps_the_order_of_asking_and_saves_what_it_takes(store: Store) -> None:
    with store.transaction():
        assert shelf_acts.add_to_queue(store, [IDS[2], IDS[0]], NOW) == 2
        assert shelf_acts.add_to_queue(store, [IDS[0], IDS[1]], LATER) == 1
    assert queue.queued_ids(store.connection) == [IDS[2], IDS[0], IDS[1]]
    assert shelf.saved_ids(store.connection) == set(IDS[:3])
    with store.transaction():
        assert shelf_acts.drop_from_queue(store, [IDS[0], IDS[5]], LATER) == 1
    assert undo(store) == f"took “Paper {IDS[0]}” out of the queue"
    assert queue.queued_ids(store.connection) == [IDS[2], IDS[0], IDS[1]]


def test_what_is_not_in_the_queue_cannot_be_moved(store: Store) -> None:
    with pytest.raises(NotFoundError, match="not in your queue"), store.transaction():
        shelf_acts.move_in_queue(store, IDS[0], 0, NOW)


@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(-2, 8)), max_size=60))
def test_moves_in_the_queue_are_those_of_a_list_and_all_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]]
) -> None:
    with opened(tmp_path_factory.mktemp("queue")) as store:
        day_kept(store, FRIDAY, [make_paper(paper_id) for paper_id in IDS])
        with store.transaction():
            shelf_acts.add_to_queue(store, IDS, NOW)
        expected = list(IDS)
        past = []
        for which, index in moves:
            before = list(expected)
            expected.remove(IDS[which])
            expected.insert(min(max(index, 0), 5), IDS[which])
            past += [before] if before != expected else []
            with store.transaction():
                shelf_acts.move_in_queue(store, IDS[which], index, LATER)
            assert queue.queued_ids(store.connection) == expected
        for before in reversed(past[-49:]):
            undo(store)
            assert queue.queued_ids(store.connection) == before


def test_the_room_between_two_neighbours_can_be_used_up(store: Store) -> None:
    with store.transaction():
        shelf_acts.add_to_queue(store, IDS[:4], NOW)
        # Each move halves the room between the first two places.
        for turn in range(queue.ROOM.bit_length() + 5):
            shelf_acts.move_in_queue(store, IDS[2 + turn % 2], 1, LATER)
            assert queue.queued_ids(store.connection)[:2] == [IDS[0], IDS[2 + turn % 2]]
    undo(store)
    assert queue.queued_ids(store.connection)[0] == IDS[0]
