-- step 1: transaction
BEGIN;
-- statement 1.1 - primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Odd ""T x" DROP CONSTRAINT "Odd ""T x_pkey";

-- statement 1.2 ~ column app."Odd ""T x".kind  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN kind DROP NOT NULL;
COMMIT;
