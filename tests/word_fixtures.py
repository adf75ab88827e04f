"""Invented records for the tests of words, and strategies that fill every field of them; no tests here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from hypothesis import strategies as st
from msgspec.structs import replace

from tests import shelf_fixtures
from tests.fakes import NOW, make_paper
from tests.shelf_fixtures import FRIDAY, THURSDAY, told
from tuiread.dates import day_period, month_period, week_period
from tuiread.insight.trust import assess
from tuiread.lines import Line, Span, plain, width
from tuiread.records import (
    Account,
    Author,
    CoAuthor,
    Evidence,
    FeedDay,
    FeedPage,
    FeedRow,
    FollowedPaper,
    FollowingPage,
    Freshness,
    LibraryPage,
    LinkedRepos,
    Listing,
    PaperId,
    PaperPage,
    PaperState,
    PersonKey,
    PersonRow,
    Profile,
    SavedRow,
    SourceFact,
    Work,
)

WIDTHS = (60, 80, 120)
LATER = NOW + dt.timedelta(hours=3)
FRESH = Freshness(fetched_at=NOW)

ROWS = (
    FeedRow(
        id=PaperId("2608.00001"),
        title="Small Models That Plan: A Study of Many Words Which No Narrow Terminal Can Show on One Line",
        day=FRIDAY,
        published_on=THURSDAY,
        author_names=("Ada Example", "Bo Sample", "Cleo Third"),
        author_count=12,
        upvotes=163,
        comment_count=3,
        organization="Example Lab",
        has_code=True,
        has_project=True,
        followed_name="Bo Sample",
    ),
    FeedRow(PaperId("2608.00002"), "One Author, One Vote", FRIDAY, THURSDAY, ("Ada Example",), 1, 1, 1),
    FeedRow(PaperId("2608.00003"), "A <think> and a GPT-[n]", THURSDAY, None, (), 0, 0, None, is_unread=False),
    FeedRow(
        id=PaperId("2608.00004"),
        title="模型 and emoji 🤖 in a title that takes two cells for some of its letters, again and again and again",
        day=FRIDAY,
        published_on=THURSDAY,
        author_names=("张伟", "José García-López"),
        author_count=2,
        upvotes=123456,
        comment_count=0,
        is_unread=False,
        is_saved=True,
        followed_name="José García-López",
        is_name_match=True,
        has_code=True,
    ),
)

PAPER = make_paper(
    "2608.00001",
    "Small Models That Plan α",
    title_raw=r"Small Models That Plan $\alpha$",
    authors=[
        Author("Ada Example", "ada", "claimed_verified"),
        Author("Bo Sample"),
        *(Author(f"Author Number{number}") for number in range(3, 21)),
    ],
    abstract="An invented abstract of two paragraphs. " * 4 + "\n\nThe second one ends here.",
    published_at=dt.datetime(2026, 8, 19, 12, tzinfo=dt.UTC),
    upvotes=163,
    comment_count=3,
    feed_days=(FeedDay(THURSDAY, 150, 1), FeedDay(FRIDAY, 163, 3, Account("bob", "Bob B."))),
    ai_summary="An invented sentence that a machine might have written about small models that plan.",
    ai_summary_model="example/Small-Model",
    keywords=("planning", "small models", "a keyword of several words", "evaluation"),
    organization=Account("lab", "Example Lab"),
    code_url="https://example.org/code",
    code_added_by="user",
    code_stars=1234,
    project_url="https://example.org/a-project-with-a-very-long-address/that-does-not-fit/into-sixty-cells/at-all.html",
    media_urls=("https://example.org/a.mp4",),
    linked=LinkedRepos(1, 2, 0),
    facts=(told("paper page", LATER), told("daily papers of 2026-08-21")),
)
STARTER_PAPER = make_paper(
    "2608.00002",
    "A Starter Paper",
    abstract=None,
    summary="What it is about, in our own words.",
    feed_days=(FeedDay(FRIDAY, 3, 1),),
    facts=(replace(told("starter edition of 2026-08-21", source="starter"), url=None),),
)
PAGE = PaperPage(
    PAPER,
    PaperState(is_saved=True, followed_names=("Bo Sample",)),
    tuple(
        PersonRow(PersonKey(f"name:{author.name.lower()}"), author.name, is_followed=author.name == "Bo Sample",
                  account=author.account)
        for author in PAPER.authors
    ),
)  # fmt: skip
STARTER_PAGE = PaperPage(STARTER_PAPER, PaperState(), (PersonRow(PersonKey("name:ada example"), "Ada Example"),))
BARE_PAGE = PaperPage(make_paper("2608.00003", abstract=None, comment_count=None, published_at=None), PaperState(), ())

ADA = PersonRow(PersonKey("hf:ada"), "Ada Example", 12, 3, is_followed=True, account="ada")
BO = PersonRow(PersonKey("name:bo sample"), "Bo Sample", 1)
ONE_LIST = Listing("arxiv", ADA.name, SourceFact("arxiv", "bylines of papers", NOW))
TRUST = assess(Evidence(ADA.name, NOW, listings=(ONE_LIST,)))
"""One source, and nothing else: 8 points."""

PROFILE = Profile(
    key=ADA.key,
    name=ADA.name,
    account="ada",
    works=(
        Work(ROWS[0].title, 2026, "arXiv", paper=ROWS[0]),
        Work("An Older Work", 2019, "arXiv", is_name_match=True),
        Work("A Work Without a Year", None, "arXiv"),
    ),
    coauthors=(
        CoAuthor(BO.key, BO.name, 4, 2026, is_followed=True),
        CoAuthor(PersonKey("name:cleo third"), "Cleo Third", 1, None),
    ),
    namesakes=(PersonRow(PersonKey("hf:ada2"), "Ada Example", 7, account="ada2"),),
    trust=TRUST,
    organizations=("Example Lab", "Another Lab"),
    is_followed=True,
    followed_at=NOW,
    as_of=NOW,
)
STARTER_PROFILE = Profile(
    BO.key, BO.name, None, (Work("A Work", 2020, "arXiv"),), (), TRUST, is_starter=True, as_of=NOW
)  # fmt: skip

LIBRARY = LibraryPage(tuple(SavedRow(row, NOW) for row in ROWS), 134_217)
FOLLOWING = FollowingPage(
    (ADA, BO),
    (
        FollowedPaper(ROWS[0], ("Bo Sample",), is_new=True),
        FollowedPaper(ROWS[3], ("José García-López", "Ada Example", "Bo Sample"), is_new=False),
    ),
)


def feed_page(rows: Sequence[FeedRow] = ROWS, freshness: Freshness = FRESH) -> FeedPage:
    """Return a Friday."""
    return FeedPage(day_period(FRIDAY), "trending", tuple(rows), freshness)


def drawn(lines: Iterable[Line]) -> str:
    """Return lines as a golden has them."""
    return "\n".join(plain(line).rstrip() for line in lines)


def too_wide(lines: Iterable[Line | str], cells: int) -> list[str]:
    """Return the lines that take more cells than there are."""
    texts = [line if isinstance(line, str) else plain(line) for line in lines]
    return [text for text in texts if width((Span(text),)) > cells]


# Strategies

wide_texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from("a 模🤖é-/"), min_size=1, max_size=90
)
cells = st.integers(40, 140)
counts = st.integers(0, 10**9)
accounts = st.from_regex(r"[A-Za-z0-9-]{1,60}", fullmatch=True)
days = st.dates(dt.date(2023, 5, 4), dt.date(2030, 1, 1))
ids = st.from_regex(r"2[0-9]{3}\.[0-9]{5}", fullmatch=True).map(PaperId)
periods = st.builds(lambda make, day: make(day), st.sampled_from([day_period, week_period, month_period]), days)
rows = st.builds(
    FeedRow,
    id=ids,
    title=wide_texts,
    day=st.none() | days,
    published_on=st.none() | days,
    author_names=st.lists(wide_texts, max_size=3).map(tuple),
    author_count=st.integers(0, 4000),
    upvotes=counts,
    comment_count=st.none() | counts,
    organization=st.none() | wide_texts,
    has_code=st.booleans(),
    has_project=st.booleans(),
    is_unread=st.booleans(),
    is_saved=st.booleans(),
    followed_name=st.none() | wide_texts,
    is_name_match=st.booleans(),
)
persons = st.builds(
    PersonRow, st.just(PersonKey("hf:x")), wide_texts, counts, counts, st.booleans(), st.none() | accounts
)
freshnesses = st.builds(
    Freshness,
    fetched_at=st.none() | shelf_fixtures.times,
    is_starter=st.booleans(),
    missing_days=st.lists(days, max_size=5, unique=True).map(tuple),
    empty_days=st.lists(days, max_size=5, unique=True).map(tuple),
    failed_at=st.none() | shelf_fixtures.times,
    error=st.none() | wide_texts,
)
works = st.builds(
    Work, wide_texts, st.none() | st.integers(1950, 2030), st.just("arXiv"), st.just("preprint"), st.none() | rows,
    st.booleans(),
)  # fmt: skip
coauthors = st.builds(
    CoAuthor, st.just(PersonKey("hf:x")), wide_texts, counts, st.none() | st.integers(1950, 2030), st.booleans()
)
profiles = st.builds(
    Profile,
    key=st.just(PersonKey("hf:x")),
    name=wide_texts,
    account=st.none() | accounts,
    works=st.lists(works, max_size=3).map(tuple),
    coauthors=st.lists(coauthors, max_size=3).map(tuple),
    namesakes=st.lists(persons, max_size=8).map(tuple),
    organizations=st.lists(wide_texts, max_size=4).map(tuple),
    is_followed=st.booleans(),
    followed_at=st.none() | shelf_fixtures.times,
    is_starter=st.booleans(),
    as_of=st.none() | shelf_fixtures.times,
)
paper_pages = st.builds(
    PaperPage,
    shelf_fixtures.papers,
    st.builds(PaperState, st.booleans(), st.booleans(), st.lists(wide_texts, max_size=2).map(tuple)),
    st.lists(persons, max_size=9).map(tuple),
)
