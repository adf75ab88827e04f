"""Asking all sources about one person: what is linked, what waits for an answer, and a failing one costs nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import Clock, Story, make_paper
from tests.upstream_payloads import (
    NOW,
    ORCID,
    Service,
    atom_entry,
    atom_feed,
    openalex_author,
    openalex_work,
    orcid_record,
    s2_paper,
)
from tuiread.dates import day_period
from tuiread.errors import AnswerError, NotFoundError, OfflineError, SourceError, StatusError
from tuiread.library import Library
from tuiread.lines import plain
from tuiread.paths import find_paths
from tuiread.profiles.inviting import letter_facts
from tuiread.records import Author, PaperId, PersonKey, Profile, Progress, PublicPage, RecordKey, SourceReply
from tuiread.settings import Settings, load_settings
from tuiread.sources import KnowsPages, Upstreams
from tuiread.sources.arxiv import Arxiv
from tuiread.sources.crossref import Crossref
from tuiread.sources.openalex import OpenAlex
from tuiread.sources.orcid import Orcid
from tuiread.sources.semantic_scholar import SemanticScholar
from tuiread.words.profile_parts import identity_lines
from tuiread.words.trust import claim_words

JANE = PersonKey("name:jane example")
A1, A2 = RecordKey("openalex:A5000000001"), RecordKey("openalex:A5000000002")
FRIDAY = dt.date(2026, 8, 21)
BUDGET = {"X-RateLimit-Limit": "1000", "X-RateLimit-Remaining": "990"}


def upstreams(service: Service) -> Upstreams:
    client = service.client()

    def now() -> dt.datetime:
        return NOW

    return Upstreams(
        client,
        openalex=OpenAlex(client, now=now),
        semantic_scholar=SemanticScholar(client, now=now),
        arxiv=Arxiv(client, now=now),
        orcid=Orcid(client, now=now),
        crossref=Crossref(client, now=now),
    )


def everything() -> Service:
    """Tell of Jane everywhere: three works, an institution, an ORCID iD, a correction."""
    service = Service()
    for number in range(1, 4):
        service.answers(f"/works/doi:10.48550/arxiv.2501.{number:05}", openalex_work(number))
        service.answers(f"/graph/v1/paper/arXiv:2501.{number:05}", s2_paper(number))
    works = {"meta": {"count": 4, "next_cursor": None}, "results": [openalex_work(number) for number in range(1, 5)]}
    groups = [{"key": "https://openalex.org/A5000000009", "key_display_name": "Bo Sample", "count": 4}]
    service.answers("/authors/A5000000001", openalex_author(), headers=BUDGET)
    service.answers("/works", lambda query: (200, {"group_by": groups} if "group_by" in query else works, BUDGET))
    record = {"authorId": "11", "name": "Jane Example", "externalIds": {"DBLP": ["99/1"]}, "paperCount": 3}
    service.answers("/graph/v1/author/11", record)
    service.answers("/graph/v1/author/11/papers", {"data": [s2_paper(number) for number in range(1, 4)]})
    service.answers("/api/query", atom_feed(*(atom_entry(f"2501.{number:05}v1") for number in range(1, 4))))
    service.answers(f"/v3.0/{ORCID}/record", orcid_record())
    service.answers(f"/a/{ORCID}.atom2", atom_feed(atom_entry("2501.00001v1")))
    correction = {"type": "correction", "label": "Correction", "updated": {"date-parts": [[2026, 5, 4]]}}
    service.answers("/works/10.48550/arxiv.2501.00002", {"message": {"updated-by": [correction]}})
    return service


def papers() -> Story:
    authors = ["Jane Example", "Bo Sample"]
    day = NOW.replace(year=2025)
    found = [make_paper(f"2501.{n:05}", f"Work {n}", authors=authors, published_at=day) for n in range(1, 4)]
    return Story().day("2026-08-21", found)


class Told:
    """A library over scripted services."""

    def __init__(self, home: Path, service: Service) -> None:
        self.home = home
        self.service = service
        paths = find_paths(str(home))
        self.now = NOW
        self.pages: KnowsPages | None = None
        self.story = papers()
        self.library = Library(paths, load_settings(paths, {}), lambda: self.now, self.story.open, self._open)

    def _open(self, settings: Settings, now: Clock) -> Upstreams:
        return replace(upstreams(self.service), pages=self.pages)

    async def profile(self, key: PersonKey = JANE) -> Profile:
        return await self.library.researchers.profile(key)

    async def refresh(self, key: PersonKey = JANE) -> dict[str, SourceReply]:
        heard: list[SourceReply] = []
        replies = await self.library.researchers.refresh(key, heard.append)
        assert heard == list(replies)
        return {reply.source: reply for reply in replies}


@pytest.fixture
async def told(tmp_path: Path) -> AsyncIterator[Told]:
    told = Told(tmp_path, everything())
    await told.library.sync([day_period(FRIDAY)])
    yield told
    await told.library.close()


def met(profile: Profile) -> set[str]:
    return {check.id for check in profile.trust.checks if check.state == "met"}


async def test_a_profile_fills_in_as_sources_answer(told: Told) -> None:
    before = await told.profile()
    assert met(before) == {"S1", "W1", "W3", "C1"}
    replies = await told.refresh()
    assert {source: reply.reply for source, reply in replies.items()} == dict.fromkeys(
        ("arxiv", "openalex", "semantic_scholar", "huggingface", "orcid", "arxiv_page", "crossref"), "answered"
    )
    after = await told.profile()
    assert met(after) - met(before) == {"S2", "S3", "A1", "A2", "A3", "I1", "I3", "P1"}
    assert {check.id: check.evidence for check in after.trust.checks}["I2"] == "lists 1 of 4 works"
    assert after.trust.level == 4
    assert [one.record.key for one in after.identity.records] == [
        f"arxiv:{ORCID}", A1, f"orcid:{ORCID}", "s2:11",
    ]  # fmt: skip
    assert [place.name for place in after.institutions] == ["Example & Sons Institute", "Elsewhere"]
    assert after.topics.categories is not None and {one.name for one in after.topics.categories} == {"cs.LG", "cs.CL"}
    assert [topic.name for topic in after.topics.concepts or ()] == ["Lamps", "Quiet Screens"]
    assert {work.title for work in after.works if work.notice} == {"Work 2"}


async def test_a_listed_paper_that_the_cache_lacked_is_there_and_has_its_abstract(told: Told) -> None:
    await told.refresh()
    (new,) = [work for work in (await told.profile()).works if work.title == "Work 4"]
    assert new.paper is not None and new.paper.id == "2501.00004"
    assert new.listed_by == ("openalex",), "a paper that one source brought is no second one's"
    assert await told.library.researchers.abstract(JANE, new) == "Lamps are Lamps"


async def test_works_that_a_record_lists_are_no_longer_guesses(told: Told) -> None:
    assert all(work.is_name_match for work in (await told.profile()).works)
    await told.refresh()
    assert not any(work.is_name_match for work in (await told.profile()).works)


async def test_a_source_that_fails_is_an_outcome_and_costs_nothing_that_was_known(told: Told) -> None:
    await told.refresh()
    before = await told.profile()
    told.service.answers("/authors/A5000000001", b"", 500).answers("/graph/v1/author/11", {"message": "busy"}, 429)
    replies = await told.refresh()
    assert replies["openalex"].reply == replies["semantic_scholar"].reply == "no_answer"
    assert "trouble of its own" in replies["openalex"].sentence
    assert "free pool is shared by everybody" in replies["semantic_scholar"].sentence
    after = await told.profile()
    assert (after.trust.score, met(after)) == (before.trust.score, met(before))
    reply = after.identity.reply_of("openalex")
    assert reply is not None and reply.reply == "no_answer"


async def test_nobody_there_is_told_apart_from_not_asked(told: Told) -> None:
    told.service = Service().answers("/graph/v1/author/search", {"total": 0}).answers("/authors", {"results": []})
    replies = await told.refresh()
    assert replies["openalex"].reply == replies["semantic_scholar"].reply == "nothing"
    profile = await told.profile()
    states = {check.id: check.state for check in profile.trust.checks}
    assert (states["S2"], states["A1"], states["A3"]) == ("not_met", "not_met", "not_checked")
    assert profile.identity.reply_of("orcid") is None


async def test_without_a_network_the_profile_is_what_it_was(told: Told) -> None:
    import httpx

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network")

    told.service._answer = refuse  # type: ignore[method-assign]
    told.story.fails_with(OfflineError("No network.", source="huggingface"))
    before = await told.profile()
    replies = await told.refresh()
    assert {reply.reply for reply in replies.values()} == {"no_answer"}
    assert (await told.profile()).trust.score == before.trust.score


async def test_the_budget_of_the_day_is_kept_and_told(told: Told) -> None:
    await told.refresh()
    (budget,) = (await told.profile()).identity.budgets
    assert (budget.used_count, budget.limit, budget.left_count) == (10, 1000, 990)


async def test_whom_openalex_counts_most_often_beside_somebody_is_told(told: Told) -> None:
    await told.refresh()
    profile = await told.profile()
    assert [(one.name, one.joint_count) for one in profile.identity.joint_counts] == [("Bo Sample", 4)]
    said = "\n".join(plain(line) for line in identity_lines(profile, 80, NOW))
    assert "Most joint works, as OpenAlex counts: Bo Sample 4" in said
    assert "openalex:A5000000001: matched by its works, 3 of 3 works in common then" in said
    assert "OpenAlex: 10 of 1,000 calls used on 2026-08-21 (UTC)" in said


async def test_two_records_with_these_works_wait_for_the_reader(told: Told) -> None:
    def byline(number: int) -> dict[str, object]:
        work = openalex_work(number)
        work["authorships"][0]["author"]["id"] = f"https://openalex.org/A500000000{number}"
        return work

    for number in (1, 2):
        told.service.answers(f"/works/doi:10.48550/arxiv.2501.{number:05}", byline(number))
        told.service.answers(f"/authors/A500000000{number}", openalex_author(number, orcid=None))
    replies = await told.refresh()
    assert replies["openalex"].sentence == "OpenAlex has 2 records that may be theirs; only you can say."
    profile = await told.profile()
    assert [one.record.key for one in profile.identity.candidates] == [A1, A2]
    assert not any(one.record.fact.source == "openalex" for one in profile.identity.records)
    researchers = told.library.researchers
    await researchers.answer_identity(JANE, A2, is_same=True)
    await researchers.answer_identity(JANE, A1, is_same=False)
    profile = await told.profile()
    assert profile.identity.candidates == ()
    assert [(one.record.key, one.how) for one in profile.identity.records if one.record.key == A2] == [(A2, "you")]
    await told.refresh()
    assert A1 not in [one.record.key for one in (await told.profile()).identity.records]
    await told.library.undo()
    await told.library.undo()
    assert A2 not in [one.record.key for one in (await told.profile()).identity.records]


async def test_a_record_with_absurdly_many_works_is_not_linked_and_not_paged_through(told: Told) -> None:
    page = {"meta": {"count": 671_592, "next_cursor": "on"}, "results": [openalex_work()]}
    told.service.answers("/works", page)
    replies = await told.refresh()
    assert replies["openalex"].reply == "nothing"
    assert sum(asked.startswith("/works?") for asked in told.service.asked) == 1


async def test_a_record_opens_by_its_own_id_and_leads_to_the_person_once_linked(told: Told) -> None:
    profile = await told.library.researchers.fetch_person(PersonKey(A1))
    assert (str(profile.key), profile.name, len(profile.works)) == (str(A1), "Jane Example", 4)
    assert not any(work.is_name_match for work in profile.works)
    await told.refresh()
    assert (await told.profile(PersonKey(A1))).key == JANE


async def test_other_names_are_nowhere_on_the_disk(told: Told) -> None:
    await told.refresh()
    files = [file for file in told.home.rglob("*") if file.is_file()]
    assert files
    assert [file.name for file in files if b"Former" in file.read_bytes()] == []
    assert any(b"Quiet Screens" in file.read_bytes() for file in files), "the record itself is kept"


async def test_forgetting_removes_everything_and_keeps_a_stop_list(told: Told) -> None:
    await told.refresh()
    researchers = told.library.researchers
    await researchers.follow(JANE)
    await researchers.write_note(JANE, "Met at a workshop.")
    await researchers.claim(JANE)
    assert await researchers.forget(JANE) == "Jane Example"
    for key in (JANE, PersonKey(A1)):
        with pytest.raises(NotFoundError, match="You asked tuiread to forget this person"):
            await researchers.profile(key)
        with pytest.raises(NotFoundError, match="You asked tuiread to forget this person"):
            await researchers.fetch_person(key)
    with pytest.raises(NotFoundError):
        await told.refresh()
    assert await researchers.own_claim() is None
    assert (await told.library.following()).people == ()
    with pytest.raises(NotFoundError, match="Nothing to undo"):
        await told.library.undo()
    await told.library.sync([day_period(FRIDAY)])
    assert "Jane Example" not in [
        one.name for one in (await researchers.profile(PersonKey("name:bo sample"))).coauthors
    ]
    assert "Jane Example" not in [person.name for person in await researchers.people("jane")]
    page = await told.library.paper(PaperId("2501.00001"))
    assert page.paper.authors[0].name == "Jane Example", "a byline is a fact of the paper"


async def test_collaborators_levels_are_those_of_their_last_reading(told: Told) -> None:
    await told.refresh()
    bo = await told.profile(PersonKey("name:bo sample"))
    (check,) = [one for one in bo.trust.checks if one.id == "C2"]
    assert (check.state, check.points, check.evidence) == ("met", 2, "1 of 1 checked")


async def test_a_claim_has_a_token_of_its_own_and_can_be_undone(told: Told) -> None:
    researchers = told.library.researchers
    claim = await researchers.claim(JANE)
    assert claim.token.startswith("tuiread-claim:v1:")
    assert await researchers.claim(JANE) == claim
    assert (await told.profile()).identity.claim == claim
    other = await researchers.claim(PersonKey("name:bo sample"))
    assert other.token != claim.token
    await told.library.undo()
    assert await researchers.own_claim() == claim
    await researchers.drop_claim()
    assert await researchers.own_claim() is None
    with pytest.raises(NotFoundError, match="You have not claimed a record"):
        await researchers.drop_claim()


async def test_a_note_is_kept_and_a_blank_one_removes_it(told: Told) -> None:
    researchers = told.library.researchers
    await researchers.write_note(JANE, "Met at a workshop.")
    assert (await told.profile()).note == "Met at a workshop."
    await researchers.write_note(JANE, "  ")
    assert (await told.profile()).note is None
    await told.library.undo()
    assert (await told.profile()).note == "Met at a workshop."


async def test_papers_that_one_source_alone_brought_are_no_second_source(tmp_path: Path) -> None:
    told = Told(tmp_path, everything())
    try:
        profile = await told.library.researchers.fetch_person(PersonKey(A1))
        assert len(profile.works) == 4
        assert {work.listed_by for work in profile.works} == {("openalex",)}
        assert met(profile) == {"S1", "W1", "W3", "C1"}, "what OpenAlex alone says of them is one source's word"
        assert profile.trust.level == 1
        (bo,) = [one for one in profile.coauthors if one.name == "Bo Sample & Co"]
        assert met(await told.profile(bo.key)) == {"S1", "W1", "W3", "C1"}
    finally:
        await told.library.close()


async def test_an_author_page_that_lists_hardly_any_of_the_works_waits_for_an_answer(told: Told) -> None:
    strangers = [atom_entry(f"2402.0000{number}v1") for number in range(1, 6)]
    told.service.answers(f"/a/{ORCID}.atom2", atom_feed(atom_entry("2501.00001v1"), *strangers))
    replies = await told.refresh()
    assert replies["arxiv_page"].sentence == "arXiv's author page lists 1 of these works; only you can say."
    profile = await told.profile()
    assert [one.record.key for one in profile.identity.candidates] == [f"arxiv:{ORCID}"]
    assert f"arxiv:{ORCID}" not in [one.record.key for one in profile.identity.records]
    assert not [work for work in profile.works if work.paper and work.paper.id.startswith("2402.")]
    assert "P1" not in met(profile)


async def test_a_record_that_is_gone_is_looked_for_anew(told: Told) -> None:
    await told.refresh()
    told.service.answers("/authors/A5000000001", {"error": "gone"}, 404)
    told.service.answers("/authors/A5000000002", openalex_author(2), headers=BUDGET)
    for number in range(1, 4):
        moved = openalex_work(number)
        moved["authorships"][0]["author"]["id"] = "https://openalex.org/A5000000002"
        told.service.answers(f"/works/doi:10.48550/arxiv.2501.{number:05}", moved)
    replies = await told.refresh()
    assert replies["openalex"].reply == "answered"
    assert A2 in [one.record.key for one in (await told.profile()).identity.records]


async def test_hugging_face_says_whether_an_account_claims_the_works(told: Told) -> None:
    replies = await told.refresh()
    assert replies["huggingface"].sentence == "Hugging Face: an account confirmed on 0 of 3 pages."
    claimed = Author("Jane Example", "jane", "claimed_verified")
    for number in (1, 2):
        told.story.paper(make_paper(f"2501.{number:05}", f"Work {number}", authors=[claimed]))
    replies = await told.refresh()
    assert replies["huggingface"].sentence == "Hugging Face: an account confirmed on 2 of 3 pages."


# Everybody who is followed


async def test_a_followed_name_is_asked_for_at_arxiv_by_name(told: Told) -> None:
    await told.library.researchers.follow(JANE)
    told.service.asked.clear()
    outcomes = await told.library.researchers.refresh_follows()
    assert [(one.source, one.is_ok, one.request_count) for one in outcomes] == [("arxiv", True, 1)]
    assert [url.partition("?")[0] for url in told.service.asked] == ["/api/query"]


async def test_a_linked_person_is_asked_for_at_the_best_source_only(told: Told) -> None:
    await told.refresh()
    await told.library.researchers.follow(JANE)
    told.service.asked.clear()
    progress: list[Progress] = []
    outcomes = await told.library.researchers.refresh_follows(progress.append)
    assert [(one.source, one.is_ok) for one in outcomes] == [("arxiv", True)]
    assert told.service.asked == [f"/a/{ORCID}.atom2"]
    assert progress == [Progress(0, 1, "Jane Example")]


async def test_where_the_best_source_fails_the_next_one_is_asked_and_the_failure_is_told(told: Told) -> None:
    await told.refresh()
    await told.library.researchers.follow(JANE)
    told.service.answers(f"/a/{ORCID}.atom2", b"Busy", status=503)
    told.service.asked.clear()
    by_source = {one.source: one for one in await told.library.researchers.refresh_follows()}
    assert (by_source["arxiv"].is_ok, by_source["openalex"].is_ok) == (False, True)
    assert by_source["arxiv"].error
    assert "/works" in {url.partition("?")[0] for url in told.service.asked}


async def test_nobody_is_asked_about_who_is_muted_or_not_followed(told: Told) -> None:
    told.service.asked.clear()
    assert await told.library.researchers.refresh_follows() == ()
    await told.library.researchers.follow(JANE)
    await told.library.researchers.mute(JANE, is_muted=True)
    assert await told.library.researchers.refresh_follows() == ()
    assert not told.service.asked


async def test_what_the_best_source_brings_comes_into_the_inbox_with_how_it_was_matched(told: Told) -> None:
    await told.refresh()
    await told.library.researchers.follow(JANE)
    told.service.answers(f"/a/{ORCID}.atom2", atom_feed(atom_entry("2501.00001v1"), atom_entry("2608.09999v1")))
    await told.library.researchers.refresh_follows()
    hows = {item.paper.id: [match.how for match in item.matches] for item in (await told.library.inbox()).items}
    assert hows[PaperId("2608.09999")] == ["arxiv"]


async def test_todays_papers_of_a_followed_category_come_from_its_listing(told: Told) -> None:
    await told.library.follow_feed("category", "cs.LG")
    told.service.answers("/atom/cs.LG", atom_feed(atom_entry("2608.07777v1")))
    told.service.asked.clear()
    outcomes = await told.library.researchers.refresh_follows()
    assert [(one.source, one.is_ok, one.request_count) for one in outcomes] == [("arxiv", True, 1)]
    assert told.service.asked == ["/atom/cs.LG"]
    assert await told.library.has_paper(PaperId("2608.07777"))


async def test_a_listing_that_does_not_come_is_told(told: Told) -> None:
    await told.library.follow_feed("category", "cs.LG")
    told.service.answers("/atom/cs.LG", b"Busy", status=503)
    (outcome,) = await told.library.researchers.refresh_follows()
    assert not outcome.is_ok and outcome.error


# Proofs on public pages


HOMEPAGE = "https://home.example/~jane"


class Pages:
    """Public pages as a test scripts them."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.says: dict[str, str | Exception] = {HOMEPAGE: f'<a rel="me" href="https://orcid.org/{ORCID}">x</a>'}

    async def page(self, url: str) -> PublicPage:
        self.asked.append(url)
        says = self.says.get(url, NotFoundError(f"{url} is not there."))
        if isinstance(says, Exception):
            raise says
        return PublicPage(url, 200, says.encode(), NOW, "00")


async def asked_with_a_page(home: Path, pages: KnowsPages) -> Told:
    """Return a library whose sources were all asked about Jane, and where ORCID lists a page of hers."""
    told = Told(home, everything())
    record = orcid_record()
    record["person"]["researcher-urls"] = {"researcher-url": [{"url": {"value": HOMEPAGE}}]}
    told.service.answers(f"/v3.0/{ORCID}/record", record)
    told.pages = pages
    await told.library.sync([day_period(FRIDAY)])
    await told.refresh()
    return told


@pytest.fixture
async def proving(tmp_path: Path) -> AsyncIterator[tuple[Told, Pages]]:
    pages = Pages()
    told = await asked_with_a_page(tmp_path, pages)
    pages.asked.clear()
    yield told, pages
    await told.library.close()


def proofs_of(profile: Profile) -> dict[str, bool]:
    return {proof.kind: proof.is_found for proof in profile.identity.proofs}


async def test_a_closed_loop_proves_the_record_on_two_hosts_and_at_orcid(proving: tuple[Told, Pages]) -> None:
    told, _ = proving
    profile = await told.profile()
    assert proofs_of(profile) == {"arxiv": True, "rel_me": True}
    assert {"P1", "P2", "P3"} <= met(profile)
    assert profile.trust.level == 4


async def test_a_loop_that_is_broken_later_ends_at_once(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    pages.says[HOMEPAGE] = "<p>A new home page.</p>"
    replies = await told.library.researchers.check_proofs(JANE)
    assert replies[-1].sentence == "Proofs: 0 found on 1 page looked at (home.example 200)."
    profile = await told.profile()
    assert proofs_of(profile) == {"arxiv": True, "rel_me": False}
    assert not {"P2", "P3"} & met(profile)


async def test_a_page_that_is_gone_ends_its_proof(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    del pages.says[HOMEPAGE]
    await told.library.researchers.check_proofs(JANE)
    assert proofs_of(await told.profile())["rel_me"] is False


@pytest.mark.parametrize(
    "failure",
    [
        OfflineError("home.example did not answer within 10 s.", source="pages"),
        StatusError("home.example answered with status 503.", source="pages", status=503),
        AnswerError("The page is larger than 512 KB and is not read.", source="pages"),
    ],
)
async def test_no_answer_changes_nothing(proving: tuple[Told, Pages], failure: SourceError) -> None:
    told, pages = proving
    before = (await told.profile()).identity.proofs
    pages.says[HOMEPAGE] = failure
    replies = await told.library.researchers.check_proofs(JANE)
    assert (replies[-1].reply, replies[-1].sentence) == ("no_answer", str(failure))
    kept = {proof.kind: proof for proof in (await told.profile()).identity.proofs}
    assert kept["rel_me"] == {proof.kind: proof for proof in before}["rel_me"]


async def test_a_page_that_orcid_lists_no_longer_proves_nothing(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    told.service.answers(f"/v3.0/{ORCID}/record", orcid_record())
    await told.library.researchers.check_proofs(JANE)
    assert HOMEPAGE not in pages.asked
    lost = {proof.url: proof for proof in (await told.profile()).identity.proofs}[HOMEPAGE]
    assert (lost.is_found, lost.note) == (False, "The ORCID record does not list this page any more.")


async def test_on_its_own_a_page_is_looked_at_once_a_day_and_at_the_readers_wish_at_once(
    proving: tuple[Told, Pages],
) -> None:
    told, pages = proving
    replies = await told.refresh()
    assert pages.asked == []
    assert replies["proofs"].sentence == "Proofs: every page was looked at within a day."
    await told.library.researchers.check_proofs(JANE)
    assert pages.asked == [HOMEPAGE]
    told.now = NOW + dt.timedelta(days=1)
    await told.refresh()
    assert pages.asked == [HOMEPAGE, HOMEPAGE]


async def test_a_token_is_looked_for_only_by_whoever_claims_the_record(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    await told.library.researchers.check_proofs(JANE)
    assert "token" not in proofs_of(await told.profile())
    claim = await told.library.researchers.claim(JANE)
    pages.says[HOMEPAGE] = f"<p>{claim.token}</p>"
    pages.asked.clear()
    await told.library.researchers.check_proofs(JANE)
    assert pages.asked == [HOMEPAGE]
    found = {(proof.kind, proof.url): proof.is_found for proof in (await told.profile()).identity.proofs}
    assert found["token", HOMEPAGE]
    assert not found["rel_me", HOMEPAGE]
    assert found["token", f"https://pub.orcid.org/v3.0/{ORCID}/record"] is False
    await told.library.researchers.drop_claim()
    assert "token" not in proofs_of(await told.profile())


async def test_a_token_under_the_institutions_domain_stands_for_it_but_not_under_a_providers(
    proving: tuple[Told, Pages],
) -> None:
    told, pages = proving
    claim = await told.library.researchers.claim(JANE)
    pages.says[HOMEPAGE] = claim.token
    for domain, is_institutional in (("home.example", True), ("gmail.com", False)):
        record = orcid_record()
        record["person"]["researcher-urls"] = {"researcher-url": [{"url": {"value": HOMEPAGE}}]}
        record["person"]["emails"] = {"email-domains": {"email-domain": [{"value": domain}]}}
        record["activities-summary"]["employments"] = {}
        told.service.answers(f"/v3.0/{ORCID}/record", record)
        await told.library.researchers.check_proofs(JANE)
        profile = await told.profile()
        assert ("A3" in met(profile), "P3" in met(profile)) == (is_institutional, is_institutional)


async def test_a_gist_of_a_listed_account_may_say_the_token(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    record = orcid_record()
    record["person"]["researcher-urls"] = {"researcher-url": [{"url": {"value": "https://github.com/jane-example"}}]}
    told.service.answers(f"/v3.0/{ORCID}/record", record)
    claim = await told.library.researchers.claim(JANE)
    raw = "https://gist.githubusercontent.com/jane-example/1/raw/tuiread-claim.txt"
    api = "https://api.github.com/users/jane-example"
    pages.says[f"{api}/gists"] = f'[{{"files": {{"tuiread-claim.txt": {{"raw_url": "{raw}"}}}}}}]'
    pages.says[raw] = claim.token
    pages.says[f"{api}/social_accounts"] = f'[{{"url": "https://orcid.org/{ORCID}"}}]'
    await told.library.researchers.check_proofs(JANE)
    found = {(proof.kind, proof.url) for proof in (await told.profile()).identity.proofs if proof.is_found}
    assert {("token", f"{api}/gists"), ("github", f"{api}/social_accounts")} <= found


async def test_without_orcids_word_no_page_is_asked_and_what_was_proved_stays(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    before = (await told.profile()).identity.proofs
    told.now = NOW + dt.timedelta(days=30)
    told.service.answers(f"/v3.0/{ORCID}/record", b"", 503)
    replies = await told.library.researchers.check_proofs(JANE)
    assert pages.asked == []
    assert (replies[-1].reply, replies[-1].sentence) == (
        "no_answer", "ORCID did not answer, so no page was looked at; what was proved before stays.",
    )  # fmt: skip
    assert {proof.checked_at for proof in (await told.profile()).identity.proofs} == {one.checked_at for one in before}


async def test_an_orcid_record_that_is_gone_proves_nothing_any_more(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    told.service.answers(f"/v3.0/{ORCID}/record", {"error-code": 9044}, 409)
    await told.library.researchers.check_proofs(JANE)
    profile = await told.profile()
    assert pages.asked == []
    assert proofs_of(profile)["rel_me"] is False
    assert f"orcid:{ORCID}" not in [linked.record.key for linked in profile.identity.records]
    assert not {"I2", "P2", "P3"} & met(profile)


async def test_an_author_page_that_is_gone_proves_nothing_any_more(proving: tuple[Told, Pages]) -> None:
    told, _ = proving
    told.service.answers(f"/a/{ORCID}.atom2", b"Not found", 404)
    await told.library.researchers.check_proofs(JANE)
    assert proofs_of(await told.profile()) == {"rel_me": True}


async def test_a_page_that_never_answered_is_left_alone_for_a_day_too(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    other = "https://other.example/"
    record = orcid_record()
    record["person"]["researcher-urls"] = {"researcher-url": [{"url": {"value": other}}]}
    told.service.answers(f"/v3.0/{ORCID}/record", record)
    pages.says[other] = OfflineError("other.example did not answer within 10 s.", source="pages")
    await told.refresh()
    await told.refresh()
    assert pages.asked == [other]
    assert other not in [proof.url for proof in (await told.profile()).identity.proofs]
    told.now = NOW + dt.timedelta(days=1)
    await told.refresh()
    assert pages.asked == [other, other]


async def test_a_record_that_lists_no_page_with_https_says_so(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    for urls, words in (([], "lists no page that"), (["http://old.example/"], "lists no page with https that")):
        record = orcid_record()
        record["person"]["researcher-urls"] = {"researcher-url": [{"url": {"value": url}} for url in urls]}
        told.service.answers(f"/v3.0/{ORCID}/record", record)
        await told.library.researchers.check_proofs(JANE)  # the home page is listed no longer
        replies = await told.library.researchers.check_proofs(JANE)
        assert replies[-1].sentence == f"Proofs: the ORCID record {words} could be looked at."
    assert pages.asked == []


async def test_every_page_that_did_not_answer_is_named(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    urls = [HOMEPAGE, "https://one.example/", "https://two.example/", "https://three.example/", "http://old.example/"]
    record = orcid_record()
    record["person"]["researcher-urls"] = {"researcher-url": [{"url": {"value": url}} for url in urls]}
    told.service.answers(f"/v3.0/{ORCID}/record", record)
    for host in ("one.example", "two.example"):
        pages.says[f"https://{host}/"] = AnswerError(f"{host} is an address of a private network.", source="pages")
    replies = await told.library.researchers.check_proofs(JANE)
    assert replies[-1].sentence == (
        "Proofs: 1 found on 2 pages looked at (home.example 200). https://three.example/ is not there. "
        "one.example is an address of a private network. two.example is an address of a private network. "
        "1 listed without https: not looked at."
    )


async def test_a_token_counts_only_while_it_is_that_of_the_claim(proving: tuple[Told, Pages]) -> None:
    told, pages = proving
    researchers = told.library.researchers

    async def has_token() -> bool:
        return any(proof.kind == "token" and proof.is_found for proof in (await told.profile()).identity.proofs)

    claim = await researchers.claim(JANE)
    pages.says[HOMEPAGE] = f"<p>{claim.token}</p>"
    await researchers.check_proofs(JANE)
    profile = await told.profile()
    assert await has_token()
    assert claim_words(profile.trust, profile.identity) == "claimed by you"
    await researchers.claim(PersonKey("name:bo sample"))
    assert not await has_token()
    await researchers.claim(JANE)
    assert not await has_token(), "another claim has another token"
    for _ in range(2):
        await told.library.undo()
    assert await has_token(), "undoing brings the claim back with what proved it"


@pytest.mark.parametrize(("days", "is_met"), [(180, True), (181, False)])
async def test_a_proof_counts_for_180_days_by_the_date_of_the_newest_fact(
    proving: tuple[Told, Pages], days: int, is_met: bool
) -> None:
    told, _ = proving
    told.now = NOW + dt.timedelta(days=400)
    assert "P1" in met(await told.profile()), "the clock alone changes nothing"
    told.now = NOW + dt.timedelta(days=days)
    await told.library.sync([day_period(FRIDAY)])
    assert ("P1" in met(await told.profile())) is is_met


async def test_a_letter_names_the_proofs_that_count_now(proving: tuple[Told, Pages]) -> None:
    told, _ = proving
    await told.library.researchers.claim(JANE)
    named = []
    for days in (0, 180, 181):
        told.now = NOW + dt.timedelta(days=days)
        await told.library.sync([day_period(FRIDAY)])
        named.append((await told.library._store.ask(letter_facts, PersonKey("name:bo sample"))).proof_urls)
    assert named == [(HOMEPAGE,), (HOMEPAGE,), ()]


async def test_a_check_without_an_orcid_id_says_what_is_missing(told: Told) -> None:
    with pytest.raises(NotFoundError, match="No single ORCID iD is known for Jane Example"):
        await told.library.researchers.check_proofs(JANE)
