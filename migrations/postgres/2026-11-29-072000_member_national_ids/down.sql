DROP TABLE member_national_ids;
