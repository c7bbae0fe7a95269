-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".v
SET LOCAL search_path TO "Ext ""S x", app, public;

-- statement 1.2 ~ column app."Odd ""T x".v and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN v SET DATA TYPE "Ext ""S x".vector(3) USING v::vector(3), ALTER COLUMN m SET DATA TYPE app.mood USING m::mood;

-- statement 1.3 ~ column app."Odd ""T x".v
SET LOCAL search_path TO pg_catalog, pg_temp;
COMMIT;
