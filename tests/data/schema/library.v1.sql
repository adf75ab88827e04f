CREATE TABLE saves (
                paper_id TEXT PRIMARY KEY,
                saved_at TEXT NOT NULL,
                snapshot TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE reads (
                paper_id TEXT PRIMARY KEY,
                read_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE follows (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                account TEXT,
                followed_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE acts (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at TEXT NOT NULL,
                label TEXT NOT NULL
            );
CREATE TABLE act_rows (
                act INTEGER NOT NULL REFERENCES acts (id) ON DELETE CASCADE,
                table_name TEXT NOT NULL,
                row_key TEXT NOT NULL,
                before TEXT,
                PRIMARY KEY (act, table_name, row_key)
            ) WITHOUT ROWID;
