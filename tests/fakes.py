"""A scripted upstream that tells stories, and a library over it.

    story = Story()
    story.day("2026-08-21", [make_paper("2608.00001"), make_paper("2608.00002")])
    story.paper(make_paper("2501.00001"))                              known by its own page only
    story.fails_with(OfflineError("No network.", source="huggingface"), day="2026-08-20")
    library = make_library(tmp_path, story)

A `Story` is what happens; `Story.open` gives the `FeedSource` that plays it.  Nothing here knows HTTP or bytes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tuiread.dates import days_of, month_period, week_period
from tuiread.errors import NotFoundError
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import (
    Answer,
    Author,
    Comment,
    FeedDay,
    FeedRow,
    Item,
    LinkedRepos,
    Paper,
    PaperId,
    Repo,
    SourceFact,
)
from tuiread.settings import Settings, load_settings
from tuiread.text_sync import KnowsTexts

NOW = dt.datetime(2026, 8, 21, 20, tzinfo=dt.UTC)
"""A Friday, late enough that the feed's day is the same in New York."""

Clock = Callable[[], dt.datetime]


def make_paper(paper_id: str, title: str | None = None, *, authors: Sequence[str | Author] = (), **facts: Any) -> Paper:
    """Return a paper with an abstract and one author, unless the facts say otherwise."""
    names = authors or ("Ada Example",)
    known: dict[str, Any] = {
        "abstract": f"What {paper_id} is about.",
        "published_at": NOW - dt.timedelta(days=2),
        "upvotes": 3,
        "comment_count": 1,
    }
    return Paper(
        id=PaperId(paper_id),
        title=title or f"Paper {paper_id}",
        authors=tuple(Author(name) if isinstance(name, str) else name for name in names),
        **(known | facts),
    )


async def found(library: Library, text: str) -> tuple[FeedRow, ...]:
    """Return the papers that a search finds."""
    page = await library.searching.page(text)
    return tuple(hit.row for hit in page.hits) if page else ()


class Story:
    """What an upstream has to tell, and where it fails."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        """Every question in order, such as ``day 2026-08-21``."""
        self.linked: dict[str, tuple[Repo, ...]] = {}
        """What names a paper, by its id."""
        self.said: dict[str, tuple[Comment, ...]] = {}
        """The comments on a paper, by its id."""
        self._days: dict[dt.date, tuple[Sequence[Paper], Sequence[str]]] = {}
        self._papers: dict[PaperId, Paper] = {}
        self._failures: dict[dt.date | None, Exception] = {}
        self._interruptions: dict[dt.date, Callable[[], None]] = {}

    def day(self, day: str, papers: Iterable[Paper], *, skipped: Sequence[str] = ()) -> Story:
        """Let a day have papers; days without a word about them have none."""
        self._days[dt.date.fromisoformat(day)] = (tuple(papers), skipped)
        return self

    def paper(self, paper: Paper) -> Story:
        """Let a paper have a page of its own."""
        self._papers[paper.id] = paper
        return self

    def fails_with(self, error: Exception, *, day: str | None = None) -> Story:
        """Let questions about a day fail, or every question."""
        self._failures[dt.date.fromisoformat(day) if day else None] = error
        return self

    def interrupted_by(self, act: Callable[[], None], *, day: str) -> Story:
        """Let something happen while a day is being asked for; its answer never comes."""
        self._interruptions[dt.date.fromisoformat(day)] = act
        return self

    def open(self, settings: Settings, now: Clock) -> FakeSource:
        """Return the source that plays this story; a library takes this method as its ``make_source``."""
        return FakeSource(self, now)

    async def hear(self, question: str, days: Sequence[dt.date] = ()) -> None:
        """Note a question, and raise what it meets with."""
        self.asked.append(question)
        for day in (None, *days):
            if day in self._failures:
                raise self._failures[day]
        for act in (self._interruptions[day] for day in days if day in self._interruptions):
            act()
            await _forever()

    def items(self, days: Sequence[dt.date], fact: SourceFact) -> Answer:
        """Return what those days have."""
        items: list[Item] = []
        skipped: list[str] = []
        for day in days:
            papers, unread = self._days.get(day, ((), ()))
            items += [Item(_seen_on(paper, day, fact), day) for paper in papers]
            skipped += unread
        return Answer(tuple(items), tuple(skipped), fact.url)

    def page(self, paper_id: PaperId, fact: SourceFact) -> Paper:
        """Return a paper's own page, which every paper of a day has as well."""
        listed = {paper.id: paper for papers, _ in self._days.values() for paper in papers}
        paper = (listed | self._papers).get(paper_id)
        if paper is None:
            raise NotFoundError(f"Hugging Face does not know arXiv {paper_id}.")
        return replace(paper, facts=(fact,))

    def found(self, query: str) -> list[Paper]:
        """Return the papers whose title holds a text."""
        known = [paper for papers, _ in self._days.values() for paper in papers] + list(self._papers.values())
        return [paper for paper in known if query.lower() in paper.title.lower()]


class FakeSource:
    """A `tuiread.sources.FeedSource` that plays a story."""

    name = "huggingface"

    def __init__(self, story: Story, now: Clock) -> None:
        self._story = story
        self._now = now
        self.is_closed = False

    @property
    def request_count(self) -> int:
        """How many questions were asked."""
        return len(self._story.asked)

    def tell_waits(self, listener: Callable[[float], None]) -> None:
        """Take a listener; a story never waits."""

    async def aclose(self) -> None:
        """Close."""
        self.is_closed = True

    async def day(self, day: dt.date) -> Answer:
        """Return one day."""
        return await self._list(f"day {day}", f"daily papers of {day}", [day])

    async def week(self, start: dt.date) -> Answer:
        """Return one week."""
        return await self._list(f"week {start}", f"daily papers of week {start}", days_of(week_period(start)))

    async def month(self, year: int, month: int) -> Answer:
        """Return one month."""
        days = days_of(month_period(dt.date(year, month, 1)))
        return await self._list(f"month {year}-{month:02}", f"daily papers of {year}-{month:02}", days)

    async def paper(self, paper_id: PaperId) -> Paper:
        """Return one paper."""
        await self._story.hear(f"paper {paper_id}")
        return self._story.page(paper_id, self._fact("paper page"))

    async def search(self, query: str, limit: int = 120) -> Answer:
        """Return the papers with a query's text in their title."""
        await self._story.hear(f"search {query}")
        return Answer(tuple(Item(paper) for paper in self._story.found(query)[:limit]))

    async def linked_repos(self, paper_id: PaperId) -> LinkedRepos:
        """Return that no repository names the paper."""
        await self._story.hear(f"repos {paper_id}")
        return LinkedRepos()

    async def repos(self, paper_id: PaperId) -> tuple[Repo, ...]:
        """Return the repositories that name the paper."""
        await self._story.hear(f"repos {paper_id}")
        return self._story.linked.get(paper_id, ())

    async def comments(self, paper_id: PaperId) -> tuple[Comment, ...]:
        """Return the comments of the paper's page."""
        await self._story.hear(f"comments {paper_id}")
        return self._story.said.get(paper_id, ())

    async def _list(self, question: str, what: str, days: Sequence[dt.date]) -> Answer:
        await self._story.hear(question, days)
        return self._story.items(days, self._fact(what))

    def _fact(self, what: str) -> SourceFact:
        return SourceFact("huggingface", what, self._now(), f"https://huggingface.co/api/{what.replace(' ', '-')}")


def _served(settings: Settings) -> KnowsTexts:
    from tests.text_fixtures import FakePages

    return FakePages()


def make_library(home: Path, story: Story | None = None, now: Clock = lambda: NOW) -> Library:
    """Return an opening library in a folder, with default settings; whoever asks for it closes it."""
    paths = find_paths(str(home))
    return Library(paths, load_settings(paths, {}), now, (story or Story()).open, None, _served)


def _seen_on(paper: Paper, day: dt.date, fact: SourceFact) -> Paper:
    known = [item for item in paper.feed_days if item.day == day]
    return replace(paper, feed_days=tuple(known or [FeedDay(day, paper.upvotes, paper.comment_count)]), facts=(fact,))


async def _forever() -> None:
    await asyncio.Event().wait()
