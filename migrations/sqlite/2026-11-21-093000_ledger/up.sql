-- The ledger: chart of accounts, entries and postings, running totals, prepared entries that wait for a second person.
CREATE TABLE chart_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX chart_facts_seq ON chart_facts (seq);
CREATE INDEX chart_facts_subject ON chart_facts (subject_id, id);
CREATE TRIGGER chart_facts_no_update BEFORE UPDATE ON chart_facts BEGIN SELECT RAISE(ABORT, 'C10: chart_facts holds facts'); END;
CREATE TRIGGER chart_facts_no_delete BEFORE DELETE ON chart_facts BEGIN SELECT RAISE(ABORT, 'C10: chart_facts holds facts'); END;

CREATE TABLE ledger_accounts (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    parent TEXT,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    normal_side TEXT NOT NULL,
    role TEXT,
    subsidiary TEXT NOT NULL,
    statement_line TEXT NOT NULL,
    cash_flow_class TEXT NOT NULL,
    postable BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX ledger_accounts_code ON ledger_accounts (code);
CREATE UNIQUE INDEX ledger_accounts_role ON ledger_accounts (role);

CREATE TABLE entries (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    no TEXT NOT NULL,
    series TEXT NOT NULL,
    number BIGINT NOT NULL,
    voucher TEXT NOT NULL,
    transaction_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    event TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    document TEXT,
    reverses BIGINT REFERENCES entries (id),
    relates_to DATE,
    made_by BIGINT NOT NULL,
    approved_by BIGINT,
    CHECK (number > 0),
    CHECK (voucher IN ('RV', 'PV', 'JV')),
    CHECK (approved_by IS NULL OR approved_by <> made_by)
);
CREATE UNIQUE INDEX entries_no ON entries (no);
CREATE UNIQUE INDEX entries_reverses ON entries (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entries_date ON entries (transaction_date, id);
CREATE INDEX entries_source ON entries (source);
CREATE INDEX entries_seq ON entries (seq);
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'C10: entries holds facts'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'C10: entries holds facts'); END;

CREATE TABLE postings (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    entry_id BIGINT NOT NULL REFERENCES entries (id),
    line INTEGER NOT NULL,
    account_id BIGINT NOT NULL,
    side TEXT NOT NULL,
    amount BIGINT NOT NULL,
    subsidiary TEXT NOT NULL,
    member_id BIGINT,
    transaction_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    CHECK (amount > 0),
    CHECK (side IN ('debit', 'credit'))
);
CREATE INDEX postings_entry ON postings (entry_id);
CREATE INDEX postings_account ON postings (account_id, transaction_date);
CREATE INDEX postings_member ON postings (member_id, entry_id) WHERE member_id IS NOT NULL;
CREATE INDEX postings_seq ON postings (seq);
CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings BEGIN SELECT RAISE(ABORT, 'C10: postings holds facts'); END;
CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings BEGIN SELECT RAISE(ABORT, 'C10: postings holds facts'); END;

-- One row per account, subsidiary and day, and one per month above it; subsidiary '' is the account's own total.
CREATE TABLE account_totals (
    account_id BIGINT NOT NULL,
    subsidiary TEXT NOT NULL,
    span TEXT NOT NULL,
    from_date DATE NOT NULL,
    debit BIGINT NOT NULL,
    credit BIGINT NOT NULL,
    PRIMARY KEY (subsidiary, span, from_date, account_id),
    CHECK (span IN ('day', 'month'))
);

CREATE TABLE journal_draft_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    on_date DATE NOT NULL,
    recorded_at BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX journal_draft_facts_seq ON journal_draft_facts (seq);
CREATE INDEX journal_draft_facts_subject ON journal_draft_facts (subject_id, id);
CREATE TRIGGER journal_draft_facts_no_update BEFORE UPDATE ON journal_draft_facts BEGIN SELECT RAISE(ABORT, 'C10: journal_draft_facts holds facts'); END;
CREATE TRIGGER journal_draft_facts_no_delete BEFORE DELETE ON journal_draft_facts BEGIN SELECT RAISE(ABORT, 'C10: journal_draft_facts holds facts'); END;

CREATE TABLE journal_drafts (
    id INTEGER NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    made_by BIGINT NOT NULL,
    made_on DATE NOT NULL,
    what TEXT NOT NULL,
    transaction_date DATE NOT NULL,
    text TEXT NOT NULL,
    document TEXT NOT NULL,
    amount BIGINT NOT NULL,
    reverses BIGINT,
    entry_id BIGINT
);
CREATE INDEX journal_drafts_state ON journal_drafts (state, id);
