-- What two persons counted in our hands after the take-over, beside what the registers said (C3).
CREATE TABLE first_count_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX first_count_facts_seq ON first_count_facts (seq);
CREATE INDEX first_count_facts_subject ON first_count_facts (subject_id, id);
CREATE TRIGGER first_count_facts_no_change BEFORE UPDATE OR DELETE ON first_count_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER first_count_facts_no_truncate BEFORE TRUNCATE ON first_count_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE first_counts (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    counted_on DATE NOT NULL,
    cards BIGINT NOT NULL,
    envelopes BIGINT NOT NULL,
    register_cards BIGINT NOT NULL,
    register_envelopes BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    with_person_id BIGINT NOT NULL,
    note TEXT NOT NULL
);
