"""What each wish about a person does to the store, one function a wish; the library runs each in a transaction.

What the reader says (an answer, a note, a claim) is a step that can be undone; what sources tell is kept without one.
Forgetting somebody cannot be undone: that is its point.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread import profiles
from tuiread.errors import NotFoundError
from tuiread.insight.claims import make_token
from tuiread.names import name_key
from tuiread.records import (
    AuthorRecord,
    AuthorWorks,
    Budget,
    Claim,
    JointCount,
    Look,
    Notice,
    Paper,
    PaperId,
    PersonKey,
    Proof,
    RecordKey,
    SourceReply,
)
from tuiread.tables import bylines, changes, identities, journal, notices, papers, people, records
from tuiread.tables.identities import KeptClaim, Link

if TYPE_CHECKING:
    from tuiread.store import Store


def keep_records(
    store: Store,
    person: PersonKey,
    source: str,
    found: Sequence[tuple[AuthorRecord, AuthorWorks | None]],
    linked: Sequence[Link],
    doubtful: Sequence[Link],
) -> None:
    """Keep one source's records with their works, and which of them tell or may tell of a person."""
    for record, works in found:
        records.keep_record(store.connection, record)
        if works is not None:
            records.keep_works(store.connection, works)
    identities.set_links(store.connection, person, source, linked, doubtful)


def keep_joint_counts(store: Store, record: RecordKey, counts: Sequence[JointCount]) -> None:
    """Keep with whom a record's author wrote, as its source counts."""
    records.keep_joint_counts(store.connection, record, counts)


def keep_listed_papers(store: Store, found: Sequence[Paper]) -> int:
    """Put papers that a source lists into the cache, where it lacks them; return how many were new."""
    return papers.add_papers(store.connection, found)


def keep_notices(store: Store, paper_id: PaperId, source: str, found: Sequence[Notice], at: dt.datetime) -> None:
    """Keep what a source says went wrong with a paper."""
    notices.keep_notices(store.connection, paper_id, source, found, at)


def keep_budget(store: Store, budget: Budget) -> None:
    """Keep what is left of a source's day."""
    identities.keep_budget(store.connection, budget)


def keep_reply(store: Store, person: PersonKey, reply: SourceReply) -> None:
    """Keep how a source answered."""
    identities.keep_reply(store.connection, person, reply)


def keep_level(store: Store, person: PersonKey) -> None:
    """Keep the level of a person's record, for the profiles of those who write with them."""
    trust = profiles.profile(store.connection, person).trust
    if trust.as_of is not None:
        identities.keep_level(store.connection, person, trust.level, trust.as_of)


def keep_proofs(
    store: Store, person: PersonKey, found: Sequence[Proof], unanswered: Sequence[Look], at: dt.datetime
) -> None:
    """Keep what pages said of a person's claim; those that gave no answer leave what they said before."""
    identities.keep_proofs(store.connection, person, found, at)
    identities.keep_tries(store.connection, person, unanswered, at)


def answer_identity(store: Store, person: PersonKey, record: RecordKey, at: dt.datetime, *, is_same: bool) -> None:
    """Keep whether a source's record tells of a person, as the reader says."""
    name = bylines.get_who(store.connection, person).name
    label = f"said that {record} {'is' if is_same else 'is not'} {name}"
    with journal.act(store.connection, label, at) as act:
        act.remember("identities", [identities.answer_key(person, record)])
        identities.keep_answer(store.connection, person, record, at, is_same=is_same)


def write_note(store: Store, person: PersonKey, text: str, at: dt.datetime) -> None:
    """Keep the reader's note about a person."""
    name = bylines.get_who(store.connection, person).name
    with journal.act(store.connection, f"wrote a note about {name}", at) as act:
        act.remember("person_notes", [person])
        identities.keep_note(store.connection, person, name, text, at)


def mark_not_to_invite(store: Store, person: PersonKey, at: dt.datetime, *, is_marked: bool) -> None:
    """Keep that somebody is not to be asked again, or take that back."""
    name = bylines.get_who(store.connection, person).name
    label = f"marked {name} as {'not ' if is_marked else ''}to be asked again"
    with journal.act(store.connection, label, at) as act:
        act.remember("not_to_invite", [person])
        identities.mark_not_to_invite(store.connection, person, name, at, is_marked=is_marked)


def claim(store: Store, person: PersonKey, at: dt.datetime) -> Claim:
    """Let the reader be a person; whom they claimed before is let go, and the same claim again changes nothing."""
    known = profiles.own_claim(store.connection)
    if known and known.person == person:
        return known
    who = bylines.get_who(store.connection, person)
    with journal.act(store.connection, f"claimed to be {who.name}", at) as act:
        act.remember("claims", [person, *_claimed(store)])
        nonce = secrets.token_hex(16)
        identities.keep_claim(store.connection, KeptClaim(person, who.name, nonce, at))
    return Claim(person, who.name, at, make_token(person, nonce))


def drop_claim(store: Store, at: dt.datetime) -> None:
    """Let the reader be nobody.

    Raises:
        NotFoundError: there is no claim.
    """
    kept = identities.get_claim(store.connection)
    with journal.act(store.connection, f"dropped the claim to be {kept.name}", at) as act:
        act.remember("claims", [kept.person])
        identities.drop_claim(store.connection)


def forget(store: Store, key: PersonKey, at: dt.datetime) -> str:
    """Remove all that is kept about a person, and see to it that no sync brings them back; return the name.

    Names in bylines stay: they are facts of the papers.
    """
    person = profiles.resolve(store.connection, key)
    who = bylines.get_who(store.connection, person)
    told_by = [*identities.links(store.connection, person), *identities.candidates(store.connection, person)]
    keys = {person, *(link.record for link in told_by)}
    if not people.namesakes(store.connection, who):
        keys |= {name_key(name) for name in who.name_keys}
    changes.tick(store.connection, at)
    identities.forget(store.connection, person, dict.fromkeys(sorted(keys), at))
    return who.name


def _claimed(store: Store) -> list[PersonKey]:
    try:
        return [identities.get_claim(store.connection).person]
    except NotFoundError:
        return []
