-- Every table, index, trigger and view as (table, name, text); what SQLite keeps for itself is not ours.
SELECT tbl_name AS "table", type || ' ' || name AS name, COALESCE(sql, '') AS text
FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'
