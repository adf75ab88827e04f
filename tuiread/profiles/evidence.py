"""From what was gathered to the facts behind the trust snapshot.

Not here: what the facts are worth (insight.trust).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tuiread.insight.domains import institutional
from tuiread.profiles.gather import Material
from tuiread.profiles.works import ARXIV, MergedWorks
from tuiread.records import (
    AffiliationFact,
    AuthorRecord,
    CitedFact,
    CloseFact,
    CoAuthor,
    Evidence,
    IdFact,
    LinkedRecord,
    Listing,
    PersonKey,
    SourceFact,
)


def evidence_of(
    material: Material, works: MergedWorks, coauthors: Sequence[CoAuthor], levels: Mapping[PersonKey, int]
) -> Evidence:
    """Return the facts behind a person's trust snapshot.

    Args:
        material: what the tables know.
        works: the works, each once.
        coauthors: with whom, close ones marked.
        levels: what is kept of the records of close ones.
    """
    return Evidence(
        name=material.who.name,
        as_of=material.as_of,
        listings=tuple(_listings(material)),
        works=works.facts,
        replies=material.identity.replies,
        close=tuple(CloseFact(one.name, levels.get(one.key)) for one in coauthors if one.is_close),
        coauthor_count=len(coauthors),
        affiliations=tuple(
            AffiliationFact(place, record.fact) for record in material.records.values() for place in record.affiliations
        ),
        mail_domains=tuple(
            CitedFact(f"verified e-mail at {domain}", record.fact)
            for record in material.records.values()
            for domain in institutional(record.mail_domains)
        ),
        ids=tuple(_ids(material)),
        proofs=material.identity.proofs,
    )


def _listings(material: Material) -> Iterator[Listing]:
    """Yield the lists of works, the record itself first: bylines where there are any, else a source's record."""
    base = _base_source(material)
    if fact := _byline_fact(material):
        yield Listing(base, material.who.name, fact)
    for record in material.records.values():
        source = _independent(record)
        if source != ARXIV or not material.listed_at:
            yield Listing(source, record.name, record.fact, record.key, record.orcids)


def _byline_fact(material: Material) -> SourceFact | None:
    """Return who told of the bylines, and when last; None without any."""
    if material.listed_at is None:
        return None
    return SourceFact(
        "starter" if material.is_starter else _base_source(material), "bylines of papers", material.listed_at
    )


def _base_source(material: Material) -> str:
    """Return whose word the bylines are: arXiv's, if it told of any of them."""
    told = {paper.told_by for paper in material.papers} | ({ARXIV} if material.bare else set())
    return ARXIV if ARXIV in told or not told else min(told)


def _independent(record: AuthorRecord) -> str:
    """Return a record's source by the name under which it counts; arXiv's author page is no second source."""
    return ARXIV if record.key.startswith("arxiv:") else record.fact.source


def _ids(material: Material) -> Iterator[IdFact]:
    """Yield the other ids of the person, with how many works confirm each."""
    for linked in material.identity.records:
        record = linked.record
        for orcid in record.orcids:
            yield IdFact(f"orcid:{orcid}", record.fact, *_orcid_counts(material, orcid))
        for other in record.other_ids:
            yield IdFact(other, record.fact, linked.common_count)
        if record.key.startswith("arxiv:"):
            yield IdFact(record.key, record.fact, linked.common_count, linked.smaller_count)
    if material.who.account and (fact := _byline_fact(material)):
        sure = sum(not paper.is_name_match for paper in material.papers)
        yield IdFact(f"hf:{material.who.account}", fact, sure)


def _orcid_counts(material: Material, orcid: str) -> tuple[int, int | None]:
    """Return how many works an ORCID record shares and how many it lists; None where it was not read."""
    own: LinkedRecord | None = next(
        (one for one in material.identity.records if one.record.key == f"orcid:{orcid}"), None
    )
    if own is None:
        return 0, None
    listed = sum(work.record == own.record.key for work in material.listed)
    return own.common_count, listed
