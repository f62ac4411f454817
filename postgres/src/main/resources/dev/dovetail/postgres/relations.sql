-- Tables, partitioned tables, views and materialized views.
select c.oid, n.nspname, c.relname, c.relkind::text as kind,
       case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as partition_key,
       case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as partition_bound,
       case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,
       pn.nspname as parent_schema, pc.relname as parent_name
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_inherits i on i.inhrelid = c.oid and c.relispartition
  left join pg_class pc on pc.oid = i.inhparent
  left join pg_namespace pn on pn.oid = pc.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
 order by 2, 3
