"""The inbox: what came of people, topics, searches and saved papers, how it was matched, what an answer teaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, WEDNESDAY, day_kept, opened, told
from tuiread import acts, person_acts, profiles, taste_acts
from tuiread.arxiv_categories import category_of
from tuiread.errors import NotFoundError, UsageError
from tuiread.inbox import FEED_WINDOW, feed_choices, feed_in, following_page, inbox_page
from tuiread.names import name_key
from tuiread.records import (
    Author,
    AuthorRecord,
    AuthorWorks,
    Inbox,
    InboxItem,
    ListedWork,
    Notice,
    Paper,
    PaperId,
    PersonKey,
    RecordKey,
)
from tuiread.store import Store
from tuiread.tables.identities import Link

ADA = Author("Ada Example", "ada", "claimed_verified")
BO, CLEO, DANA = Author("Bo Sample"), Author("Cleo Third"), Author("Dana Fourth")
HF_ADA, NAME_BO = PersonKey("hf:ada"), name_key("Bo Sample")
EARLY = NOW - dt.timedelta(days=1)
"""A time on the feed's Thursday, so that Friday's papers came after it."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opening:
        yield opening


def keep(store: Store, day: dt.date, *papers: Paper) -> None:
    day_kept(store, day, papers)


def follow(store: Store, key: PersonKey, at: dt.datetime = EARLY) -> None:
    with store.transaction():
        acts.follow(store, key, at)


def answer(store: Store, paper_id: str, *, is_same: bool) -> None:
    with store.transaction():
        acts.answer_name(store, NAME_BO, PaperId(paper_id), NOW, is_same=is_same)


def page(store: Store) -> Inbox:
    with store.reading() as connection:
        return inbox_page(connection, NOW)


def items(store: Store) -> dict[str, InboxItem]:
    return {item.paper.id: item for item in page(store).items}


def hows(store: Store) -> dict[str, list[tuple[str, bool]]]:
    """Return by paper how each person was matched, and whether that waits for an answer."""
    return {paper: [(match.how, match.waits) for match in item.matches] for paper, item in items(store).items()}


# How a person was matched


def test_an_account_is_new_and_sure(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[ADA, BO]))
    follow(store, HF_ADA)
    (item,) = page(store).items
    assert (item.came_on, item.is_new, item.waits, item.kind) == (FRIDAY, True, False, "paper")
    assert [(match.person, match.how) for match in item.matches] == [(HF_ADA, "account")]


def test_a_mere_name_waits_and_is_no_news(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[BO]))
    follow(store, NAME_BO)
    found = page(store)
    assert hows(store) == {"2608.00001": [("name", True)]}
    assert (found.new_count, found.waiting_count) == (0, 1)
    assert [(person.row.new_count, person.waiting_count, person.how) for person in found.people] == [(0, 1, "name")]


def test_what_was_there_before_the_follow_asks_nothing(store: Store) -> None:
    keep(store, THURSDAY, make_paper("2608.00001", authors=[BO]))
    follow(store, NAME_BO)
    assert hows(store) == {"2608.00001": [("name", False)]}
    assert page(store).waiting_count == 0


def test_known_co_authors_settle_a_name(store: Store) -> None:
    keep(store, WEDNESDAY, make_paper("2608.00001", authors=[BO, CLEO]))
    keep(store, THURSDAY, make_paper("2608.00002", authors=[CLEO, BO]))
    keep(store, FRIDAY, make_paper("2608.00003", authors=[BO, CLEO]))
    follow(store, NAME_BO)
    (match,) = items(store)["2608.00003"].matches
    assert (match.how, match.coauthors, match.waits) == ("coauthors", ("Cleo Third",), False)
    assert page(store).people[0].how == "coauthors"
    assert items(store)["2608.00003"].is_new


@pytest.mark.parametrize(
    ("kind", "how"), [("arxiv", "arxiv"), ("orcid", "orcid"), ("openalex", "openalex"), ("s2", "s2")]
)
def test_a_linked_record_that_lists_the_paper_says_who_it_is(store: Store, kind: str, how: str) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[BO]), make_paper("2608.00002", authors=[BO]))
    follow(store, NAME_BO)
    link_record(store, RecordKey(f"{kind}:A1"), "2608.00001")
    assert hows(store) == {"2608.00001": [(how, False)], "2608.00002": [("name", True)]}
    assert page(store).people[0].how == how


def test_the_surest_of_several_records_is_named(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[BO]))
    follow(store, NAME_BO)
    for kind in ("openalex", "arxiv", "s2"):
        link_record(store, RecordKey(f"{kind}:A1"), "2608.00001", source=kind)
    assert hows(store)["2608.00001"] == [("arxiv", False)]


def link_record(store: Store, key: RecordKey, paper_id: str, source: str = "openalex") -> None:
    fact = told("author", source=source)
    work = ListedWork("A Title", paper_id=PaperId(paper_id), year=2026)
    found = [(AuthorRecord(key, "Bo Sample", fact), AuthorWorks(key, (work,), fact))]
    with store.transaction():
        person_acts.keep_records(store, NAME_BO, source, found, [Link(NAME_BO, key, "works", 1, 1)], [])


def test_a_paper_of_26_authors_makes_nobody_known(store: Store) -> None:
    crowd = [BO, *(Author(f"Member {number}") for number in range(25))]
    keep(store, WEDNESDAY, make_paper("2608.00001", authors=crowd))
    keep(store, THURSDAY, make_paper("2608.00002", authors=crowd))
    keep(store, FRIDAY, make_paper("2608.00003", authors=[BO, Author("Member 3")]))
    follow(store, NAME_BO)
    assert hows(store)["2608.00003"] == [("name", True)]


# What an answer teaches


def test_a_yes_makes_the_paper_sure_and_its_co_authors_known(store: Store) -> None:
    keep(
        store,
        FRIDAY,
        make_paper("2608.00001", authors=[BO, CLEO]),
        make_paper("2608.00002", authors=[BO, CLEO]),
        make_paper("2608.00003", authors=[BO, DANA]),
    )
    follow(store, NAME_BO)
    answer(store, "2608.00001", is_same=True)
    assert hows(store) == {
        "2608.00001": [("you", False)],
        "2608.00002": [("coauthors", False)],
        "2608.00003": [("name", True)],
    }
    assert items(store)["2608.00001"].is_new


def test_a_no_takes_the_paper_and_its_circle_away_and_counts_them(store: Store) -> None:
    keep(
        store,
        FRIDAY,
        make_paper("2608.00001", authors=[BO, CLEO]),
        make_paper("2608.00002", authors=[BO, CLEO]),
        make_paper("2608.00003", authors=[BO, DANA]),
    )
    follow(store, NAME_BO)
    answer(store, "2608.00001", is_same=False)
    assert list(items(store)) == ["2608.00003"]
    assert page(store).left_out_count == 1
    works = profiles.profile(store.connection, NAME_BO).works
    assert "2608.00001" not in {work.paper.id for work in works if work.paper}


def test_undo_takes_an_answer_back(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", "On Lamps", authors=[BO]))
    follow(store, NAME_BO)
    answer(store, "2608.00001", is_same=False)
    assert not items(store)
    with store.transaction():
        assert acts.undo(store, NOW) == "said that Bo Sample did not write “On Lamps”"
    assert hows(store) == {"2608.00001": [("name", True)]}


def test_an_answer_needs_a_followed_person_and_a_paper(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[BO]))
    with pytest.raises(NotFoundError, match="You do not follow"):
        answer(store, "2608.00001", is_same=True)
    follow(store, NAME_BO)
    with pytest.raises(NotFoundError):
        answer(store, "2608.09999", is_same=True)


# Muting


def test_a_muted_person_is_followed_and_brings_nothing(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[ADA]), make_paper("2608.00002", authors=[BO, ADA]))
    follow(store, HF_ADA)
    follow(store, NAME_BO)
    with store.transaction():
        acts.mute(store, HF_ADA, NOW, is_muted=True)
    assert list(items(store)) == ["2608.00002"]
    assert [(person.row.name, person.is_muted) for person in page(store).people] == [
        ("Ada Example", True),
        ("Bo Sample", False),
    ]
    with store.transaction():
        assert acts.undo(store, NOW) == "muted Ada Example"
    assert set(items(store)) == {"2608.00001", "2608.00002"}


# Topics and searches


def categorised(store: Store) -> None:
    found = [
        make_paper(
            "2608.00001",
            "Lamps in Winter",
            authors=[CLEO],
            categories=("cs.LG", "stat.ML"),
            keywords=("Optics", "winter sleep"),
        ),
        make_paper("2608.00002", "Summer Reading", authors=[CLEO], categories=("stat.ML",)),
        make_paper("2608.00003", "Lamps and Lanterns", authors=[CLEO], categories=("cs.LGX",)),
    ]
    keep(store, FRIDAY, *found)


@pytest.mark.parametrize(
    ("kind", "value", "papers", "word"),
    [
        ("category", "cs.LG", {"2608.00001"}, "topic"),
        ("category", "stat.ML", {"2608.00001", "2608.00002"}, "topic"),
        ("keyword", "optics", {"2608.00001"}, "topic"),
        ("keyword", "sleep", set(), "topic"),
        ("search", "lamps", {"2608.00001", "2608.00003"}, "search"),
        ("search", '"; DROP', set(), "search"),
        ("search", "...", set(), "search"),
    ],
)
def test_a_topic_or_search_brings_what_fits(store: Store, kind: str, value: str, papers: set[str], word: str) -> None:
    categorised(store)
    with store.transaction():
        acts.follow_feed(store, kind, value, EARLY)  # type: ignore[arg-type]
    found = items(store)
    assert set(found) == papers
    assert {item.kind for item in found.values()} <= {word}
    assert all(item.is_new for item in found.values())
    (feed,) = page(store).feeds
    assert (feed.key, feed.paper_count, feed.new_count) == (f"{kind}:{value}", len(papers), len(papers))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("cs.LG", "cs.LG"),
        (" cs.lg ", "cs.LG"),
        ("HEP-TH", "hep-th"),
        ("cond-mat.Stat-Mech", "cond-mat.stat-mech"),
        ("physics.optics", "physics.optics"),
        ("physics.ao-ph", "physics.ao-ph"),
        ("astro-ph.co", "astro-ph.CO"),
        ("cs.lamps", None),
        ("cs.", None),
        ("lamps", None),
        ("cs.LG.x", None),
        ("", None),
    ],
)
def test_a_category_is_known_however_it_is_written(text: str, category: str | None) -> None:
    assert category_of(text) == category


def test_what_a_text_can_mean_is_counted(store: Store) -> None:
    categorised(store)
    with store.reading() as connection:
        assert [(feed.key, feed.paper_count) for feed in feed_choices(connection, "STAT.ml", NOW)] == [
            ("category:stat.ML", 2),
            ("search:STAT.ml", 0),
            ("keyword:STAT.ml", 0),
        ]
        assert [feed.key for feed in feed_choices(connection, " winter   sleep ", NOW)] == [
            "keyword:winter sleep",
            "search:winter sleep",
        ]
        assert feed_choices(connection, "...", NOW) == ()


def test_a_topic_brings_news_only_from_the_day_after_the_follow_and_of_the_last_weeks(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", categories=("cs.LG",)))
    old = NOW - FEED_WINDOW - dt.timedelta(days=1)
    keep(store, WEDNESDAY, make_paper("2605.00001", categories=("cs.LG",), published_at=old))
    with store.transaction():
        acts.follow_feed(store, "category", "cs.LG", NOW)
    assert {paper: item.is_new for paper, item in items(store).items()} == {"2608.00001": False}


def test_a_topic_is_followed_once_and_let_go_by_its_key(store: Store) -> None:
    with store.transaction():
        first = acts.follow_feed(store, "category", "cs.LG", EARLY)
        assert acts.follow_feed(store, "category", "cs.LG", NOW) == first
        acts.unfollow_feed(store, "category:cs.LG", NOW)
        assert page_feeds(store) == []
        assert acts.undo(store, NOW) == "unfollowed the category “cs.LG”"
    assert page_feeds(store) == ["category:cs.LG"]
    with store.transaction(), pytest.raises(NotFoundError, match=r"You do not follow keyword:optics\."):
        acts.unfollow_feed(store, "keyword:optics", NOW)


def page_feeds(store: Store) -> list[str]:
    return [feed.key for feed in inbox_page(store.connection, NOW).feeds]


def test_a_topic_beside_a_mere_name_is_reason_enough(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[BO], categories=("cs.LG",)))
    follow(store, NAME_BO)
    with store.transaction():
        acts.follow_feed(store, "category", "cs.LG", EARLY)
    (item,) = page(store).items
    assert (item.waits, item.is_new, item.kind) == (False, True, "paper")
    assert [match.waits for match in item.matches] == [True]


# Saved papers


def test_a_notice_about_a_saved_paper_comes_in_with_its_day(store: Store) -> None:
    keep(store, WEDNESDAY, make_paper("2608.00001"), make_paper("2608.00002"))
    notice = Notice("withdrawn", "withdrawn by its authors", told("feed", source="arxiv"), noticed_on=FRIDAY)
    with store.transaction():
        acts.save(store, [PaperId("2608.00001")], NOW)
        for paper in ("2608.00001", "2608.00002"):
            person_acts.keep_notices(store, PaperId(paper), "arxiv", [notice], NOW)
    (item,) = page(store).items
    assert (item.paper.id, item.kind, item.came_on, item.notice) == ("2608.00001", "notice", FRIDAY, notice)
    assert not item.is_new


# The whole


def test_a_hidden_paper_comes_in_only_with_news_of_a_save(store: Store) -> None:
    keep(store, FRIDAY, make_paper("2608.00001", authors=[ADA]), make_paper("2608.00002", authors=[ADA]))
    follow(store, HF_ADA)
    with store.transaction():
        acts.save(store, [PaperId("2608.00002")], NOW)
        notice = Notice("withdrawn", "withdrawn by its authors", told("feed", source="arxiv"), noticed_on=FRIDAY)
        person_acts.keep_notices(store, PaperId("2608.00002"), "arxiv", [notice], NOW)
        taste_acts.hide(store, [PaperId("2608.00001"), PaperId("2608.00002")], NOW, is_hidden=True)
    assert list(items(store)) == ["2608.00002"]


def test_the_newest_come_first_and_one_day_goes_by_title(store: Store) -> None:
    keep(store, THURSDAY, make_paper("2608.00001", "Alpha", authors=[ADA]))
    keep(
        store, FRIDAY, make_paper("2608.00002", "Beta", authors=[ADA]), make_paper("2608.00003", "Aleph", authors=[ADA])
    )
    follow(store, HF_ADA)
    assert [item.paper.title for item in page(store).items] == ["Aleph", "Beta", "Alpha"]


def test_the_following_page_holds_the_people_part_of_it(store: Store) -> None:
    categorised(store)
    keep(store, THURSDAY, make_paper("2608.00009", authors=[ADA, BO]))
    follow(store, HF_ADA)
    with store.transaction():
        acts.follow_feed(store, "search", "lamps", EARLY)
    found = following_page(store.connection, NOW)
    assert [(item.paper.id, item.names) for item in found.papers] == [("2608.00009", ("Ada Example",))]
    assert [person.key for person in found.people] == [HF_ADA]


def test_an_empty_library_has_an_empty_inbox(store: Store) -> None:
    assert page(store) == Inbox((), (), ())


def test_the_inbox_asks_as_many_questions_for_many_papers_as_for_few(store: Store) -> None:
    follow_after = [make_paper(f"2608.{number:05}", authors=[BO, CLEO]) for number in range(40)]
    keep(store, THURSDAY, *follow_after[:2])
    follow(store, NAME_BO)
    few = asked(store)
    keep(store, FRIDAY, *follow_after[2:])
    assert asked(store) == few


def asked(store: Store) -> int:
    questions: list[str] = []
    store.connection.set_trace_callback(questions.append)
    inbox_page(store.connection, NOW)
    store.connection.set_trace_callback(None)
    return len(questions)


@pytest.mark.parametrize("text", ["category:cs.lg", " category: cs.LG"])
def test_a_topic_can_be_named_as_the_command_line_names_it(text: str) -> None:
    assert feed_in(text) == ("category", "cs.LG")


def test_a_category_that_arxiv_does_not_have_is_refused() -> None:
    with pytest.raises(UsageError, match=r"“cs\.QQ” is no arXiv category"):
        feed_in("category:cs.QQ")
    assert category_of("cs.QQ") is None
    assert feed_in("people: a survey") is None
