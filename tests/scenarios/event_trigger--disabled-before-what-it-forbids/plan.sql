-- step 1: transaction
BEGIN;
-- statement 1.1 ~ event_trigger "Eve ""E x"
ALTER EVENT TRIGGER "Eve ""E x" DISABLE;

-- statement 1.2 ~ column app."Odd ""T x".f1  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN f1 SET DATA TYPE bigint;
COMMIT;
