DROP INDEX attachments_sha256;
DROP INDEX hand_overs_paper;
DROP TABLE envelope_numbers;
