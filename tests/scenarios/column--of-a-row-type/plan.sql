-- step 1: transaction
BEGIN;
-- statement 1.1 + column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN c date;
COMMIT;
