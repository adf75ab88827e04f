"""ORCID's public records: who said what, and what is hidden; and Crossref's notices."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest

from tests.upstream_payloads import BROKEN, NOW, ORCID, Json, Service, orcid_record
from tuiread.errors import AnswerError, NotFoundError, SourceError
from tuiread.records import Affiliation
from tuiread.sources.crossref import Crossref
from tuiread.sources.orcid import Orcid

RECORD = f"/v3.0/{ORCID}/record"


def opened(service: Service) -> Orcid:
    return Orcid(service.client(), now=lambda: NOW)


async def test_a_record_says_who_asserts_an_employment_and_reads_no_other_names() -> None:
    service = Service().answers(RECORD, orcid_record())
    record, works = await opened(service).record(ORCID)
    assert (record.key, record.name, record.orcids) == (f"orcid:{ORCID}", "Jane Example", (ORCID,))
    assert record.affiliations == (
        Affiliation("Example Institute", "05a28rw58", (2024, 2025, 2026), "Example Institute", True),
        Affiliation("Elsewhere", "0other000", (2019, 2020, 2021)),
    )
    assert record.urls == ("https://jane.example/",)
    assert record.biography == "I study lamps."
    assert record.sha256 == hashlib.sha256(json.dumps(orcid_record()).encode()).hexdigest()
    assert "Former" not in repr((record, works))
    assert service.headers[0]["accept"] == "application/json"


async def test_domains_of_verified_addresses_are_read_where_they_are_shown() -> None:
    body = orcid_record()
    emails: Json = {"email": [], "email-domains": {"email-domain": [{"value": "Uni.example"}, {"value": None}]}}
    for shown, domains in ((emails, ("uni.example",)), ({"email": [], "email-domains": None}, ()), (None, ())):
        body["person"]["emails"] = shown
        record, _ = await opened(Service().answers(RECORD, body)).record(ORCID)
        assert record.mail_domains == domains


async def test_pages_that_somebody_calls_their_home_page_are_told_apart() -> None:
    body = orcid_record()
    names = {"Home Page": "h", "My website": "w", "personal": "p", "Google Scholar": "s", "Chromehomes": "c", None: "n"}
    urls = [{"url-name": name, "url": {"value": f"https://jane.example/{path}"}} for name, path in names.items()]
    body["person"]["researcher-urls"] = {"researcher-url": urls}
    record, _ = await opened(Service().answers(RECORD, body)).record(ORCID)
    assert len(record.urls) == 6
    assert record.homepages == tuple(f"https://jane.example/{path}" for path in "hwp")


async def test_its_works_have_ids_and_one_without_title_is_skipped() -> None:
    _, works = await opened(Service().answers(RECORD, orcid_record())).record(ORCID)
    (work,) = works.works
    assert (work.title, work.paper_id, work.published_on) == ("Work 1", "2501.00001", dt.date(2025, 1, 2))
    assert (works.total_count, works.skipped) == (2, ("Work 2 of the ORCID record has no title.",))


async def test_a_credit_name_is_the_name_to_show() -> None:
    body = orcid_record()
    body["person"]["name"]["credit-name"] = {"value": "J. R. Example"}
    record, _ = await opened(Service().answers(RECORD, body)).record(ORCID)
    assert record.name == "J. R. Example"


LOCKED: dict[str, Json] = {
    "no name": {"person": {"name": None}, "activities-summary": None},
    "nothing": {},
    "empty lists": {"activities-summary": {"works": {"last-modified-date": None, "group": []}, "employments": {}}},
}


@pytest.mark.parametrize("body", LOCKED.values(), ids=LOCKED)
async def test_a_record_that_hides_everything_is_still_a_record(body: Json) -> None:
    record, works = await opened(Service().answers(RECORD, body)).record(ORCID)
    assert (record.name, record.affiliations, works.works) == (f"ORCID {ORCID}", (), ())


@pytest.mark.parametrize("status", [404, 409])
async def test_a_record_that_is_not_there_or_locked_is_not_found(status: int) -> None:
    body = {"response-code": status, "error-code": 9016, "user-message": "The resource was not found."}
    with pytest.raises(NotFoundError, match=f"ORCID shows no public record of {ORCID}"):
        await opened(Service().answers(RECORD, body, status)).record(ORCID)


async def test_what_is_no_id_is_not_asked_for() -> None:
    service = Service()
    with pytest.raises(NotFoundError, match="is not an ORCID iD"):
        await opened(service).record("0000-0002-1825-0098")
    assert service.asked == []


async def test_a_service_that_is_down_is_a_sentence() -> None:
    with pytest.raises(SourceError, match="ORCID has trouble of its own"):
        await opened(Service().answers(RECORD, b"", 503)).record(ORCID)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_an_answer_that_is_none_says_what_came(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^ORCID answered with .*\.$"):
        await opened(Service().answers(RECORD, body)).record(ORCID)


# Crossref

DOI, WORK = "10.48550/arxiv.2501.00001", "/works/10.48550/arxiv.2501.00001"


def updates(*notices: Json) -> Json:
    return {"status": "ok", "message": {"DOI": DOI, "updated-by": list(notices)}}


async def test_notices_have_a_kind_a_day_and_the_services_word() -> None:
    service = Service().answers(
        WORK,
        updates(
            {"type": "retraction", "label": "Retraction", "DOI": "10.9/N", "updated": {"date-parts": [[2026, 5, 4]]}},
            {"type": "expression_of_concern", "updated": {"date-parts": [[2026]]}},
            {"type": "new_edition", "label": "New edition", "updated": {"date-parts": [[None]]}},
        ),
    )
    found = await Crossref(service.client(), now=lambda: NOW).notices(DOI)
    assert [(one.kind, one.label, one.noticed_on, one.doi) for one in found] == [
        ("retraction", "Retraction", dt.date(2026, 5, 4), "10.9/n"),
        ("concern", "expression_of_concern", dt.date(2026, 1, 1), None),
        ("other", "New edition", None, None),
    ]


async def test_a_doi_without_updates_or_registered_elsewhere_has_no_notices() -> None:
    plain = Service().answers(WORK, {"status": "ok", "message": {"DOI": DOI}})
    elsewhere = Service().answers(WORK, b"Resource not found.", 404)
    for service in (plain, elsewhere):
        assert await Crossref(service.client()).notices(DOI) == ()


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_an_answer_of_crossref_that_is_none_says_what_came(body: bytes) -> None:
    with pytest.raises(AnswerError, match=r"^Crossref answered with .*\.$"):
        await Crossref(Service().answers(WORK, body).client()).notices(DOI)
