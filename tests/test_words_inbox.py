"""The inbox in words: letters, kinds, how each was matched, and a width that is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from tests import word_fixtures as fixtures
from tests.conftest import Golden
from tests.fakes import NOW
from tests.shelf_fixtures import FRIDAY, THURSDAY, told
from tests.word_fixtures import ROWS, WIDTHS, drawn, too_wide
from tuiread.lines import plain
from tuiread.records import (
    SAVED,
    FollowedFeed,
    FollowedPerson,
    How,
    Inbox,
    InboxItem,
    InboxMatch,
    Notice,
    Outcome,
    PersonKey,
    PersonRow,
)
from tuiread.words.inbox import (
    SourceRow,
    asked_words,
    empty_words,
    feed_choice_row,
    followed_notice,
    followed_words,
    inbox_counts,
    inbox_row,
    plain_following,
    plain_inbox,
    reasons,
    source_lines,
    source_row,
    source_rows,
    why_lines,
)
from tuiread.words.person import people_counts, person_row

ADA, BO = PersonKey("hf:ada"), PersonKey("name:bo sample")
LEARNING = FollowedFeed("category", "cs.LG", NOW, 2, 1)
SHIFT = FollowedFeed("search", "distribution shift", NOW, 1, 1)
OPTICS = FollowedFeed("keyword", "optics", NOW, 0, 0)
WITHDRAWN = Notice("withdrawn", "withdrawn by its authors", told(source="arxiv"), noticed_on=THURSDAY)
ITEMS = (
    InboxItem(ROWS[0], FRIDAY, (InboxMatch(BO, "Bo Sample", "coauthors", ("Ada Example", "Cleo Third")),), is_new=True),
    InboxItem(ROWS[1], FRIDAY, (InboxMatch(BO, "Bo Sample", "name", waits=True),)),
    InboxItem(ROWS[2], THURSDAY, (InboxMatch(ADA, "Ada Example", "orcid"), InboxMatch(BO, "Bo Sample", "you"))),
    InboxItem(ROWS[3], THURSDAY, (), (SHIFT, LEARNING), is_new=True),
    InboxItem(ROWS[2], THURSDAY, notice=WITHDRAWN),
)
PEOPLE = (
    FollowedPerson(PersonRow(ADA, "Ada Example", 9, is_followed=True, account="ada"), "orcid", NOW),
    FollowedPerson(PersonRow(BO, "Bo Sample", 3, 1, is_followed=True), "coauthors", NOW, True, 1),
)
INBOX = Inbox(ITEMS, PEOPLE, (LEARNING, OPTICS, SHIFT), left_out_count=2, as_of=NOW)


@pytest.mark.parametrize("cells", WIDTHS)
def test_rows_look_as_they_did(golden: Golden, cells: int) -> None:
    blocks = [inbox_row(item, cells, year=2026) for item in ITEMS]
    blocks += [inbox_row(item, cells, height=1, year=2026) for item in ITEMS]
    blocks += [source_row(row, cells) for row in source_rows(INBOX)]
    blocks += [source_lines(INBOX, ADA, NOW, cells), why_lines(ITEMS[0], cells), why_lines(ITEMS[3], cells)]
    blocks += [person_row(one.row, cells, one, is_you=one.row.key == ADA) for one in PEOPLE]
    golden("\n".join(drawn(block) for block in blocks), f"words/inbox_{cells}")


@pytest.mark.parametrize("cells", WIDTHS)
def test_the_plain_inbox_looks_as_it_did(golden: Golden, cells: int) -> None:
    golden("\n".join(plain_inbox(INBOX, cells, 2026)), f"words/plain_inbox_{cells}")


matches = st.builds(
    InboxMatch,
    st.just(ADA),
    fixtures.wide_texts,
    st.sampled_from(["arxiv", "orcid", "openalex", "s2", "account", "you", "coauthors", "name"]),
    st.lists(fixtures.wide_texts, max_size=2).map(tuple),
    st.booleans(),
)
feeds = st.builds(FollowedFeed, st.sampled_from(["category", "keyword", "search"]), fixtures.wide_texts, st.just(NOW))
items = st.builds(
    InboxItem,
    fixtures.rows,
    st.dates(dt.date(1991, 8, 14), dt.date(2030, 1, 1)),
    st.lists(matches, max_size=3).map(tuple),
    st.lists(feeds, max_size=2).map(tuple),
    st.sampled_from([None, WITHDRAWN]),
    st.booleans(),
)


@given(item=items, cells=fixtures.cells, height=st.sampled_from([1, 2]))
def test_every_row_fits_its_width_and_height(item: InboxItem, cells: int, height: int) -> None:
    lines = inbox_row(item, cells, height=height, year=2026)
    assert len(lines) == height
    assert too_wide([*lines, *why_lines(item, cells)], cells) == []


@given(found=st.lists(items, max_size=3), people=st.lists(fixtures.persons, max_size=2), cells=fixtures.cells)
def test_every_plain_inbox_and_source_fits_its_width(
    found: list[InboxItem], people: list[PersonRow], cells: int
) -> None:
    followed = tuple(FollowedPerson(person, "name", NOW) for person in people)
    inbox = Inbox(tuple(found), followed, (LEARNING, SHIFT))
    assert too_wide(plain_inbox(inbox, cells, 2026), cells) == []
    for row in source_rows(inbox):
        assert too_wide([*source_row(row, cells), *source_lines(inbox, row.key, NOW, cells)], cells) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (ITEMS[0], ["matched by byline and 2 known co-authors"]),
        (ITEMS[1], ["name match only: the person you follow?  = answers"]),
        (ITEMS[2], ["2 people you follow", "matched by ORCID", "matched by your answer"]),
        (ITEMS[3], ["search “distribution shift”", "arXiv category cs.LG"]),
        (ITEMS[4], ["withdrawn by its authors (arXiv)"]),
    ],
)
def test_each_row_says_why_it_is_there(item: InboxItem, said: list[str]) -> None:
    assert reasons(item) == said


def test_a_day_of_another_year_carries_it() -> None:
    older = replace(ITEMS[0], came_on=dt.date(2024, 3, 9))
    assert plain(inbox_row(older, 80, year=2026)[0]).startswith("N  Mar’24 paper")
    assert plain(inbox_row(ITEMS[0], 80, year=2026)[0]).startswith("N  21 Aug paper")


def test_counts_say_what_is_new_and_what_waits() -> None:
    assert inbox_counts(INBOX) == "2 new, 1 to answer"
    assert inbox_counts(Inbox((), (), ())) == "0 new"
    assert followed_words(INBOX) == "following 2 people (1 muted), 2 topics, 1 search"
    assert followed_words(Inbox((), PEOPLE[:1], ())) == "following 1 person"


def test_whoever_feeds_the_inbox_is_listed_with_what_came() -> None:
    rows = {row.name: (row.by, row.new_count, row.waiting_count, row.item_count) for row in source_rows(INBOX)}
    assert rows == {
        "Ada Example": ("by ORCID", 0, 0, 1),
        "Bo Sample": ("by byline + co-authors · muted", 1, 1, 3),
        "cs.LG": ("by arXiv category", 1, 0, 2),
        "“optics”": ("by Hugging Face keyword", 0, 0, 0),
        "“distribution shift”": ("by search", 1, 0, 1),
        "Saved papers": ("by notices", 0, 0, 1),
    }
    assert source_lines(INBOX, "nobody", NOW, 80) == []
    assert plain(source_lines(INBOX, SAVED, NOW, 80)[0]).endswith("papers that you saved")


def test_an_empty_inbox_says_what_fills_it() -> None:
    assert plain(empty_words(Inbox((), (), ()))[0]) == "You follow nobody yet."
    assert plain(empty_words(Inbox((), PEOPLE, ()))[0]) == "Nothing came yet."


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("account", "by the account @ada."),
        ("name", "by name only, which can be somebody else."),
        ("coauthors", "by name and known co-authors."),
        ("orcid", "by ORCID."),
        ("arxiv", "by arXiv author page."),
    ],
)
def test_following_says_by_what_papers_will_be_found(how: How, words: str) -> None:
    assert followed_notice(replace(PEOPLE[0], how=how)) == f"Following Ada Example: papers are matched {words}"


def test_asking_says_how_much_was_asked_and_what_failed() -> None:
    asked = (Outcome("arxiv", True, 2), Outcome("openalex", False, 1, "OpenAlex did not answer."))
    said = "Asked about those you follow: no new paper came, 3 requests. OpenAlex did not answer."
    assert asked_words(asked, 0) == said
    assert asked_words(asked[:1], 1) == "Asked about those you follow: 1 new paper came, 2 requests."
    assert asked_words((), 0) == "You follow nobody whom a source could be asked about."


def test_a_person_says_how_they_are_known() -> None:
    ada, bo = PEOPLE
    assert plain(person_row(ada.row, 60, ada, is_you=True)[0]).endswith("you · 9 works · by ORCID")
    assert plain(person_row(bo.row, 80, bo)[0]).endswith(
        "1 new · 1 to answer · 3 works · by byline + co-authors · muted"
    )
    assert plain(person_row(replace(ada.row, is_followed=False), 60)[0]).endswith("9 works · @ada")
    assert plain(person_row(replace(bo.row, new_count=0), 60)[0]).endswith("3 works · by name only")
    assert people_counts(2, None) == "following 2 people"


def test_whom_the_reader_follows_is_told_with_how_each_is_recognised() -> None:
    lines = plain_following(INBOX, 80, 2026)
    assert lines[0] == "Following 2 people (1 muted), 2 topics, 1 search"
    told = "\n".join(lines)
    assert "by byline + co-authors · muted" in told
    assert "“distribution shift”" in told
    assert [item.paper.id in told for item in INBOX.items if item.matches] == [True] * 3


def test_an_inbox_of_muted_people_says_so() -> None:
    muted = Inbox((), tuple(person for person in PEOPLE if person.is_muted), ())
    assert muted.people
    assert plain(empty_words(muted)[0]) == "All those you follow are muted."
    assert plain(source_lines(muted, muted.people[0].row.key, NOW, 80)[1]).startswith("Muted: ")


def test_a_category_without_papers_says_how_categories_come() -> None:
    feed = FollowedFeed("category", "cs.LG", NOW)
    assert "ctrl+r asks arXiv" in plain(feed_choice_row(feed, 80)[0])


def test_whoever_feeds_the_inbox_has_a_kind_and_a_count_even_in_one_line() -> None:
    quiet = SourceRow("name:ada", "Ada Example", "by ORCID", item_count=3)
    assert plain(source_row(quiet, 40, height=1)[0]).endswith("by ORCID · 3 papers")
    assert plain(source_row(quiet._replace(new_count=2), 40, height=1)[0]).endswith("by ORCID · 2 new")


def test_the_papers_of_a_muted_person_are_not_counted_as_none() -> None:
    muted = SourceRow("name:ada", "Ada Example", "by ORCID · muted", is_muted=True)
    assert [plain(source_row(muted, 60, height=height)[-1]).strip()[-16:] for height in (1, 2)] == [
        "by ORCID · muted"
    ] * 2
