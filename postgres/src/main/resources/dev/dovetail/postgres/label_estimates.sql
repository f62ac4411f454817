-- What the statistics of a column say: the rows of its table, and the share of each frequent value.
select c.reltuples::bigint as rows, coalesce(s.null_frac, 0) as empty_share,
       s.most_common_vals::text::text[] as labels, s.most_common_freqs::float8[] as shares, s.n_distinct
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = ?
 where n.nspname = ? and c.relname = ?
