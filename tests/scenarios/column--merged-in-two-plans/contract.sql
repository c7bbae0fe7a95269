-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".total  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN "Sum x" TO total;

-- statement 1.2 ~ column app."Odd ""T x".whole
SET LOCAL search_path TO app, public;

-- statement 1.3 ! column app."Odd ""T x".whole  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET whole = first || ' ' || last WHERE whole IS NULL;

-- statement 1.4 ~ column app."Odd ""T x".whole
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.5 ~ column app."Odd ""T x".whole  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN whole SET NOT NULL;

-- statement 1.6 - column app."Odd ""T x".first  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN first;

-- statement 1.7 - column app."Odd ""T x".last  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN last;

-- statement 1.8 ~ column app."Odd ""T x".total  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT "Odd ""T x_Sum x_not_null" TO "Odd ""T x_total_not_null";

-- statement 1.9 + column app."Odd ""T x".doubled  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN doubled integer;

-- statement 1.10 ~ column app."Odd ""T x".doubled
SET LOCAL search_path TO app, public;

-- statement 1.11 ! column app."Odd ""T x".doubled  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET doubled = 2 * total WHERE doubled IS NULL;

-- statement 1.12 ~ column app."Odd ""T x".doubled
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.13 ~ column app."Odd ""T x".doubled  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN doubled SET NOT NULL;
COMMIT;
