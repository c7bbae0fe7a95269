-- step 1: transaction
BEGIN;
-- statement 1.1 - materialized_view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.over;

-- statement 1.2 - materialized_view app.far  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.far;

-- statement 1.3 - materialized_view app.parted  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.parted;

-- statement 1.4 - view app.between  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."between";

-- statement 1.5 ~ column app."Odd ""T x".f1  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN f1 SET DATA TYPE bigint;

-- statement 1.6 + view app.between
CREATE VIEW app."between" AS
SELECT f1
   FROM app."Odd ""T x";

-- statement 1.7 + materialized_view app.far
CREATE MATERIALIZED VIEW app.far AS
SELECT f1
   FROM app."between"
  WHERE (f1 > 0)
WITH NO DATA;

-- statement 1.8 + materialized_view app.over
CREATE MATERIALIZED VIEW app.over AS
SELECT (f1 + 2) AS f1
   FROM app.far
WITH NO DATA;

-- statement 1.9 + materialized_view app.parted
CREATE MATERIALIZED VIEW app.parted AS
SELECT (f1 + 1) AS f1
   FROM app.whole
WITH NO DATA;
COMMIT;
