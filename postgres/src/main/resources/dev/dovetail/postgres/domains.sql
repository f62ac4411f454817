-- Domains. The default comes from its tree: typdefault is the text of the day the domain was made.
select n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod) as base, t.typnotnull,
       pg_get_expr(t.typdefaultbin, 0) as default_text,
       coalesce((select array_agg(c.conname || ' ' || pg_get_constraintdef(c.oid) order by c.conname)
                   from pg_constraint c where c.contypid = t.oid and c.contype = 'c'), '{}') as checks,
       (select bn.nspname from pg_type b join pg_namespace bn on bn.oid = b.typnamespace
         where b.oid = t.typbasetype and b.typtype = 'e') as enum_schema,
       (select b.typname from pg_type b where b.oid = t.typbasetype and b.typtype = 'e') as enum_name
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
 where t.typtype = 'd'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
 order by 1, 2
