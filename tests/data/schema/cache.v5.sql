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
            , categories TEXT, revised_at TEXT, notice TEXT);
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
            , version INTEGER, doi TEXT, journal_ref TEXT, arxiv_comment TEXT);
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
                origin TEXT NOT NULL, told_at TEXT NOT NULL DEFAULT '2026-08-21T00:00:00+00:00',
                PRIMARY KEY (name_key, title)
            ) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
                title, authors, abstract, content = '', tokenize = 'unicode61 remove_diacritics 2'
            );
CREATE TABLE people (
                id INTEGER PRIMARY KEY,
                name_key TEXT NOT NULL,
                account TEXT NOT NULL,
                name TEXT NOT NULL,
                paper_count INTEGER NOT NULL,
                UNIQUE (name_key, account)
            );
CREATE INDEX people_by_count ON people (paper_count DESC, name_key, account, name);
CREATE INDEX people_by_account ON people (account, name_key) WHERE account <> '';
CREATE VIRTUAL TABLE people_words USING fts5 (
                name_key, content = '', detail = none, prefix = '1 2 3',
                tokenize = 'unicode61 remove_diacritics 2'
            );
CREATE TABLE records (
                key TEXT PRIMARY KEY,
                source TEXT NOT NULL,
                name_key TEXT NOT NULL,
                record TEXT NOT NULL,
                fetched_at TEXT NOT NULL,
                works_fetched_at TEXT,
                works_total INTEGER
            ) WITHOUT ROWID;
CREATE TABLE record_works (
                record TEXT NOT NULL REFERENCES records (key) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                title TEXT NOT NULL,
                title_key TEXT NOT NULL,
                year INTEGER,
                published_on TEXT,
                kind TEXT NOT NULL,
                venue TEXT,
                doi TEXT,
                paper_id TEXT,
                authors TEXT NOT NULL,
                author_count INTEGER NOT NULL,
                rors TEXT,
                PRIMARY KEY (record, place)
            ) WITHOUT ROWID;
CREATE INDEX record_works_by_paper ON record_works (paper_id, record) WHERE paper_id IS NOT NULL;
CREATE TABLE record_abstracts (
                record TEXT NOT NULL,
                place INTEGER NOT NULL,
                abstract TEXT NOT NULL,
                PRIMARY KEY (record, place),
                FOREIGN KEY (record, place) REFERENCES record_works (record, place) ON DELETE CASCADE
            ) WITHOUT ROWID;
CREATE TABLE joint_counts (
                record TEXT NOT NULL REFERENCES records (key) ON DELETE CASCADE,
                place INTEGER NOT NULL,
                other TEXT,
                name TEXT NOT NULL,
                joint_count INTEGER NOT NULL,
                PRIMARY KEY (record, place)
            ) WITHOUT ROWID;
CREATE TABLE links (
                person TEXT NOT NULL,
                record TEXT NOT NULL REFERENCES records (key) ON DELETE CASCADE,
                how TEXT NOT NULL,
                common_count INTEGER NOT NULL,
                smaller_count INTEGER NOT NULL,
                PRIMARY KEY (person, record)
            ) WITHOUT ROWID;
CREATE INDEX links_by_record ON links (record, person);
CREATE TABLE candidates (
                person TEXT NOT NULL,
                record TEXT NOT NULL REFERENCES records (key) ON DELETE CASCADE,
                common_count INTEGER NOT NULL,
                smaller_count INTEGER NOT NULL,
                PRIMARY KEY (person, record)
            ) WITHOUT ROWID;
CREATE TABLE replies (
                person TEXT NOT NULL,
                source TEXT NOT NULL,
                reply TEXT NOT NULL,
                asked_at TEXT NOT NULL,
                sentence TEXT NOT NULL,
                PRIMARY KEY (person, source)
            ) WITHOUT ROWID;
CREATE TABLE levels (
                person TEXT PRIMARY KEY,
                level INTEGER NOT NULL,
                as_of TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE proofs (
                person TEXT NOT NULL,
                kind TEXT NOT NULL,
                url TEXT NOT NULL,
                proof TEXT NOT NULL,
                tried_at TEXT NOT NULL,
                PRIMARY KEY (person, kind, url)
            ) WITHOUT ROWID;
CREATE TABLE notices (
                paper_id TEXT NOT NULL,
                place INTEGER NOT NULL,
                notice TEXT NOT NULL,
                PRIMARY KEY (paper_id, place)
            ) WITHOUT ROWID;
CREATE TABLE notice_checks (
                paper_id TEXT PRIMARY KEY,
                asked_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE budgets (
                source TEXT NOT NULL,
                day TEXT NOT NULL,
                used_count INTEGER NOT NULL,
                call_limit INTEGER NOT NULL,
                PRIMARY KEY (source, day)
            ) WITHOUT ROWID;
CREATE TABLE section_replies (
                paper_id TEXT NOT NULL,
                section TEXT NOT NULL,
                source TEXT NOT NULL,
                reply TEXT NOT NULL,
                asked_at TEXT NOT NULL,
                answered_at TEXT,
                item_count INTEGER NOT NULL,
                total_count INTEGER,
                sentence TEXT NOT NULL,
                answer TEXT,
                PRIMARY KEY (paper_id, section, source)
            );
CREATE TABLE citations (
                paper_id TEXT NOT NULL,
                relation TEXT NOT NULL,
                place INTEGER NOT NULL,
                title TEXT NOT NULL,
                year INTEGER,
                first_authors TEXT,
                author_count INTEGER NOT NULL,
                other_id TEXT,
                doi TEXT,
                sources TEXT NOT NULL,
                PRIMARY KEY (paper_id, relation, place)
            ) WITHOUT ROWID;
CREATE INDEX papers_by_topic ON papers (categories, published_at, id) WHERE categories IS NOT NULL;
CREATE INDEX details_by_keyword ON details (keywords, paper) WHERE keywords IS NOT NULL;
CREATE INDEX citations_by_other ON citations (other_id, relation, paper_id) WHERE other_id IS NOT NULL;
CREATE TABLE team_changes (number INTEGER PRIMARY KEY AUTOINCREMENT, paper INTEGER NOT NULL);
CREATE TABLE team_log (cache_id TEXT NOT NULL, dropped_number INTEGER NOT NULL);
CREATE TRIGGER team_came AFTER INSERT ON bylines WHEN new.position = 0 BEGIN
                INSERT INTO team_changes (paper) VALUES (new.paper);
            END;
CREATE TRIGGER team_went AFTER DELETE ON bylines WHEN old.position = 0 BEGIN
                INSERT INTO team_changes (paper) VALUES (old.paper);
            END;
CREATE TRIGGER team_dated AFTER UPDATE OF published_at ON papers
            WHEN old.published_at IS NOT new.published_at BEGIN
                INSERT INTO team_changes (paper) VALUES (new.key);
            END;
CREATE TRIGGER account_came AFTER INSERT ON people WHEN new.account <> '' BEGIN
                INSERT INTO team_changes (paper) SELECT DISTINCT paper FROM bylines WHERE account = new.account;
                INSERT INTO team_changes (paper)
                SELECT DISTINCT paper FROM bylines WHERE name_key = new.name_key AND account IS NULL;
            END;
CREATE TRIGGER account_went AFTER DELETE ON people WHEN old.account <> '' BEGIN
                INSERT INTO team_changes (paper) SELECT DISTINCT paper FROM bylines WHERE account = old.account;
                INSERT INTO team_changes (paper)
                SELECT DISTINCT paper FROM bylines WHERE account IS NULL AND name_key IN (
                    SELECT old.name_key UNION SELECT name_key FROM people WHERE account = old.account);
            END;
CREATE INDEX citations_by_doi ON citations (doi, relation, paper_id) WHERE doi IS NOT NULL;
CREATE INDEX citations_by_title ON citations (lower(title), relation, paper_id);
