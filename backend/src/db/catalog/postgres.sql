-- Every part of the tables in the current schema as (table, name, text); what extensions brought is not ours.
WITH ns AS (SELECT oid FROM pg_namespace WHERE nspname = current_schema()),
own AS (
    SELECT c.* FROM pg_class c JOIN ns ON c.relnamespace = ns.oid
    WHERE c.relkind NOT IN ('i', 'I', 't')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
)
SELECT c.relname::text AS "table", 'relation ' || c.relname AS name,
       concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relhassubclass, c.relispartition) AS text
FROM own c
UNION ALL
SELECT c.relname::text, 'column ' || a.attname,
       concat_ws(' ', row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod),
                 a.attnotnull, pg_get_expr(d.adbin, d.adrelid, true), a.attidentity, a.attgenerated, k.collname)
FROM own c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation k ON k.oid = a.attcollation
UNION ALL
SELECT c.relname::text, 'constraint ' || k.conname, concat_ws(' ', k.convalidated, pg_get_constraintdef(k.oid, true))
FROM own c JOIN pg_constraint k ON k.conrelid = c.oid
UNION ALL
SELECT c.relname::text, 'index ' || i.relname, concat_ws(' ', x.indisvalid, x.indisready, pg_get_indexdef(x.indexrelid, 0, true))
FROM own c JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
UNION ALL
-- Triggers of foreign keys have names with numbers in them; their function tells them apart.
SELECT c.relname::text, 'trigger ' || CASE WHEN t.tgisinternal THEN p.proname ELSE t.tgname END,
       concat_ws(' ', t.tgenabled, t.tgtype, CASE WHEN NOT t.tgisinternal THEN pg_get_triggerdef(t.oid, true) END)
FROM own c JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_proc p ON p.oid = t.tgfoid
UNION ALL
SELECT c.relname::text, 'rule ' || r.rulename, concat_ws(' ', r.ev_enabled, pg_get_ruledef(r.oid, true))
FROM own c JOIN pg_rewrite r ON r.ev_class = c.oid
UNION ALL
SELECT c.relname::text, 'policy ' || y.polname, y.polcmd::text
FROM own c JOIN pg_policy y ON y.polrelid = c.oid
UNION ALL
SELECT p.proname::text, 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       concat_ws(' ', l.lanname, p.prosecdef, p.provolatile, format_type(p.prorettype, NULL), array_to_string(p.proconfig, ','), p.prosrc)
FROM pg_proc p JOIN ns ON p.pronamespace = ns.oid JOIN pg_language l ON l.oid = p.prolang
WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'session', 'setting session_replication_role', current_setting('session_replication_role')
