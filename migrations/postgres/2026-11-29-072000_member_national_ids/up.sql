-- Every national ID that a member ever had, as an index value: one that was changed stays taken (A5.1).
CREATE TABLE member_national_ids (
    national_id_index TEXT NOT NULL,
    member_id BIGINT NOT NULL,
    PRIMARY KEY (national_id_index, member_id)
);
CREATE INDEX member_national_ids_member ON member_national_ids (member_id);

INSERT INTO member_national_ids (national_id_index, member_id)
SELECT DISTINCT CAST(data AS JSONB) ->> 'national_id_index', subject_id
FROM member_facts
WHERE kind IN ('joined', 'changed');
