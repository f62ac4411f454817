-- What hangs on something and is no part that is put back by itself, as the server calls it.
select distinct d.classid::regclass::text, d.objid, d.objsubid, pg_describe_object(d.classid, d.objid, d.objsubid)
  from pg_depend d
 where d.objid >= 16384 and d.refobjid >= 16384 and d.deptype in ('n', 'a')
   and d.classid not in ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_proc'::regclass, 'pg_policy'::regclass,
                         'pg_rewrite'::regclass, 'pg_trigger'::regclass)
