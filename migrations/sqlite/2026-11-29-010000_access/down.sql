DROP TABLE sign_in_tries;
ALTER TABLE access_log DROP COLUMN count;
ALTER TABLE access_log DROP COLUMN address;
