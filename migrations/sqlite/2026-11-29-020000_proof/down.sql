DROP TABLE anchor_marks;
DROP TABLE restore_facts;
DROP TABLE key_facts;
