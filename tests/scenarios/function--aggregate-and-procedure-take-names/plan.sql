-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.2 - function app."f ""F x".integer
DROP FUNCTION app."f ""F x"(integer);

-- statement 1.3 - function app.p.integer
DROP FUNCTION app.p(integer);

-- statement 1.4 + procedure app.p.integer
CREATE PROCEDURE app.p(IN integer)
LANGUAGE plpgsql
AS $$begin end$$;

-- statement 1.5 + aggregate app."f ""F x".integer
CREATE AGGREGATE app."f ""F x"(integer) (
  SFUNC = app.acc,
  STYPE = integer
);

-- statement 1.6 + view app.v
CREATE VIEW app.v AS
SELECT app."f ""F x"(a) AS a
   FROM app.t;
COMMIT;
