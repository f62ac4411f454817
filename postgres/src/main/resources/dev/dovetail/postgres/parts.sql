-- Everything that may have to be taken away for a while and put back, in the words that do it. Names are as the search
-- path has them. Nothing of the system.
with relation as (
  select c.oid, c.oid::regclass::text as name, c.relkind, c.relowner,
         case when c.relkind in ('r', 'p') and exists (select 1 from pg_inherits i where i.inhparent = c.oid or i.inhrelid = c.oid)
              then 'ALTER TABLE ONLY ' when c.relkind = 'f' then 'ALTER FOREIGN TABLE ' when c.relkind = 'm' then 'ALTER MATERIALIZED VIEW '
              when c.relkind = 'v' then 'ALTER VIEW ' else 'ALTER TABLE ' end || c.oid::regclass as alter_only,
         case c.relkind when 'f' then 'ALTER FOREIGN TABLE ' when 'm' then 'ALTER MATERIALIZED VIEW ' when 'v' then 'ALTER VIEW ' else 'ALTER TABLE ' end
           || c.oid::regclass as alter_all
    from pg_class c where c.oid >= 16384)
select 'pg_class' as class, c.oid, null::oid as home, case c.relkind when 'm' then 'materialized view' else 'view' end as kind, r.name as identity,
       'DROP ' || case c.relkind when 'm' then 'MATERIALIZED VIEW ' else 'VIEW ' end || r.name as away,
       'CREATE ' || case c.relkind when 'm' then 'MATERIALIZED VIEW ' else 'VIEW ' end || r.name
         || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') || E' AS\n'
         || rtrim(pg_get_viewdef(c.oid, true), '; ' || E'\n')
         || case when c.relkind = 'm' and not c.relispopulated then E'\n  WITH NO DATA' else '' end as back,
       case when c.relpersistence = 't' then 'is temporary' end as obstacle
  from pg_class c join relation r on r.oid = c.oid where c.relkind in ('v', 'm')
union all
select 'pg_class', i.indexrelid, i.indrelid, 'index', r.name,
       case when c.relispartition then '' else 'DROP INDEX ' || r.name end, pg_get_indexdef(i.indexrelid, 0, true), null
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join relation r on r.oid = c.oid
 where not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
union all
select 'pg_constraint', k.oid, nullif(k.conrelid, 0), case k.contype when 'f' then 'foreign key' else 'constraint' end, quote_ident(k.conname) || ' of ' || r.name,
       case when k.conparentid <> 0 or k.coninhcount > 0 and not k.conislocal then ''
            else r.alter_all || ' DROP CONSTRAINT ' || quote_ident(k.conname) end,
       case when k.conparentid <> 0 or k.coninhcount > 0 and not k.conislocal then ''
            else r.alter_all || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid, true) end, null
  from pg_constraint k join relation r on r.oid = k.conrelid
 where k.contype in ('c', 'f', 'p', 'u', 'x')
union all
select 'pg_constraint', k.oid, null, 'constraint', quote_ident(k.conname) || ' of ' || k.contypid::regtype,
       'ALTER DOMAIN ' || k.contypid::regtype || ' DROP CONSTRAINT ' || quote_ident(k.conname),
       'ALTER DOMAIN ' || k.contypid::regtype || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid, true), null
  from pg_constraint k where k.contypid <> 0 and k.contype = 'c'
union all
select 'pg_attrdef', d.oid, d.adrelid, 'default', r.name || '.' || quote_ident(a.attname),
       r.alter_only || ' ALTER COLUMN ' || quote_ident(a.attname) || ' DROP DEFAULT',
       r.alter_only || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET DEFAULT ' || pg_get_expr(d.adbin, d.adrelid, true), null
  from pg_attrdef d
  join relation r on r.oid = d.adrelid
  join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
 where a.attgenerated = ''
union all
select 'pg_attrdef', d.oid, d.adrelid, 'generated column', r.name || '.' || quote_ident(a.attname),
       case when a.attinhcount > 0 then '' else r.alter_all || ' DROP COLUMN ' || quote_ident(a.attname) end,
       case when a.attinhcount > 0 then ''
            else r.alter_all || ' ADD COLUMN ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
              || case when a.attcollation <> t.typcollation then ' COLLATE ' || a.attcollation::regcollation else '' end
              || ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid, true) || ') '
              || case a.attgenerated when 'v' then 'VIRTUAL' else 'STORED' end
              || case when a.attnotnull then ' NOT NULL' else '' end end, null
  from pg_attrdef d
  join relation r on r.oid = d.adrelid
  join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
  join pg_type t on t.oid = a.atttypid
 where a.attgenerated <> ''
union all
select 'pg_rewrite', w.oid, w.ev_class, 'rule', quote_ident(w.rulename) || ' on ' || r.name,
       'DROP RULE ' || quote_ident(w.rulename) || ' ON ' || r.name, rtrim(pg_get_ruledef(w.oid, true), '; ' || E'\n'), null
  from pg_rewrite w join relation r on r.oid = w.ev_class where w.rulename <> '_RETURN'
union all
select 'pg_trigger', g.oid, g.tgrelid, 'trigger', quote_ident(g.tgname) || ' on ' || r.name,
       case when coalesce(to_jsonb(g) ->> 'tgparentid', '0') <> '0' then ''
            else 'DROP TRIGGER ' || quote_ident(g.tgname) || ' ON ' || r.name end,
       case when coalesce(to_jsonb(g) ->> 'tgparentid', '0') <> '0' then '' else pg_get_triggerdef(g.oid, true) end, null
  from pg_trigger g join relation r on r.oid = g.tgrelid where not g.tgisinternal
union all
select 'pg_proc', p.oid, null, case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
       p.oid::regprocedure::text,
       'DROP ' || case p.prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end || p.oid::regprocedure,
       case when p.prokind <> 'a' then rtrim(pg_get_functiondef(p.oid), E'\n') end,
       case when p.prokind = 'a' then 'is an aggregate' end
  from pg_proc p
 where p.oid >= 16384
   and not exists (select 1 from pg_depend o where o.classid = 'pg_proc'::regclass and o.objid = p.oid
                      and o.refclassid = 'pg_type'::regclass and o.deptype = 'i')
union all
select 'pg_policy', p.oid, p.polrelid, 'policy', quote_ident(p.polname) || ' on ' || r.name,
       'DROP POLICY ' || quote_ident(p.polname) || ' ON ' || r.name,
       'CREATE POLICY ' || quote_ident(p.polname) || ' ON ' || r.name
         || case when p.polpermissive then '' else ' AS RESTRICTIVE' end
         || case p.polcmd when 'r' then ' FOR SELECT' when 'a' then ' FOR INSERT' when 'w' then ' FOR UPDATE' when 'd' then ' FOR DELETE' else '' end
         || case when p.polroles = '{0}' then ''
              else ' TO ' || (select string_agg(case when u = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(u)) end, ', ' order by n)
                                from unnest(p.polroles) with ordinality as role (u, n)) end
         || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid, true) || ')', '')
         || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid, true) || ')', ''), null
  from pg_policy p join relation r on r.oid = p.polrelid
union all
select 'pg_statistic_ext', s.oid, s.stxrelid, 'statistics', quote_ident(n.nspname) || '.' || quote_ident(s.stxname),
       'DROP STATISTICS ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname), pg_get_statisticsobjdef(s.oid), null
  from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
union all
select 'pg_publication_rel', x.oid, null, 'publication', quote_ident(p.pubname) || ' of ' || r.name,
       'ALTER PUBLICATION ' || quote_ident(p.pubname) || ' DROP TABLE ' || r.alter_name,
       'ALTER PUBLICATION ' || quote_ident(p.pubname) || ' ADD TABLE ' || r.alter_name
         || case when to_jsonb(x) ->> 'prattrs' is null then ''
              else ' (' || (select string_agg(quote_ident(e.name), ', ' order by e.n)
                              from jsonb_array_elements_text(to_jsonb(t) -> 'attnames') with ordinality as e (name, n)) || ')' end
         || coalesce(' WHERE (' || (to_jsonb(t) ->> 'rowfilter') || ')', ''), null
  from pg_publication_rel x
  join pg_publication p on p.oid = x.prpubid
  join (select c.oid, n.nspname, c.relname, c.oid::regclass::text as name, 'ONLY ' || c.oid::regclass as alter_name
          from pg_class c join pg_namespace n on n.oid = c.relnamespace) r on r.oid = x.prrelid
  left join pg_publication_tables t on t.pubname = p.pubname and t.schemaname = r.nspname and t.tablename = r.relname
union all
select 'pg_cast', c.oid, null, 'cast', format_type(c.castsource, null) || ' AS ' || format_type(c.casttarget, null),
       'DROP CAST (' || format_type(c.castsource, null) || ' AS ' || format_type(c.casttarget, null) || ')',
       'CREATE CAST (' || format_type(c.castsource, null) || ' AS ' || format_type(c.casttarget, null) || ')'
         || case c.castmethod when 'f' then ' WITH FUNCTION ' || c.castfunc::regprocedure when 'i' then ' WITH INOUT' else ' WITHOUT FUNCTION' end
         || case c.castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end, null
  from pg_cast c where c.oid >= 16384
union all
select 'pg_operator', o.oid, null, 'operator', o.oid::regoperator::text,
       'DROP OPERATOR ' || quote_ident(n.nspname) || '.' || o.oprname || ' ('
         || case when o.oprleft = 0 then 'NONE' else format_type(o.oprleft, null) end || ', ' || format_type(o.oprright, null) || ')',
       'CREATE OPERATOR ' || quote_ident(n.nspname) || '.' || o.oprname || ' (FUNCTION = ' || o.oprcode
         || case when o.oprleft = 0 then '' else ', LEFTARG = ' || format_type(o.oprleft, null) end
         || ', RIGHTARG = ' || format_type(o.oprright, null)
         || coalesce((select ', COMMUTATOR = OPERATOR(' || quote_ident(cn.nspname) || '.' || co.oprname || ')'
                        from pg_operator co join pg_namespace cn on cn.oid = co.oprnamespace where co.oid = o.oprcom), '')
         || coalesce((select ', NEGATOR = OPERATOR(' || quote_ident(cn.nspname) || '.' || co.oprname || ')'
                        from pg_operator co join pg_namespace cn on cn.oid = co.oprnamespace where co.oid = o.oprnegate), '')
         || case when o.oprrest <> 0 then ', RESTRICT = ' || o.oprrest else '' end
         || case when o.oprjoin <> 0 then ', JOIN = ' || o.oprjoin else '' end
         || case when o.oprcanhash then ', HASHES' else '' end || case when o.oprcanmerge then ', MERGES' else '' end || ')', null
  from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
 where o.oid >= 16384 and o.oprcode <> 0
 order by 2, 1
