-- What proves these books: the fingerprints of their keys, restores that somebody accepted, the last anchor of each server.
CREATE TABLE key_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX key_facts_seq ON key_facts (seq);
CREATE INDEX key_facts_subject ON key_facts (subject_id, id);
CREATE TRIGGER key_facts_no_update BEFORE UPDATE ON key_facts BEGIN SELECT RAISE(ABORT, 'C10: key_facts holds facts'); END;
CREATE TRIGGER key_facts_no_delete BEFORE DELETE ON key_facts BEGIN SELECT RAISE(ABORT, 'C10: key_facts holds facts'); END;

CREATE TABLE restore_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX restore_facts_seq ON restore_facts (seq);
CREATE INDEX restore_facts_subject ON restore_facts (subject_id, id);
CREATE TRIGGER restore_facts_no_update BEFORE UPDATE ON restore_facts BEGIN SELECT RAISE(ABORT, 'C10: restore_facts holds facts'); END;
CREATE TRIGGER restore_facts_no_delete BEFORE DELETE ON restore_facts BEGIN SELECT RAISE(ABORT, 'C10: restore_facts holds facts'); END;

CREATE TABLE anchor_marks (
    server TEXT NOT NULL PRIMARY KEY,
    no BIGINT NOT NULL,
    mac TEXT NOT NULL
);
