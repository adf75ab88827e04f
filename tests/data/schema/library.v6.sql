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
            , is_muted INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
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
CREATE TABLE feeds (
                feed TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                value TEXT NOT NULL,
                followed_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE identities (
                answer TEXT PRIMARY KEY,
                person TEXT NOT NULL,
                record TEXT NOT NULL,
                is_same INTEGER NOT NULL,
                answered_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE INDEX identities_by_person ON identities (person, record, is_same);
CREATE TABLE verdicts (
                answer TEXT PRIMARY KEY,
                person TEXT NOT NULL,
                paper_id TEXT NOT NULL,
                is_same INTEGER NOT NULL,
                answered_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE INDEX verdicts_by_person ON verdicts (person, paper_id, is_same);
CREATE TABLE claims (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                nonce TEXT NOT NULL,
                claimed_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE person_notes (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                note TEXT NOT NULL,
                written_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE not_to_invite (
                person TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                marked_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE forgotten (
                person TEXT PRIMARY KEY,
                forgotten_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE texts (
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
            ) WITHOUT ROWID;
CREATE TABLE figures (
                paper_id TEXT NOT NULL,
                url TEXT NOT NULL,
                image BLOB NOT NULL,
                PRIMARY KEY (paper_id, url)
            );
CREATE TABLE text_wishes (
                paper_id TEXT PRIMARY KEY,
                is_wanted INTEGER NOT NULL,
                tried_at TEXT,
                sentence TEXT
            ) WITHOUT ROWID;
CREATE TABLE places (
                paper_id TEXT PRIMARY KEY,
                place TEXT NOT NULL,
                kept_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE marks (
                mark TEXT PRIMARY KEY,
                paper_id TEXT NOT NULL,
                letter TEXT NOT NULL,
                place TEXT NOT NULL,
                snippet TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE INDEX marks_by_paper ON marks (paper_id);
CREATE TABLE place_notes (
                note TEXT PRIMARY KEY,
                paper_id TEXT NOT NULL,
                place TEXT NOT NULL,
                snippet TEXT NOT NULL,
                words TEXT NOT NULL,
                written_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE INDEX place_notes_by_paper ON place_notes (paper_id);
CREATE TABLE paper_tags (
                tagging TEXT PRIMARY KEY,
                paper_id TEXT NOT NULL,
                tag_key TEXT NOT NULL,
                tag TEXT NOT NULL,
                tagged_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE INDEX paper_tags_by_paper ON paper_tags (paper_id, tag_key);
CREATE INDEX paper_tags_by_tag ON paper_tags (tag_key, paper_id);
CREATE TABLE paper_notes (
                paper_id TEXT PRIMARY KEY,
                note TEXT NOT NULL,
                written_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE queue (
                paper_id TEXT PRIMARY KEY,
                place INTEGER NOT NULL,
                queued_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE library_clock (
                origin TEXT NOT NULL,
                stamp INTEGER NOT NULL
            );
CREATE TABLE row_changes (
                table_name TEXT NOT NULL,
                row_key TEXT NOT NULL,
                changed_at INTEGER NOT NULL,
                origin TEXT NOT NULL,
                is_gone INTEGER NOT NULL,
                PRIMARY KEY (table_name, row_key)
            ) WITHOUT ROWID;
CREATE TRIGGER saves_insert AFTER INSERT ON saves WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'saves' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'saves', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER saves_update AFTER UPDATE ON saves WHEN old.saved_at IS NOT new.saved_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'saves' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'saves', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER saves_delete AFTER DELETE ON saves WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'saves' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'saves', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER reads_insert AFTER INSERT ON reads WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'reads' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'reads', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER reads_update AFTER UPDATE ON reads WHEN old.read_at IS NOT new.read_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'reads' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'reads', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER reads_delete AFTER DELETE ON reads WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'reads' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'reads', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER follows_insert AFTER INSERT ON follows WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'follows' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'follows', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER follows_update AFTER UPDATE ON follows WHEN old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.account IS NOT new.account OR old.followed_at IS NOT new.followed_at OR old.is_muted IS NOT new.is_muted BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'follows' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'follows', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER follows_delete AFTER DELETE ON follows WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'follows' AND row_key = old.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'follows', old.person, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER feeds_insert AFTER INSERT ON feeds WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'feeds' AND row_key = new.feed;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'feeds', new.feed, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER feeds_update AFTER UPDATE ON feeds WHEN old.kind IS NOT new.kind OR old.value IS NOT new.value OR old.followed_at IS NOT new.followed_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'feeds' AND row_key = new.feed;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'feeds', new.feed, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER feeds_delete AFTER DELETE ON feeds WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'feeds' AND row_key = old.feed;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'feeds', old.feed, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER identities_insert AFTER INSERT ON identities WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'identities' AND row_key = new.answer;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'identities', new.answer, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER identities_update AFTER UPDATE ON identities WHEN old.is_same IS NOT new.is_same OR old.answered_at IS NOT new.answered_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'identities' AND row_key = new.answer;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'identities', new.answer, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER identities_delete AFTER DELETE ON identities WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'identities' AND row_key = old.answer;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'identities', old.answer, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER verdicts_insert AFTER INSERT ON verdicts WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'verdicts' AND row_key = new.answer;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'verdicts', new.answer, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER verdicts_update AFTER UPDATE ON verdicts WHEN old.is_same IS NOT new.is_same OR old.answered_at IS NOT new.answered_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'verdicts' AND row_key = new.answer;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'verdicts', new.answer, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER verdicts_delete AFTER DELETE ON verdicts WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'verdicts' AND row_key = old.answer;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'verdicts', old.answer, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER claims_insert AFTER INSERT ON claims WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'claims' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'claims', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER claims_update AFTER UPDATE ON claims WHEN old.name IS NOT new.name OR old.nonce IS NOT new.nonce OR old.claimed_at IS NOT new.claimed_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'claims' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'claims', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER claims_delete AFTER DELETE ON claims WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'claims' AND row_key = old.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'claims', old.person, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER person_notes_insert AFTER INSERT ON person_notes WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'person_notes' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'person_notes', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER person_notes_update AFTER UPDATE ON person_notes WHEN old.name IS NOT new.name OR old.note IS NOT new.note OR old.written_at IS NOT new.written_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'person_notes' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'person_notes', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER person_notes_delete AFTER DELETE ON person_notes WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'person_notes' AND row_key = old.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'person_notes', old.person, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER not_to_invite_insert AFTER INSERT ON not_to_invite WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'not_to_invite' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'not_to_invite', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER not_to_invite_update AFTER UPDATE ON not_to_invite WHEN old.name IS NOT new.name OR old.marked_at IS NOT new.marked_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'not_to_invite' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'not_to_invite', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER not_to_invite_delete AFTER DELETE ON not_to_invite WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'not_to_invite' AND row_key = old.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'not_to_invite', old.person, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER forgotten_insert AFTER INSERT ON forgotten WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'forgotten' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'forgotten', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER forgotten_update AFTER UPDATE ON forgotten WHEN old.forgotten_at IS NOT new.forgotten_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'forgotten' AND row_key = new.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'forgotten', new.person, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER forgotten_delete AFTER DELETE ON forgotten WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'forgotten' AND row_key = old.person;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'forgotten', old.person, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER marks_insert AFTER INSERT ON marks WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'marks' AND row_key = new.mark;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'marks', new.mark, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER marks_update AFTER UPDATE ON marks WHEN old.place IS NOT new.place OR old.snippet IS NOT new.snippet BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'marks' AND row_key = new.mark;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'marks', new.mark, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER marks_delete AFTER DELETE ON marks WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'marks' AND row_key = old.mark;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'marks', old.mark, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER place_notes_insert AFTER INSERT ON place_notes WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'place_notes' AND row_key = new.note;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'place_notes', new.note, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER place_notes_update AFTER UPDATE ON place_notes WHEN old.place IS NOT new.place OR old.snippet IS NOT new.snippet OR old.words IS NOT new.words OR old.written_at IS NOT new.written_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'place_notes' AND row_key = new.note;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'place_notes', new.note, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER place_notes_delete AFTER DELETE ON place_notes WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'place_notes' AND row_key = old.note;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'place_notes', old.note, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER places_insert AFTER INSERT ON places WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'places' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'places', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER places_update AFTER UPDATE ON places WHEN old.place IS NOT new.place OR old.kept_at IS NOT new.kept_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'places' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'places', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER places_delete AFTER DELETE ON places WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'places' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'places', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER text_wishes_insert AFTER INSERT ON text_wishes WHEN NOT new.is_wanted BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'text_wishes' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'text_wishes', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER text_wishes_update AFTER UPDATE ON text_wishes WHEN old.is_wanted IS NOT new.is_wanted BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'text_wishes' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'text_wishes', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER text_wishes_delete AFTER DELETE ON text_wishes WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'text_wishes' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'text_wishes', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER paper_tags_insert AFTER INSERT ON paper_tags WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'paper_tags' AND row_key = new.tagging;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'paper_tags', new.tagging, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER paper_tags_update AFTER UPDATE ON paper_tags WHEN old.tag IS NOT new.tag OR old.tagged_at IS NOT new.tagged_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'paper_tags' AND row_key = new.tagging;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'paper_tags', new.tagging, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER paper_tags_delete AFTER DELETE ON paper_tags WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'paper_tags' AND row_key = old.tagging;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'paper_tags', old.tagging, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER paper_notes_insert AFTER INSERT ON paper_notes WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'paper_notes' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'paper_notes', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER paper_notes_update AFTER UPDATE ON paper_notes WHEN old.note IS NOT new.note OR old.written_at IS NOT new.written_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'paper_notes' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'paper_notes', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER paper_notes_delete AFTER DELETE ON paper_notes WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'paper_notes' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'paper_notes', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER queue_insert AFTER INSERT ON queue WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'queue' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'queue', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER queue_update AFTER UPDATE ON queue WHEN old.place IS NOT new.place OR old.queued_at IS NOT new.queued_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'queue' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'queue', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER queue_delete AFTER DELETE ON queue WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'queue' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'queue', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
CREATE TABLE hides (
                paper_id TEXT PRIMARY KEY,
                hidden_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE silenced (
                reason TEXT PRIMARY KEY,
                silenced_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TABLE visits (
                day TEXT PRIMARY KEY
            ) WITHOUT ROWID;
CREATE TRIGGER hides_insert AFTER INSERT ON hides WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'hides' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'hides', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER hides_update AFTER UPDATE ON hides WHEN old.hidden_at IS NOT new.hidden_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'hides' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'hides', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER hides_delete AFTER DELETE ON hides WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'hides' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'hides', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
CREATE TRIGGER silenced_insert AFTER INSERT ON silenced WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'silenced' AND row_key = new.reason;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'silenced', new.reason, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER silenced_update AFTER UPDATE ON silenced WHEN old.silenced_at IS NOT new.silenced_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'silenced' AND row_key = new.reason;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'silenced', new.reason, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER silenced_delete AFTER DELETE ON silenced WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'silenced' AND row_key = old.reason;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'silenced', old.reason, stamp, origin, 1 FROM library_clock;
            END;
CREATE TABLE cite_keys (
                paper_id TEXT PRIMARY KEY,
                cite_key TEXT NOT NULL,
                named_at TEXT NOT NULL
            ) WITHOUT ROWID;
CREATE TRIGGER cite_keys_insert AFTER INSERT ON cite_keys WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'cite_keys' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'cite_keys', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER cite_keys_update AFTER UPDATE ON cite_keys WHEN old.cite_key IS NOT new.cite_key OR old.named_at IS NOT new.named_at BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'cite_keys' AND row_key = new.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'cite_keys', new.paper_id, stamp, origin, 0 FROM library_clock;
            END;
CREATE TRIGGER cite_keys_delete AFTER DELETE ON cite_keys WHEN 1 BEGIN
                UPDATE library_clock SET stamp = stamp + 1;
                DELETE FROM row_changes WHERE table_name = 'cite_keys' AND row_key = old.paper_id;
                INSERT INTO row_changes (table_name, row_key, changed_at, origin, is_gone)
                SELECT 'cite_keys', old.paper_id, stamp, origin, 1 FROM library_clock;
            END;
