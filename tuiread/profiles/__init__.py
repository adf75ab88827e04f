"""A researcher from what the cache holds: which works, with whom, how sure we are.

    tables ──gather──> Material ──works, evidence (pure)──> Profile

One question reads everything in one moment; the rules are in insight.  Not here: asking sources (person_sync).
"""

from __future__ import annotations

import sqlite3

from tuiread.insight.institutions import institutions
from tuiread.insight.ties import collaborators, widened
from tuiread.insight.topics import count_topics
from tuiread.insight.trust import assess
from tuiread.profiles.claiming import Claiming, claiming
from tuiread.profiles.evidence import evidence_of
from tuiread.profiles.gather import Material, gather, own_claim, refuse_forgotten, resolve
from tuiread.profiles.known import Known, known
from tuiread.profiles.works import list_works
from tuiread.records import PersonKey, Profile, TopicCount, Topics, Work
from tuiread.tables import identities, papers, records

__all__ = ["Claiming", "Known", "abstract", "claiming", "known", "own_claim", "profile", "refuse_forgotten", "resolve"]


def profile(connection: sqlite3.Connection, key: PersonKey) -> Profile:
    """Return a researcher.

    Raises:
        NotFoundError: nobody answers to that key, or the reader asked to forget them.
    """
    material = gather(connection, key)
    works = list_works(material)
    year = material.as_of.year if material.as_of else max((work.year or 0 for work in works.shown), default=0)
    coauthors = collaborators(widened(material.joint, works.bare_joint), year, material.followed)
    levels = identities.levels(connection, [one.key for one in coauthors if one.is_close])
    evidence = evidence_of(material, works, coauthors, levels)
    told = [(record.fact.source, place) for record in material.records.values() for place in record.affiliations]
    return Profile(
        key=material.who.key,
        name=material.who.name,
        account=material.who.account,
        works=works.shown,
        coauthors=coauthors,
        trust=assess(evidence),
        topics=_topics(material, works.shown),
        institutions=institutions(told, year),
        identity=material.identity,
        namesakes=material.namesakes,
        organizations=material.organizations,
        is_followed=material.who.key in material.followed,
        followed_at=material.followed_at,
        is_starter=material.is_starter,
        as_of=material.as_of,
        note=material.note,
    )


def abstract(connection: sqlite3.Connection, key: PersonKey, work: Work) -> str | None:
    """Return the abstract of a work; None where no source gave one."""
    if work.paper is not None:
        return papers.get_paper(connection, work.paper.id).abstract
    links = identities.links(connection, resolve(connection, key))
    return records.find_abstract(connection, [link.record for link in links], work.title)


def _topics(material: Material, works: tuple[Work, ...]) -> Topics:
    categories = [paper.categories for paper in material.papers if paper.categories]
    openalex = [record for record in material.records.values() if record.fact.source == "openalex"]
    concepts = [topic for record in openalex for topic in record.topics]
    return Topics(
        categories=count_topics(categories) if categories else None,
        keywords=count_topics(material.keywords) if material.keywords else None,
        concepts=tuple(TopicCount(topic, None) for topic in dict.fromkeys(concepts)) or None,
    )
