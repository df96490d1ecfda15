-- What two persons counted in our hands after the take-over, beside what the registers said (C3).
CREATE TABLE first_count_facts (
    id INTEGER NOT NULL PRIMARY KEY,
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
CREATE TRIGGER first_count_facts_no_update BEFORE UPDATE ON first_count_facts BEGIN SELECT RAISE(ABORT, 'C10: first_count_facts holds facts'); END;
CREATE TRIGGER first_count_facts_no_delete BEFORE DELETE ON first_count_facts BEGIN SELECT RAISE(ABORT, 'C10: first_count_facts holds facts'); END;

CREATE TABLE first_counts (
    id INTEGER NOT NULL PRIMARY KEY,
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
