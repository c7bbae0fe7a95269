-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".other  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER CONSTRAINT "Odd ""T x_other_not_null" INHERIT;
COMMIT;
