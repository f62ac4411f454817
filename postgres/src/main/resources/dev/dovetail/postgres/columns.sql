-- Columns of tables, with the enum behind each: through an array, a domain, or an array of domains. A default names no column,
-- and is written without opening its table.
with made (oid, schema, name, typarray) as materialized (
  select t.oid, n.nspname, t.typname, t.typarray
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
   where t.typtype = 'e'),
plain (type, enum_schema, enum_name) as materialized (
  select oid, schema, name from made
  union all
  select typarray, schema, name from made where typarray <> 0),
domain (type, typarray, enum_schema, enum_name) as materialized (
  select t.oid, t.typarray, plain.enum_schema, plain.enum_name
    from plain
    join pg_type t on t.typbasetype = plain.type and t.typtype = 'd'),
carrier (type, enum_schema, enum_name) as materialized (
  select type, enum_schema, enum_name from plain
  union all
  select type, enum_schema, enum_name from domain
  union all
  select typarray, enum_schema, enum_name from domain where typarray <> 0)
select a.attrelid, a.attname::text, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
       pg_get_expr(d.adbin, case when a.attgenerated = '' then 0 else d.adrelid end) as default_text,
       a.attgenerated::text as generated, a.attidentity::text as identity, carrier.enum_schema, carrier.enum_name
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join carrier on carrier.type = a.atttypid
 where a.attnum > 0
   and not a.attisdropped
   and c.relkind in ('r', 'p')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
 order by a.attrelid, a.attnum
