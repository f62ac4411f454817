-- What migrations do to enums, and beside enums: hazards, and harmless twins of most. Each follows a migration that made
--
--     CREATE TYPE state AS ENUM ('open', 'done');
--     CREATE TABLE tasks (id integer PRIMARY KEY, state state,
--                         note text CONSTRAINT known CHECK (note IN ('a', 'b')));
--
-- and runs in a transaction of its own. Behind `expect` stands what Dovetail has to say of it with every rule on; nothing, where
-- it is harmless. HazardsTest holds both;
-- bench/probe/measure lets squawk read the same.

-- case: new label inserted
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
INSERT INTO tasks VALUES (1, 'held', 'a');

-- case: new label as default
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
ALTER TABLE tasks ALTER state SET DEFAULT 'held';

-- case: new label in a check
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
ALTER TABLE tasks ADD CHECK (state <> 'held') NOT VALID;

-- case: new label in a partial index
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE INDEX i ON tasks (id) WHERE state = 'held';

-- case: new label in a view
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE VIEW v AS SELECT id FROM tasks WHERE state = 'held';

-- case: new label, not used
-- expect:
ALTER TYPE state ADD VALUE 'held' AFTER 'open';

-- case: new label compared as text
-- expect:
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE VIEW v AS SELECT id FROM tasks WHERE state::text = 'held';

-- case: new label without a place
-- expect: add-value-without-position
ALTER TYPE state ADD VALUE 'held';

-- case: label renamed
-- expect: label-renamed-under-running-code
ALTER TYPE state RENAME VALUE 'done' TO 'closed';

-- case: type renamed
-- expect: type-renamed-under-running-code
ALTER TYPE state RENAME TO task_state;

-- case: type moved
-- expect: type-renamed-under-running-code
CREATE SCHEMA app;
ALTER TYPE state SET SCHEMA app;

-- case: type dropped
-- expect: type-dropped-before-dependents
DROP TYPE state;

-- case: type dropped last
-- expect:
ALTER TABLE tasks DROP COLUMN state;
DROP TYPE state;

-- case: type dropped with what has it
-- expect: type-dropped-with-cascade
DROP TYPE IF EXISTS state CASCADE;

-- case: guard that is no syntax
-- expect: create-type-if-not-exists
CREATE TYPE IF NOT EXISTS other AS ENUM ('a');

-- case: type created
-- expect:
CREATE TYPE other AS ENUM ('a');

-- case: label dropped
-- expect: drop-value
ALTER TYPE state DROP VALUE 'done';

-- case: type created anew for a label
-- expect: type-recreated-to-add-labels type-change-rewrites-table
CREATE TYPE s2 AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE s2 USING state::text::s2;
DROP TYPE state;
ALTER TYPE s2 RENAME TO state;

-- case: type created anew without a label
-- expect: using-loses-label type-change-rewrites-table
CREATE TYPE s2 AS ENUM ('open');
ALTER TABLE tasks ALTER state TYPE s2 USING state::text::s2;
DROP TYPE state;

-- case: type changed without USING
-- expect: history-fails
CREATE TYPE s2 AS ENUM ('open', 'done');
ALTER TABLE tasks ALTER state TYPE s2;

-- case: label twice
-- expect: history-fails
CREATE TYPE other AS ENUM ('a', 'a');

-- case: label of 64 bytes
-- expect: history-fails
CREATE TYPE other AS ENUM ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');

-- case: labels nearly alike
-- expect: labels-nearly-alike label-breaks-tools
CREATE TYPE other AS ENUM ('Pending', 'pending', ' pending');

-- case: label written to the catalog
-- expect: catalog-written-by-hand
UPDATE pg_enum SET enumlabel = 'closed' WHERE enumlabel = 'done';

-- case: label deleted from the catalog
-- expect: catalog-written-by-hand
DELETE FROM pg_enum WHERE enumlabel = 'done';

-- case: check narrowed
-- expect: check-list-narrowed constraint-scans-table
ALTER TABLE tasks DROP CONSTRAINT known;
ALTER TABLE tasks ADD CONSTRAINT known CHECK (note IN ('a'));

-- case: check widened later
-- expect:
ALTER TABLE tasks DROP CONSTRAINT known;
ALTER TABLE tasks ADD CONSTRAINT known CHECK (note IN ('a', 'b', 'c')) NOT VALID;

-- case: type created, extended and used
-- expect: new-label-used-in-same-transaction
CREATE TYPE other AS ENUM ('a');
ALTER TYPE other ADD VALUE 'b' AFTER 'a';
CREATE TABLE more (x other DEFAULT 'b');

-- case: type created and used
-- expect:
CREATE TYPE other AS ENUM ('a', 'b');
CREATE TABLE more (x other DEFAULT 'b');

-- case: default that is no label
-- expect: label-unknown-to-type
ALTER TABLE tasks ALTER state SET DEFAULT 'OPEN';

-- case: default that is one
-- expect:
ALTER TABLE tasks ALTER state SET DEFAULT 'open';

-- case: default forgotten
-- expect: recreation-forgets
ALTER TABLE tasks ALTER state SET DEFAULT 'open';
CREATE TYPE s2 AS ENUM ('open', 'done');
ALTER TABLE tasks ALTER state TYPE s2 USING state::text::s2;

-- case: view forgotten
-- expect: recreation-forgets
CREATE VIEW v AS SELECT state FROM tasks;
CREATE TYPE s2 AS ENUM ('open', 'done');
ALTER TABLE tasks ALTER state TYPE s2 USING state::text::s2;

-- case: index forgotten
-- expect: recreation-forgets index-built-with-lock
CREATE INDEX i ON tasks (id) WHERE state = 'open';
CREATE TYPE s2 AS ENUM ('open', 'done');
ALTER TABLE tasks ALTER state TYPE s2 USING state::text::s2;

-- case: default lost
-- expect: default-lost-by-type-change type-change-rewrites-table
ALTER TABLE tasks ALTER state SET DEFAULT 'open';
CREATE TYPE s2 AS ENUM ('open', 'done');
ALTER TABLE tasks ALTER state DROP DEFAULT;
ALTER TABLE tasks ALTER state TYPE s2 USING state::text::s2;

-- case: guard in a block
-- expect: guard-hides-definition labels-in-do-block
DO $$ BEGIN CREATE TYPE state AS ENUM ('open'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;

-- case: guard that hides nothing
-- expect: labels-in-do-block
DO $$ BEGIN CREATE TYPE state AS ENUM ('open', 'done'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;

-- case: type used before it exists
-- expect: type-used-before-it-exists
ALTER TABLE tasks ADD COLUMN kind other;

-- case: commit by hand
-- expect: commit-by-hand
COMMIT;
ALTER TYPE state ADD VALUE 'held' AFTER 'open';

-- case: type has its name for a label
-- expect: type-name-among-its-labels
CREATE TYPE other AS ENUM ('other', 'a');

-- case: type created twice
-- expect: type-created-twice
CREATE TYPE state AS ENUM ('open', 'done');

-- case: column that is not there
-- expect: column-unknown-to-table
UPDATE tasks SET stat = 'open';

-- case: index without waiting in a transaction
-- expect: concurrently-in-transaction
CREATE INDEX CONCURRENTLY i ON tasks (id);

-- case: new label in the default of an array
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
ALTER TABLE tasks ADD COLUMN past state[] DEFAULT '{held}';

-- case: old label in the default of an array
-- expect:
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
ALTER TABLE tasks ADD COLUMN past state[] DEFAULT '{open}';

-- case: new label written by an update
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
UPDATE tasks SET state = 'held' WHERE note = 'a';

-- case: old label written by an update
-- expect:
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
UPDATE tasks SET state = 'done' WHERE note = 'a';

-- case: new label looked for
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
DELETE FROM tasks WHERE state = 'held';

-- case: new label in a function of SQL
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open'; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM tasks WHERE state = 'held' $$;

-- case: new label in a function that is read when it runs
-- expect:
ALTER TYPE state ADD VALUE 'held' AFTER 'open'; CREATE FUNCTION f() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM tasks WHERE state = 'held'); END $$;

-- case: new label in a generated column
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
ALTER TABLE tasks ADD COLUMN rests boolean GENERATED ALWAYS AS (state = 'held') STORED;

-- case: new label in a policy
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE POLICY p ON tasks USING (state <> 'held');

-- case: new label in a domain
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE DOMAIN d AS state CHECK (VALUE <> 'held');

-- case: new label by a cast
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
SELECT 'held'::state;

-- case: new label in a materialized view
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE MATERIALIZED VIEW v AS SELECT id FROM tasks WHERE state = 'held';

-- case: new label in the rows of a new table
-- expect: new-label-used-in-same-transaction
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE TABLE more (x state);
INSERT INTO more VALUES ('held');

-- case: old label in the rows of a new table
-- expect:
ALTER TYPE state ADD VALUE 'held' AFTER 'open';
CREATE TABLE more (x state);
INSERT INTO more VALUES ('open');

-- case: label added that is there
-- expect: history-fails
ALTER TYPE state ADD VALUE 'done' AFTER 'open';

-- case: label added unless it is there
-- expect:
ALTER TYPE state ADD VALUE IF NOT EXISTS 'done' AFTER 'open';

-- case: label added beside one that is not there
-- expect: history-fails
ALTER TYPE state ADD VALUE 'held' AFTER 'begun';

-- case: label renamed to one that is there
-- expect: history-fails
ALTER TYPE state RENAME VALUE 'open' TO 'done';

-- case: label renamed that is not there
-- expect: history-fails
ALTER TYPE state RENAME VALUE 'begun' TO 'held';

-- case: type of no name altered
-- expect: type-used-before-it-exists
ALTER TYPE other ADD VALUE 'held' AFTER 'open';

-- case: type dropped that was never made
-- expect: type-used-before-it-exists
DROP TYPE other;

-- case: type dropped if it is there
-- expect:
DROP TYPE IF EXISTS other;

-- case: type dropped below a domain
-- expect: type-dropped-before-dependents
CREATE DOMAIN d AS state;
ALTER TABLE tasks DROP COLUMN state;
DROP TYPE state;

-- case: type dropped after its domain
-- expect:
CREATE DOMAIN d AS state;
ALTER TABLE tasks DROP COLUMN state;
DROP DOMAIN d;
DROP TYPE state;

-- case: type dropped below a function
-- expect: type-dropped-before-dependents
CREATE FUNCTION g(s state) RETURNS text LANGUAGE sql AS $$ SELECT s::text $$;
ALTER TABLE tasks DROP COLUMN state;
DROP TYPE state;

-- case: type dropped below an array
-- expect: type-dropped-before-dependents
CREATE TABLE more (x state[]);
ALTER TABLE tasks DROP COLUMN state;
DROP TYPE state;

-- case: column dropped with its view
-- expect:
CREATE VIEW v AS SELECT state FROM tasks;
ALTER TABLE tasks DROP COLUMN state CASCADE;
DROP TYPE state;

-- case: label put into the catalog
-- expect: catalog-written-by-hand
INSERT INTO pg_enum (oid, enumtypid, enumsortorder, enumlabel) SELECT 99999, oid, 9, 'held' FROM pg_type WHERE typname = 'state';

-- case: catalog only read
-- expect:
SELECT enumlabel FROM pg_enum;

-- case: type changed by a cast that there is not
-- expect: history-fails
CREATE TYPE s2 AS ENUM ('open', 'done');
ALTER TABLE tasks ALTER state TYPE s2 USING state::s2;

-- case: column rewritten, with the rows of the lost label moved before
-- expect: type-change-rewrites-table
CREATE TYPE s2 AS ENUM ('open');
UPDATE tasks SET state = 'open' WHERE state = 'done';
ALTER TABLE tasks ALTER state TYPE s2 USING state::text::s2;

-- case: text made an enum without USING
-- expect: history-fails
CREATE TABLE more (x text);
ALTER TABLE more ALTER x TYPE state;

-- case: text made an enum
-- expect:
CREATE TABLE more (x text);
ALTER TABLE more ALTER x TYPE state USING x::state;

-- case: text made an enum under its default
-- expect: recreation-forgets
CREATE TABLE more (x text DEFAULT 'open');
ALTER TABLE more ALTER x TYPE state USING x::state;

-- case: enum without a label
-- expect: type-without-labels
CREATE TYPE other AS ENUM ();

-- case: enum that gets its labels later
-- expect:
CREATE TYPE other AS ENUM ();
ALTER TYPE other ADD VALUE 'a';

-- case: label with a comma
-- expect: label-breaks-tools
CREATE TYPE other AS ENUM ('a,b', 'c');

-- case: labels apart by a hyphen
-- expect: labels-nearly-alike
CREATE TYPE other AS ENUM ('in-progress', 'in_progress');

-- case: labels apart by a word
-- expect:
CREATE TYPE other AS ENUM ('in_progress', 'in_review');

-- case: row with a word that is no label
-- expect: label-unknown-to-type
INSERT INTO tasks VALUES (1, 'gone', 'a');

-- case: row with a label
-- expect:
INSERT INTO tasks VALUES (1, 'open', 'a');

-- case: looked for by a word that is no label
-- expect: label-unknown-to-type
UPDATE tasks SET note = 'a' WHERE state = 'gone';

-- case: looked for by a label
-- expect:
UPDATE tasks SET note = 'a' WHERE state = 'open';

-- case: check with a word that is no label
-- expect: label-unknown-to-type
ALTER TABLE tasks ADD CHECK (state <> 'gone') NOT VALID;

-- case: check with a label
-- expect:
ALTER TABLE tasks ADD CHECK (state <> 'done') NOT VALID;

-- case: view with a word that is no label
-- expect: label-unknown-to-type
CREATE VIEW v AS SELECT id FROM tasks WHERE state = 'gone';

-- case: view with a label
-- expect:
CREATE VIEW v AS SELECT id FROM tasks WHERE state = 'open';

-- case: index with a word that is no label
-- expect: label-unknown-to-type
CREATE TABLE more (x state);
CREATE INDEX i ON more (x) WHERE x = 'gone';

-- case: function with a word that is no label
-- expect: label-unknown-to-type
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM tasks WHERE state = 'gone' $$;

-- case: table of a type's name
-- expect: type-created-twice
CREATE TABLE state (id integer);

-- case: type of a table's name
-- expect: type-created-twice
CREATE TYPE tasks AS ENUM ('a');

-- case: label added in a block
-- expect: labels-in-do-block
DO $$ BEGIN ALTER TYPE state ADD VALUE 'held' AFTER 'open'; END $$;

-- case: check narrowed for new rows alone
-- expect:
ALTER TABLE tasks DROP CONSTRAINT known;
ALTER TABLE tasks ADD CONSTRAINT known CHECK (note IN ('b')) NOT VALID;

-- case: check over another column's words
-- expect:
ALTER TABLE tasks ADD CONSTRAINT more CHECK (note <> 'c') NOT VALID;

-- case: index dropped without waiting in a transaction
-- expect: concurrently-in-transaction
CREATE TABLE more (x text);
CREATE INDEX i ON more (x);
DROP INDEX CONCURRENTLY i;

-- case: column that must be filled
-- expect: not-null-column-without-default
ALTER TABLE tasks ADD COLUMN owner text NOT NULL;

-- case: column that fills itself
-- expect:
ALTER TABLE tasks ADD COLUMN owner text NOT NULL DEFAULT '';

-- case: index built on a table with rows
-- expect: index-built-with-lock
CREATE INDEX i ON tasks (note);

-- case: index built on a new table
-- expect:
CREATE TABLE more (x text);
CREATE INDEX i ON more (x);

-- case: check that reads every row
-- expect: constraint-scans-table
ALTER TABLE tasks ADD CHECK (id > 0);

-- case: check for new rows
-- expect:
ALTER TABLE tasks ADD CHECK (id > 0) NOT VALID;

-- case: foreign key that reads every row
-- expect: constraint-scans-table
CREATE TABLE more (id integer PRIMARY KEY);
ALTER TABLE tasks ADD FOREIGN KEY (id) REFERENCES more (id);

-- case: foreign key for new rows
-- expect:
CREATE TABLE more (id integer PRIMARY KEY);
ALTER TABLE tasks ADD FOREIGN KEY (id) REFERENCES more (id) NOT VALID;

-- case: unique key built on a table with rows
-- expect: key-built-with-lock
ALTER TABLE tasks ADD UNIQUE (note);

-- case: unique key of a new table
-- expect:
CREATE TABLE more (x text UNIQUE);

-- case: not null that reads every row
-- expect: not-null-scans-table
ALTER TABLE tasks ALTER note SET NOT NULL;

-- case: not null taken away
-- expect:
ALTER TABLE tasks ALTER note DROP NOT NULL;

-- case: type that rewrites the table
-- expect: type-change-rewrites-table
ALTER TABLE tasks ALTER id TYPE bigint;

-- case: type that does not
-- expect:
ALTER TABLE tasks ALTER note TYPE varchar;

-- case: name that is cut
-- expect: identifier-too-long
CREATE TABLE more (x text);
CREATE INDEX an_index_with_a_name_that_is_longer_than_what_postgresql_will_keep ON more (x);

-- case: name that just fits
-- expect:
CREATE TABLE more (x text);
CREATE INDEX an_index_with_a_name_as_long_as_postgresql_keeps ON more (x);

-- case: rows changed beside the schema
-- expect: backfill-with-schema-change
ALTER TABLE tasks ADD COLUMN kind text;
UPDATE tasks SET kind = 'a';

-- case: rows changed alone
-- expect:
UPDATE tasks SET note = 'a';

-- case: check forgotten
-- expect: recreation-forgets
ALTER TABLE tasks ADD CONSTRAINT c CHECK (state <> 'done') NOT VALID;
CREATE TYPE state2 AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state2 USING state::text::state2;

-- case: policy forgotten
-- expect: recreation-forgets
CREATE POLICY p ON tasks USING (state = 'open');
CREATE TYPE state2 AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state2 USING state::text::state2;

-- case: generated column forgotten
-- expect: recreation-forgets
ALTER TABLE tasks ADD COLUMN is_open boolean GENERATED ALWAYS AS (state = 'open') STORED;
CREATE TYPE state2 AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state2 USING state::text::state2;

-- case: materialized view forgotten
-- expect: recreation-forgets
CREATE MATERIALIZED VIEW v AS SELECT state FROM tasks;
CREATE TYPE state2 AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state2 USING state::text::state2;

-- case: condition of a trigger forgotten
-- expect: recreation-forgets
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER note BEFORE UPDATE ON tasks FOR EACH ROW WHEN (NEW.state = 'open') EXECUTE FUNCTION noted();
CREATE TYPE state2 AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state2 USING state::text::state2;

-- case: function forgotten, and the old type dropped
-- expect: type-dropped-before-dependents type-change-rewrites-table type-renamed-under-running-code type-recreated-to-add-labels
CREATE FUNCTION is_open(s state) RETURNS boolean LANGUAGE sql AS $$ SELECT s = 'open' $$;
ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state USING state::text::state;
DROP TYPE state_old;

-- case: function left on the old type
-- expect: old-type-still-used type-change-rewrites-table type-renamed-under-running-code type-recreated-to-add-labels
CREATE FUNCTION is_open(s state) RETURNS boolean LANGUAGE sql AS $$ SELECT s = 'open' $$;
ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state USING state::text::state;

-- case: array left on the old type
-- expect: old-type-still-used type-change-rewrites-table type-renamed-under-running-code type-recreated-to-add-labels
ALTER TABLE tasks ADD COLUMN before state[];
ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state USING state::text::state;

-- case: domain left on the old type
-- expect: old-type-still-used type-change-rewrites-table type-renamed-under-running-code type-recreated-to-add-labels
CREATE DOMAIN certain AS state NOT NULL;
ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('open', 'done', 'held');
ALTER TABLE tasks ALTER state TYPE state USING state::text::state;

-- case: function gone with the old type
-- expect: type-dropped-with-cascade type-change-rewrites-table
CREATE FUNCTION is_open(s state) RETURNS boolean LANGUAGE sql AS $$ SELECT s = 'open' $$;
ALTER TABLE tasks ALTER state TYPE text;
DROP TYPE state CASCADE;

-- case: function dropped by name
-- expect:
CREATE FUNCTION is_open(s state) RETURNS boolean LANGUAGE sql AS $$ SELECT s = 'open' $$;
DROP FUNCTION is_open(state);
ALTER TABLE tasks DROP COLUMN state;
DROP TYPE state CASCADE;

-- case: type dropped that nothing has any more
-- expect:
CREATE TYPE spare AS ENUM ('a');
ALTER TABLE tasks ADD COLUMN spare spare;
ALTER TABLE tasks DROP COLUMN spare;
DROP TYPE spare;
