"""What is known about two people before one writes to the other: topics, people and works, from public metadata.

Not here: the letter itself (output.letter).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from tuiread.errors import NotFoundError
from tuiread.insight.claims import OWN_KINDS
from tuiread.insight.orcids import orcid_of
from tuiread.insight.trust_checks import counting_proofs
from tuiread.profiles.gather import own_claim
from tuiread.records import LetterFacts, Paper, PaperId, Party, PersonKey, Profile
from tuiread.tables import papers, sections

MOST_TOPICS, MOST_COMMON = 4, 5


def letter_facts(connection: sqlite3.Connection, key: PersonKey) -> LetterFacts:
    """Return what is known before the reader writes to somebody.

    Raises:
        NotFoundError: the reader claims nobody, nobody answers to the key, or it is the reader.
    """
    from tuiread.profiles import profile

    claim = own_claim(connection)
    if claim is None:
        raise NotFoundError(
            "A letter introduces you: claim your own record first, with C on it or `tuiread claim NAME`."
        )
    to, sender = profile(connection, key), profile(connection, claim.person)
    if to.key == sender.key:
        raise NotFoundError("This is you; a letter goes to somebody else.")
    topics = _shared_topics(to, sender)
    return LetterFacts(
        to=_party(connection, to, topics),
        sender=_party(connection, sender, topics),
        topics=topics,
        common=_common(to, sender),
        cites_count=sections.count_cites(connection, _sure_papers(to), _sure_papers(sender)),
        cited_count=sections.count_cites(connection, _sure_papers(sender), _sure_papers(to)),
        emails=tuple(dict.fromkeys(email for linked in to.identity.records for email in linked.record.emails)),
        proof_urls=_proof_urls(sender),
    )


def _proof_urls(sender: Profile) -> tuple[str, ...]:
    """Return the pages that tie the reader to the record; what only ties its owner to it proves nothing of a sender."""
    proofs = counting_proofs(sender.identity.proofs, sender.trust.as_of)
    return tuple(dict.fromkeys(proof.url for proof in proofs if proof.kind in OWN_KINDS))


def _party(connection: sqlite3.Connection, profile: Profile, topics: Collection[str]) -> Party:
    return Party(profile.key, profile.name, orcid_of(profile.identity), _meant(connection, profile, topics))


def _meant(connection: sqlite3.Connection, profile: Profile, topics: Collection[str]) -> Paper | None:
    """Return the newest work in a topic that both share, else the newest; None where the cache has no paper."""
    ids = _sure_papers(profile) or [work.paper.id for work in profile.works if work.paper]
    found = [papers.get_paper(connection, paper_id) for paper_id in ids[:20]]
    found.sort(key=lambda paper: (bool(set(topics) & set(paper.categories)), str(paper.published_on)), reverse=True)
    return found[0] if found else None


def _sure_papers(profile: Profile) -> list[PaperId]:
    """Return the papers of somebody that more than a name says are theirs."""
    return [work.paper.id for work in profile.works if work.paper and not work.is_name_match]


def _shared_topics(to: Profile, sender: Profile) -> tuple[str, ...]:
    mine = {topic.name for topic in sender.topics.categories or ()}
    return tuple(topic.name for topic in to.topics.categories or () if topic.name in mine)[:MOST_TOPICS]


def _common(to: Profile, sender: Profile) -> tuple[str, ...]:
    mine = {one.key for one in sender.coauthors}
    others = [one for one in to.coauthors if one.key in mine and one.key not in (to.key, sender.key)]
    return tuple(one.name for one in others)[:MOST_COMMON]
