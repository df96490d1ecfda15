DROP TABLE first_counts;
DROP TABLE first_count_facts;
