"""The migrations of arxiv.db, which holds papers by the million: what arXiv itself tells of each, and nothing else.

It lies beside the cache and is made by the first import, so that a cache without it opens as fast as ever and loses
nothing when the file is deleted.
"""

from __future__ import annotations

from tuiread.tables.schema import Schema

ARCHIVE = Schema(
    name="archive",
    application_id=int.from_bytes(b"tuiA"),
    migrations=(
        (
            """CREATE TABLE papers (
                place INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                title TEXT NOT NULL,
                authors TEXT NOT NULL,
                categories TEXT NOT NULL,
                version INTEGER,
                revised_day INTEGER,
                doi TEXT,
                journal_ref TEXT,
                arxiv_comment TEXT,
                abstract BLOB
            )""",
            """CREATE VIRTUAL TABLE words USING fts5 (
                said, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 2'
            )""",
            """CREATE VIRTUAL TABLE names USING fts5 (
                said, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 2'
            )""",
            # Papers come by the thousand: with a larger table in memory, fewer pieces are merged on the disk.
            "INSERT INTO words (words, rank) VALUES ('hashsize', 67108864)",
            "INSERT INTO names (names, rank) VALUES ('hashsize', 16777216)",
            """CREATE TABLE vocabulary (
                term TEXT PRIMARY KEY,
                paper_count INTEGER NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE beginnings (
                letters TEXT PRIMARY KEY,
                terms TEXT NOT NULL
            ) WITHOUT ROWID""",
            """CREATE TABLE dictionaries (
                number INTEGER PRIMARY KEY,
                dictionary BLOB NOT NULL
            )""",
            # Counting millions of rows takes seconds.
            "CREATE TABLE totals (paper_count INTEGER NOT NULL)",
            "INSERT INTO totals (paper_count) VALUES (0)",
            """CREATE TABLE imports (
                source TEXT PRIMARY KEY,
                state TEXT NOT NULL,
                changed_at TEXT NOT NULL
            ) WITHOUT ROWID""",
        ),
    ),
)
