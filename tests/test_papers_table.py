"""Papers in the cache: what an answer does not tell stays, what it tells is renewed, and all of it comes back equal."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from tests import shelf_fixtures
from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, day_kept, opened, told
from tuiread import acts, inbox, pages, profiles
from tuiread.dates import day_period, month_period
from tuiread.errors import NotFoundError
from tuiread.records import Account, Author, FeedDay, LinkedRepos, Paper, PaperId, PersonKey
from tuiread.store import Store
from tuiread.tables import editions, papers

ONE, TWO = PaperId("2608.00001"), PaperId("2608.00002")
LAB, OTHER_LAB = Account("lab", "Example Lab", "https://example.org/lab.png"), Account("other")
FULL = make_paper(
    ONE,
    "Scaling α",
    authors=[Author("Ada Example", "ada", "claimed_verified"), Author("Bo Sample", "bo", "pending", True)],
    title_raw=r"Scaling $\alpha$",
    abstract_raw=r"What 2608.00001 is \emph{about}.",
    ai_summary="A machine's sentence.",
    ai_summary_model="example/Small-Model",
    keywords=("agents", "worlds"),
    organization=LAB,
    code_url="https://example.org/code",
    code_added_by="user",
    code_stars=8,
    project_url="https://example.org/project",
    media_urls=("https://example.org/a.mp4",),
    thumbnail_url="https://example.org/a.png",
    is_author_participating=False,
    linked=LinkedRepos(1, 2, 3),
    facts=(told("paper page"),),
)
"""A paper of which everything is known but its days."""
BARE = Paper(ONE, "Scaling α", authors=FULL.authors, title_raw=FULL.title_raw, upvotes=FULL.upvotes, facts=FULL.facts)
"""The same one in an answer that tells as little as an answer can."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        yield opening


def keep(library: Store, *found: Paper) -> None:
    with library.transaction():
        papers.keep_papers(library.connection, found)


def got(library: Store, paper_id: PaperId = ONE) -> Paper:
    return papers.get_paper(library.connection, paper_id)


def test_a_paper_comes_back_as_it_was_kept(library: Store) -> None:
    keep(library, FULL)
    assert got(library) == FULL


def test_an_unknown_paper_is_named(library: Store) -> None:
    with pytest.raises(NotFoundError, match=r"arXiv 2608\.00001 is not in your cache\."):
        got(library)


def test_papers_are_counted(library: Store) -> None:
    assert papers.count_papers(library.connection) == 0
    keep(library, FULL, make_paper(TWO))
    keep(library, FULL)
    assert papers.count_papers(library.connection) == 2


# What an answer does not tell

WITHDRAWN = {"organization", "code_url", "code_added_by", "code_stars", "project_url", "keywords"}
WITHDRAWN |= {"ai_summary", "ai_summary_model"}
"""What every endpoint tells: where it is missing, it is no longer so."""


@pytest.mark.parametrize("field", sorted(WITHDRAWN))
def test_what_a_later_answer_no_longer_tells_goes(library: Store, field: str) -> None:
    keep(library, FULL)
    keep(library, BARE)
    assert getattr(got(library), field) in (None, ())


@pytest.mark.parametrize("field", sorted(set(Paper.__struct_fields__) - {"id", "feed_days", "summary"} - WITHDRAWN))
def test_what_an_answer_cannot_tell_stays(library: Store, field: str) -> None:
    keep(library, FULL)
    keep(library, BARE)
    assert getattr(got(library), field) == getattr(FULL, field)


def test_what_an_answer_tells_for_the_first_time_is_added(library: Store) -> None:
    keep(library, BARE)
    keep(library, FULL)
    assert got(library) == FULL


def test_votes_comments_and_linked_repositories_are_renewed(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, upvotes=99, comment_count=7, linked=LinkedRepos(0, 0, 0)))
    paper = got(library)
    assert (paper.upvotes, paper.comment_count, paper.linked) == (99, 7, LinkedRepos(0, 0, 0))


def test_votes_can_fall(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, upvotes=0))
    assert got(library).upvotes == 0


def test_a_byline_is_replaced_whole(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, authors=(Author("Cleo Third"),)))
    assert got(library).authors == (Author("Cleo Third"),)


def test_a_new_title_brings_its_own_raw_text_or_none(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, title="Scaling Beta", title_raw=None))
    assert (got(library).title, got(library).title_raw) == ("Scaling Beta", None)


def test_a_new_abstract_brings_its_own_raw_text_or_none(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, abstract="Plain.", abstract_raw=None))
    assert (got(library).abstract, got(library).abstract_raw) == ("Plain.", None)


def test_a_new_ai_summary_does_not_inherit_the_maker_of_the_old_one(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, ai_summary="Another sentence."))
    assert (got(library).ai_summary, got(library).ai_summary_model) == ("Another sentence.", None)


def test_another_repository_does_not_inherit_the_stars_of_the_old_one(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, code_url="https://example.org/fork"))
    paper = got(library)
    assert (paper.code_url, paper.code_stars, paper.code_added_by) == ("https://example.org/fork", None, None)


def test_another_organisation_inherits_neither_name_nor_picture(library: Store) -> None:
    keep(library, FULL)
    keep(library, replace(BARE, organization=OTHER_LAB))
    assert got(library).organization == OTHER_LAB


def test_an_organisation_without_a_full_name_is_listed_by_its_account(library: Store) -> None:
    day_kept(library, FRIDAY, [make_paper(ONE, organization=OTHER_LAB), make_paper(TWO, organization=LAB)])
    rows = editions.feed_rows(library.connection, day_period(FRIDAY), "new")
    assert {row.organization for row in rows} == {"other", "Example Lab"}


def test_each_answer_is_told_once_and_the_newest_first(library: Store) -> None:
    hour = dt.timedelta(hours=1)
    keep(library, replace(BARE, facts=(told("paper page", NOW),)))
    keep(library, replace(BARE, facts=(told("daily papers of 2026-08-21", NOW + hour),)))
    keep(library, replace(BARE, facts=(told("paper page", NOW + 2 * hour),)))
    assert [(fact.what, fact.fetched_at - NOW) for fact in got(library).facts] == [
        ("paper page", 2 * hour),
        ("daily papers of 2026-08-21", hour),
    ]


def test_a_papers_own_page_tells_its_feed_day_too(library: Store) -> None:
    day = FeedDay(FRIDAY, 3, submitted_by=Account("bob"))
    with library.transaction():
        acts.keep_paper(library, replace(FULL, feed_days=(day,)))
    assert got(library).feed_days == (day,)


def test_a_papers_own_page_does_not_undo_what_a_day_told(library: Store) -> None:
    day_kept(library, FRIDAY, [FULL])
    with library.transaction():
        acts.keep_paper(library, replace(BARE, feed_days=(FeedDay(FRIDAY, 99),)))
    assert got(library).feed_days == (FeedDay(FRIDAY, FULL.upvotes, FULL.comment_count),)
    assert [row.upvotes for row in editions.feed_rows(library.connection, day_period(FRIDAY), "new")] == [3]


def keep_with_days(library: Store, paper: Paper) -> None:
    with library.transaction() as connection:
        keys = papers.keep_papers(connection, [paper])
        editions.keep_feed_days(connection, paper, keys[paper.id])


@settings(max_examples=25)  # each opens a store
@given(paper=shelf_fixtures.papers)
def test_any_paper_comes_back_equal(paper: Paper) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        keep_with_days(library, paper)
        assert got(library, paper.id) == paper


RENEWED = {"id", "title", "title_raw", "authors", "upvotes"} | WITHDRAWN
DECIDED_BY = {"abstract_raw": "abstract"}
TESTED_ABOVE = {"feed_days", "facts"}


@settings(max_examples=25)  # each opens a store
@given(old=shelf_fixtures.papers, new=shelf_fixtures.papers)
def test_any_answer_after_any_other_renews_what_it_tells(old: Paper, new: Paper) -> None:
    new = replace(new, id=old.id)
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        keep_with_days(library, old)
        keep_with_days(library, new)
        paper = got(library, old.id)
    for field in set(Paper.__struct_fields__) - TESTED_ABOVE:
        is_told = field in RENEWED or getattr(new, DECIDED_BY.get(field, field)) not in (None, ())
        assert getattr(paper, field) == getattr(new if is_told else old, field), field


# Lists


def tables_read_by(connection: sqlite3.Connection, ask: Callable[[], object]) -> set[str]:
    """Return the tables that a question reads."""
    return {table for table, _ in columns_read_by(connection, ask)}


def columns_read_by(connection: sqlite3.Connection, ask: Callable[[], object]) -> set[tuple[str, str]]:
    """Return the tables and columns that a question reads, as SQLite itself says while it prepares the statements."""
    read: set[tuple[str, str]] = set()

    def note(action: int, table: str | None, column: str | None, *rest: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read.add((table, column or ""))
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    try:
        ask()
    finally:
        connection.set_authorizer(None)
    return read


@pytest.fixture
def filled(library: Store) -> Store:
    day_kept(library, FRIDAY, [replace(FULL, feed_days=()), make_paper(TWO)])
    with library.transaction():
        acts.save(library, [ONE], NOW)
        acts.follow(library, PersonKey("hf:ada"), NOW)
    return library


@pytest.mark.parametrize("order", ["trending", "new"])
def test_no_feed_reads_a_text(filled: Store, order: str) -> None:
    connection = filled.connection
    read = tables_read_by(
        connection,
        lambda: pages.feed_page(connection, month_period(FRIDAY), "new" if order == "new" else "trending", NOW),
    )
    assert {"papers", "edition_papers", "editions"} <= read
    assert read & {"details", "words", "facts"} == set()


def test_no_other_list_reads_a_text(filled: Store) -> None:
    connection = filled.connection
    lists = {
        "library": lambda: pages.library_page(connection, 10**9),
        "following": lambda: inbox.following_page(connection, NOW),
        "people": lambda: pages.people_rows(connection, "a", 9),
    }
    found = {name: tables_read_by(connection, ask) for name, ask in lists.items()}
    assert {name for name, read in found.items() if "details" in read} == set()
    assert all(read for read in found.values())


def test_a_profile_reads_keywords_and_no_text(filled: Store) -> None:
    connection = filled.connection
    read = columns_read_by(connection, lambda: profiles.profile(connection, PersonKey("hf:ada")))
    assert {column for table, column in read if table == "details"} == {"paper", "keywords"}
    assert "record_abstracts" not in {table for table, _ in read}


def test_the_paper_page_is_what_reads_texts(filled: Store) -> None:
    connection = filled.connection
    assert "details" in tables_read_by(connection, lambda: pages.paper_page(connection, ONE))
