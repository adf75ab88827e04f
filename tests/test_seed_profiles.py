"""The two profiles that the product is modelled on: what one source tells gives exactly their words and numbers.

Counts are facts of those pages; titles, co-authors and categories are invented, because only their number matters.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import opened
from tuiread import profiles
from tuiread.lines import plain
from tuiread.names import name_key
from tuiread.output.json_forms import encode, feed_form, paper_form, papers_form
from tuiread.output.json_shelf import library_form
from tuiread.pages import feed_page, library_page, paper_page
from tuiread.records import Paper, PaperId, Profile, SourceFact
from tuiread.search import search_page
from tuiread.search_language import read_query
from tuiread.tables import papers
from tuiread.words.profile import profile_head


class Seed(NamedTuple):
    """What one of the pages counts."""

    works: int
    topics: int
    close: int


SEEDS = {"000": Seed(17, 7, 4), "001": Seed(40, 12, 4)}
NAME = "Seed Researcher"
FACT = SourceFact("arxiv", "author query", NOW, "https://export.arxiv.org/api/query")
CATEGORIES = [f"{archive}.{letters}" for archive in ("cs", "stat") for letters in ("LG", "CL", "CV", "AI", "NE", "DB")]


def imported(seed: Seed) -> list[Paper]:
    """Return works of 2020 to 2026 from one source, each with one of a circle, and one work of 114 authors."""
    friends = [f"Friend Number{number}" for number in range(6)]
    found = []
    for number in range(seed.works):
        authors = [NAME, friends[number % len(friends)]]
        if number == 3:
            authors = [NAME, *(f"Member Number{member}" for member in range(113))]
        published_at = dt.datetime(2020 + number % 7, 6, 1, tzinfo=dt.UTC)
        categories = (CATEGORIES[number % seed.topics],)
        work = f"2501.{number:05}"
        facts = {"published_at": published_at, "categories": categories, "facts": (FACT,)}
        found.append(make_paper(work, f"Work {number}", authors=authors, **facts))
    return found


def profile_of(home: Path, seed: Seed) -> Profile:
    with opened(home) as store:
        with store.transaction() as connection:
            papers.add_papers(connection, imported(seed))
        return profiles.profile(store.connection, name_key(NAME))


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_a_seed_profile_has_the_words_and_numbers_of_its_page(tmp_path: Path, seed: Seed) -> None:
    profile = profile_of(tmp_path, seed)
    head = "\n".join(plain(line) for line in profile_head(profile, 80, "number", NOW))
    for words in (
        "Affiliation not imported",
        "Trust 21 - Emerging",
        "Verification L1",
        "Unclaimed author",
        f"{seed.works} works",
        "0 followers",
        f"{seed.topics} topics",
        f"{seed.close} close collaborators",
        "2020-2026",
    ):
        assert words in head, words


def test_somebody_of_the_paper_of_114_authors_is_not_close_and_no_co_author(tmp_path: Path) -> None:
    names = {one.name for one in profile_of(tmp_path, SEEDS["000"]).coauthors}
    assert not any(name.startswith("Member") for name in names)


def test_trust_is_in_no_list_and_no_document_but_the_profiles(tmp_path: Path) -> None:
    from tuiread.acts import save

    with opened(tmp_path) as store:
        with store.transaction() as connection:
            papers.add_papers(connection, imported(SEEDS["000"]))
            save(store, [PaperId("2501.00001")], NOW)
        connection = store.connection
        documents = [
            encode(paper_form(paper_page(connection, PaperId("2501.00001")))),
            encode(papers_form([hit.row for hit in search_page(connection, read_query("work")).hits])),
            encode(library_form(library_page(connection, 10**9))),
            encode(feed_form(feed_page(connection, None, "new", NOW))),
        ]
    assert b"2501.00001" in documents[0]
    for document in documents:
        for word in (b"trust", b"Emerging", b"verification", b"level"):
            assert word not in document
