-- Constraints of tables. PostgreSQL 18 lists NOT NULL here too; the columns say that already. A plain primary key, which most
-- tables have, is written here: to have the server do it takes several looks at each.
select c.conrelid, c.conname::text, c.contype::text as kind,
       case when a.attname is null then pg_get_constraintdef(c.oid) else 'PRIMARY KEY (' || quote_ident(a.attname) || ')' end as definition
  from pg_constraint c
  join pg_namespace n on n.oid = c.connamespace
  left join pg_index i on i.indexrelid = c.conindid and c.contype = 'p' and not c.condeferrable and i.indnatts = 1 and not i.indisexclusion
  left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
 where c.conrelid <> 0
   and c.contype in ('c', 'f', 'p', 'u', 'x')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
 order by 1, 2
