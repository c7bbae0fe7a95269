-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".v
SET LOCAL search_path TO "Ext ""S x", app, public;

-- statement 1.2 ~ column app."Odd ""T x".v  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN v SET DATA TYPE "Ext ""S x".vector(3) USING v::vector(3);

-- statement 1.3 ~ column app."Odd ""T x".v
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.4 ~ column app."Odd ""T x".m
SET LOCAL search_path TO "Ext ""S x", app, public;

-- statement 1.5 ~ column app."Odd ""T x".m  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN m SET DATA TYPE app.mood USING m::mood;

-- statement 1.6 ~ column app."Odd ""T x".m
SET LOCAL search_path TO pg_catalog, pg_temp;
COMMIT;
