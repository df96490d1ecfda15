DROP TABLE batches;
DROP TABLE applications;
DROP TABLE batch_facts;
DROP TABLE application_facts;
