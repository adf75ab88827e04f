"""Stores, papers and strategies for the tests of what is kept; no tests and no network here.

A test takes `opened` for one store in a folder of its own, and `day_kept` for a day of the feed as a sync keeps it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import NOW
from tuiread import acts
from tuiread.paths import find_paths
from tuiread.records import (
    CONFIRMED_STATUSES,
    Account,
    Author,
    DayReport,
    FeedDay,
    LinkedRepos,
    Paper,
    PaperId,
    SourceFact,
)
from tuiread.store import Store

FRIDAY = dt.date(2026, 8, 21)
THURSDAY = dt.date(2026, 8, 20)
WEDNESDAY = dt.date(2026, 8, 19)


@contextlib.contextmanager
def opened(home: Path) -> Iterator[Store]:
    """Open a store in a folder, and close it."""
    store = Store.open(find_paths(str(home)))
    try:
        yield store
    finally:
        store.close()


def told(what: str = "daily papers of 2026-08-21", at: dt.datetime = NOW, source: str = "huggingface") -> SourceFact:
    """Return a fact from an address that anybody could ask."""
    return SourceFact(source, what, at, f"https://example.org/{what.replace(' ', '-')}")


def listed(paper: Paper, day: dt.date, at: dt.datetime = NOW) -> Paper:
    """Return a paper as the list of a day tells of it."""
    seen = FeedDay(day, paper.upvotes, paper.comment_count)
    return replace(paper, feed_days=(seen,), facts=(told(f"daily papers of {day}", at),))


def day_kept(
    store: Store, day: dt.date, papers: Sequence[Paper], at: dt.datetime = NOW, *, skipped: int = 0
) -> DayReport:
    """Keep a day as a sync does."""
    with store.transaction():
        return acts.keep_day(store, day, [listed(paper, day, at) for paper in papers], at, skipped, "huggingface")


# Texts as the edge lets them through: without control characters, lone surrogates and line ends.
texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=12)
counts = st.integers(0, 10**9)
times = st.datetimes(dt.datetime(1991, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
days = st.dates(dt.date(2023, 5, 4), dt.date(2030, 1, 1))
accounts = st.builds(Account, texts, st.none() | texts, st.none() | texts)
authors = st.builds(
    Author, texts, st.none() | texts, st.none() | st.sampled_from(sorted(CONFIRMED_STATUSES)) | texts, st.booleans()
)
feed_days = st.lists(
    st.builds(FeedDay, days, counts, st.none() | counts, st.none() | accounts), max_size=4, unique_by=lambda it: it.day
)
facts = st.lists(
    st.builds(SourceFact, st.sampled_from(["huggingface", "starter"]), texts, times, st.none() | texts),
    max_size=4,
    unique_by=lambda fact: (fact.source, fact.what),
)


def _whole(paper: Paper) -> Paper:
    """Return a paper that could have come from a source: in order, and without what hangs on something missing."""
    return replace(
        paper,
        feed_days=tuple(sorted(paper.feed_days, key=lambda item: item.day)),
        facts=tuple(sorted(paper.facts, key=lambda fact: (-fact.fetched_at.timestamp(), fact.what, fact.source))),
        abstract_raw=paper.abstract_raw if paper.abstract else None,
        ai_summary_model=paper.ai_summary_model if paper.ai_summary else None,
    )


papers = st.builds(
    Paper,
    id=st.from_regex(r"2[0-9]{3}\.[0-9]{5}", fullmatch=True).map(PaperId),
    title=texts,
    authors=st.lists(authors, max_size=6).map(tuple),
    title_raw=st.none() | texts,
    abstract=st.none() | texts,
    abstract_raw=st.none() | texts,
    published_at=st.none() | times,
    upvotes=counts,
    comment_count=st.none() | counts,
    feed_days=feed_days.map(tuple),
    summary=st.none() | texts,
    ai_summary=st.none() | texts,
    ai_summary_model=st.none() | texts,
    keywords=st.lists(texts, max_size=3).map(tuple),
    organization=st.none() | accounts,
    code_url=st.none() | texts,
    code_added_by=st.none() | texts,
    code_stars=st.none() | counts,
    project_url=st.none() | texts,
    media_urls=st.lists(texts, max_size=3).map(tuple),
    thumbnail_url=st.none() | texts,
    is_author_participating=st.none() | st.booleans(),
    linked=st.none() | st.builds(LinkedRepos, counts, counts, counts),
    facts=facts.map(tuple),
).map(_whole)
"""Papers with everything that a record can hold, or nothing of it."""
