-- What people put on things: comments, grants, policies, and the bodies of functions. A line each.
select 'comment on ' || o.type || ' ' || o.identity || ': ' || d.description
  from pg_description d, lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) o
 where d.objoid >= 16384
union all
select 'grants on ' || o.type || ' ' || o.identity || ': ' || a.acl::text
  from (select 'pg_class'::regclass::oid as class, oid, 0 as number, relacl as acl from pg_class
        union all select 'pg_class'::regclass::oid, attrelid, attnum, attacl from pg_attribute
        union all select 'pg_type'::regclass::oid, oid, 0, typacl from pg_type
        union all select 'pg_proc'::regclass::oid, oid, 0, proacl from pg_proc
        union all select 'pg_namespace'::regclass::oid, oid, 0, nspacl from pg_namespace where nspname !~ '^pg_') a,
       lateral pg_identify_object(a.class, a.oid, a.number) o
 where a.acl is not null and a.oid >= 16384
union all
select 'policy ' || p.policyname || ' on ' || p.schemaname || '.' || p.tablename || ': ' || p.permissive || ' ' || p.cmd || ' '
         || p.roles::text || ' ' || coalesce(p.qual, '') || ' ' || coalesce(p.with_check, '')
  from pg_policies p
union all
select 'row security on ' || c.oid::regclass::text from pg_class c where c.relrowsecurity and c.oid >= 16384
union all
select 'function ' || p.oid::regprocedure::text || ': ' || md5(p.prosrc)
  from pg_proc p
 where p.oid >= 16384
order by 1
