-- step 1: transaction
BEGIN;
-- statement 1.1 - column app."Odd ""T x".v  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" DROP COLUMN v;

-- statement 1.2 - extension vector  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP EXTENSION vector;
COMMIT;
