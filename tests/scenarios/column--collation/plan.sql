-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Nam ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""C x" SET DATA TYPE text COLLATE pg_catalog."C";
COMMIT;
