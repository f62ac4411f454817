SELECT 1

SELECT

SELECT a, b AS c, d e, "f" "g", t.*, * FROM t

SELECT a FROM

SELECT a b c FROM t

SELECT a, FROM t

SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC NULLS LAST

SELECT ALL a FROM t WHERE a = 1 AND b <> 'x' OR NOT c

SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN c USING (id) CROSS JOIN d NATURAL JOIN e

SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.y = b.y

SELECT * FROM a JOIN b

SELECT * FROM (a JOIN b ON true) AS j

SELECT * FROM (SELECT 1 AS x) s, LATERAL (SELECT s.x) l

SELECT * FROM ((SELECT 1) UNION (SELECT 2)) x

SELECT * FROM unnest(enum_range(NULL::mood)) WITH ORDINALITY AS l(label, n)

SELECT * FROM generate_series(1, 10) g

SELECT * FROM ONLY t AS x (a, b) TABLESAMPLE system (10)

SELECT count(*), sum(a) FILTER (WHERE b), array_agg(DISTINCT a ORDER BY b), percentile_cont(0.5) WITHIN GROUP (ORDER BY c) FROM t GROUP BY d, ROLLUP (e) HAVING count(*) > 1

SELECT row_number() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), rank() OVER w FROM t WINDOW w AS (ORDER BY c)

SELECT a FROM t GROUP BY GROUPING SETS ((a), ())

SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT SELECT c FROM v ORDER BY 1 LIMIT 10 OFFSET 5

SELECT a FROM t LIMIT ALL FOR UPDATE OF t SKIP LOCKED

SELECT a FROM t FETCH FIRST 5 ROWS ONLY

SELECT a FROM t OFFSET 2 ROWS FETCH NEXT ROW ONLY FOR NO KEY UPDATE NOWAIT

SELECT a FROM t LIMIT 1, 2

SELECT a FROM t WHERE a == 1

SELECT a FROM t WHERE

SELECT (SELECT 1), EXISTS (SELECT 1 FROM t), ARRAY(SELECT a FROM t), (SELECT 1) + 1, ((SELECT 2)) * 3

SELECT a IN (1, 2), a NOT IN (SELECT b FROM t), a = ANY (ARRAY[1, 2]), a <> ALL ('{1,2}'::int[]), a = SOME (SELECT 1), a LIKE ANY (ARRAY['x'])

SELECT a LIKE 'x%', a NOT LIKE 'y' ESCAPE '!', a ILIKE 'z', a SIMILAR TO 'q', a BETWEEN 1 AND 2, a NOT BETWEEN SYMMETRIC 2 AND 1, a ~ 'x', a !~* 'y'

SELECT a IS NULL, a IS NOT NULL, a ISNULL, a NOTNULL, a IS TRUE, a IS NOT FALSE, a IS UNKNOWN, a IS DISTINCT FROM b, a IS NOT DISTINCT FROM NULL

SELECT a = b = c

SELECT a < b > c

SELECT a IS NULL = b

SELECT -1, - a, +1, -1::int, 2 ^ 3, 5 % 2, ~ 3, @ -5, |/ 25, a || b, a -> 'x' ->> 'y', a #>> '{a,b}', a @> b, a ? 'x', a ?| array['b']

SELECT a OPERATOR(pg_catalog.+) b, a COLLATE "C" < b, a AT TIME ZONE 'utc' AT TIME ZONE 'cet'

SELECT CAST(a AS numeric(10, 2)), a::text::mood, 'x'::mood, mood 'sad', date '2020-01-01', timestamp with time zone '2020-01-01', interval '1' day, interval '1 day', double precision '1', public.mood 'ok', float8 '1.5', bit '101', numeric(3,1) '1.2'

SELECT CASE WHEN a THEN 1 END, CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE 'z' END, CASE END

SELECT CASE a WHEN 1 THEN 2 ELSE 3

SELECT COALESCE(a, b, 'x'), NULLIF(a, b), GREATEST(1, 2), LEAST(1), CURRENT_DATE, CURRENT_TIMESTAMP(3), LOCALTIME, CURRENT_USER, SESSION_USER, CURRENT_SCHEMA, current_schema()

SELECT EXTRACT(year FROM a), EXTRACT('epoch' FROM a), SUBSTRING(a FROM 1 FOR 2), SUBSTRING(a FOR 2), SUBSTRING(a, 1, 2), POSITION('x' IN a), OVERLAY(a PLACING 'x' FROM 2 FOR 1), TRIM(a), TRIM(BOTH 'x' FROM a), TRIM(LEADING FROM a), TRIM(FROM a), TRIM('x' FROM a)

SELECT ARRAY[1, 2], ARRAY[[1], [2]], ARRAY[]::int[], (ARRAY[1, 2])[1], a[1], a[1:2], a[:], (b).c, (b).*, ROW(1, 2), (1, 2), ROW()

SELECT f(a => 1, b := 2), f(VARIADIC a), f(), s.f(1), f(ALL a), left('abc', 1), right('abc', 2), "F"(1)

SELECT (a, b) = (1, 2), (a, b) IN ((1, 2), (3, 4)), (a, b) OVERLAPS (c, d)

SELECT 1.5, .5, 1., 1e10, 1.5e-3, 0x1F, 0b11, 0o17, 1_000, B'101', X'1F', E'\'', U&'d\0061t', N'x', $$a$$, $tag$b$$c$tag$

SELECT 'a' 'b'

SELECT 'a'
'b'

SELECT 123abc

SELECT 'unterminated

SELECT "unterminated

SELECT $$unterminated

SELECT /* unterminated

SELECT 1 /* a /* nested */ b */ + 2 -- end

SELECT a FROM t WHERE a = :name

SELECT a FROM t WHERE a = %s

SELECT a FROM t WHERE a = $1

SELECT a FROM t WHERE (a = 1

SELECT a FROM t WHERE a = 1)

SELECT xmlelement(name foo, 'x'), grouping(a), normalize('x', NFC)

SELECT json_object('a': 1)

SELECT set_config('search_path', 'app, public', false)

SELECT pg_catalog.set_config('search_path', '', false)

SELECT set_config('search_path', a, false) FROM t

SELECT nextval('s'), setval('s', 1, true), pg_advisory_xact_lock(1)

SELECT a INTO b FROM t

SELECT a INTO TEMP TABLE b FROM t

SELECT user, a.user, "user" FROM t

SELECT end FROM t

SELECT a AS end, b AS select FROM t

SELECT a offset FROM t

SELECT a name, a value, a type, a day FROM t

VALUES (1, 'a'), (2, 'b')

TABLE t

(SELECT 1)

(SELECT 1) UNION (SELECT 2) ORDER BY 1

((SELECT 1))

WITH x AS (SELECT 1 AS a), y (b) AS (SELECT a FROM x) SELECT * FROM x, y

WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT a + 1 FROM x) SELECT * FROM x

WITH x AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM x

WITH x AS (INSERT INTO t VALUES (1) RETURNING id) SELECT * FROM x

WITH x AS NOT MATERIALIZED (SELECT 1) UPDATE t SET a = (SELECT * FROM x)

WITH x SELECT 1

INSERT INTO t VALUES (1, 'a', DEFAULT, NULL)

INSERT INTO app.t (a, "b", c) VALUES (1, 'x'::mood, now()), (2, 'y', DEFAULT) RETURNING id, a AS z

INSERT INTO t (a) SELECT b FROM u WHERE c = 'x'

INSERT INTO t SELECT * FROM u

INSERT INTO t (SELECT * FROM u)

INSERT INTO t DEFAULT VALUES

INSERT INTO t AS x (a) VALUES (1) ON CONFLICT DO NOTHING

INSERT INTO t (a) VALUES (1) ON CONFLICT (a) WHERE b DO UPDATE SET a = EXCLUDED.a, (c, d) = (1, 2) WHERE t.a > 1 RETURNING *

INSERT INTO t (a) VALUES (1) ON CONFLICT ON CONSTRAINT c DO NOTHING

INSERT INTO t (a) OVERRIDING SYSTEM VALUE VALUES (1)

INSERT INTO t (a.b, c[1]) VALUES (1, 2)

INSERT t VALUES (1)

INSERT INTO t (a) VALUE (1)

INSERT INTO t (a) VALUES 1

INSERT INTO t (a, ) VALUES (1)

INSERT INTO t (a) VALUES (1),

INSERT IGNORE INTO t VALUES (1)

INSERT INTO t SET a = 1

UPDATE t SET a = 1

UPDATE ONLY app.t AS x SET a = DEFAULT, b = 'y'::mood, (c, d) = (1, 2), (e, f) = (SELECT 1, 2) FROM u JOIN v ON u.i = v.i WHERE x.i = u.i RETURNING *

UPDATE t x SET a[1] = 2 WHERE b = 'x'

UPDATE t SET a = 1 WHERE CURRENT OF c

UPDATE t SET a == 1

UPDATE t SET a = 1, WHERE b

UPDATE t a = 1

UPDATE t SET t.a = 1

UPDATE t SET a = 1 ORDER BY b

DELETE FROM t

DELETE FROM ONLY t AS x USING u, v WHERE x.a = u.a RETURNING x.a

DELETE t WHERE a = 1

DELETE FROM t WHERE a IN (SELECT b FROM u) LIMIT 1

MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE

COPY t FROM stdin

COPY t (a, b) TO '/tmp/x' WITH (FORMAT csv)

COPY (SELECT 1) TO stdout

SELEC 1

REPLACE INTO t VALUES (1)

USE mydb

GO
