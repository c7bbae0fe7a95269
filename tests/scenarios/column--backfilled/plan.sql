-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column shop."Order ""T x".name
SET LOCAL search_path TO shop, public;

-- statement 1.2 ! column shop."Order ""T x".name  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE shop."Order ""T x" SET name = 'no name of ' || "the Id ""x" WHERE name IS NULL;

-- statement 1.3 ~ column shop."Order ""T x".name
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.4 ~ column shop."Order ""T x".name  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE shop."Order ""T x" ALTER COLUMN name SET NOT NULL;

-- statement 1.5 + column shop."Order ""T x".cents  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ADD COLUMN cents bigint;

-- statement 1.6 ~ column shop."Order ""T x".cents
SET LOCAL search_path TO shop, public;

-- statement 1.7 ! column shop."Order ""T x".cents  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE shop."Order ""T x" SET cents = coalesce(cents(price), 0) WHERE cents IS NULL;

-- statement 1.8 ~ column shop."Order ""T x".cents
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.9 ~ column shop."Order ""T x".cents  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE shop."Order ""T x" ALTER COLUMN cents SET NOT NULL;

-- statement 1.10 + column shop."Order ""T x".token  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC301]
ALTER TABLE shop."Order ""T x" ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();

-- statement 1.11 + column shop."Order ""T x".looked_at  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ADD COLUMN looked_at timestamp with time zone;

-- statement 1.12 ~ column shop."Order ""T x".looked_at  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Order ""T x" ALTER COLUMN looked_at SET DEFAULT now();

-- statement 1.13 ~ column shop."Order ""T x".looked_at
SET LOCAL search_path TO shop, public;

-- statement 1.14 ! column shop."Order ""T x".looked_at  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE shop."Order ""T x" SET looked_at = '2020-01-01' WHERE looked_at IS NULL AND (name like 'n%');

-- statement 1.15 ~ column shop."Order ""T x".looked_at
SET LOCAL search_path TO pg_catalog, pg_temp;
COMMIT;
