"""Bylines that only a linked record says are somebody's: who stands there beside them, and who must never."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, day_kept, opened, told
from tuiread import acts, person_acts, profiles, section_acts
from tuiread.errors import NotFoundError
from tuiread.inbox import inbox_page
from tuiread.names import name_key
from tuiread.output.letter import template
from tuiread.profiles.inviting import letter_facts
from tuiread.records import (
    Author,
    AuthorRecord,
    AuthorWorks,
    CitedList,
    ListedAuthor,
    ListedWork,
    PaperId,
    PersonKey,
    Profile,
    RecordKey,
    SectionReply,
)
from tuiread.store import Store
from tuiread.tables import people
from tuiread.tables.identities import Link
from tuiread.words.letter import about_words
from tuiread.words.profile import plain_profile

INES, CLEO = name_key("Ines Example"), name_key("Cleo Third")
BO = Author("Bo Sample", "bo", "claimed_verified")
RECORD = RecordKey("openalex:A1")
OTHERS = RecordKey("openalex:A9")
EARLIER_NAME = "Ines Formerly"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        day_kept(opening, THURSDAY, [make_paper("2608.00001", "Under Her Name", authors=["Ines Example", BO])])
        earlier = make_paper("2608.00002", "Under Another", authors=[EARLIER_NAME, "Bo Sample", "Cleo Third"])
        day_kept(opening, FRIDAY, [earlier])
        yield opening


def listed(*works: ListedWork) -> list[tuple[AuthorRecord, AuthorWorks | None]]:
    fact = told("author", source="openalex")
    return [(AuthorRecord(RECORD, "Ines Example", fact), AuthorWorks(RECORD, works, fact))]


def link(store: Store, *works: ListedWork) -> None:
    with store.transaction():
        person_acts.keep_records(store, INES, "openalex", listed(*works), [Link(INES, RECORD, "works", 1, 1)], [])


def byline(*names: str, mine: str = EARLIER_NAME) -> tuple[ListedAuthor, ...]:
    return tuple(ListedAuthor(name, RECORD if name == mine else OTHERS) for name in names)


def profile(store: Store, key: PersonKey = INES) -> Profile:
    with store.reading() as connection:
        return profiles.profile(connection, key)


def beside(store: Store) -> dict[str, int]:
    return {one.name: one.joint_count for one in profile(store).coauthors}


def test_an_earlier_name_that_the_record_gives_is_no_collaborator_and_is_not_shown(store: Store) -> None:
    authors = byline(EARLIER_NAME, "Bo Sample", "Cleo Third")
    link(store, ListedWork("Under Another", paper_id=PaperId("2608.00002"), year=2026, authors=authors, author_count=3))
    assert beside(store) == {"Bo Sample": 2, "Cleo Third": 1}
    shown = "\n".join(plain_profile(profile(store), 80, NOW))
    assert "Under Another" in shown
    assert EARLIER_NAME not in shown


def test_a_byline_in_which_the_person_cannot_be_told_makes_nobody_a_collaborator(store: Store) -> None:
    link(store, ListedWork("Under Another", paper_id=PaperId("2608.00002"), year=2026, author_count=3))
    assert beside(store) == {"Bo Sample": 1}
    assert len(profile(store).works) == 2


def test_a_listed_work_beyond_the_cache_leaves_out_the_persons_own_names(store: Store) -> None:
    authors = byline(EARLIER_NAME, "Bo Sample", "Dana Fourth")
    link(store, ListedWork("An Older Book", year=2011, authors=authors, author_count=3))
    assert beside(store) == {"Bo Sample": 2, "Dana Fourth": 1}
    link(store, ListedWork("An Older Book", year=2011, authors=byline("X Unknown", "Dana Fourth"), author_count=2))
    assert beside(store) == {"Bo Sample": 1}


def test_a_co_author_with_an_account_is_one_person_on_paper_and_in_lists(store: Store) -> None:
    authors = byline("Ines Example", "Bo Sample", mine="Ines Example")
    link(store, ListedWork("An Older Book", year=2011, authors=authors, author_count=2))
    (bo,) = profile(store).coauthors
    assert (bo.key, bo.joint_count) == ("hf:bo", 2)


def test_nobody_on_the_stop_list_comes_back_from_a_list_or_a_byline(store: Store) -> None:
    authors = byline("Ines Example", "Bo Sample", "Cleo Third", mine="Ines Example")
    link(store, ListedWork("An Older Book", year=2011, authors=authors, author_count=3))
    assert set(beside(store)) == {"Bo Sample", "Cleo Third"}
    with store.transaction():
        person_acts.forget(store, CLEO, NOW)
    assert set(beside(store)) == {"Bo Sample"}
    with store.reading() as connection:
        assert people.find_people(connection, "cleo", 10) == []
        with pytest.raises(NotFoundError, match="You asked tuiread to forget this person"):
            profiles.profile(connection, CLEO)


def test_a_list_that_was_cut_says_so(store: Store) -> None:
    fact = told("author", source="openalex")
    works = (ListedWork("Under Her Name", paper_id=PaperId("2608.00001"), year=2026),)
    found = [(AuthorRecord(RECORD, "Ines Example", fact), AuthorWorks(RECORD, works, fact, total_count=3012))]
    with store.transaction():
        person_acts.keep_records(store, INES, "openalex", found, [Link(INES, RECORD, "works", 1, 1)], [])
    (linked,) = profile(store).identity.records
    assert (linked.listed_count, linked.list_total) == (1, 3012)
    assert "1 of its 3,012 works" in " ".join(plain_profile(profile(store), 80, NOW))


def test_a_paper_under_another_spelling_comes_into_the_inbox_by_its_record(store: Store) -> None:
    with store.transaction():
        acts.follow(store, INES, NOW)
    with store.reading() as connection:
        assert [item.paper.id for item in inbox_page(connection, NOW).items] == ["2608.00001"]
    link(store, ListedWork("Under Another", paper_id=PaperId("2608.00002"), year=2026))
    with store.reading() as connection:
        items = {item.paper.id: item for item in inbox_page(connection, NOW).items}
    (match,) = items[PaperId("2608.00002")].matches
    assert (match.person, match.name, match.how, match.waits) == (INES, "Ines Example", "openalex", False)


def test_a_letter_tells_who_cites_whom_once_for_each_pair_of_works(store: Store) -> None:
    told_at = SectionReply("openalex", "answered", NOW)
    hers, his = PaperId("2608.00001"), PaperId("2501.00009")
    day_kept(store, FRIDAY, [make_paper(his, "His Own", authors=[Author("Dan Fourth", "dan", "claimed_verified")])])
    link(store, ListedWork("Under Her Name", paper_id=hers, year=2026))
    with store.transaction():
        refers = CitedList((ListedWork("His Own", paper_id=his),))
        section_acts.keep_cited(store, hers, "references", told_at, refers)
        cited = CitedList((ListedWork("Under Her Name", paper_id=hers),))
        section_acts.keep_cited(store, his, "citations", told_at, cited)
        person_acts.claim(store, INES, NOW)
    with store.reading() as connection:
        facts = letter_facts(connection, PersonKey("hf:dan"))
    assert (facts.cites_count, facts.cited_count) == (0, 1)
    assert about_words(facts) == "cited by you once"
    assert "My papers cite yours: 1" in template(facts)
