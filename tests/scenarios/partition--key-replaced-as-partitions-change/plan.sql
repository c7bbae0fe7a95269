-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.list.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.list;

-- statement 1.2 - partition app.range.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.ranges DETACH PARTITION app.range;

-- statement 1.3 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Odd ""T x";

-- statement 1.4 - table app.ranges  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app.ranges;

-- statement 1.5 - function app.ex.integer
DROP FUNCTION app.ex(integer);

-- statement 1.6 ~ enum app.e
ALTER TYPE app.e RENAME TO e_old;

-- statement 1.7 ~ enum app.e
CREATE TYPE app.e AS ENUM ('c', 'b', 'a');

-- statement 1.8 ~ enum app.e  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.list ALTER COLUMN k SET DATA TYPE app.e USING k::text::app.e;

-- statement 1.9 ~ enum app.e  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.e_old;

-- statement 1.10 + function app.ex."integer, integer"
CREATE FUNCTION app.ex(integer, integer DEFAULT 1)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select $1$$;

-- statement 1.11 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id integer,
  k app.e,
  b text
) PARTITION BY LIST (k);

-- statement 1.12 ~ table app.list  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.list SET (fillfactor=71);

-- statement 1.13 + table app.ranges
CREATE TABLE app.ranges (
  a integer,
  b integer
) PARTITION BY RANGE (app.ex(a));

-- statement 1.14 ~ table app.range  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.range SET (fillfactor=60);

-- statement 1.15 + partition app.list.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.list FOR VALUES IN ('a');

-- statement 1.16 + partition app.range.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.ranges ATTACH PARTITION app.range FOR VALUES FROM (0) TO (10);
COMMIT;
