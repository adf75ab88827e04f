"""What stands around a paper: asked of each source for itself, kept, merged, and asked again when it is old."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import FakeSource, Story, found, make_paper
from tests.test_person_sync import upstreams
from tests.upstream_payloads import NOW, Json, Service, atom_entry, atom_feed, openalex_work, s2_paper
from tuiread.errors import NotFoundError, OfflineError, StatusError
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import Comment, PaperId, Repo, Section, SectionReply, SectionState
from tuiread.section_sync import ANSWER_LASTS, FAILURE_RESTS, is_due
from tuiread.settings import load_settings

ME, HERE = PaperId("2501.00001"), PaperId("2501.00002")
PATH = f"/graph/v1/paper/arXiv:{ME}"
OPENALEX = f"/works/doi:10.48550/arxiv.{ME}"
BUSY: Json = {"message": "Too Many Requests", "code": "429"}


class Told:
    """A library over scripted services, with two papers in its cache."""

    def __init__(self, home: Path) -> None:
        self.now, self.service = NOW, citing()
        self.story = Story().day("2026-08-21", [make_paper(ME, "Work 1"), make_paper(HERE, "Work 2")])
        paths = find_paths(str(home))
        self.library = Library(
            paths,
            load_settings(paths, {}),
            lambda: self.now,
            lambda settings, now: FakeSource(self.story, now),
            lambda settings, now: upstreams(self.service),
        )

    async def open(self, section: Section) -> tuple[str, ...]:
        """Open a section as the screen does; return who was asked."""
        names = await self.library.sections.due(ME, section)
        if names:
            await self.library.sections.refresh(ME, section, names)
        return names


def citing() -> Service:
    """Tell of two references and one citation, one reference by both sources."""
    service = Service().answers(
        OPENALEX, openalex_work(1, referenced_works=["https://openalex.org/W2", "https://openalex.org/W3"])
    )
    service.answers("/works", {"meta": {"count": 7}, "results": [openalex_work(2), openalex_work(3)]})
    only: Json = {"paperId": None, "title": "Known by Its Title", "authors": []}
    service.answers(f"{PATH}/references", {"data": [{"citedPaper": s2_paper(2)}, {"citedPaper": only}]})
    return service.answers(f"{PATH}/citations", {"data": [{"citingPaper": s2_paper(4, year=2026)}]})


@pytest.fixture
async def told(tmp_path: Path) -> AsyncIterator[Told]:
    told = Told(tmp_path)
    report = await told.library.sync(await told.library.due())
    assert report.new_count == 2
    yield told
    await told.library.close()


async def test_references_of_two_sources_are_one_list_with_the_papers_of_the_cache(told: Told) -> None:
    assert await told.open("references") == ("openalex", "semantic_scholar")
    page = await told.library.sections.cited(ME, "references")
    assert [(work.title, work.listed_by) for work in page.works] == [
        ("Work 2", ("openalex", "semantic_scholar")),
        ("Work 3", ("openalex",)),
        ("Known by Its Title", ("semantic_scholar",)),
    ]
    assert [work.paper.id for work in page.works if work.paper] == [HERE]
    assert page.works[0].author_names == ("Jane Example", "Bo Sample & Co")
    counts = (await told.library.paper(ME)).counts
    assert (counts.references, counts.references_cached, counts.citations) == (3, 1, None)


async def test_a_followed_author_of_a_reference_is_told(told: Told) -> None:
    await told.open("references")
    await told.library.researchers.follow((await told.library.paper(HERE)).authors[0].key)
    (first, *_) = (await told.library.sections.cited(ME, "references")).works
    assert first.paper
    assert first.paper.followed_name == "Ada Example"


async def test_citations_are_counted_as_the_source_says(told: Told) -> None:
    await told.open("citations")
    counts = (await told.library.paper(ME)).counts
    assert (counts.citations, counts.citations_total) == (3, 7)


async def test_a_busy_source_is_said_and_the_others_are_kept(told: Told) -> None:
    told.service.answers(f"{PATH}/references", BUSY, 429)
    await told.open("references")
    page = await told.library.sections.cited(ME, "references")
    assert [work.title for work in page.works] == ["Work 2", "Work 3"]
    (openalex, busy) = page.state.replies
    assert (openalex.reply, openalex.item_count, busy.reply) == ("answered", 2, "no_answer")
    assert busy.sentence.startswith("Semantic Scholar is busy")


async def test_a_failure_leaves_what_was_told_before(told: Told) -> None:
    await told.open("references")
    told.now += ANSWER_LASTS
    told.service.answers(OPENALEX, b"", 500).answers(f"{PATH}/references", BUSY, 429)
    assert await told.open("references") == ("openalex", "semantic_scholar")
    page = await told.library.sections.cited(ME, "references")
    assert len(page.works) == 3
    assert [reply.reply for reply in page.state.replies] == ["no_answer", "no_answer"]
    assert page.state.fetched_at == NOW


async def test_a_paper_that_no_source_knows_has_no_number_rather_than_none(told: Told) -> None:
    told.service = Service()
    await told.open("references")
    page = await told.library.sections.cited(ME, "references")
    assert (page.works, page.state.is_fetched) == ((), False)
    assert [reply.reply for reply in page.state.replies] == ["nothing", "nothing"]
    assert (await told.library.paper(ME)).counts.references is None


async def test_fresh_answers_are_not_asked_for_and_failures_rest(told: Told) -> None:
    told.service.answers(f"{PATH}/references", BUSY, 429)
    await told.open("references")
    assert await told.open("references") == ()
    told.now += FAILURE_RESTS
    assert await told.open("references") == ("semantic_scholar",)
    told.now = NOW + ANSWER_LASTS
    assert await told.open("references") == ("openalex", "semantic_scholar")


def test_only_what_is_old_is_due() -> None:
    fresh = SectionReply("openalex", "answered", NOW, answered_at=NOW)
    state = SectionState((fresh,))
    assert not is_due(state, "openalex", NOW + ANSWER_LASTS - dt.timedelta(seconds=1))
    assert is_due(state, "openalex", NOW + ANSWER_LASTS)
    assert is_due(state, "semantic_scholar", NOW)
    failed = SectionState((replace(fresh, reply="no_answer"),))
    assert not is_due(failed, "openalex", NOW)


async def test_comments_and_repositories_are_kept_as_they_came(told: Told) -> None:
    said = (Comment("Jane Example", "Fine.", NOW, reactions=(("👍", 2),)), Comment("Bo Sample", "Thanks.", depth=1))
    told.story.said[ME], told.story.linked[ME] = said, (Repo("model", "example/lamp", 3, 9),)
    await told.open("comments")
    await told.open("linked")
    assert (await told.library.sections.comments(ME)).comments == said
    assert (await told.library.sections.linked(ME)).repos == told.story.linked[ME]
    counts = (await told.library.paper(ME)).counts
    assert (counts.comments, counts.linked) == (2, 1)
    told.now += ANSWER_LASTS
    told.story.fails_with(OfflineError("No network.", source="huggingface"))
    assert await told.open("comments") == ("huggingface",)
    page = await told.library.sections.comments(ME)
    assert (page.comments, page.state.replies[0].sentence) == (said, "No network.")


async def test_notices_of_arxiv_and_crossref_are_kept_with_who_was_asked(told: Told) -> None:
    told.service.answers("/api/query", atom_feed(atom_entry(f"{ME}v2", comment="This paper has been withdrawn.")))
    correction = {"type": "correction", "label": "Erratum", "updated": {"date-parts": [[2026, 5, 4]]}}
    told.service.answers(f"/works/10.48550/arxiv.{ME}", {"message": {"updated-by": [correction]}})
    await told.open("notices")
    page = await told.library.sections.notices(ME)
    assert {notice.kind for notice in page.notices} == {"withdrawn", "correction"}
    counts = (await told.library.paper(ME)).counts
    assert (counts.notices, counts.notices_checked, counts.notices_checked_at) == (
        page.notices,
        ("arxiv", "crossref"),
        NOW,
    )


async def test_another_paper_is_asked_of_hugging_face_and_then_of_arxiv(told: Told) -> None:
    other = PaperId("2501.00009")
    told.service.answers("/api/query", atom_feed(atom_entry(f"{other}v1", "From arXiv")))
    await told.library.sections.fetch_other(other)
    assert (await told.library.paper(other)).paper.title == "From arXiv"
    told.service.answers("/api/query", atom_feed(total=0))
    with pytest.raises(NotFoundError, match=r"^Neither Hugging Face nor arXiv knows 2501\.00010\.$"):
        await told.library.sections.fetch_other(PaperId("2501.00010"))
    told.service.answers("/api/query", b"", 500)
    with pytest.raises(StatusError):
        await told.library.sections.fetch_other(PaperId("2501.00011"))


# What became of saved papers


REVISED = atom_entry(f"{ME}v3", "Work 1", journal_ref="J. Lamps 1 (2026) 2", comment="Now published")


async def test_saved_papers_are_asked_about_together_and_then_left_alone_for_a_day(told: Told) -> None:
    told.service.answers("/api/query", atom_feed(REVISED, atom_entry(f"{HERE}v1", "Work 2"), total=2))
    check = told.library.sections.check_saved
    assert await check() == 0
    assert told.service.asked == []
    await told.library.save([ME, HERE])
    assert await check(is_asked_for=False) == 1
    assert await check(is_asked_for=False) == 0
    assert len(told.service.asked) == 1
    assert await check() == 1
    told.now += dt.timedelta(days=1, minutes=1)
    assert await check(is_asked_for=False) == 1


async def test_a_newer_version_renews_the_abstract_and_leaves_what_was_saved(told: Told) -> None:
    told.service.answers("/api/query", atom_feed(REVISED))
    await told.library.save([ME])
    before = (await told.library.paper(ME)).paper
    assert (await told.library.paper(ME)).older is None
    await told.library.sections.check_saved()
    page = await told.library.paper(ME)
    assert (page.paper.version, page.paper.abstract) == (3, "We study screens.")
    assert page.older is not None
    assert page.older.abstract == before.abstract != page.paper.abstract
    assert [row.id for row in await found(told.library, "study screens")] == [ME]
    assert await found(told.library, f'"{before.abstract}"') == ()
    await told.library.save([ME])
    assert (await told.library.paper(ME)).older is None


async def test_the_first_version_renews_nothing(told: Told) -> None:
    told.service.answers("/api/query", atom_feed(atom_entry(f"{ME}v1", "Work 1")))
    await told.library.save([ME])
    before = (await told.library.paper(ME)).paper
    await told.library.sections.check_saved()
    page = await told.library.paper(ME)
    assert (page.paper.version, page.paper.abstract, page.older) == (1, before.abstract, None)


async def test_a_publication_comes_into_the_inbox_once_and_is_no_trouble(told: Told) -> None:
    told.service.answers("/api/query", atom_feed(REVISED))
    await told.library.save([ME])
    await told.library.sections.check_saved()
    first = (await told.library.inbox()).items
    assert [(item.paper.id, item.notice and item.notice.label) for item in first] == [(ME, "J. Lamps 1 (2026) 2")]
    told.now += dt.timedelta(days=3)
    await told.library.sections.check_saved()
    (notice,) = (await told.library.sections.notices(ME)).notices
    assert (notice.kind, notice.noticed_on, notice.is_trouble) == ("published", NOW.date(), False)
    await told.library.save([ME])
    assert (await told.library.inbox()).items == ()


async def test_arxiv_that_fails_or_is_switched_off_changes_nothing(told: Told) -> None:
    await told.library.save([ME])
    told.service.answers("/api/query", b"", 500)
    with pytest.raises(StatusError):
        await told.library.sections.check_saved()
    assert (await told.library.sections.notices(ME)).notices == ()
