DROP TABLE member_import_facts;
DROP TABLE members;
DROP TABLE member_facts;
