-- People, their accounts and roles, written orders and the duties that they give.
CREATE TABLE person_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX person_facts_seq ON person_facts (seq);
CREATE INDEX person_facts_subject ON person_facts (subject_id, id);
CREATE TRIGGER person_facts_no_change BEFORE UPDATE OR DELETE ON person_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER person_facts_no_truncate BEFORE TRUNCATE ON person_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE persons (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    staff_no TEXT,
    national_id TEXT NOT NULL,
    national_id_index TEXT NOT NULL,
    national_id_tail TEXT NOT NULL,
    left_on DATE
);
CREATE UNIQUE INDEX persons_national_id ON persons (national_id_index);
CREATE UNIQUE INDEX persons_staff_no ON persons (staff_no);
CREATE INDEX persons_sorted ON persons (sort_key, id);

CREATE TABLE account_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX account_facts_seq ON account_facts (seq);
CREATE INDEX account_facts_subject ON account_facts (subject_id, id);
CREATE TRIGGER account_facts_no_change BEFORE UPDATE OR DELETE ON account_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER account_facts_no_truncate BEFORE TRUNCATE ON account_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One person, one account: rules compare persons, and a second account would hide one.
CREATE TABLE accounts (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES persons (id),
    username TEXT NOT NULL,
    password_digest TEXT NOT NULL,
    must_change BOOLEAN NOT NULL,
    auth_version BIGINT NOT NULL,
    locked_until BIGINT,
    closed BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX accounts_person ON accounts (person_id);
CREATE UNIQUE INDEX accounts_username ON accounts (username);

-- The hashes themselves, apart from the facts: an old password's hash is kept nowhere.
CREATE TABLE passwords (
    account_id BIGINT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL
);

CREATE TABLE role_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX role_facts_seq ON role_facts (seq);
CREATE INDEX role_facts_subject ON role_facts (subject_id, id);
CREATE TRIGGER role_facts_no_change BEFORE UPDATE OR DELETE ON role_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER role_facts_no_truncate BEFORE TRUNCATE ON role_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE roles (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES persons (id),
    role TEXT NOT NULL,
    acting BOOLEAN NOT NULL,
    order_id BIGINT,
    from_date DATE NOT NULL,
    to_date DATE,
    stopped_on DATE
);
CREATE INDEX roles_person ON roles (person_id, id);

CREATE TABLE order_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX order_facts_seq ON order_facts (seq);
CREATE INDEX order_facts_subject ON order_facts (subject_id, id);
CREATE TRIGGER order_facts_no_change BEFORE UPDATE OR DELETE ON order_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_facts_no_truncate BEFORE TRUNCATE ON order_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE orders (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    number TEXT NOT NULL,
    dated DATE NOT NULL,
    from_date DATE NOT NULL,
    to_date DATE,
    title TEXT NOT NULL,
    scan_id BIGINT
);
CREATE UNIQUE INDEX orders_number ON orders (number);
CREATE INDEX orders_dated ON orders (dated, id);

CREATE TABLE duty_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX duty_facts_seq ON duty_facts (seq);
CREATE INDEX duty_facts_subject ON duty_facts (subject_id, id);
CREATE TRIGGER duty_facts_no_change BEFORE UPDATE OR DELETE ON duty_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER duty_facts_no_truncate BEFORE TRUNCATE ON duty_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE duties (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES persons (id),
    duty TEXT NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    from_date DATE NOT NULL,
    to_date DATE,
    stopped_on DATE,
    terminal TEXT
);
CREATE INDEX duties_person ON duties (person_id, id);
CREATE INDEX duties_duty ON duties (duty, from_date);
