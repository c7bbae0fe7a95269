-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.other  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.other;

-- statement 1.2 - view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.over;

-- statement 1.3 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Odd ""T x";

-- statement 1.4 + table app.other
CREATE TABLE app.other (
  id integer
);

-- statement 1.5 + view app."Odd ""T x"
CREATE VIEW app."Odd ""T x" AS
SELECT id
   FROM app.base;

-- statement 1.6 + view app.over
CREATE VIEW app.over AS
SELECT id
   FROM app."Odd ""T x";
COMMIT;
