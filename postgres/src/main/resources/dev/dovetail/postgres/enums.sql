-- Enum types with their labels in order. Types of extensions are recorded under pg_type in pg_depend.
select n.nspname, t.typname,
       coalesce(array_agg(e.enumlabel::text order by e.enumsortorder) filter (where e.oid is not null), '{}') as labels
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_enum e on e.enumtypid = t.oid
 where t.typtype = 'e'
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
   and not exists (select 1 from pg_depend d
                    where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
 group by 1, 2
 order by 1, 2
