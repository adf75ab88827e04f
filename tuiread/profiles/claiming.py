"""What a look for proofs starts from: the ORCID record of a person, the reader's token, and what pages said before.

Not here: looking (person_sync.proofs) and judging (insight.claims).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping

from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.profiles.gather import own_claim
from tuiread.records import AuthorRecord, PersonKey, Proof, ProofKind, RecordKey
from tuiread.tables import identities, records


class Claiming(Struct, frozen=True):
    """What proofs of a record are looked for by."""

    record: AuthorRecord
    """The public ORCID record."""
    token: str | None
    """The reader's token, where they claim to be this person."""
    kept: tuple[Proof, ...]
    """What pages said when they were last looked at."""
    tried_at: Mapping[tuple[ProofKind, str], dt.datetime]
    is_fresh: bool
    """False where ORCID did not answer when it was last asked."""

    @property
    def orcid(self) -> str:
        """The bare ORCID iD."""
        return self.record.key.partition(":")[2]


def claiming(connection: sqlite3.Connection, person: PersonKey) -> Claiming:
    """Return what to look for proofs of a person by.

    Raises:
        NotFoundError: no ORCID record, or more than one, is linked to the person, or ORCID shows it no longer.
    """
    reply = next((reply for reply in identities.replies(connection, person) if reply.source == "orcid"), None)
    if reply and reply.reply == "nothing":
        raise NotFoundError(reply.sentence)
    linked = [link.record for link in identities.links(connection, person) if link.record.startswith("orcid:")]
    if len(linked) != 1:
        raise NotFoundError(
            "No ORCID record is linked to this person, so there is no page to look at."
            if not linked
            else "Several ORCID records are linked to this person; say first which is theirs."
        )
    claim = own_claim(connection)
    return Claiming(
        records.get_record(connection, RecordKey(linked[0])),
        claim.token if claim and claim.person == person else None,
        identities.proofs(connection, person),
        identities.proof_tries(connection, person),
        is_fresh=reply is None or reply.reply == "answered",
    )
