-- The writer: head of the chain, counters, events, request keys, access log, member keys.
-- Facts are never changed or removed (C10).
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'C10: % holds facts', TG_TABLE_NAME;
END
$$;

CREATE TABLE chain_head (
    id BIGINT NOT NULL PRIMARY KEY,
    batch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    seal BYTEA NOT NULL,
    at BIGINT NOT NULL,
    CHECK (id = 1)
);
INSERT INTO chain_head (id, batch, seq, seal, at) VALUES (1, 0, 0, '\x0000000000000000000000000000000000000000000000000000000000000000', 0);

CREATE TABLE counters (
    series TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE events (
    seq BIGINT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    key_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    facts BYTEA NOT NULL,
    seal BYTEA NOT NULL
);
CREATE INDEX events_object ON events (object, seq);
CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE act_keys (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    route TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    effect TEXT NOT NULL
);
CREATE UNIQUE INDEX act_keys_key ON act_keys (key, person_id);
CREATE INDEX act_keys_seq ON act_keys (seq);
CREATE TRIGGER act_keys_no_change BEFORE UPDATE OR DELETE ON act_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER act_keys_no_truncate BEFORE TRUNCATE ON act_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE access_log (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    person_id BIGINT,
    what TEXT NOT NULL,
    object TEXT NOT NULL,
    status INTEGER NOT NULL,
    rule TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX access_log_person ON access_log (person_id, id);
CREATE TRIGGER access_log_no_change BEFORE UPDATE OR DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE data_keys (
    owner TEXT NOT NULL PRIMARY KEY,
    wrapped BYTEA NOT NULL
);
