-- What was recorded after the day it bears (A5.1, A6, A7.2.1).
CREATE TABLE late_record_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX late_record_facts_seq ON late_record_facts (seq);
CREATE INDEX late_record_facts_subject ON late_record_facts (subject_id, id);
CREATE TRIGGER late_record_facts_no_update BEFORE UPDATE ON late_record_facts BEGIN SELECT RAISE(ABORT, 'C10: late_record_facts holds facts'); END;
CREATE TRIGGER late_record_facts_no_delete BEFORE DELETE ON late_record_facts BEGIN SELECT RAISE(ABORT, 'C10: late_record_facts holds facts'); END;

CREATE TABLE late_records (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    what TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    no TEXT NOT NULL,
    left_on DATE NOT NULL,
    recorded_on DATE NOT NULL,
    due_on DATE,
    late_by_left INTEGER NOT NULL,
    late_by_recorded INTEGER NOT NULL,
    reason TEXT NOT NULL,
    person_id BIGINT NOT NULL
);
CREATE INDEX late_records_subject ON late_records (what, subject_id);

-- The first day of work here, what was taken over, and its end.
CREATE TABLE take_over_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX take_over_facts_seq ON take_over_facts (seq);
CREATE INDEX take_over_facts_subject ON take_over_facts (subject_id, id);
CREATE TRIGGER take_over_facts_no_update BEFORE UPDATE ON take_over_facts BEGIN SELECT RAISE(ABORT, 'C10: take_over_facts holds facts'); END;
CREATE TRIGGER take_over_facts_no_delete BEFORE DELETE ON take_over_facts BEGIN SELECT RAISE(ABORT, 'C10: take_over_facts holds facts'); END;

CREATE TABLE take_overs (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    first_day DATE NOT NULL,
    imports BIGINT NOT NULL,
    cards BIGINT NOT NULL,
    ended_on DATE
);

-- What breaks a rule in the registers taken over: kept, and settled by hand.
CREATE TABLE take_over_exception_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX take_over_exception_facts_seq ON take_over_exception_facts (seq);
CREATE INDEX take_over_exception_facts_subject ON take_over_exception_facts (subject_id, id);
CREATE TRIGGER take_over_exception_facts_no_update BEFORE UPDATE ON take_over_exception_facts BEGIN SELECT RAISE(ABORT, 'C10: take_over_exception_facts holds facts'); END;
CREATE TRIGGER take_over_exception_facts_no_delete BEFORE DELETE ON take_over_exception_facts BEGIN SELECT RAISE(ABORT, 'C10: take_over_exception_facts holds facts'); END;

CREATE TABLE take_over_exceptions (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    import BIGINT NOT NULL,
    line BIGINT NOT NULL,
    card_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    what TEXT NOT NULL,
    rule TEXT NOT NULL,
    lane TEXT,
    part TEXT,
    name TEXT,
    on_day DATE,
    before_regulation INTEGER NOT NULL,
    state TEXT NOT NULL,
    settled_on DATE,
    settled_by BIGINT,
    matched_person_id BIGINT,
    reason TEXT
);
CREATE INDEX take_over_exceptions_state ON take_over_exceptions (state, id);
CREATE INDEX take_over_exceptions_card ON take_over_exceptions (card_id, id);
CREATE INDEX take_over_exceptions_name ON take_over_exceptions (name, state);

-- Exceptions of a card that nobody has settled yet: until then it is not active (A4).
ALTER TABLE cards ADD COLUMN unsettled BIGINT NOT NULL DEFAULT 0;
