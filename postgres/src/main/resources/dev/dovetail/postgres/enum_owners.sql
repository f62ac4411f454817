-- Who owns each enum type that belongs to no extension, and whether whoever asks may use it.
select n.nspname, t.typname, t.oid, pg_get_userbyid(t.typowner)::text as owner,
       has_schema_privilege(n.oid, 'USAGE') and has_type_privilege(t.oid, 'USAGE') as usable
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
 where t.typtype = 'e'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
   and not exists (select 1 from pg_depend d
                    where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
 order by 1, 2
