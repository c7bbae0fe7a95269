-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Odd ""C x"
SET LOCAL search_path TO app, public;

-- statement 1.2 ~ column app."Odd ""T x"."Odd ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Odd ""C x" SET DATA TYPE uuid USING "Odd ""C x"::text::uuid;

-- statement 1.3 ~ column app."Odd ""T x"."Odd ""C x"
SET LOCAL search_path TO pg_catalog, pg_temp;
COMMIT;
