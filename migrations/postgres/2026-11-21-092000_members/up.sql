-- Members: facts, the registry as it stands, and what each import did.
-- COLLATE "C": names and numbers sort by their bytes, as on SQLite; the keys are made for that.
CREATE TABLE member_facts (
    id BIGINT NOT NULL PRIMARY KEY,
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
CREATE TRIGGER member_facts_no_change BEFORE UPDATE OR DELETE ON member_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER member_facts_no_truncate BEFORE TRUNCATE ON member_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE members (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    number_key TEXT COLLATE "C" NOT NULL,
    sort_key TEXT COLLATE "C" NOT NULL,
    search_name TEXT COLLATE "C" NOT NULL,
    national_id_index TEXT NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
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
    id BIGINT NOT NULL PRIMARY KEY,
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
CREATE TRIGGER member_import_facts_no_change BEFORE UPDATE OR DELETE ON member_import_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER member_import_facts_no_truncate BEFORE TRUNCATE ON member_import_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
