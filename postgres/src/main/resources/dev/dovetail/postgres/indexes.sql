-- Indexes, without those that stand behind a constraint.
select i.indrelid, c.relname::text, pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' INVALID' end as definition
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_namespace n on n.oid = c.relnamespace
 where not exists (select 1 from pg_constraint k
                    where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
 order by 1, 2
