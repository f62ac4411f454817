-- What hangs on each enum type: directly, or by its arrays, domains, ranges and composites; some of it may come twice. What the
-- text of a PL/pgSQL function says is not known to the catalog. Columns are found by what they depend on, and a default by its
-- column: to look at all of either takes longer.
with recursive
  place (oid, name) as materialized (
    select oid, quote_ident(nspname) || '.' from pg_namespace
     where nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and nspname !~ '^pg_temp_|^pg_toast_temp_'),
  edge (inner_type, outer_type) as materialized (
    select t.oid, t.typarray from pg_type t where t.typarray <> 0
    union all
    -- The multirange of a range belongs to it.
    select r.rngtypid, d.objid from pg_range r
      join pg_depend d on d.refclassid = 'pg_type'::regclass and d.refobjid = r.rngtypid
                      and d.classid = 'pg_type'::regclass and d.deptype = 'i'
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
     where t.typtype = 'e' and t.typnamespace in (select oid from place)
       and not exists (select 1 from pg_depend d
                        where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
    union
    select carrier.enum, edge.outer_type from carrier join edge on edge.inner_type = carrier.type),
  on_type (enum, type, classid, objid, number) as materialized (
    select carrier.enum, carrier.type, d.classid, d.objid, d.objsubid
      from carrier
      join pg_depend d on d.refclassid = 'pg_type'::regclass and d.refobjid = carrier.type
     where d.deptype in ('n', 'a') and d.classid <> 'pg_type'::regclass),
  stored (enum, relation, number, identity, type, kind, is_generated) as materialized (
    select u.enum, c.oid, a.attnum, place.name || quote_ident(c.relname) || '.' || quote_ident(a.attname),
           case when u.type <> u.enum then format_type(u.type, a.atttypmod) end,
           case c.relkind when 'f' then 'column of a foreign table'
             when 'v' then 'column of a view' when 'm' then 'column of a materialized view' when 'c' then 'field of a composite type'
             else case when a.attgenerated <> '' then 'generated column'
                    when c.relispartition then 'column of a partition'
                    when a.attinhcount > 0 then 'inherited column'
                    else 'column' end end,
           a.attgenerated <> ''
      from on_type u
      join pg_class c on c.oid = u.objid and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
      join place on place.oid = c.relnamespace
      -- One row, wherever the planner thinks that there are more.
      cross join lateral (select * from pg_attribute where attrelid = u.objid and attnum = u.number::int2 offset 0) a
     where u.classid = 'pg_class'::regclass and u.number > 0),
  on_column (enum, classid, objid, number, deptype, identity, is_generated) as materialized (
    select stored.enum, d.classid, d.objid, d.objsubid, d.deptype, stored.identity, stored.is_generated
      from stored
      join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = stored.relation and d.refobjsubid = stored.number
     where d.deptype in ('n', 'a') and d.classid <> 'pg_type'::regclass
       and stored.kind not in ('column of a view', 'field of a composite type')),
  hanging (enum, classid, objid, number) as materialized (
    select enum, classid, objid, number from on_type
     where not (classid = 'pg_class'::regclass and number > 0)
       and not (classid = 'pg_attrdef'::regclass
                and objid in (select objid from on_column where classid = 'pg_attrdef'::regclass and deptype = 'a'))
       -- The constructors of a range are part of it.
       and not (classid = 'pg_proc'::regclass
                and exists (select 1 from pg_depend own where own.classid = on_type.classid and own.objid = on_type.objid
                               and own.refclassid = 'pg_type'::regclass and own.deptype = 'i'))
    union
    select enum, classid, objid, number from on_column where not (classid = 'pg_attrdef'::regclass and deptype = 'a'))
select carrier.enum, case t.typtype when 'd' then 'domain' when 'r' then 'range' else 'composite type' end as kind, format_type(t.oid, null) as identity
  from carrier join pg_type t on t.oid = carrier.type
 where t.typtype in ('d', 'r', 'c')
union all
select enum, kind, identity || coalesce(' (' || type || ')', '') from stored
 where kind not in ('column of a view', 'column of a materialized view', 'field of a composite type')
union all
-- A default depends on its own column.
select enum, 'default value', 'for ' || identity from on_column
 where classid = 'pg_attrdef'::regclass and deptype = 'a' and not is_generated
union all
-- On others it depends where it is of a type, or generated. Before PostgreSQL 15 it is the generated column itself that depends.
select x.enum, case when a.attgenerated = '' then 'default value' else 'generated column' end,
       case when a.attgenerated = '' then 'for ' else '' end || place.name || quote_ident(c.relname) || '.' || quote_ident(a.attname)
  from (select h.enum, f.adrelid, f.adnum, true from hanging h join pg_attrdef f on f.oid = h.objid
         where h.classid = 'pg_attrdef'::regclass
        union all
        select h.enum, h.objid, h.number, false from hanging h
         where h.classid = 'pg_class'::regclass and h.number > 0) x (enum, relation, number, is_default)
  join pg_class c on c.oid = x.relation
  join place on place.oid = c.relnamespace
  cross join lateral (select * from pg_attribute where attrelid = x.relation and attnum = x.number::int2 offset 0) a
 where x.is_default or a.attgenerated <> ''
union all
select h.enum, case c.relkind when 'm' then 'materialized view' when 'v' then 'view' else 'rule' end,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) || case when w.rulename = '_RETURN' then '' else '.' || quote_ident(w.rulename) end
  from hanging h
  join pg_rewrite w on w.oid = h.objid
  join pg_class c on c.oid = w.ev_class
  join pg_namespace n on n.oid = c.relnamespace
 where h.classid = 'pg_rewrite'::regclass
union all
select h.enum, o.type, o.identity
  from hanging h, lateral pg_identify_object(h.classid, h.objid, 0) o
 where h.classid not in ('pg_rewrite'::regclass, 'pg_attrdef'::regclass) and h.number = 0
