"""Search by meaning: what is learnt depends on the papers alone, and what is near is near."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tuiread.errors import NotFoundError, StoreError
from tuiread.meaning.corpus import Floats
from tuiread.meaning.files import MeaningIndex, is_index, write_index
from tuiread.meaning.fusing import fuse
from tuiread.meaning.placed import place
from tuiread.meaning.training import train
from tuiread.meaning.vectors import ID_BYTES, Vectors, write_vectors
from tuiread.meaning.words import paper_text, stem, stem_sequence
from tuiread.records import PaperText

Paper = tuple[str, str, str | None]
Papers = Callable[[], list[PaperText]]

DAY = dt.date(2026, 8, 21)
TOPICS = {
    "lamp": "lamp lantern light bulb glow filament wick bright candle shade",
    "graph": "graph vertex edge tree path cycle clique colouring minor planar",
    "whale": "whale ocean song migration krill calf pod fluke dive sonar",
}


def papers(count: int = 150, seed: int = 3) -> list[Paper]:
    """Return papers about three things, each in the words of its own."""
    chance = random.Random(seed)
    made: list[Paper] = []
    for number in range(count):
        words = list(TOPICS.values())[number % 3].split()
        title = " ".join(chance.sample(words, 3))
        made.append((f"2608.{number:05}", title, " ".join(chance.choices(words, k=12)) + f" of number{number}"))
    return made


def texts(count: int = 150) -> Papers:
    """Return what gives the papers to an index."""
    return lambda: [PaperText(*paper, day=DAY.toordinal(), categories="cs.LG") for paper in papers(count)]


def topic(paper_id: str) -> int:
    return int(paper_id.partition(".")[2]) % 3


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MeaningIndex]:
    folder = tmp_path_factory.mktemp("cache") / "meaning"
    write_index(folder, texts(), 150)
    yield MeaningIndex(folder)


# Words


@pytest.mark.parametrize(
    ("word", "root"),
    [("filters", "filter"), ("filtered", "filter"), ("studies", "study"), ("classes", "class"), ("bias", "bia"),
     ("the", ""), ("learning", "learn"), ("need", "need"), ("planned", "plan"), ("string", "string")],
)  # fmt: skip
def test_forms_of_a_word_are_one_word(word: str, root: str) -> None:
    assert stem(word) == root


def test_a_text_is_its_stems_and_no_phrase_reaches_over_a_stop_word() -> None:
    assert stem_sequence("Graphs of Lamps", {}) == ["graph", "", "lamp", ""]


# Learning


def test_the_same_papers_teach_the_same_whatever_their_order() -> None:
    one = train((0, title, abstract) for _, title, abstract in papers())
    shuffled = papers()
    random.Random(9).shuffle(shuffled)
    other = train((number, title, abstract) for number, (_, title, abstract) in enumerate(shuffled))
    assert one.id == other.id
    assert np.array_equal(one.directions, other.directions)


@pytest.mark.parametrize("count", [1, 2, 5, 49, 50])
def test_a_few_papers_are_enough_to_begin_with(count: int) -> None:
    model = train((0, title, abstract) for _, title, abstract in papers(count))
    assert model.paper_count == model.learnt_from == count
    vector = model.vector_of(paper_text(*papers(count)[0][1:]))
    assert float(vector @ vector) == pytest.approx(1, abs=1e-4)


def test_of_many_papers_a_sample_is_learnt_from_and_it_is_always_the_same() -> None:
    one = train(((0, title, abstract) for _, title, abstract in papers(60)), most_papers=20)
    other = train(((0, title, abstract) for _, title, abstract in reversed(papers(60))), most_papers=20)
    assert (one.paper_count, one.learnt_from, one.id) == (60, 20, other.id)


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(NotFoundError, match="no papers to learn meanings from"):
        train([])


# Finding


def test_papers_about_the_same_are_near_each_other(index: MeaningIndex) -> None:
    for paper_id, title, abstract in papers()[:9]:
        nearest = index.vectors.nearest(index.model.vector_of(paper_text(title, abstract)), 5)
        assert nearest[0].paper_id == paper_id
        assert {topic(one.paper_id) for one in nearest} == {topic(paper_id)}


def test_words_that_a_paper_lacks_find_it_by_their_company(index: MeaningIndex) -> None:
    nearest = index.vectors.nearest(index.model.vector_of("krill"), 150)
    without = [one for one in nearest if "krill" not in f"{papers()[int(one.paper_id[5:])]}"]
    assert {topic(one.paper_id) for one in without[:3]} == {2}


def test_it_is_told_which_words_bring_a_paper_near(index: MeaningIndex) -> None:
    _, title, abstract = papers()[0]
    shared = index.model.shared_words("lanterns that glow", paper_text(title, abstract))
    assert shared and set(shared) <= {word for words in (TOPICS["lamp"],) for word in f"{words} number0".split()} | {
        f"{first} {second}" for first in TOPICS["lamp"].split() for second in TOPICS["lamp"].split()
    }


def test_words_that_nobody_wrote_are_near_nothing(index: MeaningIndex) -> None:
    assert index.vectors.nearest(index.model.vector_of("xylophone"), 5) == []
    assert index.vectors.vector_of("2608.99999") is None
    assert index.vectors.vector_of("2608.00001") is not None


def write(folder: Path, matrix: Floats) -> int:
    """Write the rows of a matrix as vectors of papers that are called by their numbers."""
    papers = [place(PaperText(f"{number:06}", "")) for number in range(len(matrix))]
    return write_vectors(folder, papers, lambda paper: matrix[int(paper.paper_id)], matrix.shape[1])


@settings(max_examples=25)
@given(count=st.integers(1, 300), dimensions=st.integers(1, 200), wanted=st.integers(1, 20), seed=st.integers(0, 99))
def test_the_nearest_are_those_of_a_plain_comparison(
    tmp_path_factory: pytest.TempPathFactory, count: int, dimensions: int, wanted: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    matrix = chance.standard_normal((count, dimensions), dtype=np.float32)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    folder = tmp_path_factory.mktemp("vectors")
    written = write(folder, matrix)
    query = matrix[seed % count]
    found = Vectors(folder, written, dimensions).nearest(query, wanted)
    plain = np.sort(matrix @ query)[::-1][:wanted]
    assert [one.nearness for one in found] == pytest.approx(plain.tolist(), abs=0.12)
    assert [one.nearness for one in found] == sorted((one.nearness for one in found), reverse=True)


def test_among_very_many_the_likeliest_by_signs_are_ranked(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    matrix = chance.standard_normal((9_000, 64), dtype=np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    count = write(tmp_path, matrix)
    found = Vectors(tmp_path, count, 64).nearest(matrix[4321], 10)
    plain = np.argsort(-(matrix @ matrix[4321]))[:10]
    assert found[0].paper_id == "004321"
    assert len({one.paper_id for one in found} & {f"{row:06}" for row in plain}) >= 9


def test_an_id_that_is_too_long_and_a_vector_without_length_are_left_out(tmp_path: Path) -> None:
    one, none = np.ones(8, np.float32), np.zeros(8, np.float32)
    vectors = {"a": one, "b" * (ID_BYTES + 1): one, "c": none}
    papers = [place(PaperText(paper_id, "")) for paper_id in vectors]
    assert write_vectors(tmp_path, papers, lambda paper: vectors[paper.paper_id], 8) == 1


# Files


def test_a_new_index_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "meaning"
    assert not is_index(folder)
    first = write_index(folder, texts(20), 20)
    second = write_index(folder, texts(40), 40)
    assert (first.vector_count, second.vector_count) == (20, 40)
    assert len(MeaningIndex(folder).vectors) == 40
    assert [path.name for path in folder.parent.iterdir()] == ["meaning"]


def test_a_run_that_stops_leaves_the_index_of_before(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "meaning"
    write_index(folder, texts(20), 20)

    def stop(step: str, count: int) -> None:
        if step == "placing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_index(folder, texts(2_000), 2_000, stop)
    assert len(MeaningIndex(folder).vectors) == 20
    write_index(folder, texts(30), 30)
    assert [path.name for path in folder.parent.iterdir()] == ["meaning"]


@pytest.mark.parametrize(
    "name", ["header.json", "terms.txt", "rarity.npy", "directions.npy", "ids.bin", "small.bin", "bits.bin"]
)
@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_index_is_one_clear_error(tmp_path: Path, name: str, harm: str) -> None:
    folder = tmp_path / "cache" / "meaning"
    write_index(folder, texts(20), 20)
    path = next(folder.rglob(name))
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreError, match="`tuiread index` makes it anew"):
        MeaningIndex(folder)


# Rankings


def test_what_both_rankings_hold_comes_first() -> None:
    assert fuse(["a", "b", "c"], ["c", "d"]) == ["c", "a", "b", "d"]


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_a_fused_ranking_holds_each_once_and_does_not_care_which_is_first(one: list[str], other: list[str]) -> None:
    fused = fuse(one, other)
    assert sorted(fused) == sorted({*one, *other})
    assert fused == fuse(other, one)
