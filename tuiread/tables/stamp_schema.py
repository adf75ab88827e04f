"""The triggers of library.db that note for every row of the reader when it last changed, and whether it is gone.

    INSERT, UPDATE, DELETE on a reader's table ──trigger──> library_clock + 1 ──> row_changes (table, key)

Triggers, because then no writer can forget it: an act, its undo, a place kept while reading, somebody forgotten, a
later tuiread.  A row's stamp changes only with what the reader said in it; what a source told in a snapshot, or when a
text was asked for in vain, is no news to another machine.  Released migrations run these statements, so that a table
stays as it is written here; a later shape of it is one more `Stamped`.  Not here: reading stamps (changes).
"""

from __future__ import annotations

from msgspec import Struct

from tuiread.tables.schema import Migration


class Stamped(Struct, frozen=True):
    """One table whose rows are stamped."""

    table: str
    key: str
    """Its one key column."""
    said: tuple[str, ...]
    """The columns that hold what the reader said."""
    since: str | None = None
    """The column with the time of rows that are older than the stamps; None where they have none."""
    only: str = "1"
    """Which rows say anything at all, as a condition on the columns of ``{row}``."""


FIRST_STAMPED = (
    Stamped("saves", "paper_id", ("saved_at",), "saved_at"),
    Stamped("reads", "paper_id", ("read_at",), "read_at"),
    Stamped(
        "follows", "person", ("name", "name_key", "account", "followed_at", "is_muted"), "followed_at"
    ),
    Stamped("feeds", "feed", ("kind", "value", "followed_at"), "followed_at"),
    Stamped("identities", "answer", ("is_same", "answered_at"), "answered_at"),
    Stamped("verdicts", "answer", ("is_same", "answered_at"), "answered_at"),
    Stamped("claims", "person", ("name", "nonce", "claimed_at"), "claimed_at"),
    Stamped("person_notes", "person", ("name", "note", "written_at"), "written_at"),
    Stamped("not_to_invite", "person", ("name", "marked_at"), "marked_at"),
    Stamped("forgotten", "person", ("forgotten_at",), "forgotten_at"),
    Stamped("marks", "mark", ("place", "snippet")),
    Stamped("place_notes", "note", ("place", "snippet", "words", "written_at"), "written_at"),
    Stamped("places", "paper_id", ("place", "kept_at"), "kept_at"),
    Stamped("text_wishes", "paper_id", ("is_wanted",), only="NOT {row}.is_wanted"),
    Stamped("paper_tags", "tagging", ("tag", "tagged_at"), "tagged_at"),
    Stamped("paper_notes", "paper_id", ("note", "written_at"), "written_at"),
    Stamped("queue", "paper_id", ("place", "queued_at"), "queued_at"),
)  # fmt: skip
"""The tables that there were when stamps began."""

TASTE_STAMPED = (
    Stamped("hides", "paper_id", ("hidden_at",)),
    Stamped("silenced", "reason", ("silenced_at",)),
)
"""What teaches the for-you order, beside saves and reads."""

KEY_STAMPED = (Stamped("cite_keys", "paper_id", ("cite_key", "named_at"), "named_at"),)
"""The cite keys that the reader gave to papers."""

STAMPED = (*FIRST_STAMPED, *TASTE_STAMPED, *KEY_STAMPED)
"""Every table of the reader in library.db; texts and figures can be fetched again, and steps belong to one machine."""


def stamp_statements(stamped: Stamped) -> Migration:
    """Return what makes a table stamp its rows, and gives a first stamp to those that are there."""
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in stamped.said)
    told = stamped.only.format(row="new")
    return (
        _trigger(stamped, "insert", "new", told, is_gone=0),
        _trigger(stamped, "update", "new", changed, is_gone=0),
        _trigger(stamped, "delete", "old", "1", is_gone=1),
        _first_stamps(stamped),
    )


def _trigger(stamped: Stamped, event: str, row: str, condition: str, *, is_gone: int) -> str:
    # Replacing takes the old row away by the statement's own policy, which an INSERT in a trigger would inherit.
    return f"""CREATE TRIGGER {stamped.table}_{event} AFTER {event.upper()} ON {stamped.table} WHEN {condition} BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = '{stamped.table}' AND row_key = {row}.{stamped.key};
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT '{stamped.table}', {row}.{stamped.key}, stamp, origin, {is_gone} FROM library_clock;
            END"""


def _first_stamps(stamped: Stamped) -> str:
    at = f"CAST(strftime('%s', {stamped.since}) AS INTEGER) * 1000000" if stamped.since else "0"
    return f"""INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
            SELECT '{stamped.table}', {stamped.key}, coalesce({at}, 0), (SELECT origin FROM library_clock), 0
            FROM {stamped.table} WHERE {stamped.only.format(row=stamped.table)}"""
