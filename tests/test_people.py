"""People: accounts are sure, names are guesses, and nobody is taken for somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, day_kept, opened
from tuiread import acts, inbox, pages, profiles
from tuiread.errors import NotFoundError
from tuiread.names import name_key
from tuiread.records import Account, Author, Paper, PaperId, PersonKey, PersonRow, Profile
from tuiread.starter import load_starter
from tuiread.store import Store
from tuiread.tables import people, person_works
from tuiread.tables.editions import STARTER

ADA = Author("Ada Example", "ada", "claimed_verified")
ADA_UNSURE = Author("Ada Example", "ada", "extracted_pending")
ADA_SHORT = Author("A. Example", "ada", "admin_assigned")
OTHER_ADA = Author("Ada Example", "ada2", "extracted_confirmed")
NAMED_ADA = Author("Ada  EXAMPLE")
BO, CLEO = Author("Bo Sample", "bo", "claimed_verified"), Author("Cleo Third")
HF_ADA, HF_ADA2, NAME_ADA = PersonKey("hf:ada"), PersonKey("hf:ada2"), PersonKey("name:ada example")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        yield opening


def bylines(library: Store, *authors: tuple[Author, ...], first: int = 1) -> list[PaperId]:
    """Keep one paper for each byline, all on one day; return their ids."""
    found = [make_paper(f"2608.{first + place:05}", authors=names) for place, names in enumerate(authors)]
    day_kept(library, FRIDAY if first == 1 else THURSDAY, found)
    return [paper.id for paper in found]


def follow(library: Store, key: PersonKey, at: dt.datetime = NOW) -> None:
    with library.transaction():
        acts.follow(library, key, at)


def profile(library: Store, key: PersonKey) -> Profile:
    return profiles.profile(library.connection, key)


def works_of(library: Store, key: PersonKey) -> dict[PaperId, bool]:
    """Return the papers of a profile, and whether each was matched by the name only."""
    return {work.paper.id: work.is_name_match for work in profile(library, key).works if work.paper}


# Profiles


def test_an_account_collects_its_own_bylines_and_those_of_its_name_without_an_account(library: Store) -> None:
    sure, guessed, unsure, other = bylines(library, (ADA,), (NAMED_ADA, CLEO), (ADA_UNSURE,), (OTHER_ADA,))
    assert works_of(library, HF_ADA) == {sure: False, guessed: True, unsure: True}
    assert works_of(library, HF_ADA2) == {other: False, guessed: True, unsure: True}


def test_a_name_collects_only_bylines_without_an_account(library: Store) -> None:
    _, guessed = bylines(library, (ADA,), (NAMED_ADA,))
    assert works_of(library, NAME_ADA) == {guessed: True}


def test_an_account_is_known_under_all_its_spellings(library: Store) -> None:
    ids = bylines(library, (ADA,), (ADA,), (ADA_SHORT,), (Author("A. Example"),))
    found = profile(library, HF_ADA)
    assert found.name == "Ada Example"
    assert works_of(library, HF_ADA) == {**dict.fromkeys(ids[:3], False), ids[3]: True}


def test_a_paper_that_names_somebody_twice_is_one_work(library: Store) -> None:
    (paper_id,) = bylines(library, (ADA, BO, ADA))
    assert works_of(library, HF_ADA) == {paper_id: False}


def test_works_come_newest_year_first_then_by_title(library: Store) -> None:
    years = {"Beta": 2026, "Alpha": 2026, "Old": 2019}
    found = [
        make_paper(f"2608.0000{number}", title, authors=[CLEO], published_at=NOW.replace(year=year))
        for number, (title, year) in enumerate(years.items())
    ]
    day_kept(library, FRIDAY, [*found, make_paper("2608.00009", "Undated", authors=[CLEO], published_at=None)])
    works = profile(library, PersonKey("name:cleo third")).works
    assert [(work.title, work.year) for work in works] == [
        ("Alpha", 2026),
        ("Beta", 2026),
        ("Old", 2019),
        ("Undated", None),
    ]


def test_other_accounts_of_the_same_name_are_namesakes(library: Store) -> None:
    bylines(library, (ADA,), (OTHER_ADA,), (OTHER_ADA,), (NAMED_ADA,))
    assert profile(library, HF_ADA).namesakes == (PersonRow(HF_ADA2, "Ada Example", 2, account="ada2"),)
    assert [row.key for row in profile(library, NAME_ADA).namesakes] == [HF_ADA2, HF_ADA]


def test_organisations_of_the_works_come_most_frequent_first(library: Store) -> None:
    lab, other = Account("lab", "Example Lab"), Account("other")
    found = [
        make_paper(f"2608.0000{number}", authors=[CLEO], organization=organization)
        for number, organization in enumerate([other, lab, lab, None])
    ]
    day_kept(library, FRIDAY, found)
    assert profile(library, PersonKey("name:cleo third")).organizations == ("Example Lab", "other")


def test_a_profile_says_how_old_its_facts_are(library: Store) -> None:
    bylines(library, (ADA,))
    found = profile(library, HF_ADA)
    assert (found.as_of, found.is_starter) == (NOW, False)


@pytest.mark.parametrize("key", ["hf:nobody", "name:nobody", "nobody", "orcid:0000", ""])
def test_an_unknown_person_is_named(library: Store, key: str) -> None:
    with pytest.raises(NotFoundError) as told:
        profile(library, PersonKey(key))
    assert key.partition(":")[2] in str(told.value)
    assert str(told.value).endswith(".")


# Co-authors


def test_coauthors_come_with_joint_papers_and_the_latest_year(library: Store) -> None:
    found = [
        make_paper("2608.00001", authors=[ADA, BO], published_at=NOW.replace(year=2024)),
        make_paper("2608.00002", authors=[CLEO, BO, ADA], published_at=NOW.replace(year=2025)),
        make_paper("2608.00003", authors=[BO, CLEO]),
    ]
    day_kept(library, FRIDAY, found)
    coauthors = profile(library, HF_ADA).coauthors
    assert [(one.key, one.name, one.joint_count, one.first_year, one.latest_year) for one in coauthors] == [
        ("hf:bo", "Bo Sample", 2, 2024, 2025),
        ("name:cleo third", "Cleo Third", 1, 2025, 2025),
    ]
    assert [one.is_close for one in coauthors] == [True, False]


def crowd(count: int) -> tuple[Author, ...]:
    return (ADA, *(Author(f"Author Number{number}") for number in range(count - 1)))


def test_a_paper_of_more_than_25_authors_makes_nobody_a_coauthor(library: Store) -> None:
    bylines(library, crowd(25))
    assert len(profile(library, HF_ADA).coauthors) == 24
    bylines(library, crowd(26), first=100)
    assert {coauthor.joint_count for coauthor in profile(library, HF_ADA).coauthors} == {1}
    assert len(profile(library, HF_ADA).works) == 2


def test_nobody_is_their_own_coauthor(library: Store) -> None:
    bylines(library, (ADA, ADA_SHORT, NAMED_ADA, BO))
    assert [coauthor.name for coauthor in profile(library, HF_ADA).coauthors] == ["Bo Sample"]


def test_a_coauthor_with_and_without_account_is_one_person(library: Store) -> None:
    bylines(library, (ADA, BO), (ADA, Author("Bo Sample")))
    assert [(c.key, c.joint_count) for c in profile(library, HF_ADA).coauthors] == [("hf:bo", 2)]


def test_two_accounts_of_one_name_are_two_coauthors(library: Store) -> None:
    bylines(library, (BO, ADA), (BO, OTHER_ADA), (BO, OTHER_ADA))
    assert [(c.key, c.joint_count) for c in profile(library, PersonKey("hf:bo")).coauthors] == [
        (HF_ADA2, 2),
        (HF_ADA, 1),
    ]


def test_coauthors_whom_the_reader_follows_are_marked(library: Store) -> None:
    bylines(library, (ADA, BO, CLEO))
    follow(library, PersonKey("hf:bo"))
    assert {c.name: c.is_followed for c in profile(library, HF_ADA).coauthors} == {
        "Bo Sample": True,
        "Cleo Third": False,
    }


# Finding people


def found(library: Store, text: str, limit: int = 20, *, is_exact: bool = False) -> dict[PersonKey, int]:
    return {row.key: row.paper_count for row in people.find_people(library.connection, text, limit, is_exact=is_exact)}


def test_people_are_found_by_how_the_words_of_their_name_begin_in_any_order_and_without_accents(library: Store) -> None:
    bylines(library, (Author("José García-López"),), (CLEO,))
    for text in ("jose", "GARCIA", "garcía lópez", "lop jo", "J"):
        assert list(found(library, text)) == ["name:jose garcia lopez"], text
    assert found(library, "pez") == {}


def test_the_most_papers_come_first(library: Store) -> None:
    bylines(library, (BO,), (CLEO,), (CLEO,), (ADA,))
    assert list(found(library, "")) == ["name:cleo third", "hf:ada", "hf:bo"]
    assert list(found(library, "", 1)) == ["name:cleo third"]


def test_bylines_without_account_count_to_the_one_account_of_the_name(library: Store) -> None:
    bylines(library, (ADA,), (NAMED_ADA,), (ADA_UNSURE,))
    assert found(library, "ada example") == {HF_ADA: 3}


def test_bylines_without_account_stand_alone_where_two_accounts_have_the_name(library: Store) -> None:
    bylines(library, (ADA,), (NAMED_ADA,), (OTHER_ADA,))
    assert found(library, "ada example") == {HF_ADA: 2, HF_ADA2: 2, NAME_ADA: 1}


def test_a_list_and_a_profile_count_the_same_distinct_works(library: Store) -> None:
    bylines(library, (ADA, NAMED_ADA), (ADA_SHORT, ADA), (NAMED_ADA,), (OTHER_ADA, ADA_UNSURE), (Author("A. Example"),))
    for key, count in found(library, "example").items():
        assert len(profile(library, key).works) == count, key


def test_the_people_found_are_the_ones_with_the_most_works_however_many_there_are(library: Store) -> None:
    bylines(library, *((Author(f"Some Name{number}"), CLEO) for number in range(60)), (BO,))
    assert found(library, "", 2) == {PersonKey("name:cleo third"): 60, PersonKey("hf:bo"): 1}


def test_the_most_published_people_are_read_in_order_and_nothing_is_sorted(library: Store) -> None:
    bylines(library, (BO,), (CLEO,))
    statements: list[str] = []
    library.connection.set_trace_callback(statements.append)
    people.find_people(library.connection, "b", 1)
    library.connection.set_trace_callback(None)
    asked = [statement for statement in statements if "cache.people" in statement]
    assert len(asked) == 1, "one who is found among the most published needs no look into the words' index"
    plan = [row[3] for row in library.connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert any("USING COVERING INDEX people_by_count" in line for line in plan), plan
    assert not any("TEMP B-TREE" in line for line in plan), plan


def test_a_hidden_byline_counts_for_no_account_and_stays_on_the_paper(library: Store) -> None:
    hidden = replace(ADA, is_hidden=True)
    shown, taken_off = bylines(library, (ADA,), (hidden, BO))
    follow(library, HF_ADA)
    assert works_of(library, HF_ADA) == {shown: False}
    assert found(library, "ada example") == {HF_ADA: 1}
    assert list(matches(library)) == [shown]
    assert hidden in pages.paper_page(library.connection, taken_off).paper.authors


def test_joint_papers_and_those_of_namesakes_are_counted_once(library: Store) -> None:
    bylines(library, (ADA, BO, Author("Bo Sample"), OTHER_ADA, OTHER_ADA))
    known = profile(library, HF_ADA)
    assert {coauthor.name: coauthor.joint_count for coauthor in known.coauthors}["Bo Sample"] == 1
    assert [row.paper_count for row in known.namesakes] == [1]


def test_an_account_of_several_spellings_is_one_person(library: Store) -> None:
    bylines(library, (ADA,), (ADA,), (ADA_SHORT,))
    assert people.find_people(library.connection, "example", 20) == [PersonRow(HF_ADA, "Ada Example", 3, account="ada")]


def test_an_exact_name_is_not_part_of_another(library: Store) -> None:
    bylines(library, (ADA,), (Author("Ada Example-Longer"),))
    assert list(found(library, "Ada Example", is_exact=True)) == [HF_ADA]
    assert found(library, "Ada", is_exact=True) == {}


def test_signs_of_patterns_are_no_patterns(library: Store) -> None:
    bylines(library, (ADA,))
    assert [found(library, text) for text in ("a%ple", "a_ple", "%", "_", "*")] == [{}] * 5


# Following


def matches(library: Store) -> dict[PaperId, list[tuple[str, bool]]]:
    """Return by paper whom the reader follows there, and whether only the name says so."""
    return {
        paper_id: [(match.key, match.is_name_match) for match in found]
        for paper_id, found in people.followed_papers(library.connection).items()
    }


def test_a_followed_account_matches_itself_surely_its_bare_name_perhaps_and_another_account_never(
    library: Store,
) -> None:
    sure, guessed, unsure, _ = bylines(library, (ADA,), (BO, NAMED_ADA), (ADA_UNSURE,), (OTHER_ADA,))
    follow(library, HF_ADA)
    assert matches(library) == {
        sure: [(HF_ADA, False)],
        guessed: [(HF_ADA, True)],
        unsure: [(HF_ADA, True)],
    }


def test_a_followed_name_matches_bylines_of_that_name_and_no_account(library: Store) -> None:
    guessed, *_ = bylines(library, (NAMED_ADA,), (ADA,), (BO,))
    follow(library, NAME_ADA)
    assert (
        matches(library)
        == {guessed: [(NAME_ADA, True)]}
        == {paper_id: [(NAME_ADA, True)] for paper_id in works_of(library, NAME_ADA)}
    )


def test_a_followed_account_matches_what_its_profile_lists_under_every_spelling(library: Store) -> None:
    bylines(library, (ADA,), (ADA_SHORT,), (Author("A. Example"),), (NAMED_ADA,), (OTHER_ADA,))
    follow(library, HF_ADA)
    assert set(matches(library)) == set(works_of(library, HF_ADA))
    (row,) = inbox.following_page(library.connection, NOW).people
    assert row.paper_count == len(profile(library, HF_ADA).works) == 4


def test_followed_people_are_narrowed_by_folded_names(library: Store) -> None:
    bylines(library, (Author("José García-López"),), (BO,))
    follow(library, PersonKey("name:jose garcia lopez"))
    follow(library, PersonKey("hf:bo"))
    for text in ("jose", "GARCÍA", "lopez"):
        assert [row.name for row in people.followed_rows(library.connection, text)] == ["José García-López"]
    assert len(people.followed_rows(library.connection)) == 2


def test_a_sure_match_wins_where_a_byline_holds_both(library: Store) -> None:
    (paper_id,) = bylines(library, (NAMED_ADA, ADA))
    follow(library, HF_ADA)
    assert matches(library) == {paper_id: [(HF_ADA, False)]}


def test_several_followed_people_come_in_the_order_of_the_byline(library: Store) -> None:
    (paper_id,) = bylines(library, (CLEO, BO, ADA))
    for key in (HF_ADA, PersonKey("hf:bo"), PersonKey("name:cleo third")):
        follow(library, key)
    assert [key for key, _ in matches(library)[paper_id]] == ["name:cleo third", "hf:bo", HF_ADA]


def test_the_following_page_lists_newest_papers_first_and_counts_for_each_person(library: Store) -> None:
    old = bylines(library, (ADA,), first=100)
    new = bylines(library, (CLEO, ADA), (CLEO,))
    follow(library, HF_ADA, NOW - dt.timedelta(days=9))
    follow(library, PersonKey("name:cleo third"), NOW + dt.timedelta(days=9))
    with library.transaction():
        acts.mark_read(library, old, NOW, "read")
    page = inbox.following_page(library.connection, NOW)
    assert [item.paper.id for item in page.papers] == [*new, *old]
    assert [item.is_new for item in page.papers] == [True, False, False]
    assert {row.name: (row.paper_count, row.new_count) for row in page.people} == {
        "Ada Example": (2, 1),
        "Cleo Third": (2, 0),
    }


@pytest.mark.parametrize(("followed_on", "is_new"), [("2026-08-21T03:00", True), ("2026-08-21T05:00", False)])
def test_papers_after_the_day_of_the_follow_in_new_york_are_new(library: Store, followed_on: str, is_new: bool) -> None:
    bylines(library, (ADA,))
    follow(library, HF_ADA, dt.datetime.fromisoformat(followed_on).replace(tzinfo=dt.UTC))
    page = inbox.following_page(library.connection, NOW)
    assert [item.is_new for item in page.papers] == [is_new]
    assert [row.new_count for row in page.people] == [int(is_new)]


# The researcher of the starter edition


@pytest.fixture
def starter_works(library: Store) -> Store:
    starter = load_starter()
    with library.transaction() as connection:
        person_works.keep_works(connection, starter.researcher, starter.works, STARTER, NOW)
    return library


def test_the_starter_researcher_has_17_works(starter_works: Store) -> None:
    key = name_key(load_starter().researcher)
    found = profile(starter_works, key)
    assert len(found.works) == 17
    assert [(work.title, work.year) for work in found.works] == [
        (work.title, work.year) for work in load_starter().works
    ]
    assert found.is_starter
    assert all(work.paper is None for work in found.works)


def test_the_starter_researcher_is_found_by_name(starter_works: Store) -> None:
    (row,) = people.find_people(starter_works.connection, "hashimoto", 20)
    assert (row.name, row.paper_count, row.account) == ("Tatsunori Hashimoto", 17, None)


def test_a_followed_starter_researcher_has_as_many_works_as_in_the_profile(starter_works: Store) -> None:
    starter = load_starter()
    day_kept(starter_works, FRIDAY, [make_paper("2608.00001", starter.works[0].title, authors=[starter.researcher])])
    follow(starter_works, name_key(starter.researcher))
    (row,) = inbox.following_page(starter_works.connection, NOW).people
    (listed,) = people.find_people(starter_works.connection, "hashimoto", 20)
    assert row.paper_count == listed.paper_count == 17


def test_a_known_title_that_is_in_the_cache_is_one_work(starter_works: Store) -> None:
    starter = load_starter()
    title = starter.works[0].title
    paper: Paper = make_paper("2608.00001", title.upper(), authors=[starter.researcher])
    day_kept(starter_works, FRIDAY, [paper])
    works = profile(starter_works, name_key(starter.researcher)).works
    assert len(works) == 17
    assert [work.paper.id for work in works if work.paper] == [paper.id]


def test_a_followed_person_whom_the_cache_forgot_still_has_a_profile(starter_works: Store) -> None:
    key = name_key(load_starter().researcher)
    follow(starter_works, key)
    starter_works.connection.execute("DELETE FROM cache.works")
    found = profile(starter_works, key)
    assert (found.name, found.works, found.is_followed) == ("Tatsunori Hashimoto", (), True)
    assert not found.is_starter
    with starter_works.transaction():
        assert acts.unfollow(starter_works, key, NOW).name == "Tatsunori Hashimoto"
