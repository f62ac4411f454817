package dev.dovetail.fix;

/** One schema in which whatever can hang on the type {@code mood} hangs on it, all at once. */
final class Everything {

  private Everything() {}

  /** On top of the table {@code t}, which has rows. */
  static final String DDL =
      """
      COMMENT ON TYPE mood IS 'how it is'; REVOKE USAGE ON TYPE mood FROM PUBLIC;
      COMMENT ON COLUMN t.state IS 'the "state"'; GRANT SELECT (state) ON t TO PUBLIC;
      ALTER TABLE t ADD COLUMN several mood[] NOT NULL DEFAULT '{lost,"it''s"}';
      INSERT INTO t (several) VALUES ('{{lost,sad},{open,lost}}');

      CREATE FUNCTION same(m mood DEFAULT 'open') RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT m';
      REVOKE ALL ON FUNCTION same(mood) FROM PUBLIC; COMMENT ON FUNCTION same IS 'the same';
      CREATE FUNCTION rank(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE FUNCTION count_of(m mood) RETURNS bigint BEGIN ATOMIC
        SELECT count(*) FROM t WHERE state = m OR state = 'sad'; END;
      CREATE PROCEDURE pr(INOUT m mood) LANGUAGE plpgsql AS 'BEGIN m := m; END';
      CREATE CAST (mood AS int) WITH FUNCTION rank(mood) AS ASSIGNMENT;
      CREATE FUNCTION near(mood, mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
      CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = mood, RIGHTARG = mood, COMMUTATOR = ~~~);

      CREATE DOMAIN d AS mood DEFAULT 'lost' CONSTRAINT cd CHECK (VALUE <> 'sad');
      CREATE DOMAIN dd AS d CHECK (same(VALUE::mood) <> 'sad' OR VALUE::mood > 'open');
      COMMENT ON DOMAIN d IS 'a d'; COMMENT ON CONSTRAINT cd ON DOMAIN d IS 'not sad';
      CREATE TABLE kept (a d, b dd, e d[], n int, PRIMARY KEY (n));
      INSERT INTO kept VALUES ('lost', 'it''s', '{lost,open}', 1), ('open', 'lost', '{}', 2);
      CREATE TYPE pair AS (n int, m mood); COMMENT ON COLUMN pair.m IS 'half';
      CREATE FUNCTION half(pair) RETURNS mood LANGUAGE sql AS 'SELECT $1.m';
      CREATE TYPE span AS RANGE (SUBTYPE = mood);
      CREATE FUNCTION lowest(span) RETURNS mood LANGUAGE sql AS 'SELECT lower($1)';

      ALTER TABLE t ADD CONSTRAINT ck CHECK (same(state) <> 'sad' OR id > 0);
      ALTER TABLE t ADD CONSTRAINT later CHECK (state <> 'it''s' OR id > 0) NOT VALID;
      COMMENT ON CONSTRAINT ck ON t IS 'sad ones';
      ALTER TABLE t ADD COLUMN is_open boolean GENERATED ALWAYS AS (state = 'open') STORED;
      ALTER TABLE t ADD COLUMN twin mood GENERATED ALWAYS AS (same(state)) STORED NOT NULL;
      COMMENT ON COLUMN t.twin IS 'its twin'; GRANT SELECT (is_open) ON t TO PUBLIC;
      CREATE INDEX ix_state ON t (state); CREATE INDEX ix_several ON t USING gin (several);
      CREATE UNIQUE INDEX ix_open ON t (note text_pattern_ops) INCLUDE (id) WHERE state = 'open';
      CREATE INDEX ix_rank ON t (rank(state)) WHERE is_open; COMMENT ON INDEX ix_open IS 'it''s';
      ALTER TABLE t ADD CONSTRAINT u UNIQUE (state, id);
      ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING btree (id WITH =) WHERE (state = 'open');
      CREATE TABLE other (s mood DEFAULT 'lost', i int,
        CONSTRAINT fk FOREIGN KEY (s, i) REFERENCES t (state, id) ON DELETE CASCADE);
      INSERT INTO other VALUES ('lost', 1), ('sad', 3);
      CREATE STATISTICS st ON (state = 'open'), id FROM t; COMMENT ON STATISTICS st IS 'of t';
      CREATE STATISTICS plain ON state, id FROM t;

      CREATE VIEW one WITH (security_barrier) AS
        SELECT id, state, same(state) AS twin FROM t WHERE state = 'sad' OR state ~~~ 'open';
      CREATE VIEW two AS SELECT * FROM one WHERE span(state, NULL) IS NOT NULL;
      ALTER VIEW one ALTER COLUMN state SET DEFAULT 'lost';
      GRANT SELECT, UPDATE (id) ON two TO PUBLIC; COMMENT ON COLUMN two.id IS 'its number';
      CREATE FUNCTION over(two) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE MATERIALIZED VIEW mv WITH (fillfactor = 70) AS
        SELECT state, count(*) AS n FROM t GROUP BY 1;
      CREATE UNIQUE INDEX mv_state ON mv (state); GRANT SELECT ON mv TO PUBLIC;
      CREATE MATERIALIZED VIEW unfilled AS SELECT state FROM mv WITH NO DATA;

      CREATE TABLE log (s mood);
      CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER early BEFORE UPDATE OF state ON t FOR EACH ROW
        WHEN (NEW.state = 'sad') EXECUTE FUNCTION tf();
      ALTER TABLE t ENABLE ALWAYS TRIGGER early; COMMENT ON TRIGGER early ON t IS 'early';
      CREATE TRIGGER instead INSTEAD OF INSERT ON two FOR EACH ROW EXECUTE FUNCTION tf();
      CREATE RULE r AS ON UPDATE TO t WHERE NEW.state = 'sad'
        DO ALSO INSERT INTO log VALUES (NEW.state);
      COMMENT ON RULE r ON t IS 'logs';
      ALTER TABLE t ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO PUBLIC
        USING (same(state) <> 'sad') WITH CHECK (state = 'open');
      COMMENT ON POLICY p ON t IS 'who may';

      CREATE TABLE parts (id int, state mood DEFAULT 'lost', CHECK (state <> 'sad'))
        PARTITION BY RANGE (id);
      CREATE TABLE part1 PARTITION OF parts (state DEFAULT 'open') FOR VALUES FROM (0) TO (10);
      CREATE INDEX ix_parts ON parts (id) WHERE state = 'open';
      INSERT INTO parts VALUES (1, 'lost'), (2, 'open');
      CREATE TABLE kin (state mood DEFAULT 'lost');
      CREATE TABLE child (more int, CHECK (state <> 'sad' OR more > 0)) INHERITS (kin);
      INSERT INTO child VALUES ('lost', 1), ('sad', 1);
      CREATE PUBLICATION pub FOR TABLE t (id, state, several);
      """;
}
