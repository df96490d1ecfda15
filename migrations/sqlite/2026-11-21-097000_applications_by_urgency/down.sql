UPDATE batches SET state = 'answered_in_part' WHERE state = 'sent' AND refused > 0;
DROP INDEX applications_opened;
