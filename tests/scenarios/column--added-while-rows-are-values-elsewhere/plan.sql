-- step 1: transaction
BEGIN;
-- statement 1.1 + column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN b integer;

-- statement 1.2 ~ column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN b SET DEFAULT 5;

-- statement 1.3 ~ column app."Odd ""T x".b
SET LOCAL search_path TO app, public;

-- statement 1.4 ! column app."Odd ""T x".b  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET b = DEFAULT WHERE b IS NULL;

-- statement 1.5 ~ column app."Odd ""T x".b
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.6 ~ column app."Odd ""T x".b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN b SET NOT NULL;
COMMIT;
