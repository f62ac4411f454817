-- Enum types, a row for each label in order, and whether the search path leads to them.
select n.nspname, t.typname, pg_type_is_visible(t.oid), e.enumlabel
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_enum e on e.enumtypid = t.oid
 where t.typtype = 'e'
 order by n.nspname, t.typname, e.enumsortorder
