"""The migrations of library.db, which holds what only the reader knows."""

from __future__ import annotations

from tuiread.tables.schema import Schema
from tuiread.tables.stamp_schema import FIRST_STAMPED, KEY_STAMPED, TASTE_STAMPED, stamp_statements

LIBRARY = Schema(
    name="library",
    application_id=int.from_bytes(b"tuiL"),
    migrations=(
        (
            """CREATE TABLE saves (
                paper_id TEXT PRIMARY KEY,
                saved_at TEXT NOT NULL,
                snapshot TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE reads (
                paper_id TEXT PRIMARY KEY,
                read_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE follows (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                account TEXT,
                followed_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE acts (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at TEXT NOT NULL,
                label TEXT NOT NULL
            )""",
            """CREATE TABLE act_rows (
                act INTEGER NOT NULL REFERENCES acts (id) ON DELETE CASCADE,
                table_name TEXT NOT NULL,
                row_key TEXT NOT NULL,
                before TEXT,
                PRIMARY KEY (act, table_name, row_key)
            ) WITHOUT ROWID""",
        ),
        (
            "ALTER TABLE follows ADD COLUMN is_muted INTEGER NOT NULL DEFAULT 0",
            """CREATE TABLE feeds (
                feed TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                value TEXT NOT NULL,
                followed_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE identities (
                answer TEXT PRIMARY KEY,
                person TEXT NOT NULL,
                record TEXT NOT NULL,
                is_same INTEGER NOT NULL,
                answered_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            "CREATE INDEX identities_by_person ON identities (person, record, is_same)",
            """CREATE TABLE verdicts (
                answer TEXT PRIMARY KEY,
                person TEXT NOT NULL,
                paper_id TEXT NOT NULL,
                is_same INTEGER NOT NULL,
                answered_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            "CREATE INDEX verdicts_by_person ON verdicts (person, paper_id, is_same)",
            """CREATE TABLE claims (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                nonce TEXT NOT NULL,
                claimed_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE person_notes (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                note TEXT NOT NULL,
                written_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE not_to_invite (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                marked_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE forgotten (
                person TEXT PRIMARY KEY,
                forgotten_at TEXT NOT NULL
            ) WITHOUT ROWID""",
        ),
        (
            """CREATE TABLE texts (
                paper_id TEXT NOT NULL,
                version INTEGER NOT NULL,
                source TEXT NOT NULL,
                url TEXT NOT NULL,
                fetched_at TEXT NOT NULL,
                letters INTEGER NOT NULL,
                digest TEXT NOT NULL,
                asked_version INTEGER NOT NULL,
                document BLOB NOT NULL,
                words BLOB NOT NULL,
                PRIMARY KEY (paper_id, version)
            ) WITHOUT ROWID""",
            """CREATE TABLE figures (
                paper_id TEXT NOT NULL,
                url TEXT NOT NULL,
                image BLOB NOT NULL,
                PRIMARY KEY (paper_id, url)
            )""",
            """CREATE TABLE text_wishes (
                paper_id TEXT PRIMARY KEY,
                is_wanted INTEGER NOT NULL,
                tried_at TEXT,
                sentence TEXT
            ) WITHOUT ROWID""",
            """CREATE TABLE places (
                paper_id TEXT PRIMARY KEY,
                place TEXT NOT NULL,
                kept_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE marks (
                mark TEXT PRIMARY KEY,
                paper_id TEXT NOT NULL,
                letter TEXT NOT NULL,
                place TEXT NOT NULL,
                snippet TEXT NOT NULL
            ) WITHOUT ROWID""",
            "CREATE INDEX marks_by_paper ON marks (paper_id)",
            """CREATE TABLE place_notes (
                note TEXT PRIMARY KEY,
                paper_id TEXT NOT NULL,
                place TEXT NOT NULL,
                snippet TEXT NOT NULL,
                words TEXT NOT NULL,
                written_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            "CREATE INDEX place_notes_by_paper ON place_notes (paper_id)",
        ),
        (
            """CREATE TABLE paper_tags (
                tagging TEXT PRIMARY KEY,
                paper_id TEXT NOT NULL,
                tag_key TEXT NOT NULL,
                tag TEXT NOT NULL,
                tagged_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            "CREATE INDEX paper_tags_by_paper ON paper_tags (paper_id, tag_key)",
            "CREATE INDEX paper_tags_by_tag ON paper_tags (tag_key, paper_id)",
            """CREATE TABLE paper_notes (
                paper_id TEXT PRIMARY KEY,
                note TEXT NOT NULL,
                written_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE queue (
                paper_id TEXT PRIMARY KEY,
                place INTEGER NOT NULL,
                queued_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE library_clock (
                origin TEXT NOT NULL,
                stamp INTEGER NOT NULL
            )""",
            """CREATE TABLE row_changes (
                table_name TEXT NOT NULL,
                row_key TEXT NOT NULL,
                changed_at INTEGER NOT NULL,
                origin TEXT NOT NULL,
                is_gone INTEGER NOT NULL,
                PRIMARY KEY (table_name, row_key)
            ) WITHOUT ROWID""",
            "INSERT INTO library_clock (origin, stamp) VALUES (lower(hex(randomblob(8))), 0)",
            *(statement for stamped in FIRST_STAMPED for statement in stamp_statements(stamped)),
            "UPDATE library_clock SET stamp = (SELECT coalesce(max(changed_at), 0) FROM row_changes)",
        ),
        (
            """CREATE TABLE hides (
                paper_id TEXT PRIMARY KEY,
                hidden_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE silenced (
                reason TEXT PRIMARY KEY,
                silenced_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE visits (
                day TEXT PRIMARY KEY
            ) WITHOUT ROWID""",
            *(statement for stamped in TASTE_STAMPED for statement in stamp_statements(stamped)),
        ),
        (
            """CREATE TABLE cite_keys (
                paper_id TEXT PRIMARY KEY,
                cite_key TEXT NOT NULL,
                named_at TEXT NOT NULL
            ) WITHOUT ROWID""",
            *(statement for stamped in KEY_STAMPED for statement in stamp_statements(stamped)),
        ),
    ),
)
