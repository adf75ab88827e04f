"""Invented facts for the tests of trust: an `Evidence` of one source, and what can be added to it."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from tuiread.records import (
    Affiliation,
    AffiliationFact,
    CitedFact,
    CloseFact,
    Evidence,
    IdFact,
    Listing,
    Proof,
    RecordKey,
    SourceFact,
    SourceReply,
    WorkFact,
)

NOW = dt.datetime(2026, 8, 21, 20, tzinfo=dt.UTC)
NAME = "Ines Example"
ORCID = "0000-0002-1825-0097"
BASE = "arxiv"


def fact(source: str) -> SourceFact:
    return SourceFact(source, "a record", NOW, f"https://{source}.example.org/")


def work(number: int, year: int, *, sources: tuple[str, ...] = (BASE,), rors: tuple[str, ...] = ()) -> WorkFact:
    return WorkFact(f"Work {number}", frozenset(sources), True, dt.date(year, 6, 1), year, frozenset(rors))


def one_source(work_count: int = 17, first_year: int = 2020, last_year: int = 2026, close: int = 4) -> Evidence:
    """Return what one imported source tells."""
    span = last_year - first_year
    years = [first_year + span * number // max(1, work_count - 1) for number in range(work_count)]
    return Evidence(
        NAME,
        NOW,
        listings=(Listing(BASE, NAME, fact(BASE)),),
        works=tuple(work(number, year) for number, year in enumerate(years)),
        close=tuple(CloseFact(f"Friend {number}", None) for number in range(close)),
        coauthor_count=46 if close else 0,
    )


def with_source(evidence: Evidence, source: str, *, share: float = 1.0, name: str = NAME) -> Evidence:
    """Let another source list a part of the works."""
    count = round(len(evidence.works) * share)
    works = tuple(
        replace(each, listed_by=each.listed_by | {source}) if place < count else each
        for place, each in enumerate(evidence.works)
    )
    listing = Listing(source, name, fact(source), RecordKey(f"{source}:A1"))
    return replace(
        evidence,
        works=works,
        listings=(*evidence.listings, listing),
        replies=(*evidence.replies, SourceReply(source, "answered", NOW)),
    )


def with_affiliation(evidence: Evidence, *, asserted_by: str | None = None) -> Evidence:
    place = Affiliation("Example Institute", "05a28rw58", (2025, 2026), asserted_by)
    told = AffiliationFact(place, fact("orcid" if asserted_by else "openalex"))
    return replace(evidence, affiliations=(*evidence.affiliations, told))


def with_rors(evidence: Evidence) -> Evidence:
    works = tuple(replace(each, rors=frozenset({"05a28rw58"})) for each in evidence.works)
    return replace(evidence, works=works)


def with_orcid(evidence: Evidence, *, both_ways: bool = True) -> Evidence:
    shared = len(evidence.works) if both_ways else 0
    given = IdFact(f"orcid:{ORCID}", fact("openalex"), shared, len(evidence.works) if both_ways else None)
    return replace(evidence, ids=(*evidence.ids, given))


def with_other_id(evidence: Evidence) -> Evidence:
    return replace(evidence, ids=(*evidence.ids, IdFact("dblp:99/1", fact("semantic_scholar"), 3)))


def with_known_friends(evidence: Evidence, level: int = 2) -> Evidence:
    return replace(evidence, close=tuple(CloseFact(one.name, level) for one in evidence.close))


def with_proof(
    evidence: Evidence, host: str = "ines.example", *, days: int = 0, institutional: bool = False
) -> Evidence:
    proof = Proof("rel_me", f"https://{host}/me", NOW - dt.timedelta(days=days), True, is_institutional=institutional)
    return replace(evidence, proofs=(*evidence.proofs, proof))


def told_by_one(source: str, work_count: int = 17) -> Evidence:
    """Return all that one source can say of somebody whom nobody else was asked about."""
    said = fact(source)
    place = Affiliation("Example Institute", "05a28rw58", (2025, 2026), "Example Institute")
    start = with_rors(one_source(work_count)) if source == "openalex" else one_source(work_count)
    return replace(
        start,
        listings=(Listing(source, NAME, said, RecordKey(f"{source}:A1"), (ORCID,)),),
        works=tuple(replace(each, listed_by=frozenset({source})) for each in start.works),
        replies=(SourceReply(source, "answered", NOW),),
        affiliations=(AffiliationFact(place, said),),
        mail_domains=(CitedFact("verified e-mail at example.org", said),) if source == "orcid" else (),
        ids=(
            IdFact(f"orcid:{ORCID}", said, work_count, work_count if source == "orcid" else None),
            IdFact("hf:ines" if source in (BASE, "huggingface") else "dblp:99/1", said, work_count),
        ),
    )
