-- step 1: transaction
BEGIN;
-- statement 1.1 ~ function app.looks
CREATE OR REPLACE FUNCTION app.looks()
RETURNS bigint
LANGUAGE sql
AS $$$$;

-- statement 1.2 ~ function app.turns
CREATE OR REPLACE FUNCTION app.turns()
RETURNS bigint
LANGUAGE sql
AS $$$$;

-- statement 1.3 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.4 - view app."Re ""P v"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Re ""P v";

-- statement 1.5 - view app.turned  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.turned;

-- statement 1.6 - function app.turns
DROP FUNCTION app.turns();

-- statement 1.7 + function app.made.bigint
CREATE FUNCTION app.made(bigint)
RETURNS bigint
LANGUAGE sql
AS $$$$;

-- statement 1.8 + function app.turns
CREATE FUNCTION app.turns()
RETURNS integer
LANGUAGE sql
AS $$$$;

-- statement 1.9 + table app.u
CREATE TABLE app.u (
  a bigint DEFAULT app.looks(),
  CONSTRAINT "Ch ""K c" CHECK ((a <> app.made(a)))
);

-- statement 1.10 + view app."Re ""P v"
CREATE VIEW app."Re ""P v" AS
SELECT app.looks() AS n,
    a
   FROM app.t;

-- statement 1.11 + view app.new
CREATE VIEW app.new AS
SELECT app.joins() AS n,
    a
   FROM app.t;

-- statement 1.12 + view app."Ma ""D e"
CREATE VIEW app."Ma ""D e" AS
SELECT app.made(n) AS b,
    n AS a
   FROM app.new;

-- statement 1.13 + view app.over
CREATE VIEW app.over AS
SELECT n,
    app.looks() AS m
   FROM app."Re ""P v";

-- statement 1.14 + view app.turned
CREATE VIEW app.turned AS
SELECT a,
    app.turns() AS n
   FROM app.t;

-- statement 1.15 + comment function.app.made.bigint
COMMENT ON FUNCTION app.made(bigint) IS 'd';

-- statement 1.16 ~ function app.joins
CREATE OR REPLACE FUNCTION app.joins()
RETURNS bigint
LANGUAGE sql
RETURN (SELECT max(new.n) AS max FROM app.new);

-- statement 1.17 ~ function app.looks
CREATE OR REPLACE FUNCTION app.looks()
RETURNS bigint
LANGUAGE sql
RETURN (SELECT count(*) AS count FROM app."Re ""P v");

-- statement 1.18 ~ function app.made.bigint
CREATE OR REPLACE FUNCTION app.made(bigint)
RETURNS bigint
LANGUAGE sql
RETURN (SELECT ($1 + max("Ma ""D e".a)) FROM app."Ma ""D e");

-- statement 1.19 ~ function app.turns
CREATE OR REPLACE FUNCTION app.turns()
RETURNS integer
LANGUAGE sql
RETURN (SELECT (count(*))::integer AS count FROM app.turned);
COMMIT;
