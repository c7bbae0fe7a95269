-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.2 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Odd ""T x";

-- statement 1.3 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id integer NOT NULL,
  at date NOT NULL
) PARTITION BY RANGE (at);

-- statement 1.4 + view app.over
CREATE VIEW app.over AS
SELECT id
   FROM app."Odd ""T x";
COMMIT;
