-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - aggregate app."Sum ""A x".integer
DROP AGGREGATE app."Sum ""A x"(integer);

-- statement 1.3 + aggregate app."Sum ""A x".integer
CREATE AGGREGATE app."Sum ""A x"(integer) (
  SFUNC = app.add,
  STYPE = bigint,
  INITCOND = '0'
);

-- statement 1.4 + view app.over
CREATE VIEW app.over AS
SELECT app."Sum ""A x"(id) AS total
   FROM app.items;

-- statement 1.5 + comment aggregate.app."Sum ""A x".integer
COMMENT ON AGGREGATE app."Sum ""A x"(integer) IS 'kept';
COMMIT;
