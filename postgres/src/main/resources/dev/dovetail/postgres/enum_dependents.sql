-- What hangs on each enum type: directly, or by its arrays, domains, ranges and composites. What the text of a PL/pgSQL
-- function says is not known to the catalog.
with recursive
  edge (inner_type, outer_type) as (
    -- The array of a type, and the multirange of a range, belong to it.
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
  carrier (enum, type) as (
    select t.oid, t.oid from pg_type t
      join pg_namespace n on n.oid = t.typnamespace
     where t.typtype = 'e'
       and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
    union
    select carrier.enum, edge.outer_type from carrier join edge on edge.inner_type = carrier.type),
  stored (enum, relation, number, identity, kind) as (
    select carrier.enum, a.attrelid, a.attnum,
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname)
             || case when carrier.type = carrier.enum then '' else ' (' || format_type(carrier.type, a.atttypmod) || ')' end,
           case c.relkind when 'f' then 'column of a foreign table'
             when 'v' then 'column of a view' when 'm' then 'column of a materialized view' when 'c' then 'field of a composite type'
             else case when a.attgenerated <> '' then 'generated column'
                    when c.relispartition then 'column of a partition'
                    when a.attinhcount > 0 then 'inherited column'
                    else 'column' end end
      from carrier
      join pg_attribute a on a.atttypid = carrier.type and a.attnum > 0 and not a.attisdropped
      join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
      join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'),
  generated (relation, number, expression) as materialized (
    select a.attrelid, a.attnum, f.oid
      from pg_attribute a
      left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
     where a.attgenerated <> ''),
  spot (enum, classid, objid, number) as (
    select enum, 'pg_type'::regclass::oid, type, 0 from carrier
    union all
    select enum, 'pg_class'::regclass::oid, relation, number from stored where kind not in ('column of a view', 'field of a composite type')),
  hanging (enum, classid, objid, number) as (
    select distinct spot.enum, d.classid, d.objid, d.objsubid
      from spot
      join pg_depend d on d.refclassid = spot.classid and d.refobjid = spot.objid and (spot.number = 0 or d.refobjsubid = spot.number)
     where d.deptype in ('n', 'a') and d.classid <> 'pg_type'::regclass
       -- The constructors of a range are part of it.
       and not (d.classid = 'pg_proc'::regclass
                and exists (select 1 from pg_depend own where own.classid = d.classid and own.objid = d.objid
                               and own.refclassid = 'pg_type'::regclass and own.deptype = 'i'))),
  named (enum, kind, identity) as (
    select h.enum, case c.relkind when 'm' then 'materialized view' when 'v' then 'view' else 'rule' end,
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) || case when w.rulename = '_RETURN' then '' else '.' || quote_ident(w.rulename) end
      from hanging h
      join pg_rewrite w on w.oid = h.objid
      join pg_class c on c.oid = w.ev_class
      join pg_namespace n on n.oid = c.relnamespace
     where h.classid = 'pg_rewrite'::regclass
    union
    -- Before PostgreSQL 15 it is the generated column itself that depends, and its expression since.
    select g.enum, 'generated column',
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname)
      from (select h.enum, generated.relation, generated.number
              from hanging h
              join generated on h.classid = 'pg_class'::regclass and h.objid = generated.relation and h.number = generated.number
            union all
            select h.enum, generated.relation, generated.number
              from hanging h
              join generated on h.classid = 'pg_attrdef'::regclass and h.objid = generated.expression) g
      join pg_class c on c.oid = g.relation
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = g.relation and a.attnum = g.number
    union
    select h.enum, o.type, o.identity
      from hanging h, lateral pg_identify_object(h.classid, h.objid, 0) o
     where h.classid <> 'pg_rewrite'::regclass and h.number = 0
       and not (h.classid = 'pg_attrdef'::regclass
                and h.objid in (select expression from generated where expression is not null))
    union
    select carrier.enum, case t.typtype when 'd' then 'domain' when 'r' then 'range' when 'm' then 'multirange' else 'composite type' end,
           format_type(t.oid, null)
      from carrier join pg_type t on t.oid = carrier.type
     where t.typtype in ('d', 'r', 'c') and t.oid <> carrier.enum
    union
    select enum, kind, identity from stored where kind not in ('column of a view', 'column of a materialized view', 'field of a composite type'))
select n.nspname, t.typname, named.kind, named.identity
  from named
  join pg_type t on t.oid = named.enum
  join pg_namespace n on n.oid = t.typnamespace
 where not exists (select 1 from pg_depend d
                    where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
 order by 1, 2, 3, 4
