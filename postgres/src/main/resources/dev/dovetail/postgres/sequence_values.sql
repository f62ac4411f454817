-- Where sequences stand; empty for one that was never asked, and for one that may not be read.
select schemaname, sequencename, last_value::text
  from pg_sequences
 order by 1, 2
