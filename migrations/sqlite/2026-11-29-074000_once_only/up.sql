-- Every number that an envelope has ever borne stays its own (A5.2, A7.2.3x). The item is part of the key: what was recorded
-- before this was asked may show one number at two, and such a database must still open.
CREATE TABLE envelope_numbers (
    number TEXT NOT NULL,
    item_id BIGINT NOT NULL,
    PRIMARY KEY (number, item_id)
);
CREATE INDEX envelope_numbers_item ON envelope_numbers (item_id);
INSERT INTO envelope_numbers (number, item_id)
SELECT DISTINCT f.number, f.subject_id
FROM (SELECT subject_id, json_extract(data, '$.envelope_no') AS number FROM custody_facts WHERE kind IN ('expected', 'taken_over', 'received')) f
WHERE f.number IS NOT NULL;

-- A scanned paper proves one hand-over (A7.2.2, A7.2.3): found by the hand-over that it proves, and by its content.
CREATE INDEX hand_overs_paper ON hand_overs (paper_id);
CREATE INDEX attachments_sha256 ON attachments (sha256);
