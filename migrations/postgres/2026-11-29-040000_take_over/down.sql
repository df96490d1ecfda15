ALTER TABLE cards DROP COLUMN unsettled;
DROP TABLE take_over_exceptions;
DROP TABLE take_over_exception_facts;
DROP TABLE take_overs;
DROP TABLE take_over_facts;
DROP TABLE late_records;
DROP TABLE late_record_facts;
