DROP TABLE bylaws_facts;
