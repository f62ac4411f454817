-- What is said of things once they are there again: attached, switched, owned, granted and commented on.
with owner as (select datdba as oid from pg_database where datname = current_database()),
  thing as (
    select 'pg_class' as class, c.oid, 0 as number, 'r'::"char" as default_kind, c.relowner as owner, c.relacl as acl, 'TABLE ' || c.oid::regclass as name,
           'ALTER ' || case c.relkind when 'm' then 'MATERIALIZED VIEW ' else 'VIEW ' end || c.oid::regclass as alter, ''::text as columns
      from pg_class c where c.relkind in ('v', 'm') and c.oid >= 16384
    union all
    select 'pg_class', c.oid, a.attnum, 'c', c.relowner, a.attacl, 'TABLE ' || c.oid::regclass, null, ' (' || quote_ident(a.attname) || ')'
      from pg_attribute a join pg_class c on c.oid = a.attrelid and (c.relkind in ('v', 'm') or a.attgenerated <> '')
     where a.attacl is not null and not a.attisdropped and c.oid >= 16384
    union all
    select 'pg_proc', p.oid, 0, 'f', p.proowner, p.proacl, case p.prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end || p.oid::regprocedure,
           'ALTER ' || case p.prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end || p.oid::regprocedure, ''
      from pg_proc p where p.prokind <> 'a' and p.oid >= 16384
    union all
    select 'pg_type', t.oid, 0, 'T', t.typowner, t.typacl, 'TYPE ' || t.oid::regtype,
           'ALTER ' || case t.typtype when 'd' then 'DOMAIN ' else 'TYPE ' end || t.oid::regtype, ''
      from pg_type t where t.typtype in ('e', 'd', 'c', 'r') and t.oid >= 16384
    union all
    select 'pg_statistic_ext', s.oid, 0, null, s.stxowner, null, null,
           'ALTER STATISTICS ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname), ''
      from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
    union all
    select 'pg_operator', o.oid, 0, null, o.oprowner, null, null,
           'ALTER OPERATOR ' || quote_ident(n.nspname) || '.' || o.oprname || ' ('
             || case when o.oprleft = 0 then 'NONE' else format_type(o.oprleft, null) end || ', ' || format_type(o.oprright, null) || ')', ''
      from pg_operator o join pg_namespace n on n.oid = o.oprnamespace where o.oid >= 16384),
  had as (
    select thing.*, x.grantee, x.privilege_type, x.is_grantable
      from thing, lateral aclexplode(coalesce(thing.acl, acldefault(thing.default_kind, thing.owner))) x
     where thing.default_kind is not null),
  usual as (
    select thing.*, x.grantee, x.privilege_type, x.is_grantable
      from thing, lateral aclexplode(acldefault(thing.default_kind, thing.owner)) x
     where thing.default_kind is not null),
  described as (
    select o.classoid::regclass::text as class, o.objoid as oid, o.objsubid as number, o.description, i.type, i.identity
      from pg_description o, lateral pg_identify_object(o.classoid, o.objoid, o.objsubid) i
     where o.objoid >= 16384),
  said (class, oid, number, rank, words) as (
    select 'pg_class', h.inhrelid, 0, 0, 'ALTER INDEX ' || h.inhparent::regclass || ' ATTACH PARTITION ' || h.inhrelid::regclass
      from pg_inherits h join pg_class c on c.oid = h.inhrelid and c.relkind in ('i', 'I')
    union all
    select 'pg_class', i.indexrelid, 0, 1, 'ALTER TABLE ' || i.indrelid::regclass || ' CLUSTER ON ' || quote_ident(c.relname)
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
     where i.indisclustered and t.relkind = 'r'
    union all
    select 'pg_class', i.indexrelid, 0, 1, 'ALTER MATERIALIZED VIEW ' || i.indrelid::regclass || ' CLUSTER ON ' || quote_ident(c.relname)
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
     where i.indisclustered and t.relkind = 'm'
    union all
    select 'pg_class', i.indexrelid, 0, 1, 'ALTER TABLE ' || i.indrelid::regclass || ' REPLICA IDENTITY USING INDEX ' || quote_ident(c.relname)
      from pg_index i join pg_class c on c.oid = i.indexrelid where i.indisreplident
    union all
    select 'pg_class', a.attrelid, 0, 1, 'ALTER INDEX ' || a.attrelid::regclass || ' ALTER COLUMN ' || a.attnum || ' SET STATISTICS ' || a.attstattarget
      from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('i', 'I')
     where a.attstattarget >= 0
    union all
    select 'pg_class', a.attrelid, a.attnum, 1, 'ALTER TABLE ' || a.attrelid::regclass || ' ALTER COLUMN ' || quote_ident(a.attname)
             || ' SET STATISTICS ' || a.attstattarget
      from pg_attribute a where a.attgenerated <> '' and a.attstattarget >= 0
    union all
    select 'pg_trigger', g.oid, 0, 1, 'ALTER TABLE ' || g.tgrelid::regclass
             || case g.tgenabled when 'D' then ' DISABLE' when 'R' then ' ENABLE REPLICA' else ' ENABLE ALWAYS' end || ' TRIGGER ' || quote_ident(g.tgname)
      from pg_trigger g where g.tgenabled <> 'O' and not g.tgisinternal
    union all
    select 'pg_rewrite', w.oid, 0, 1, 'ALTER TABLE ' || w.ev_class::regclass
             || case w.ev_enabled when 'D' then ' DISABLE' when 'R' then ' ENABLE REPLICA' else ' ENABLE ALWAYS' end || ' RULE ' || quote_ident(w.rulename)
      from pg_rewrite w where w.ev_enabled <> 'O' and w.rulename <> '_RETURN'
    union all
    select 'pg_statistic_ext', s.oid, 0, 1, 'ALTER STATISTICS ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname)
             || ' SET STATISTICS ' || (to_jsonb(s) ->> 'stxstattarget')
      from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
     where coalesce((to_jsonb(s) ->> 'stxstattarget')::int, -1) >= 0
    union all
    select h.class, h.oid, h.number, 2,
           'REVOKE ' || string_agg(h.privilege_type, ', ' order by h.privilege_type) || ' ON ' || h.name || ' FROM '
             || case when h.grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(h.grantee)) end
      from usual h
     where not exists (select 1 from had where (had.class, had.oid, had.number, had.grantee, had.privilege_type)
                                               = (h.class, h.oid, h.number, h.grantee, h.privilege_type))
     group by h.class, h.oid, h.number, h.name, h.grantee
    union all
    select h.class, h.oid, h.number, 3,
           'GRANT ' || string_agg(h.privilege_type || h.columns, ', ' order by h.privilege_type) || ' ON ' || h.name || ' TO '
             || case when h.grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(h.grantee)) end
             || case when h.is_grantable then ' WITH GRANT OPTION' else '' end
      from had h
     where not exists (select 1 from usual where (usual.class, usual.oid, usual.number, usual.grantee, usual.privilege_type, usual.is_grantable)
                                                 = (h.class, h.oid, h.number, h.grantee, h.privilege_type, h.is_grantable))
     group by h.class, h.oid, h.number, h.name, h.grantee, h.is_grantable
    union all
    select d.class, d.oid, d.number, 4,
           'COMMENT ON '
             || case when d.type like '% column' then 'COLUMN ' || d.identity
                     when d.type = 'table constraint' then 'CONSTRAINT ' || d.identity
                     when d.type = 'domain constraint' then 'CONSTRAINT ' || regexp_replace(d.identity, ' on (?=[^ ]+$)', ' ON DOMAIN ')
                     when d.type = 'statistics object' then 'STATISTICS ' || d.identity
                     when d.type = 'composite type' then 'TYPE ' || d.identity
                     else upper(d.type) || ' ' || d.identity end
             || ' IS ' || quote_literal(d.description)
      from described d
     where d.type ~ ' column$' or d.type in ('view', 'materialized view', 'index', 'table constraint', 'domain constraint', 'trigger', 'rule', 'policy',
                                             'function', 'procedure', 'type', 'domain', 'composite type', 'statistics object', 'cast', 'operator')
    union all
    select thing.class, thing.oid, 0, 5, thing.alter || ' OWNER TO ' || quote_ident(pg_get_userbyid(thing.owner))
      from thing where thing.alter is not null and thing.owner <> (select oid from owner) and thing.number = 0)
select class, oid, number, words from said where oid >= 16384 order by class, oid, rank, number, words
