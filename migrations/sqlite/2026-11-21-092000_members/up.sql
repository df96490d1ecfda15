-- Members: facts, the registry as it stands, and what each import did.
CREATE TABLE member_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX member_facts_seq ON member_facts (seq);
CREATE INDEX member_facts_subject ON member_facts (subject_id, id);
CREATE TRIGGER member_facts_no_update BEFORE UPDATE ON member_facts BEGIN SELECT RAISE(ABORT, 'C10: member_facts holds facts'); END;
CREATE TRIGGER member_facts_no_delete BEFORE DELETE ON member_facts BEGIN SELECT RAISE(ABORT, 'C10: member_facts holds facts'); END;

CREATE TABLE members (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    search_name TEXT NOT NULL,
    national_id_index TEXT NOT NULL,
    division TEXT NOT NULL,
    joined_on DATE NOT NULL,
    left_on DATE,
    details TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL
);
CREATE UNIQUE INDEX members_number_key ON members (number_key);
CREATE UNIQUE INDEX members_national_id_index ON members (national_id_index);
CREATE INDEX members_number ON members (number);
CREATE INDEX members_sort_key ON members (sort_key, id);
CREATE INDEX members_search_name ON members (search_name);
CREATE INDEX members_division ON members (division, number_key);

CREATE TABLE member_import_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX member_import_facts_seq ON member_import_facts (seq);
CREATE INDEX member_import_facts_subject ON member_import_facts (subject_id, id);
CREATE TRIGGER member_import_facts_no_update BEFORE UPDATE ON member_import_facts BEGIN SELECT RAISE(ABORT, 'C10: member_import_facts holds facts'); END;
CREATE TRIGGER member_import_facts_no_delete BEFORE DELETE ON member_import_facts BEGIN SELECT RAISE(ABORT, 'C10: member_import_facts holds facts'); END;
