"""Everybody by name: after any history of papers, the index counts what the bylines say, and finds it as one types."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import opened
from tuiread.names import fold_name
from tuiread.records import Author, Work
from tuiread.store import Store
from tuiread.tables import papers, people, person_works

NAMES = ("Ada Example", "Ádá Example", "Bo Sample", "Cleo Third", "例子 山田")
authors = st.builds(
    lambda name, account, hidden: Author(name, account, "claimed_verified" if account else None, hidden),
    st.sampled_from(NAMES), st.sampled_from([None, None, "ada", "another-ada"]), st.booleans(),
)  # fmt: skip
histories = st.lists(
    st.tuples(st.integers(1, 4), st.lists(authors, min_size=1, max_size=4)) | st.just("title"), max_size=8
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("people")) as store:
        yield store


def counted(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many works each person has, from the bylines and bare titles alone."""
    rows = connection.execute(
        """SELECT b.name_key, coalesce(b.account, ''), p.title, b.is_hidden FROM cache.bylines b
           JOIN cache.papers p ON p.key = b.paper"""
    ).fetchall()
    titles = connection.execute("SELECT name_key, title FROM cache.works").fetchall()
    accounts: dict[str, set[str]] = {}
    for name, account, *_ in rows:
        accounts.setdefault(name, set()).update({account} - {""})
    found: dict[str, set[str]] = {}
    for name, account, title, hidden in rows:
        for user in {account} - {""} if account else accounts[name]:
            if not hidden:
                found.setdefault(f"hf:{user}", set()).add(title)
        if not account and len(accounts[name]) != 1:
            found.setdefault(f"name:{name}", set()).add(title)
    for name, title in titles:
        for key in [f"hf:{user}" for user in accounts.get(name, ())] or [f"name:{name}"]:
            found.setdefault(key, set()).add(title)
        if len(accounts.get(name, ())) > 1:
            found.setdefault(f"name:{name}", set()).add(title)
    return {key: len(works) for key, works in found.items()}


@given(history=histories)
def test_the_index_counts_what_the_bylines_say(shared: Store, history: Sequence[object]) -> None:
    with shared.transaction() as connection:
        for step in history:
            if isinstance(step, tuple):
                number, byline = step
                papers.keep_papers(connection, [make_paper(f"2608.0000{number}", authors=byline)])
            else:
                work = Work("A Bare Title", 2020, "arXiv")
                person_works.keep_works(connection, "Bo Sample", [work], "starter", NOW)
        listed = {person.key: person.paper_count for person in people.find_people(connection, "", 99)}
        assert listed == counted(connection)
        for name in NAMES:
            first = fold_name(name).split()[0]
            keys = {person.key for person in people.find_people(connection, first, 99)}
            assert keys == {key for key in listed if key in keys}
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")


def test_a_rare_name_is_found_beyond_the_most_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuiread.tables.people_index.MOST_PUBLISHED", 2)
    with opened(tmp_path) as store:
        names = [f"Person Number{number}" for number in range(9)]
        with store.transaction() as connection:
            papers.keep_papers(
                connection, [make_paper(f"2608.0000{number}", authors=names[:number]) for number in range(1, 9)]
            )
            papers.keep_papers(connection, [make_paper("2608.00009", authors=["Rare Bird", "山田 例子"])])
        for text, name in (
            ("rar", "Rare Bird"),
            ("bird r", "Rare Bird"),
            ("山", "山田 例子"),
            ("number7", "Person Number7"),
        ):
            assert [person.name for person in people.find_people(store.connection, text, 9)] == [name], text
        assert len(people.find_people(store.connection, "person", 99)) == 8
