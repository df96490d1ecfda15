-- The writer: head of the chain, counters, events, request keys, access log, member keys.
CREATE TABLE chain_head (
    id INTEGER NOT NULL PRIMARY KEY,
    batch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    seal BLOB NOT NULL,
    at BIGINT NOT NULL,
    CHECK (id = 1)
);
INSERT INTO chain_head (id, batch, seq, seal, at) VALUES (1, 0, 0, zeroblob(32), 0);

CREATE TABLE counters (
    series TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE events (
    seq INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    key_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    facts BLOB NOT NULL,
    seal BLOB NOT NULL
);
CREATE INDEX events_object ON events (object, seq);
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'C10: events holds facts'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'C10: events holds facts'); END;

CREATE TABLE act_keys (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    route TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    effect TEXT NOT NULL
);
CREATE UNIQUE INDEX act_keys_key ON act_keys (key, person_id);
CREATE INDEX act_keys_seq ON act_keys (seq);
CREATE TRIGGER act_keys_no_update BEFORE UPDATE ON act_keys BEGIN SELECT RAISE(ABORT, 'C10: act_keys holds facts'); END;
CREATE TRIGGER act_keys_no_delete BEFORE DELETE ON act_keys BEGIN SELECT RAISE(ABORT, 'C10: act_keys holds facts'); END;

CREATE TABLE access_log (
    id INTEGER NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    person_id BIGINT,
    what TEXT NOT NULL,
    object TEXT NOT NULL,
    status INTEGER NOT NULL,
    rule TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX access_log_person ON access_log (person_id, id);
CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log BEGIN SELECT RAISE(ABORT, 'C10: access_log holds facts'); END;
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log BEGIN SELECT RAISE(ABORT, 'C10: access_log holds facts'); END;

CREATE TABLE data_keys (
    owner TEXT NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL
);
