-- Card applications and bank batches (articles 5 and 6).
CREATE TABLE application_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX application_facts_seq ON application_facts (seq);
CREATE INDEX application_facts_subject ON application_facts (subject_id, id);
CREATE TRIGGER application_facts_no_update BEFORE UPDATE ON application_facts BEGIN SELECT RAISE(ABORT, 'C10: application_facts holds facts'); END;
CREATE TRIGGER application_facts_no_delete BEFORE DELETE ON application_facts BEGIN SELECT RAISE(ABORT, 'C10: application_facts holds facts'); END;

CREATE TABLE batch_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX batch_facts_seq ON batch_facts (seq);
CREATE INDEX batch_facts_subject ON batch_facts (subject_id, id);
CREATE TRIGGER batch_facts_no_update BEFORE UPDATE ON batch_facts BEGIN SELECT RAISE(ABORT, 'C10: batch_facts holds facts'); END;
CREATE TRIGGER batch_facts_no_delete BEFORE DELETE ON batch_facts BEGIN SELECT RAISE(ABORT, 'C10: batch_facts holds facts'); END;

CREATE TABLE applications (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    no TEXT NOT NULL UNIQUE,
    member_id BIGINT NOT NULL,
    issue TEXT NOT NULL,
    cause TEXT,
    state TEXT NOT NULL,
    opened_on DATE NOT NULL,
    place TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    form_signed INTEGER NOT NULL,
    id_copy INTEGER NOT NULL,
    loss_reported_on DATE,
    bank_reference TEXT,
    earlier_card_id BIGINT,
    data_completed_on DATE,
    must_go_by DATE,
    to_bank TEXT,
    batch_id BIGINT,
    bank_charge BIGINT,
    member_owes BIGINT,
    card_id BIGINT
);
CREATE UNIQUE INDEX applications_one_under_way ON applications (member_id) WHERE state IN ('open', 'complete', 'batched');
CREATE INDEX applications_member ON applications (member_id, id);
CREATE INDEX applications_state ON applications (state, id);
CREATE INDEX applications_due ON applications (state, must_go_by, id);
CREATE INDEX applications_batch ON applications (batch_id, id);

CREATE TABLE batches (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    no TEXT NOT NULL UNIQUE,
    year BIGINT NOT NULL,
    running BIGINT NOT NULL,
    dated DATE NOT NULL,
    letter_no TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    listed BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    deliveries BIGINT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX batches_dated ON batches (dated, id);
