-- What each start found in the bylaws, and who accepted that values which had begun are others now (R0).
CREATE TABLE bylaws_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX bylaws_facts_seq ON bylaws_facts (seq);
CREATE INDEX bylaws_facts_subject ON bylaws_facts (subject_id, id);
CREATE TRIGGER bylaws_facts_no_change BEFORE UPDATE OR DELETE ON bylaws_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bylaws_facts_no_truncate BEFORE TRUNCATE ON bylaws_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
