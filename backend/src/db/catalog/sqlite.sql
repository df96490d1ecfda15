-- Every table, index, trigger and view as (table, name, text), in the words in which it was made. What SQLite keeps for itself
-- has no text, or is a table of one of these names; another object that takes such a name is told of.
SELECT tbl_name AS "table", type || ' ' || name AS name, sql AS text
FROM sqlite_master
WHERE sql IS NOT NULL
  AND NOT (type = 'table' AND name IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat2', 'sqlite_stat3', 'sqlite_stat4'))
