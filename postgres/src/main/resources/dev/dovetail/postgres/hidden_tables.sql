-- Tables whose rows whoever asks may not read, or of which only some are shown.
select n.nspname, c.relname, row_security_active(c.oid) as some
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
   and (not has_schema_privilege(n.oid, 'USAGE') or not has_table_privilege(c.oid, 'SELECT') or row_security_active(c.oid))
 order by 1, 2
