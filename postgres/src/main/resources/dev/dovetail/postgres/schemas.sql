-- Schemas that people made.
select n.nspname::text
  from pg_namespace n
 where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
   and n.nspname <> 'public'
 order by 1
