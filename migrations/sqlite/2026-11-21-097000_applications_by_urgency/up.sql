-- Applications that wait for papers are listed oldest first.
CREATE INDEX applications_opened ON applications (state, opened_on, id);
-- A batch is answered in part once a card of it is listed; a refusal alone brings nothing.
UPDATE batches SET state = 'sent' WHERE state = 'answered_in_part' AND listed = 0;
