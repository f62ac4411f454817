-- Columns of tables, with the enum behind each: through an array, a domain, or an array of domains.
with carrier (type, enum_schema, enum_name) as materialized (
  select t.oid, bn.nspname, b.typname
    from pg_type t
    left join pg_type el on el.oid = t.typelem and t.typcategory = 'A'
    join pg_type x1 on x1.oid = coalesce(el.oid, t.oid)
    join pg_type x2 on x2.oid = case when x1.typtype = 'd' then x1.typbasetype else x1.oid end
    join pg_type b on b.oid = case when x2.typcategory = 'A' then x2.typelem else x2.oid end
    join pg_namespace bn on bn.oid = b.typnamespace
   where b.typtype = 'e')
select a.attrelid, a.attname::text, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
       pg_get_expr(d.adbin, d.adrelid) as default_text, a.attgenerated::text as generated, a.attidentity::text as identity,
       carrier.enum_schema, carrier.enum_name
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
