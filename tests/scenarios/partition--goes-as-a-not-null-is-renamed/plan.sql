-- step 1: transaction
BEGIN;
-- statement 1.1 - table app.goes  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.goes;

-- statement 1.2 ~ column app."Odd ""T x".n  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT first TO second;
COMMIT;
