"""The word index: finds what is there, nothing that is gone, and takes no text for a language of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from tests import shelf_fixtures
from tests.fakes import make_paper
from tests.shelf_fixtures import opened
from tuiread.records import Author, Paper, PaperId
from tuiread.search_language import read_query
from tuiread.store import Store
from tuiread.tables import papers
from tuiread.tables.found import cached

ONE, TWO, THREE = (PaperId(f"2608.0000{number}") for number in (1, 2, 3))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        yield opening


def keep(library: Store, *found: Paper) -> None:
    with library.transaction():
        papers.keep_papers(library.connection, found)


def found(library: Store, query: str, limit: int = 10) -> list[PaperId]:
    return cached(library.connection, read_query(query), limit)


def indexed(library: Store) -> list[tuple[object, ...]]:
    """Return every word of the index with its paper, column and place."""
    library.connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(cache, words, instance)"
    )
    return library.connection.execute(
        "SELECT v.term, p.id, v.col, v.offset FROM temp.vocabulary v JOIN cache.papers p ON p.key = v.doc "
        "ORDER BY 1, 2, 3, 4"
    ).fetchall()


def indexed_documents(library: Store) -> set[int]:
    indexed(library)
    return {row[0] for row in library.connection.execute("SELECT DISTINCT doc FROM temp.vocabulary")}


# Finding


def test_words_of_title_authors_and_abstract_are_found(library: Store) -> None:
    keep(library, make_paper(ONE, "Scaling Laws", authors=["Ada Example", "Bo Sample"], abstract="On large models."))
    for query in ("scaling", "LAWS", "bo sample", "large", "models scaling example"):
        assert found(library, query) == [ONE], query


def test_every_word_must_be_there(library: Store) -> None:
    keep(library, make_paper(ONE, "Scaling Laws"), make_paper(TWO, "Scaling Down"))
    assert found(library, "scaling laws") == [ONE]
    assert found(library, "scaling sideways") == []


def test_the_beginning_of_a_word_is_enough_and_its_end_is_not(library: Store) -> None:
    keep(library, make_paper(ONE, "Reinforcement"))
    assert found(library, "reinf") == [ONE]
    assert found(library, "forcement") == []


def test_accents_do_not_matter(library: Store) -> None:
    keep(library, make_paper(ONE, authors=["José Muñoz"]))
    assert found(library, "jose munoz") == found(library, "JOSÉ") == [ONE]


def test_a_hit_in_the_title_comes_before_one_in_the_abstract(library: Store) -> None:
    about = "some more words that stand in every abstract here"
    keep(
        library,
        make_paper(ONE, "Other", authors=["Cleo"], abstract=f"Diffusion. {about}"),
        make_paper(TWO, "Diffusion", authors=["Cleo"], abstract=f"Other. {about}"),
        make_paper(THREE, "Other", authors=["Diffusion"], abstract=about),
    )
    assert found(library, "diffusion") == [TWO, THREE, ONE]


def test_equal_hits_come_newest_first(library: Store) -> None:
    old, new = make_paper(ONE, "Same"), make_paper(TWO, "Same", abstract="What 2608.00001 is about.")
    assert old.published_at and new.published_at
    keep(library, old, replace(new, published_at=new.published_at.replace(year=2027)))
    assert found(library, "same") == [TWO, ONE]


def test_no_more_than_asked_for_are_found(library: Store) -> None:
    keep(library, *(make_paper(f"2608.000{number}", "Same") for number in range(10, 30)))
    assert len(found(library, "same", 5)) == 5


@pytest.mark.parametrize("query", ["", "   ", "...", "%", '"', "_", "__ _"])
def test_a_query_without_words_finds_nothing(library: Store, query: str) -> None:
    keep(library, make_paper(ONE))
    assert found(library, query) == []


@pytest.mark.parametrize(
    "query", ["paper AND", "NOT paper", "title:paper", "pap*", '"paper', "paper)", "NEAR(paper", "paper + -", "^paper"]
)
def test_what_fts5_would_take_for_an_operator_is_a_word(library: Store, query: str) -> None:
    keep(library, make_paper(ONE, "Paper and not near title"))
    assert found(library, query) == [ONE]


@settings(max_examples=25)  # each opens a store
@given(query=st.text(max_size=30))
def test_no_text_upsets_a_search(query: str) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        keep(library, make_paper(ONE, "Café Über LLM_agents 日本語 x²"))
        assert found(library, query) in ([], [ONE])


@pytest.mark.parametrize("query", ["cafe", "LLM_ag", "llm agents", "日本", "x²"])
def test_words_with_signs_and_other_scripts_are_found(library: Store, query: str) -> None:
    keep(library, make_paper(ONE, "Café Über LLM_agents 日本語 x²"))
    assert found(library, query) == [ONE]


# Changing


def test_the_words_of_an_old_title_are_gone(library: Store) -> None:
    keep(library, make_paper(ONE, "Scaling Laws"))
    keep(library, make_paper(ONE, "Shrinking Laws"))
    assert found(library, "scaling") == []
    assert found(library, "shrinking") == found(library, "laws") == [ONE]


def test_an_answer_without_an_abstract_leaves_its_words(library: Store) -> None:
    keep(library, make_paper(ONE, abstract="On large models."))
    keep(library, make_paper(ONE, "Another", abstract=None))
    assert found(library, "another large") == [ONE]


def test_the_words_of_a_forgotten_paper_are_gone(library: Store) -> None:
    starter = shelf_fixtures.told("starter edition", source="starter")
    keep(library, make_paper(ONE, "Scaling", facts=(starter,)), make_paper(TWO, "Scaling", facts=(starter,)))
    with library.transaction() as connection:
        papers.forget_starter_papers(connection, [TWO])
    assert found(library, "scaling") == [TWO]
    assert len(indexed_documents(library)) == 1


plain_papers = st.builds(
    Paper,
    id=st.sampled_from([ONE, TWO, THREE]),
    title=st.lists(st.sampled_from(["Scaling", "laws", "α", "Über"]), min_size=1, max_size=4).map(" ".join),
    authors=st.lists(st.sampled_from(["Ada Example", "Bo É", "Cleo"]).map(Author), max_size=3).map(tuple),
    abstract=st.none() | st.lists(st.sampled_from(["models", "laws", "Ada"]), min_size=1, max_size=4).map(" ".join),
)


@settings(max_examples=25)  # each opens a store
@given(answers=st.lists(plain_papers, min_size=1, max_size=8))
def test_after_any_answers_the_index_is_that_of_the_papers_as_they_are(answers: list[Paper]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with opened(Path(folder, "a")) as library:
            for answer in answers:
                keep(library, answer)
            library.connection.execute("INSERT INTO cache.words (words) VALUES ('integrity-check')")
            now = [papers.get_paper(library.connection, paper_id) for paper_id in {answer.id for answer in answers}]
            grown = indexed(library)
        with opened(Path(folder, "b")) as fresh:
            keep(fresh, *now)
            assert grown == indexed(fresh)
