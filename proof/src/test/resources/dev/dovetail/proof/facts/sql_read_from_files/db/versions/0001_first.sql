-- the beginning: a colon, 50 % and a ;
CREATE TYPE state AS ENUM ('open', 'a;b');
CREATE TABLE tasks (id serial PRIMARY KEY);
