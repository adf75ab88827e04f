"""Everything that the tables know about one person, read in a fixed number of questions, whoever it is.

Not here: any judgement; what is gathered is as it was kept.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.insight.claims import is_of_claim, make_token
from tuiread.insight.matching import names_agree
from tuiread.names import fold_name
from tuiread.records import (
    AuthorRecord,
    Candidate,
    Circle,
    Claim,
    Identity,
    JointCount,
    LinkedRecord,
    PaperId,
    PersonKey,
    PersonRow,
    Proof,
    RecordKey,
    Work,
)
from tuiread.tables import beside, bylines, identities, people, person_works, records, shelf
from tuiread.tables.beside import OwnNames
from tuiread.tables.bylines import RECORD_KINDS, Who
from tuiread.tables.identities import Link, StopList
from tuiread.tables.person_works import PaperWork
from tuiread.tables.records import KeptWork
from tuiread.tables.values import optional_time

MOST_COUNTED = 5
"""How many people are told with whom OpenAlex counts the most joint works."""


class Material(Struct, frozen=True):
    """What the tables know about one person."""

    who: Who
    papers: tuple[PaperWork, ...]
    """Papers in the cache that count as theirs."""
    listed: tuple[KeptWork, ...]
    """Works that the linked records list, record by record."""
    bare: tuple[Work, ...]
    """Works of which only title and year are known."""
    records: Mapping[RecordKey, AuthorRecord]
    """The linked records by key."""
    joint: Circle
    """Who else stands in the bylines of the papers."""
    keywords: tuple[tuple[str, ...], ...]
    stopped: StopList
    identity: Identity
    followed: frozenset[PersonKey]
    followed_at: dt.datetime | None
    namesakes: tuple[PersonRow, ...]
    organizations: tuple[str, ...]
    is_starter: bool
    listed_at: dt.datetime | None
    """The newest answer about one of the papers or bare titles; None where there are none."""
    note: str | None

    @property
    def as_of(self) -> dt.datetime | None:
        """The newest fact about the person."""
        told = [self.listed_at, *(record.fact.fetched_at for record in self.records.values())]
        told += [proof.checked_at for proof in self.identity.proofs]
        return max((at for at in told if at), default=None)


def gather(connection: sqlite3.Connection, key: PersonKey, *, with_big: bool = False) -> Material:
    """Read what the tables know about a person.

    Args:
        connection: both databases.
        key: who.
        with_big: whether everybody counts who stands beside them on a paper of more than 25 authors.

    Raises:
        NotFoundError: nobody answers to that key, or the reader asked to forget them.
    """
    who = bylines.get_who(connection, resolve(connection, key))
    stopped = identities.stop_list(connection)
    links = identities.links(connection, who.key)
    record_keys = [link.record for link in links]
    found = {record.key: record for record in records.get_records(connection, record_keys)}
    listed = records.listed_works(connection, record_keys)
    papers = person_works.works(connection, who)
    others = _listed_only(connection, papers, listed)
    own = OwnNames(_names_there(others, listed, frozenset(found)), lambda name: names_agree(name, who.name))
    papers += others
    paper_keys = [paper.key for paper in papers]
    follows = {follow.key: follow.followed_at for follow in shelf.follows(connection)}
    joint = beside.circle_of(connection, who, papers, own, with_big=with_big)
    bare, bare_told_at = person_works.bare_works(connection, who)
    told_at = optional_time(person_works.newest_fact(connection, paper_keys))
    return Material(
        who=who,
        papers=tuple(papers),
        listed=tuple(listed),
        bare=tuple(bare),
        records=found,
        joint=joint,
        keywords=tuple(person_works.keywords(connection, paper_keys)),
        stopped=stopped,
        identity=_identity(connection, who, _linked(connection, links, found, listed), stopped),
        followed=frozenset(follows),
        followed_at=follows.get(who.key),
        namesakes=people.namesakes(connection, who),
        organizations=_organizations(papers),
        is_starter=person_works.is_starter_only(connection, who, paper_keys),
        listed_at=max(filter(None, (told_at, bare_told_at)), default=None),
        note=identities.note_about(connection, who.key),
    )


def resolve(connection: sqlite3.Connection, key: PersonKey) -> PersonKey:
    """Return the person of whom a source's record tells, if the key names a record that is linked; else the key."""
    if key.partition(":")[0] not in RECORD_KINDS:
        return key
    return identities.person_of(connection, key) or key


def refuse_forgotten(connection: sqlite3.Connection, key: PersonKey) -> None:
    """Make sure that a person may be asked about.

    Raises:
        NotFoundError: the reader asked to forget them.
    """
    bylines.refuse_forgotten(connection, key)


def own_claim(connection: sqlite3.Connection) -> Claim | None:
    """Return whom the reader claims to be; None for nobody."""
    try:
        kept = identities.get_claim(connection)
    except NotFoundError:
        return None
    return Claim(kept.person, kept.name, kept.claimed_at, make_token(kept.person, kept.nonce))


def _listed_only(
    connection: sqlite3.Connection, papers: Sequence[PaperWork], listed: Sequence[KeptWork]
) -> list[PaperWork]:
    """Return the papers of the cache that a linked record lists and whose byline has another spelling."""
    known = {paper.row.id for paper in papers}
    others = {work.paper_id for work in listed if work.paper_id and work.paper_id not in known}
    return person_works.papers_by_id(connection, sorted(others)) if others else []


def _names_there(
    papers: Sequence[PaperWork], listed: Sequence[KeptWork], keys: frozenset[RecordKey]
) -> dict[int | str, frozenset[str]]:
    """Return by paper the folded names that linked records' sources call the person in its byline."""
    names: dict[PaperId, set[str]] = {paper.row.id: set() for paper in papers}
    for work in listed if names else ():
        if work.paper_id in names:
            names[work.paper_id] |= {fold_name(author.name) for author in work.authors if author.record in keys}
    return {paper.key: frozenset(names[paper.row.id]) for paper in papers}


def _organizations(papers: Sequence[PaperWork]) -> tuple[str, ...]:
    """Return the organisations that the pages of papers name, most frequent first, then by name."""
    counts = Counter(paper.row.organization for paper in papers if paper.row.organization)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _identity(
    connection: sqlite3.Connection,
    who: Who,
    linked: tuple[LinkedRecord, ...],
    stopped: StopList,
) -> Identity:
    doubtful = identities.candidates(connection, who.key)
    doubted = {record.key: record for record in records.get_records(connection, [link.record for link in doubtful])}
    known_claim = own_claim(connection)
    claim = known_claim if known_claim and known_claim.person == who.key else None
    looked_at = [proof for proof in identities.proofs(connection, who.key) if is_of_claim(proof, claim)]
    return Identity(
        records=linked,
        candidates=tuple(
            Candidate(doubted[link.record], link.common_count, link.smaller_count)
            for link in doubtful
            if link.record in doubted
        ),
        replies=identities.replies(connection, who.key),
        budgets=identities.budgets(connection),
        proofs=(*_ready_proofs(connection, who, linked), *looked_at),
        joint_counts=_joint_counts(connection, [one.record.key for one in linked], stopped),
        claim=claim,
        claimed_key=known_claim.person if known_claim else None,
    )


def _linked(
    connection: sqlite3.Connection,
    links: Sequence[Link],
    found: Mapping[RecordKey, AuthorRecord],
    listed: Sequence[KeptWork],
) -> tuple[LinkedRecord, ...]:
    """Return the linked records with how much of each one's list is here."""
    totals = records.works_totals(connection, list(found))
    counts = Counter(work.record for work in listed)
    return tuple(
        LinkedRecord(
            found[link.record],
            link.how,
            link.common_count,
            link.smaller_count,
            counts[link.record],
            totals.get(link.record),
        )
        for link in links
        if link.record in found
    )


def _joint_counts(
    connection: sqlite3.Connection, keys: Sequence[RecordKey], stopped: StopList
) -> tuple[JointCount, ...]:
    """Return with whom a source counts the most joint works, without people on the stop-list."""
    counts = records.joint_counts(connection, keys, MOST_COUNTED + len(stopped.keys))
    kept = [one for one in counts if not stopped.holds(one.record or "", fold_name(one.name))]
    return tuple(kept[:MOST_COUNTED])


def _ready_proofs(connection: sqlite3.Connection, who: Who, linked: Sequence[LinkedRecord]) -> list[Proof]:
    """Return the proofs that need no look at a page, because what sources told already holds them."""
    proofs: list[Proof] = []
    if who.account and (claimed := person_works.claimed_paper(connection, who.account)):
        paper_id, status, told_at = claimed
        proofs.append(
            Proof(
                "huggingface",
                f"https://huggingface.co/api/papers/{paper_id}",
                told_at,
                is_found=True,
                excerpt=f"{who.name}: {status}, account {who.account}"[:120],
            )
        )
    for one in linked:
        kind, _, orcid = one.record.key.partition(":")
        if kind == "arxiv" and one.common_count:
            told_at, excerpt = one.record.fact.fetched_at, f"lists {one.common_count} of these works"
            proofs.append(Proof("arxiv", f"https://arxiv.org/a/{orcid}.atom2", told_at, is_found=True, excerpt=excerpt))
    return proofs
