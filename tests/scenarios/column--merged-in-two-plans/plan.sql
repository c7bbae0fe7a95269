-- step 1: transaction
BEGIN;
-- statement 1.1 + column app."Odd ""T x".whole  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN whole text;

-- statement 1.2 ~ column app."Odd ""T x".whole
SET LOCAL search_path TO app, public;

-- statement 1.3 ! column app."Odd ""T x".whole  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET whole = first || ' ' || last WHERE whole IS NULL;

-- statement 1.4 ~ column app."Odd ""T x".whole
SET LOCAL search_path TO pg_catalog, pg_temp;
COMMIT;
