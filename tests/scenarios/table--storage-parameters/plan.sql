-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" RESET (autovacuum_enabled);

-- statement 1.2 ~ table app."Odd ""T x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" SET (fillfactor=80, toast.autovacuum_enabled=false);
COMMIT;
