-- Every part of the tables in the current schema as (table, name, text); what extensions brought is not ours. Functions, types
-- and collations are named with their schema, the current one as nothing: another of the same name elsewhere is another.
WITH ns AS (SELECT oid FROM pg_namespace WHERE nspname = current_schema()),
place AS (SELECT oid, CASE WHEN nspname = current_schema() THEN '' ELSE quote_ident(nspname) || '.' END AS place FROM pg_namespace),
brought AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
own AS (
    SELECT c.* FROM pg_class c JOIN ns ON c.relnamespace = ns.oid
    WHERE c.relkind NOT IN ('i', 'I', 't')
      AND NOT EXISTS (SELECT 1 FROM brought d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid)
)
-- To read may be everybody's; to change is the program's alone.
SELECT c.relname::text AS "table", 'relation ' || c.relname AS name,
       concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relhassubclass, c.relispartition,
                 (SELECT 'everybody may ' || string_agg(DISTINCT g.privilege_type, ', ' ORDER BY g.privilege_type)
                  FROM aclexplode(c.relacl) g WHERE g.grantee = 0 AND g.privilege_type <> 'SELECT')) AS text
FROM own c
UNION ALL
SELECT c.relname::text, 'column ' || a.attname,
       concat_ws(' ', row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), tp.place || y.typname,
                 format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid, true), a.attidentity,
                 a.attgenerated, kp.place || k.collname)
FROM own c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type y ON y.oid = a.atttypid JOIN place tp ON tp.oid = y.typnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation k ON k.oid = a.attcollation LEFT JOIN place kp ON kp.oid = k.collnamespace
UNION ALL
SELECT c.relname::text, 'constraint ' || k.conname, concat_ws(' ', k.convalidated, pg_get_constraintdef(k.oid, true))
FROM own c JOIN pg_constraint k ON k.conrelid = c.oid
UNION ALL
SELECT c.relname::text, 'index ' || i.relname, concat_ws(' ', x.indisvalid, x.indisready, pg_get_indexdef(x.indexrelid, 0, true))
FROM own c JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
UNION ALL
-- Triggers of foreign keys have names with numbers in them; their function tells them apart.
SELECT c.relname::text, 'trigger ' || CASE WHEN t.tgisinternal THEN p.proname ELSE t.tgname END,
       concat_ws(' ', t.tgenabled, t.tgtype, fp.place || p.proname, CASE WHEN NOT t.tgisinternal THEN pg_get_triggerdef(t.oid, true) END)
FROM own c JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_proc p ON p.oid = t.tgfoid JOIN place fp ON fp.oid = p.pronamespace
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
WHERE NOT EXISTS (SELECT 1 FROM brought d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid)
UNION ALL
-- Of the whole database, whatever the schema (the tables are named pg_...): none of these is ours. Numbers below 16384 are of
-- PostgreSQL itself.
SELECT 'pg_operator', 'operator ' || o.oid::regoperator, '' FROM pg_operator o
WHERE o.oid >= 16384 AND NOT EXISTS (SELECT 1 FROM brought d WHERE d.classid = 'pg_operator'::regclass AND d.objid = o.oid)
UNION ALL
SELECT 'pg_proc', 'function pg_catalog.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', '' FROM pg_proc p
WHERE p.oid >= 16384 AND p.pronamespace = 'pg_catalog'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM brought d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid)
UNION ALL
SELECT 'pg_cast', 'cast ' || format_type(k.castsource, NULL) || ' as ' || format_type(k.casttarget, NULL), '' FROM pg_cast k
WHERE k.oid >= 16384 AND NOT EXISTS (SELECT 1 FROM brought d WHERE d.classid = 'pg_cast'::regclass AND d.objid = k.oid)
UNION ALL
SELECT 'pg_event_trigger', 'event trigger ' || e.evtname, '' FROM pg_event_trigger e
WHERE NOT EXISTS (SELECT 1 FROM brought d WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid)
UNION ALL
SELECT 'pg_publication', 'publication ' || b.pubname, '' FROM pg_publication b
UNION ALL
SELECT 'session', 'setting session_replication_role', current_setting('session_replication_role')
