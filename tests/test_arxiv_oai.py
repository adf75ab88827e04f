"""arXiv's metadata page by page: every kind of answer, and a harvest that goes on where it stopped."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.command_line import Tuiread, story, tuiread
from tests.fakes import NOW, Story, found
from tests.upstream_payloads import Service
from tuiread.errors import AnswerError, SourceError, StatusError
from tuiread.library import Library
from tuiread.paths import find_paths
from tuiread.records import BadLine, Progress
from tuiread.settings import load_settings
from tuiread.sources import Upstreams
from tuiread.sources.arxiv_oai import ArxivHarvest, ExpiredTokenError, parse_page, set_of

__all__ = ["story", "tuiread"]

URL = "https://oaipmh.arxiv.org/oai"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "arxiv_oai"
Answer = tuple[int, bytes, dict[str, str]]


def record(paper_id: str = "2608.00001", title: str = "Lamps", versions: int = 1) -> str:
    dates = "".join(
        f"<version version='v{number}'><date>Wed, 19 Aug 2026 1{number}:00:00 GMT</date><size>9kb</size></version>"
        for number in range(1, versions + 1)
    )
    return (
        f"<record><header><identifier>oai:arXiv.org:{paper_id}</identifier><datestamp>2026-08-20</datestamp></header>"
        f"<metadata><arXivRaw xmlns='http://arxiv.org/OAI/arXivRaw/'><id>{paper_id}</id><submitter>Ada</submitter>{dates}"
        f"<title>{title}\n  at Night</title><authors>Ada Example (Institute), Bo Sample and Cleo Third</authors>"
        "<categories>cs.LG stat.ML</categories><comments>9 pages</comments><doi>10.1000/1</doi>"
        "<abstract>  We measure &lt;lamps&gt;.\n</abstract></arXivRaw></metadata></record>"
    )


DELETED = "<record><header status='deleted'><identifier>oai:arXiv.org:2608.00009</identifier></header></record>"


def page(*records: str, token: str | None = None, total: int = 0) -> bytes:
    more = f"<resumptionToken completeListSize='{total}'>{token}</resumptionToken>" if token is not None else ""
    return _answer(f"<ListRecords>{''.join(records)}{more}</ListRecords>")


def refusal(code: str, said: str = "") -> bytes:
    return _answer(f"<error code='{code}'>{said}</error>")


def _answer(body: str) -> bytes:
    return f"<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'>{body}</OAI-PMH>".encode()


def test_a_record_becomes_a_paper() -> None:
    read = parse_page(page(record(versions=2), token="next", total=5), URL)
    (paper,) = read.papers
    assert (paper.id, paper.title, paper.abstract) == ("2608.00001", "Lamps at Night", "We measure <lamps>.")
    assert [author.name for author in paper.authors] == ["Ada Example", "Bo Sample", "Cleo Third"]
    assert (paper.published_on, paper.version) == (dt.date(2026, 8, 19), 2)
    assert paper.categories == ("cs.LG", "stat.ML")
    assert (read.token, read.total_count) == ("next", 5)


def test_deleted_records_are_passed_over_and_broken_ones_told() -> None:
    read = parse_page(page(DELETED, record("704.1"), record(), token=""), URL)
    assert [paper.id for paper in read.papers] == ["2608.00001"]
    assert [line.number for line in read.bad] == [2]
    assert read.token is None


def test_nothing_that_changed_is_an_empty_page() -> None:
    assert parse_page(refusal("noRecordsMatch"), URL).papers == ()


@pytest.mark.parametrize(
    ("body", "error", "said"),
    [
        (refusal("badResumptionToken"), ExpiredTokenError, "has forgotten where the harvest was; ask again"),
        (refusal("badArgument", "No such set."), SourceError, "arXiv refuses the question: No such set."),
        (refusal("badVerb\x9b"), SourceError, "^arXiv refuses the question: badVerb\\.$"),
        (refusal(""), SourceError, "it does not say why"),
        (b"<html>Log in</html>", AnswerError, "a web page instead of a harvest"), (b"", AnswerError, "nothing at all"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", AnswerError, "no harvest"),
        (b"Rate exceeded.", AnswerError, "ask too often"), (_answer("<a>" * 50_000), AnswerError, "malformed"),
        (page(record())[:-30], AnswerError, "breaks off"), (_answer("<Identify/>"), AnswerError, "a harvest that"),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_page_says_why(body: bytes, error: type[SourceError], said: str) -> None:
    with pytest.raises(error, match=said):
        parse_page(body, URL)


@pytest.mark.parametrize("size", ["9" * 5_000, "\u0661", "-1", "many", ""])
def test_a_number_of_records_that_is_none_is_left_out(size: str) -> None:
    body = page(record(), token="next").replace(b"completeListSize='0'", f"completeListSize='{size}'".encode())
    assert parse_page(body, URL).total_count is None


@pytest.mark.parametrize("token", ["1", "x" * 3_000])
async def test_a_token_that_leads_nowhere_ends_the_harvest(token: str) -> None:
    service = Service().answers("/oai", page(record(), token=token))
    with pytest.raises(AnswerError, match="leads nowhere"):
        await ArxivHarvest(service.client()).next_page("1")
    assert len(service.asked) == 2


async def test_a_token_is_sent_as_it_came() -> None:
    service = Service().answers("/oai", page(record(), token=""))
    await ArxivHarvest(service.client()).next_page("verb%3DListRecords%26skip%3D1|a b+c")
    assert service.asked == [
        "/oai?verb=ListRecords&resumptionToken=verb%253DListRecords%2526skip%253D1%7Ca+b%2Bc",
    ]


@pytest.mark.parametrize("status", [400, 404, 410, 422])
async def test_a_token_that_is_refused_by_status_is_forgotten(status: int) -> None:
    service = ArxivHarvest(Service().answers("/oai", b"", status).client())
    with pytest.raises(ExpiredTokenError):
        await service.next_page("1")
    with pytest.raises(StatusError, match=str(status)):
        await service.first_page("cs", None, None)


async def test_who_is_refused_leaves_arxiv_alone() -> None:
    service = Service().answers("/oai", b"Access denied", 403)
    with pytest.raises(StatusError, match=r"refuses access \(403\): leave it alone for an hour"):
        await ArxivHarvest(service.client()).next_page("1")
    assert len(service.asked) == 1


async def test_a_wait_that_arxiv_asks_for_is_made_and_the_page_comes() -> None:
    answers = iter([(503, b"", {"Retry-After": "300"}), (200, page(record()), {})])
    service, waits = Service().answers("/oai", lambda _: next(answers)), list[int]()
    client = service.client()
    client.on_wait = lambda _, seconds: waits.append(round(seconds))
    assert len((await ArxivHarvest(client).first_page("cs", None, None)).papers) == 1
    assert waits == [300]


async def test_a_wait_beyond_all_patience_ends_the_harvest() -> None:
    service = Service().answers("/oai", b"", 503, {"Retry-After": "4000"})
    with pytest.raises(StatusError):
        await ArxivHarvest(service.client()).first_page("cs", None, None)
    assert len(service.asked) == 1


@given(st.data())
def test_a_page_that_was_damaged_is_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(page(record(), DELETED, record("hep-th/9901001"), token="next", total=5))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        body[start : start + data.draw(st.integers(0, 200))] = data.draw(st.binary(max_size=20))
    try:
        read = parse_page(bytes(body), URL)
    except SourceError:
        return
    assert len(read.papers) + len(read.bad) <= 3


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded answers (../shared) are not on this machine")
@pytest.mark.parametrize(
    ("name", "token", "total"),
    [("arxiv_multi_20230125", "6460044|1001", 1090), ("ListRecords_data_2", None, 2265)],
)
def test_recorded_lists_are_read_to_their_token_though_their_records_have_another_form(
    name: str, token: str | None, total: int
) -> None:
    body = (SAMPLES / f"{name}.xml").read_bytes()
    read = parse_page(body, URL)
    assert (read.token, read.total_count, read.papers) == (token, total, ())
    assert len(read.bad) == body.count(b"<record>")


@given(st.binary(max_size=100) | st.text(alphabet="<>/OAI-PMHrecord &;'=", max_size=60).map(str.encode))
def test_no_answer_ends_in_anything_but_a_sentence(body: bytes) -> None:
    with pytest.raises(SourceError):
        parse_page(body, URL)


@pytest.mark.parametrize(
    ("category", "name"), [("math", "math"), ("math.CO", "math:math:CO"), ("quant-ph", "physics:quant-ph"),
                           ("physics.optics", "physics:physics:optics")],
)  # fmt: skip
def test_a_category_is_asked_for_by_its_set(category: str, name: str) -> None:
    assert set_of(category) == name


# Harvests


class Harvesting:
    """A library over a scripted harvesting service."""

    def __init__(self, home: Path) -> None:
        self.service = Service()
        self.asked: list[dict[str, str]] = []
        self.script: Callable[[dict[str, str]], Answer] = lambda query: (200, refusal("noRecordsMatch"), {})
        self.service.answers("/oai", self._answer)
        paths = find_paths(str(home))
        client = self.service.client()
        sources = Upstreams(client, harvest=ArxivHarvest(client))
        self.library = Library(
            paths, load_settings(paths, {}), lambda: NOW, Story().open, lambda settings, now: sources
        )

    def _answer(self, query: dict[str, str]) -> Answer:
        self.asked.append(query)
        return self.script(query)


@pytest.fixture
async def harvesting(tmp_path: Path) -> AsyncIterator[Harvesting]:
    harvesting = Harvesting(tmp_path)
    yield harvesting
    await harvesting.library.close()


def pages(query: dict[str, str]) -> Answer:
    """Answer three pages of two records."""
    number = int(query.get("resumptionToken", "0"))
    token = str(number + 1) if number < 2 else ""
    records = (record(f"2608.1{number}001"), record(f"2608.1{number}002"))
    return 200, page(*records, token=token, total=6), {}


async def test_a_harvest_takes_in_every_page_and_later_asks_for_what_changed(harvesting: Harvesting) -> None:
    harvesting.script = pages
    heard: list[Progress] = []
    report = await harvesting.library.harvest("cs.LG", (dt.date(2026, 8, 1), None), heard.append)
    assert (report.line_count, report.new_count) == (6, 6)
    assert [(one.done_count, one.total_count) for one in heard] == [(2, 6), (4, 6), (6, 6)]
    assert harvesting.asked[0] == {
        "verb": "ListRecords", "metadataPrefix": "arXivRaw", "set": "cs:cs:LG", "from": "2026-08-01",
    }  # fmt: skip
    assert len(await found(harvesting.library, "lamps")) == 6
    harvesting.asked.clear()
    again = await harvesting.library.harvest("cs.LG", (None, None))
    assert harvesting.asked[0]["from"] == NOW.date().isoformat(), "since the day when the last one began"
    assert (again.new_count, again.renewed_count) == (0, 0)


async def test_a_harvest_that_failed_goes_on_with_its_token(harvesting: Harvesting) -> None:
    def failing(query: dict[str, str]) -> Answer:
        return (500, b"", {}) if query.get("resumptionToken") == "1" else pages(query)

    harvesting.script = failing
    with pytest.raises(StatusError):
        await harvesting.library.harvest("cs", (None, None))
    assert len(await found(harvesting.library, "lamps")) == 2, "what came is ready to be searched"
    harvesting.script = pages
    harvesting.asked.clear()
    report = await harvesting.library.harvest("cs", (None, None))
    assert harvesting.asked[0] == {"verb": "ListRecords", "resumptionToken": "1"}
    assert report.new_count == 4


async def test_a_token_that_is_too_old_begins_again_from_the_first_day(harvesting: Harvesting) -> None:
    def once(query: dict[str, str]) -> Answer:
        return (500, b"", {}) if "resumptionToken" in query else pages(query)

    harvesting.script = once
    with pytest.raises(StatusError):
        await harvesting.library.harvest("cs", (dt.date(2026, 8, 1), None))

    def expired(query: dict[str, str]) -> Answer:
        is_old = query.get("resumptionToken") == "1" and len(harvesting.asked) == 1
        return (200, refusal("badResumptionToken"), {}) if is_old else pages(query)

    harvesting.asked.clear()
    harvesting.script = expired
    report = await harvesting.library.harvest("cs", (None, None))
    assert harvesting.asked[1]["from"] == "2026-08-01"
    assert (report.new_count, len(await found(harvesting.library, "lamps"))) == (4, 6)


async def test_a_service_that_forgets_every_token_is_not_asked_for_ever(harvesting: Harvesting) -> None:
    harvesting.script = lambda query: (
        (200, refusal("badResumptionToken"), {}) if "resumptionToken" in query else pages(query)
    )
    with pytest.raises(ExpiredTokenError, match="has forgotten where the harvest was"):
        await harvesting.library.harvest("cs", (None, None))
    assert ["resumptionToken" in query for query in harvesting.asked] == [False, True]
    assert len(await found(harvesting.library, "lamps")) == 2


async def test_bad_records_are_counted_over_all_pages(harvesting: Harvesting) -> None:
    def broken(query: dict[str, str]) -> Answer:
        is_first = "resumptionToken" not in query
        return 200, page(record("704.1"), record(f"2608.2000{1 + is_first}"), token="1" if is_first else ""), {}

    harvesting.script = broken
    report = await harvesting.library.harvest("all", (None, None))
    assert "set" not in harvesting.asked[0]
    assert (report.bad_count, [line.number for line in report.bad_lines]) == (2, [1, 3])
    assert isinstance(report.bad_lines[0], BadLine)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--harvest", "cs.QQ"], "neither an arXiv category nor an archive"),
        (["--harvest", "cs", "--texts"], "goes with --since and --until and nothing else"),
        (["--harvest", "cs", "--date", "today"], "goes with --since and --until and nothing else"),
    ],
)
def test_what_cannot_be_harvested_is_said(tuiread: Tuiread, words: list[str], said: str) -> None:
    ran = tuiread("sync", *words)
    assert ran.code == 2
    assert said in ran.err


def test_with_arxiv_switched_off_a_harvest_says_so(tuiread: Tuiread) -> None:
    ran = tuiread("sync", "--harvest", "cs")
    assert "arXiv is switched off" in ran.err
