-- Constraints of tables. PostgreSQL 18 lists NOT NULL here too; the columns say that already.
select c.conrelid, c.conname::text, c.contype::text as kind, pg_get_constraintdef(c.oid) as definition
  from pg_constraint c
  join pg_namespace n on n.oid = c.connamespace
 where c.conrelid <> 0
   and c.contype in ('c', 'f', 'p', 'u', 'x')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
 order by 1, 2
