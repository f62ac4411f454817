ALTER TABLE tasks ADD COLUMN state state DEFAULT 'open';

ALTER TABLE tasks ADD COLUMN at text DEFAULT '10\:30';
