-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Odd ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Odd ""C x" SET DATA TYPE uuid USING "Odd ""C x"::text::uuid;
COMMIT;
