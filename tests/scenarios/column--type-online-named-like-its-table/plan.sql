-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".id and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN "Odd ""T x" SET DATA TYPE bigint;
COMMIT;
