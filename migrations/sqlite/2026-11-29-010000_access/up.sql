-- The access log keeps from where, and how often for what strangers do; wrong sign-ins are remembered over a restart.
ALTER TABLE access_log ADD COLUMN address TEXT;
ALTER TABLE access_log ADD COLUMN count BIGINT NOT NULL DEFAULT 1;

CREATE TABLE sign_in_tries (
    key TEXT NOT NULL PRIMARY KEY,
    name_key TEXT NOT NULL,
    count BIGINT NOT NULL,
    last BIGINT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX sign_in_tries_name ON sign_in_tries (name_key);
CREATE INDEX sign_in_tries_last ON sign_in_tries (last);
