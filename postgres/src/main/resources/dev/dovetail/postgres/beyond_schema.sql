-- What a schema does not say of a database: comments, owners, grants, policies, bodies of functions, rules, switches and settings. A line each.
select 'comment on ' || o.type || ' ' || o.identity || ': ' || d.description
  from pg_description d, lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) o
 where d.objoid >= 16384
union all
select 'grants on ' || o.type || ' ' || o.identity || ': '
         || (select string_agg(case when x.grantee = 0 then 'PUBLIC' else pg_get_userbyid(x.grantee) end || ' ' || x.privilege_type
                                 || case when x.is_grantable then '*' else '' end, ', '
                               order by pg_get_userbyid(x.grantee), x.grantee, x.privilege_type, x.is_grantable)
               from aclexplode(a.acl) x)
  from (select 'pg_class'::regclass::oid as class, oid, 0 as number, relacl as acl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner) as usual
          from pg_class
        union all select 'pg_class'::regclass::oid, attrelid, attnum, attacl, null from pg_attribute where not attisdropped
        union all select 'pg_type'::regclass::oid, oid, 0, typacl, acldefault('T', typowner) from pg_type
        union all select 'pg_proc'::regclass::oid, oid, 0, proacl, acldefault('f', proowner) from pg_proc
        union all select 'pg_namespace'::regclass::oid, oid, 0, nspacl, acldefault('n', nspowner) from pg_namespace where nspname !~ '^pg_') a,
       lateral pg_identify_object(a.class, a.oid, a.number) o
 where a.acl is not null and a.oid >= 16384
   and exists (select 1 from (select * from aclexplode(a.acl) except select * from aclexplode(a.usual)
                              union all (select * from aclexplode(a.usual) except select * from aclexplode(a.acl))) apart)
union all
select 'owner of ' || o.type || ' ' || o.identity || ': ' || pg_get_userbyid(a.owner)
  from (select 'pg_class'::regclass::oid as class, oid, relowner as owner from pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        union all select 'pg_type'::regclass::oid, oid, typowner from pg_type where typtype in ('e', 'd', 'r')
        union all select 'pg_proc'::regclass::oid, oid, proowner from pg_proc
        union all select 'pg_operator'::regclass::oid, oid, oprowner from pg_operator
        union all select 'pg_statistic_ext'::regclass::oid, oid, stxowner from pg_statistic_ext) a,
       lateral pg_identify_object(a.class, a.oid, 0) o
 where a.oid >= 16384 and a.owner <> (select datdba from pg_database where datname = current_database())
union all
select 'policy ' || p.policyname || ' on ' || p.schemaname || '.' || p.tablename || ': ' || p.permissive || ' ' || p.cmd || ' '
         || p.roles::text || ' ' || coalesce(p.qual, '') || ' ' || coalesce(p.with_check, '')
  from pg_policies p
union all
select 'row security on ' || c.oid::regclass::text || case when c.relforcerowsecurity then ': forced' else '' end
  from pg_class c where c.relrowsecurity and c.oid >= 16384
union all
select 'function ' || p.oid::regprocedure::text || ': ' || case when p.prokind = 'a' then p.prosrc else pg_get_functiondef(p.oid) end
  from pg_proc p
 where p.oid >= 16384
union all
select 'settings of ' || set.name || ': ' || set.settings
  from (select c.oid::regclass::text as name,
               concat_ws(' ', array_to_string(c.reloptions, ' '), case c.relpersistence when 'u' then 'unlogged' when 't' then 'temporary' end,
                 case c.relreplident when 'f' then 'replica identity full' when 'i' then 'replica identity by index' end,
                 (select spcname from pg_tablespace s where s.oid = c.reltablespace),
                 (select amname from pg_am m where m.oid = c.relam and m.amname not in ('heap', 'btree', 'hash', 'gin', 'gist', 'brin', 'spgist')),
                 case when c.relkind = 'm' and not c.relispopulated then 'not populated' end) as settings
          from pg_class c
         where c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'm', 'f', 'i', 'I') and c.relnamespace <> 'pg_toast'::regnamespace) set
 where set.settings <> ''
union all
select 'settings of ' || c.oid::regclass::text || '.' || a.attname || ': ' || concat_ws(' ', nullif(to_jsonb(a) ->> 'attstattarget', '-1'),
         array_to_string(a.attoptions, ' '), nullif(to_jsonb(a) ->> 'attcompression', ''),
         case when a.attstorage <> t.typstorage then a.attstorage::text end)
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm', 'f', 'i', 'I')
  join pg_type t on t.oid = a.atttypid
 where c.oid >= 16384 and a.attnum > 0 and not a.attisdropped and c.relnamespace <> 'pg_toast'::regnamespace
   and (coalesce(to_jsonb(a) ->> 'attstattarget', '-1') <> '-1' or a.attoptions is not null
        or coalesce(to_jsonb(a) ->> 'attcompression', '') <> '' or a.attstorage <> t.typstorage)
union all
select 'index ' || i.indexrelid::regclass::text || ': ' || concat_ws(' ', case when i.indisclustered then 'clustered' end,
         case when i.indisreplident then 'replica identity' end, case when not i.indisvalid then 'not valid' end,
         (select 'of ' || h.inhparent::regclass::text from pg_inherits h where h.inhrelid = i.indexrelid))
  from pg_index i
 where i.indexrelid >= 16384
   and (i.indisclustered or i.indisreplident or not i.indisvalid or exists (select 1 from pg_inherits h where h.inhrelid = i.indexrelid))
union all
select 'trigger ' || g.tgname || ' on ' || g.tgrelid::regclass::text || ': ' || g.tgenabled::text
  from pg_trigger g where not g.tgisinternal and g.tgenabled <> 'O'
union all
select 'rule ' || w.rulename || ' on ' || w.ev_class::regclass::text || ': ' || w.ev_enabled::text || ' ' || pg_get_ruledef(w.oid)
  from pg_rewrite w where w.oid >= 16384 and w.rulename <> '_RETURN'
union all
select 'default of ' || d.adrelid::regclass::text || '.' || a.attname || ': ' || pg_get_expr(d.adbin, d.adrelid)
  from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
  join pg_class c on c.oid = d.adrelid and c.relkind in ('v', 'm')
union all
select 'inheritance of constraint ' || k.conname || ' on ' || k.conrelid::regclass::text || ': ' || k.conislocal::text || ' ' || k.coninhcount::text
  from pg_constraint k where k.conrelid >= 16384 and k.coninhcount > 0
union all
select 'statistics ' || pg_get_statisticsobjdef(s.oid) || ' ' || coalesce(to_jsonb(s) ->> 'stxstattarget', '-1') from pg_statistic_ext s
union all
select 'publication ' || p.pubname || ' of ' || x.prrelid::regclass::text || ': ' || concat_ws(' ', to_jsonb(t) ->> 'attnames', to_jsonb(t) ->> 'rowfilter')
  from pg_publication_rel x
  join pg_publication p on p.oid = x.prpubid
  join pg_class c on c.oid = x.prrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_publication_tables t on t.pubname = p.pubname and t.schemaname = n.nspname and t.tablename = c.relname
union all
select 'cast ' || format_type(c.castsource, null) || ' to ' || format_type(c.casttarget, null) || ': ' || c.castcontext::text || c.castmethod::text
         || case when c.castfunc = 0 then '' else ' ' || c.castfunc::regprocedure::text end
  from pg_cast c where c.oid >= 16384
union all
select 'operator ' || o.oid::regoperator::text || ': ' || concat_ws(' ', o.oprcode, nullif(o.oprcom, 0)::regoperator, nullif(o.oprnegate, 0)::regoperator,
         o.oprrest, o.oprjoin, o.oprcanhash, o.oprcanmerge)
  from pg_operator o where o.oid >= 16384
union all
select 'composite type ' || c.oid::regclass::text || ': '
         || (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
               from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
  from pg_class c where c.relkind = 'c' and c.oid >= 16384
union all
select 'range ' || r.rngtypid::regtype::text || ' of ' || format_type(r.rngsubtype, null) || ': ' || concat_ws(' ', o.opcname, r.rngcanonical, r.rngsubdiff,
         ((to_jsonb(r) ->> 'rngmultitypid')::oid)::regtype)
  from pg_range r join pg_opclass o on o.oid = r.rngsubopc where r.rngtypid >= 16384
union all
select 'check of domain ' || k.contypid::regtype::text || ' ' || k.conname || ': ' || pg_get_constraintdef(k.oid)
  from pg_constraint k where k.contypid >= 16384
order by 1
