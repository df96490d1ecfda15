-- Cards, their custody, releases, hand-overs, letters, signatures and attachments (articles 5 to 8).
CREATE TABLE card_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX card_facts_seq ON card_facts (seq);
CREATE INDEX card_facts_subject ON card_facts (subject_id, id);
CREATE TRIGGER card_facts_no_change BEFORE UPDATE OR DELETE ON card_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER card_facts_no_truncate BEFORE TRUNCATE ON card_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE custody_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX custody_facts_seq ON custody_facts (seq);
CREATE INDEX custody_facts_subject ON custody_facts (subject_id, id);
CREATE TRIGGER custody_facts_no_change BEFORE UPDATE OR DELETE ON custody_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_facts_no_truncate BEFORE TRUNCATE ON custody_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE transfer_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX transfer_facts_seq ON transfer_facts (seq);
CREATE INDEX transfer_facts_subject ON transfer_facts (subject_id, id);
CREATE TRIGGER transfer_facts_no_change BEFORE UPDATE OR DELETE ON transfer_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfer_facts_no_truncate BEFORE TRUNCATE ON transfer_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE hand_over_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX hand_over_facts_seq ON hand_over_facts (seq);
CREATE INDEX hand_over_facts_subject ON hand_over_facts (subject_id, id);
CREATE TRIGGER hand_over_facts_no_change BEFORE UPDATE OR DELETE ON hand_over_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER hand_over_facts_no_truncate BEFORE TRUNCATE ON hand_over_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE letter_facts (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX letter_facts_seq ON letter_facts (seq);
CREATE INDEX letter_facts_subject ON letter_facts (subject_id, id);
CREATE TRIGGER letter_facts_no_change BEFORE UPDATE OR DELETE ON letter_facts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER letter_facts_no_truncate BEFORE TRUNCATE ON letter_facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE cards (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    application_id BIGINT,
    batch_id BIGINT,
    last_four TEXT NOT NULL,
    number_index TEXT NOT NULL UNIQUE,
    number_sealed TEXT NOT NULL,
    name_on_card TEXT NOT NULL,
    expires_on DATE NOT NULL,
    expiry_derived INTEGER NOT NULL,
    standing TEXT NOT NULL,
    standing_on DATE,
    taken_over INTEGER NOT NULL
);
CREATE INDEX cards_member ON cards (member_id, id);
CREATE INDEX cards_last_four ON cards (last_four);
CREATE INDEX cards_batch ON cards (batch_id);

CREATE TABLE custody_items (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    lane TEXT NOT NULL,
    card_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    envelope_no TEXT UNIQUE,
    place TEXT NOT NULL,
    keeper_id BIGINT,
    holder_id BIGINT,
    transfer_id BIGINT,
    since DATE NOT NULL,
    received_on DATE,
    first_no TEXT,
    first_on DATE,
    first_deadline DATE,
    second_no TEXT,
    second_on DATE,
    second_deadline DATE,
    dispenser_id BIGINT,
    handed_over_on DATE,
    hand_over_id BIGINT
);
CREATE INDEX custody_items_card ON custody_items (card_id, lane);
CREATE INDEX custody_items_member ON custody_items (member_id);
CREATE INDEX custody_items_place ON custody_items (lane, place, id);
CREATE INDEX custody_items_transfer ON custody_items (transfer_id);

CREATE TABLE transfers (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    lane TEXT NOT NULL,
    direction TEXT NOT NULL,
    from_person_id BIGINT NOT NULL,
    to_person_id BIGINT NOT NULL,
    items BIGINT NOT NULL,
    state TEXT NOT NULL,
    offered_on DATE NOT NULL,
    offered_at BIGINT NOT NULL,
    due_back_at TEXT
);
CREATE INDEX transfers_state ON transfers (state, to_person_id);

CREATE TABLE hand_overs (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    lane TEXT NOT NULL,
    card_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    desk TEXT NOT NULL,
    opened_on DATE NOT NULL,
    opened_at BIGINT NOT NULL,
    round BIGINT NOT NULL,
    joined INTEGER NOT NULL,
    state TEXT NOT NULL,
    signature_id BIGINT,
    paper_id BIGINT
);
CREATE INDEX hand_overs_state ON hand_overs (state, officer_id);
CREATE INDEX hand_overs_item ON hand_overs (item_id);

CREATE TABLE letters (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    no TEXT NOT NULL UNIQUE,
    sort BIGINT NOT NULL,
    kind TEXT NOT NULL,
    dated DATE NOT NULL,
    member_id BIGINT,
    item_id BIGINT,
    batch_id BIGINT,
    deadline DATE,
    state TEXT NOT NULL
);
CREATE INDEX letters_item ON letters (item_id);
CREATE INDEX letters_dated ON letters (dated, sort);

CREATE TABLE signatures (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hand_over_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    text_shown TEXT NOT NULL,
    strokes BYTEA NOT NULL,
    device TEXT NOT NULL,
    signed_at BIGINT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX signatures_seq ON signatures (seq);
CREATE INDEX signatures_hand_over ON signatures (hand_over_id);
CREATE TRIGGER signatures_no_change BEFORE UPDATE OR DELETE ON signatures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signatures_no_truncate BEFORE TRUNCATE ON signatures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE attachments (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX attachments_seq ON attachments (seq);
CREATE TRIGGER attachments_no_change BEFORE UPDATE OR DELETE ON attachments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attachments_no_truncate BEFORE TRUNCATE ON attachments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
