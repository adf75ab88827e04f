"""An index of meanings that grows: as if it had been made anew, whole at every moment, and open for questions."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from tests.test_meaning import Papers, papers, texts
from tuiread.errors import StoreError
from tuiread.meaning import files, folders
from tuiread.meaning.files import MeaningIndex, grow_index, open_index, write_index
from tuiread.meaning.model import Model
from tuiread.meaning.placed import place
from tuiread.meaning.vectors import Vectors, write_vectors
from tuiread.meaning.words import paper_text
from tuiread.records import PaperText

COUNT = 120


def parts(folder: Path) -> dict[str, bytes]:
    """Return what the vectors of an index are made of."""
    index = MeaningIndex(folder)
    return {path.name: path.read_bytes() for path in (folder / index.header.vectors).iterdir()}


def given_as(some: list[PaperText]) -> Papers:
    return lambda: some


def placed_anew(folder: Path, there: list[PaperText], model_of: Path) -> dict[str, bytes]:
    """Return the vectors that all papers get from a model at once."""
    model = MeaningIndex(model_of).model
    folder.mkdir(parents=True)
    papers = map(place, there)
    write_vectors(folder, papers, lambda one: model.vector_of(paper_text(one.title, one.abstract)), model.dimensions)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


CHANGES = st.lists(st.tuples(st.sampled_from(["come", "change", "go", "move"]), st.integers(0, COUNT - 1)), max_size=20)


@settings(max_examples=25, deadline=None)
@given(rounds=st.lists(CHANGES, min_size=1, max_size=3))
def test_an_index_that_grew_is_one_made_at_once_by_the_same_model(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    every = {paper.id: paper for paper in texts(COUNT)()}
    there = {paper.id: paper for paper in list(every.values())[::2]}
    write_index(folder / "meaning", given_as(list(there.values())), len(there))
    for number, changes in enumerate(rounds):
        for kind, which in changes:
            one = list(every.values())[which]
            if kind == "come":
                there[one.id] = one
            elif kind == "go":
                there.pop(one.id, None)
            elif kind == "change":
                there[one.id] = replace(one, abstract=f"whale song {number} {which}")
            else:
                there[one.id] = replace(there.get(one.id, one), day=number + 1, categories="math.CO")
        now = [there[one] for one in sorted(there)]
        header = grow_index(folder / "meaning", given_as(now), len(now))
        assert header.paper_count == len(now)
        assert parts(folder / "meaning") == placed_anew(folder / f"{number}", now, folder / "meaning")


def test_papers_of_the_day_are_found_without_learning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_index(tmp_path / "meaning", texts(60), 60)
    monkeypatch.setattr(files, "train", None)
    grow_index(tmp_path / "meaning", texts(61), 61)
    index = open_index(tmp_path / "meaning")
    assert (index.header.model_id, index.header.learnt_count, index.header.paper_count) == (first.model_id, 60, 61)
    newest = papers(61)[-1]
    assert index.vectors.nearest(index.model.vector_of(paper_text(*newest[1:])), 1)[0].paper_id == newest[0]


def test_only_what_came_or_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_index(tmp_path / "meaning", texts(60), 60)
    read: list[str] = []
    vector_of = Model.vector_of

    def counted(self: Model, text: str) -> np.ndarray:
        read.append(text)
        return vector_of(self, text)

    monkeypatch.setattr(Model, "vector_of", counted)
    now = texts(62)()
    now[7] = replace(now[7], title="A Changed Lamp")
    grow_index(tmp_path / "meaning", given_as(now), 62)
    assert [text.partition("\n")[0] for text in read] == ["A Changed Lamp", now[60].title, now[61].title]


def test_a_search_that_began_before_goes_on_and_the_next_one_sees_what_came(tmp_path: Path) -> None:
    write_index(tmp_path / "meaning", texts(60), 60)
    before = open_index(tmp_path / "meaning")
    for count in (61, 62, 63):
        grow_index(tmp_path / "meaning", texts(count), count)
    query = before.model.vector_of("lamp")
    assert len(before.vectors.nearest(query, 100)) <= 60
    assert len(open_index(tmp_path / "meaning").vectors) == 63


def test_who_opens_an_index_while_it_grows_gets_the_newer_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "meaning"
    write_index(folder, texts(60), 60)
    opened: list[int] = []

    class Grows(Vectors):
        def __init__(self, folder_of: Path, count: int, dimensions: int) -> None:
            opened.append(count)
            if len(opened) == 1:
                monkeypatch.setattr(files, "Vectors", Vectors)
                grow_index(folder, texts(61), 61)
                monkeypatch.setattr(files, "Vectors", Grows)
            super().__init__(folder_of, count, dimensions)

    monkeypatch.setattr(files, "Vectors", Grows)
    assert len(open_index(folder).vectors) == 61
    assert opened == [60, 61]


@pytest.mark.parametrize("work", [grow_index, write_index])
@pytest.mark.parametrize("stops_in", ["write_vectors", "put_header"])
def test_a_run_that_stops_anywhere_leaves_the_index_of_before_and_nothing_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops_in: str, work: Callable[..., object]
) -> None:
    folder = tmp_path / "meaning"
    write_index(folder, texts(60), 60)
    before = parts(folder)

    def stop(*rest: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, stops_in, stop)
        with pytest.raises(KeyboardInterrupt):
            work(folder, texts(90), 90)
    assert parts(folder) == before
    work(folder, texts(90), 90)
    header = open_index(folder).header
    assert {path.name for path in folder.iterdir()} == {"header.json", "lock", header.model, header.vectors}


def test_two_at_once_do_not_write_one_folder(tmp_path: Path) -> None:
    write_index(tmp_path / "meaning", texts(20), 20)
    with (
        folders.written_alone(tmp_path / "meaning"),
        pytest.raises(StoreError, match="is being made already"),
    ):
        grow_index(tmp_path / "meaning", texts(21), 21)


def test_a_damaged_index_does_not_grow(tmp_path: Path) -> None:
    write_index(tmp_path / "meaning", texts(20), 20)
    next((tmp_path / "meaning").rglob("stamps.bin")).write_bytes(b"")
    with pytest.raises(StoreError, match="is damaged"):
        grow_index(tmp_path / "meaning", texts(21), 21)


def test_an_index_of_another_version_is_said(tmp_path: Path) -> None:
    (tmp_path / "header.json").write_bytes(b'{"form":1,"model_id":"a","dimensions":8,"vector_count":1,"paper_count":1}')
    with pytest.raises(StoreError, match="of another version"):
        open_index(tmp_path)


def test_papers_in_whatever_order_they_came_make_the_same_index(tmp_path: Path) -> None:
    """The databases give papers in the order of ids; what is learnt does not depend on more than the papers."""
    some = texts(60)()
    shuffled = list(some)
    random.Random(4).shuffle(shuffled)
    one = write_index(tmp_path / "one", given_as(some), 60)
    other = write_index(tmp_path / "other", given_as(sorted(shuffled, key=lambda paper: paper.id)), 60)
    assert one.model_id == other.model_id
    assert parts(tmp_path / "one") == parts(tmp_path / "other")
