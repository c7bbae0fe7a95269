-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".cost  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN price TO cost;

-- statement 1.2 + column app."Odd ""T x".price  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN price text;
COMMIT;
