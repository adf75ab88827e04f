CREATE TABLE papers (
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
            );
CREATE TABLE details (
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
            );
CREATE TABLE bylines (
                paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                name_key TEXT NOT NULL,
                account TEXT,
                hf_user TEXT,
                hf_status TEXT,
                is_hidden INTEGER NOT NULL,
                PRIMARY KEY (paper, position)
            ) WITHOUT ROWID;
CREATE INDEX bylines_by_name ON bylines (name_key, account, name, paper, is_hidden);
CREATE INDEX bylines_by_account ON bylines (account, name_key, name, paper, is_hidden)
               WHERE account IS NOT NULL;
CREATE TABLE facts (
                paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
                source TEXT NOT NULL,
                what TEXT NOT NULL,
                fetched_at TEXT NOT NULL,
                url TEXT,
                PRIMARY KEY (paper, source, what)
            ) WITHOUT ROWID;
CREATE INDEX facts_of_starter ON facts (paper) WHERE source = 'starter';
CREATE TABLE editions (
                day TEXT PRIMARY KEY,
                source TEXT NOT NULL,
                fetched_at TEXT NOT NULL,
                paper_count INTEGER NOT NULL,
                skipped_count INTEGER NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE edition_papers (
                day TEXT NOT NULL,
                paper INTEGER NOT NULL REFERENCES papers (key) ON DELETE CASCADE,
                position INTEGER NOT NULL,
                upvotes INTEGER NOT NULL,
                comment_count INTEGER,
                submitter_user TEXT,
                submitter_name TEXT,
                submitter_avatar TEXT,
                PRIMARY KEY (day, paper)
            ) WITHOUT ROWID;
CREATE INDEX edition_papers_by_paper ON edition_papers (paper);
CREATE TABLE failures (
                day TEXT PRIMARY KEY,
                failed_at TEXT NOT NULL,
                error TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE works (
                name_key TEXT NOT NULL,
                name TEXT NOT NULL,
                title TEXT NOT NULL,
                year INTEGER,
                kind TEXT NOT NULL,
                source TEXT NOT NULL,
                origin TEXT NOT NULL,
                PRIMARY KEY (name_key, title)
            ) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
                title, authors, abstract, content = '', tokenize = 'unicode61 remove_diacritics 2'
            );
