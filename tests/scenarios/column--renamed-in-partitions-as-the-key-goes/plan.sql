-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column shop."Odd ""T x".at  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE shop."Odd ""T x" RENAME COLUMN log TO at;

-- statement 1.2 - primary_key shop."Odd ""T x".kind3  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop."Odd ""T x" DROP CONSTRAINT kind3;

-- statement 1.3 ~ column shop."Odd ""T x".at  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Odd ""T x" ALTER COLUMN at DROP NOT NULL;

-- statement 1.4 ~ column shop."Odd ""T x".note  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE shop."Odd ""T x" ALTER COLUMN note DROP NOT NULL;
COMMIT;
