-- Columns of tables, by their type: what is stored, and in what.
with recursive
  base (type, at) as (
    select t.oid, t.oid from pg_type t
    union all
    select base.type, t.typbasetype from base join pg_type t on t.oid = base.at where t.typtype = 'd'),
  resolved (type, at, kind, element) as (
    select base.type, base.at, t.typtype, case when t.typlen = -1 and t.typelem <> 0 then t.typelem else 0 end
      from base join pg_type t on t.oid = base.at where t.typtype <> 'd')
select c.oid, a.attnum, a.atttypid, c.oid::regclass::text, c.relkind, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
       case when r.kind = 'e' then r.at when inside.kind = 'e' then inside.at else 0 end as enum,
       case when r.kind = 'e' then 'value' when inside.kind = 'e' then 'array' else 'other' end as shape,
       a.attinhcount > 0 as inherited,
       n.nspname, c.relname, a.attname
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  join resolved r on r.type = a.atttypid
  left join resolved inside on inside.type = r.element
 where c.relkind in ('r', 'p', 'f') and c.oid >= 16384
 order by c.oid, a.attnum
