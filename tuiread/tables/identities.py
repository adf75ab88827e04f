"""Which records tell of which person: links found by rules, the reader's answers, and how sources answered.

    cache    links, candidates, replies, levels, proofs, budgets       found again by asking
    library  identities (the reader's answers), claims, forgotten      known to nobody else

Not here: how a link is found (insight) and what a record says (records).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from tuiread.errors import NotFoundError
from tuiread.records import Budget, LinkHow, PersonKey, Proof, ProofKind, RecordKey, SourceReply
from tuiread.tables.values import read_time, time_text

_PROOF = msgspec.json.Decoder(Proof | None)


class Link(Struct, frozen=True):
    """That a record tells, or may tell, of a person."""

    person: PersonKey
    record: RecordKey
    how: LinkHow
    """For a candidate: how it was compared, in vain."""
    common_count: int
    smaller_count: int


class KeptClaim(Struct, frozen=True):
    """The reader's claim as it is kept; the token is made from its nonce."""

    person: PersonKey
    name: str
    nonce: str
    claimed_at: dt.datetime


class StopList(Struct, frozen=True):
    """Whom the reader asked to forget."""

    keys: frozenset[str]
    names: frozenset[str]
    """Folded names that are on the list and of which there is at most one account, so that they are one person's."""

    def holds(self, key: str, folded_name: str = "") -> bool:
        """Tell whether a person is on the list, by their key or by their name."""
        return key in self.keys or folded_name in self.names


def effective_links(wanted: str) -> str:
    """Return the query for which records tell of whom: what rules found unless the reader said no, and what they said.

    A record also tells of itself.  It is read anew each time, so that undoing an answer needs nothing but its row.

    Args:
        wanted: a table with a column ``person``.
    """
    return f"""
        SELECT l.person AS person, l.record AS record, l.how AS how, l.common_count AS common_count,
               l.smaller_count AS smaller_count
        FROM {wanted} w CROSS JOIN cache.links l ON l.person = w.person
        WHERE NOT EXISTS (SELECT 1 FROM main.identities i WHERE i.person = l.person AND i.record = l.record)
        UNION ALL
        SELECT i.person, i.record, 'you', coalesce(l.common_count, c.common_count, 0),
               coalesce(l.smaller_count, c.smaller_count, 0)
        FROM {wanted} w CROSS JOIN main.identities i ON i.person = w.person AND i.is_same
        JOIN cache.records r ON r.key = i.record
        LEFT JOIN cache.links l ON l.person = i.person AND l.record = i.record
        LEFT JOIN cache.candidates c ON c.person = i.person AND c.record = i.record
        UNION ALL
        SELECT r.key, r.key, 'key', 0, 0 FROM {wanted} w CROSS JOIN cache.records r ON r.key = w.person"""


def links(connection: sqlite3.Connection, person: PersonKey) -> list[Link]:
    """Return the records that tell of a person."""
    rows = connection.execute(
        f"""WITH one (person) AS (SELECT ?)
            SELECT person, record, how, common_count, smaller_count FROM ({effective_links("one")}) ORDER BY record""",
        (person,),
    )
    return [Link(PersonKey(key), RecordKey(record), *rest) for key, record, *rest in rows]


def candidates(connection: sqlite3.Connection, person: PersonKey) -> list[Link]:
    """Return the records that may tell of a person and wait for an answer, the most works in common first."""
    rows = connection.execute(
        """SELECT c.person, c.record, 'works', c.common_count, c.smaller_count FROM cache.candidates c
           WHERE c.person = ?
             AND NOT EXISTS (SELECT 1 FROM main.identities i WHERE i.person = c.person AND i.record = c.record)
           ORDER BY c.common_count DESC, c.record""",
        (person,),
    )
    return [Link(PersonKey(key), RecordKey(record), *rest) for key, record, *rest in rows]


def person_of(connection: sqlite3.Connection, record: str) -> PersonKey | None:
    """Return the person of whom a record tells; None where no rule and no reader has said so."""
    row = connection.execute(
        """SELECT person FROM main.identities WHERE record = :record AND is_same
           UNION ALL
           SELECT l.person FROM cache.links l WHERE l.record = :record
              AND NOT EXISTS (SELECT 1 FROM main.identities i WHERE i.person = l.person AND i.record = l.record)
           LIMIT 1""",
        {"record": record},
    ).fetchone()
    return PersonKey(row[0]) if row else None


def people_of(connection: sqlite3.Connection, records: Collection[str]) -> dict[str, PersonKey]:
    """Return by record the person of whom it tells; records of whom no rule and no reader has said so are left out."""
    rows = connection.execute(
        """SELECT i.record, i.person, 1 AS said FROM main.identities i
           WHERE i.is_same AND i.record IN (SELECT value FROM json_each(:records))
           UNION ALL
           SELECT l.record, l.person, 0 FROM cache.links l WHERE l.record IN (SELECT value FROM json_each(:records))
              AND NOT EXISTS (SELECT 1 FROM main.identities i WHERE i.person = l.person AND i.record = l.record)
           ORDER BY said, 2 DESC""",
        {"records": msgspec.json.encode(sorted(records)).decode()},
    )
    return {record: PersonKey(person) for record, person, _ in rows}


def set_links(
    connection: sqlite3.Connection, person: PersonKey, source: str, linked: Iterable[Link], doubtful: Iterable[Link]
) -> None:
    """Keep which of one source's records tell or may tell of a person, in place of what was known of that source."""
    for table in ("links", "candidates"):
        connection.execute(
            f"""DELETE FROM cache.{table} WHERE person = ?
                AND record IN (SELECT key FROM cache.records WHERE source = ?)""",
            (person, source),
        )
    connection.executemany(
        "INSERT INTO cache.links (person, record, how, common_count, smaller_count) VALUES (?, ?, ?, ?, ?)",
        [(one.person, one.record, one.how, one.common_count, one.smaller_count) for one in linked],
    )
    connection.executemany(
        "INSERT INTO cache.candidates (person, record, common_count, smaller_count) VALUES (?, ?, ?, ?)",
        [(one.person, one.record, one.common_count, one.smaller_count) for one in doubtful],
    )


def keep_answer(
    connection: sqlite3.Connection, person: PersonKey, record: RecordKey, at: dt.datetime, *, is_same: bool
) -> None:
    """Keep what the reader said of a record."""
    connection.execute(
        "INSERT OR REPLACE INTO main.identities (answer, person, record, is_same, answered_at) VALUES (?, ?, ?, ?, ?)",
        (answer_key(person, record), person, record, is_same, time_text(at)),
    )


def answer_key(person: PersonKey, other: str) -> str:
    """Return the key of an answer about a person and a record, or a paper."""
    return f"{person} {other}"


def answers(connection: sqlite3.Connection, person: PersonKey) -> dict[RecordKey, bool]:
    """Return what the reader said of records and a person."""
    rows = connection.execute("SELECT record, is_same FROM main.identities WHERE person = ?", (person,))
    return {RecordKey(record): bool(is_same) for record, is_same in rows}


def keep_reply(connection: sqlite3.Connection, person: PersonKey, reply: SourceReply) -> None:
    """Keep how a source answered about a person."""
    connection.execute(
        "INSERT OR REPLACE INTO cache.replies (person, source, reply, asked_at, sentence) VALUES (?, ?, ?, ?, ?)",
        (person, reply.source, reply.reply, time_text(reply.asked_at), reply.sentence),
    )


def replies(connection: sqlite3.Connection, person: PersonKey) -> tuple[SourceReply, ...]:
    """Return how the sources answered about a person when they were last asked."""
    rows = connection.execute(
        "SELECT source, reply, asked_at, sentence FROM cache.replies WHERE person = ? ORDER BY source", (person,)
    )
    return tuple(SourceReply(source, reply, read_time(at), sentence) for source, reply, at, sentence in rows)


def keep_level(connection: sqlite3.Connection, person: PersonKey, level: int, as_of: dt.datetime) -> None:
    """Keep the level of a person's record, for the profiles of others."""
    connection.execute(
        "INSERT OR REPLACE INTO cache.levels (person, level, as_of) VALUES (?, ?, ?)", (person, level, time_text(as_of))
    )


def levels(connection: sqlite3.Connection, people: Sequence[PersonKey]) -> dict[PersonKey, int]:
    """Return the levels that are known of some people's records."""
    query = "SELECT person, level FROM cache.levels WHERE person IN (SELECT value FROM json_each(?))"
    rows = connection.execute(query, (msgspec.json.encode(people).decode(),))
    return {PersonKey(person): level for person, level in rows}


def keep_proofs(connection: sqlite3.Connection, person: PersonKey, found: Iterable[Proof], at: dt.datetime) -> None:
    """Keep what pages said of a claim, one row for each kind and page."""
    connection.executemany(
        "INSERT OR REPLACE INTO cache.proofs (person, kind, url, proof, tried_at) VALUES (?, ?, ?, ?, ?)",
        [(person, proof.kind, proof.url, msgspec.json.encode(proof).decode(), time_text(at)) for proof in found],
    )


def proofs(connection: sqlite3.Connection, person: PersonKey) -> tuple[Proof, ...]:
    """Return what pages said of a claim when they were last looked at, found ones first."""
    rows = connection.execute("SELECT proof FROM cache.proofs WHERE person = ? ORDER BY kind, url", (person,))
    found = [proof for row in rows if (proof := _PROOF.decode(row[0]))]
    return tuple(sorted(found, key=lambda proof: not proof.is_found))


def proof_tries(connection: sqlite3.Connection, person: PersonKey) -> dict[tuple[ProofKind, str], dt.datetime]:
    """Return when each page was last looked at for a claim, by kind and address."""
    rows = connection.execute("SELECT kind, url, tried_at FROM cache.proofs WHERE person = ?", (person,))
    return {(kind, url): read_time(tried_at) for kind, url, tried_at in rows}


def keep_tries(
    connection: sqlite3.Connection, person: PersonKey, looks: Iterable[tuple[ProofKind, str]], at: dt.datetime
) -> None:
    """Keep that pages were looked at in vain; what they said before stays, be it nothing so far."""
    connection.executemany(
        """INSERT INTO cache.proofs (person, kind, url, proof, tried_at) VALUES (?, ?, ?, 'null', ?)
           ON CONFLICT (person, kind, url) DO UPDATE SET tried_at = excluded.tried_at""",
        [(person, kind, url, time_text(at)) for kind, url in looks],
    )


def keep_budget(connection: sqlite3.Connection, budget: Budget) -> None:
    """Keep what is left of a source's day; the larger use of two counts, as another tuiread may have asked, too."""
    connection.execute(
        """INSERT INTO cache.budgets (source, day, used_count, call_limit) VALUES (?, ?, ?, ?)
           ON CONFLICT (source, day) DO UPDATE SET used_count = max(used_count, excluded.used_count),
                                                   call_limit = excluded.call_limit""",
        (budget.source, budget.day.isoformat(), budget.used_count, budget.limit),
    )
    connection.execute("DELETE FROM cache.budgets WHERE day < date(?, '-7 days')", (budget.day.isoformat(),))


def budgets(connection: sqlite3.Connection) -> tuple[Budget, ...]:
    """Return the newest day of each source that has a budget."""
    rows = connection.execute(
        "SELECT source, max(day), used_count, call_limit FROM cache.budgets GROUP BY source ORDER BY source"
    )
    return tuple(Budget(source, dt.date.fromisoformat(day), used, limit) for source, day, used, limit in rows)


def get_claim(connection: sqlite3.Connection) -> KeptClaim:
    """Return whom the reader claims to be.

    Raises:
        NotFoundError: nobody.
    """
    row = connection.execute("SELECT person, name, nonce, claimed_at FROM main.claims LIMIT 1").fetchone()
    if row is None:
        raise NotFoundError("You have not claimed a record: C on your profile does, or `tuiread claim NAME`.")
    return KeptClaim(PersonKey(row[0]), row[1], row[2], read_time(row[3]))


def keep_claim(connection: sqlite3.Connection, claim: KeptClaim) -> None:
    """Keep a claim; there is one at a time."""
    connection.execute("DELETE FROM main.claims")
    connection.execute(
        "INSERT INTO main.claims (person, name, nonce, claimed_at) VALUES (?, ?, ?, ?)",
        (claim.person, claim.name, claim.nonce, time_text(claim.claimed_at)),
    )


def drop_claim(connection: sqlite3.Connection) -> None:
    """Claim nobody any more."""
    connection.execute("DELETE FROM main.claims")


def keep_note(connection: sqlite3.Connection, person: PersonKey, name: str, note: str, at: dt.datetime) -> None:
    """Keep the reader's note about a person; a blank one goes."""
    if note.strip():
        connection.execute(
            "INSERT OR REPLACE INTO main.person_notes (person, name, note, written_at) VALUES (?, ?, ?, ?)",
            (person, name, note, time_text(at)),
        )
    else:
        connection.execute("DELETE FROM main.person_notes WHERE person = ?", (person,))


def note_about(connection: sqlite3.Connection, person: PersonKey) -> str | None:
    """Return the reader's note about a person; None where there is none."""
    row = connection.execute("SELECT note FROM main.person_notes WHERE person = ?", (person,)).fetchone()
    return row[0] if row else None


def notes_about_people(connection: sqlite3.Connection) -> list[tuple[PersonKey, str]]:
    """Return the reader's notes about people, by key."""
    rows = connection.execute("SELECT person, note FROM main.person_notes ORDER BY person")
    return [(PersonKey(person), note) for person, note in rows]


def is_not_to_invite(connection: sqlite3.Connection, person: PersonKey) -> bool:
    """Tell whether the reader marked a person as one not to be asked again."""
    query = "SELECT EXISTS (SELECT 1 FROM main.not_to_invite WHERE person = ?)"
    return bool(connection.execute(query, (person,)).fetchone()[0])


def mark_not_to_invite(
    connection: sqlite3.Connection, person: PersonKey, name: str, at: dt.datetime, *, is_marked: bool
) -> None:
    """Mark a person as one not to be asked again, or take that back."""
    if is_marked:
        connection.execute(
            "INSERT OR IGNORE INTO main.not_to_invite (person, name, marked_at) VALUES (?, ?, ?)",
            (person, name, time_text(at)),
        )
    else:
        connection.execute("DELETE FROM main.not_to_invite WHERE person = ?", (person,))


def stop_list(connection: sqlite3.Connection) -> StopList:
    """Return whom the reader asked to forget."""
    keys = frozenset(row[0] for row in connection.execute("SELECT person FROM main.forgotten"))
    named = [key.removeprefix("name:") for key in keys if key.startswith("name:")]
    query = "SELECT count(*) FROM cache.people WHERE name_key = ? AND account <> ''"
    names = [name for name in named if connection.execute(query, (name,)).fetchone()[0] < 2]
    return StopList(keys, frozenset(names))


def forget(connection: sqlite3.Connection, person: PersonKey, keys: Mapping[str, dt.datetime]) -> None:
    """Remove all that is kept about a person under any key, and put the keys on the stop-list."""
    rows = [(key,) for key in keys]
    for table in ("links", "candidates", "replies", "levels", "proofs"):
        connection.executemany(f"DELETE FROM cache.{table} WHERE person = ?", rows)
    connection.executemany("DELETE FROM cache.records WHERE key = ?", rows)
    for table in ("follows", "identities", "verdicts", "claims", "person_notes", "not_to_invite"):
        connection.executemany(f"DELETE FROM main.{table} WHERE person = ?", rows)
    # Steps that would bring something back about the person can no longer be undone.
    connection.executemany(
        """DELETE FROM main.acts WHERE id IN (SELECT act FROM main.act_rows
           WHERE row_key = :key OR substr(row_key, 1, length(:key) + 1) = :key || ' ')""",
        [{"key": key} for key in keys],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO main.forgotten (person, forgotten_at) VALUES (?, ?)",
        [(key, time_text(at)) for key, at in keys.items()],
    )
