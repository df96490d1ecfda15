DROP TABLE data_keys;
DROP TABLE access_log;
DROP TABLE act_keys;
DROP TABLE events;
DROP TABLE counters;
DROP TABLE chain_head;
