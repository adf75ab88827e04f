"""The two databases as append-only lists of migrations; nothing here runs them (store does).

A migration is a tuple of statements which one transaction applies together with the new ``user_version``.  Released
migrations never change: a later shape is one more entry at the end.
"""

from __future__ import annotations

from msgspec import Struct

Migration = tuple[str, ...]


class Schema(Struct, frozen=True):
    """One database: how to recognise it and how it came to its present shape."""

    name: str
    """The word for it in sentences to the reader."""
    application_id: int
    """SQLite's mark for whose file this is; four letters."""
    migrations: tuple[Migration, ...]

    @property
    def version(self) -> int:
        """The ``user_version`` after all migrations."""
        return len(self.migrations)


CACHE = Schema(
    name="cache",
    application_id=int.from_bytes(b"tuiC"),
    migrations=(
        (
            """CREATE TABLE papers (
                key INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                title TEXT NOT NULL,
                published_at TEXT,
                first_authors TEXT NOT NULL,
                author_count INTEGER NOT NULL,
                upvotes INTEGER NOT NULL,
                comment_count INTEGER,
                organization_user TEXT,
                organization_name TEXT,
                code_url TEXT,
                project_url TEXT,
                is_starter INTEGER NOT NULL
            )""",
            """CREATE TABLE details (
                paper INTEGER PRIMARY KEY REFERENCES papers (key) ON DELETE CASCADE,
                title_raw TEXT,
                abstract TEXT,
                abstract_raw TEXT,
                summary TEXT,
                ai_summary TEXT,
                ai_summary_model TEXT,
                keywords TEXT,
                organization_avatar TEXT,
                code_added_by TEXT,
                code_stars INTEGER,
                media_urls TEXT,
                thumbnail_url TEXT,
                is_author_participating INTEGER,
                model_count INTEGER,
                dataset_count INTEGER,
                space_count INTEGER
            )""",
            """CREATE TABLE bylines (
                paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                account TEXT,
                hf_user TEXT,
                hf_status TEXT,
                is_hidden INTEGER NOT NULL,
                PRIMARY KEY (paper, position)
            ) WITHOUT ROWID""",
            "CREATE INDEX bylines_by_name ON bylines (name_key, account, name, paper, is_hidden)",
            """CREATE INDEX bylines_by_account ON bylines (account, name_key, name, paper, is_hidden)
               WHERE account IS NOT NULL""",
            """CREATE TABLE facts (
                paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
                source TEXT NOT NULL,
                what TEXT NOT NULL,
                fetched_at TEXT NOT NULL,
                url TEXT,
                PRIMARY KEY (paper, source, what)
            ) WITHOUT ROWID""",
            "CREATE INDEX facts_of_starter ON facts (paper) WHERE source = 'starter'",
            """CREATE TABLE editions (
                day TEXT PRIMARY KEY,
                source TEXT NOT NULL,
                fetched_at TEXT NOT NULL,
                paper_count INTEGER NOT NULL,
                skipped_count INTEGER NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE edition_papers (
                day TEXT NOT NULL,
                paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                upvotes INTEGER NOT NULL,
                comment_count INTEGER,
                submitter_user TEXT,
                submitter_name TEXT,
                submitter_avatar TEXT,
                PRIMARY KEY (day, paper)
            ) WITHOUT ROWID""",
            "CREATE INDEX edition_papers_by_paper ON edition_papers (paper)",
            """CREATE TABLE failures (
                day TEXT PRIMARY KEY,
                failed_at TEXT NOT NULL,
                error TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE works (
                name_key TEXT NOT NULL,
                name TEXT NOT NULL,
                title TEXT NOT NULL,
                year INTEGER,
                kind TEXT NOT NULL,
                source TEXT NOT NULL,
                origin TEXT NOT NULL,
                PRIMARY KEY (name_key, title)
            ) WITHOUT ROWID""",
            """CREATE VIRTUAL TABLE words USING fts5 (
                title, authors, abstract, content = '', tokenize = 'unicode61 remove_diacritics 2'
            )""",
        ),
    ),
)

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
    ),
)
