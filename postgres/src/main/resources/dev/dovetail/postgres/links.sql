-- What hangs on what, as the catalog knows it.
select d.classid::regclass::text, d.objid, d.objsubid, d.refclassid::regclass::text, d.refobjid, d.refobjsubid, d.deptype
  from pg_depend d
 where d.objid >= 16384 and (d.refobjid >= 16384 or d.deptype = 'e')
 order by d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid
