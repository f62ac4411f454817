-- Types that are made of enum types: the enum itself, and domains, composites and ranges above it, those below first.
with recursive
  edge (inner_type, outer_type) as (
    select d.refobjid, d.objid from pg_depend d
     where d.classid = 'pg_type'::regclass and d.refclassid = 'pg_type'::regclass and d.deptype = 'i'
    union all
    select t.typbasetype, t.oid from pg_type t where t.typtype = 'd'
    union all
    select r.rngsubtype, r.rngtypid from pg_range r
    union all
    select a.atttypid, c.reltype from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'c'),
  carrier (enum, type, depth) as (
    select t.oid, t.oid, 0 from pg_type t where t.typtype = 'e' and t.oid >= 16384
    union
    select carrier.enum, edge.outer_type, carrier.depth + 1 from carrier join edge on edge.inner_type = carrier.type
     where carrier.depth < 32),
  settled (enum, type, depth) as (select enum, type, max(depth) from carrier group by enum, type)
select en.nspname, e.typname, t.oid, t.typtype, t.oid::regtype::text as name, quote_ident(n.nspname) as schema, t.typname as plain,
       case t.typtype
         when 'd' then 'CREATE DOMAIN ' || t.oid::regtype || ' AS ' || format_type(t.typbasetype, t.typtypmod)
           || case when t.typnotnull then ' NOT NULL' else '' end
         when 'c' then 'CREATE TYPE ' || t.oid::regtype || ' AS ('
           || (select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                       || case when a.attcollation <> at.typcollation then ' COLLATE ' || a.attcollation::regcollation else '' end,
                       ', ' order by a.attnum)
                 from pg_attribute a join pg_type at on at.oid = a.atttypid
                where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) || ')'
         when 'r' then 'CREATE TYPE ' || t.oid::regtype || ' AS RANGE (SUBTYPE = ' || format_type(r.rngsubtype, null)
           || coalesce(', MULTIRANGE_TYPE_NAME = ' || m.oid::regtype, '') || ')'
         else '' end as make,
       case when t.typtype = 'd' then pg_get_expr(t.typdefaultbin, 0, true) end as default_text,
       t.typrelid as relation,
       case when t.typtype = 'r' and (r.rngcanonical <> 0 or r.rngsubdiff <> 0) then 'has functions of its own'
            when t.typtype = 'r' and not (select o.opcdefault from pg_opclass o where o.oid = r.rngsubopc) then 'has an operator class of its own'
            when exists (select 1 from pg_class typed where typed.reloftype = t.oid) then 'has tables made of it'
            end as obstacle
  from settled
  join pg_type e on e.oid = settled.enum
  join pg_namespace en on en.oid = e.typnamespace
  join pg_type t on t.oid = settled.type
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_range r on r.rngtypid = t.oid
  left join pg_type m on m.oid = (to_jsonb(r) ->> 'rngmultitypid')::oid
 where t.typtype in ('e', 'd', 'c', 'r')
 order by 1, 2, settled.depth, t.oid
