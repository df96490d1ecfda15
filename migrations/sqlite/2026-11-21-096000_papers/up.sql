-- Papers as they were issued: each with its whole input, sealed, so that it prints the same for ever.
CREATE TABLE issued_papers (
    id INTEGER NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_date DATE NOT NULL,
    template_version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    key_owner TEXT NOT NULL,
    input BLOB NOT NULL,
    head_seq BIGINT NOT NULL,
    head_hash TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    issued_by BIGINT NOT NULL
);
CREATE UNIQUE INDEX issued_papers_number ON issued_papers (number);
CREATE INDEX issued_papers_seq ON issued_papers (seq);
CREATE INDEX issued_papers_subject ON issued_papers (subject, id);
CREATE INDEX issued_papers_kind ON issued_papers (kind, id);
CREATE TRIGGER issued_papers_no_update BEFORE UPDATE ON issued_papers BEGIN SELECT RAISE(ABORT, 'C10: issued_papers holds facts'); END;
CREATE TRIGGER issued_papers_no_delete BEFORE DELETE ON issued_papers BEGIN SELECT RAISE(ABORT, 'C10: issued_papers holds facts'); END;
