-- Foreign keys, column by column; not their copies for each partition of what they point to.
select n.nspname, c.relname, k.conname::text as name, tn.nspname as target_schema, t.relname as target_name,
       (select array_agg(a.attname::text order by u.place)
          from unnest(k.conkey) with ordinality u(number, place)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number) as columns,
       (select array_agg(a.attname::text order by u.place)
          from unnest(k.confkey) with ordinality u(number, place)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number) as target_columns
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_class t on t.oid = k.confrelid
  join pg_namespace tn on tn.oid = t.relnamespace
 where k.contype = 'f'
   and not exists (select 1 from pg_constraint p where p.oid = k.conparentid and p.conrelid = k.conrelid)
   and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp_|^pg_toast_temp_'
 order by 1, 2, 3
