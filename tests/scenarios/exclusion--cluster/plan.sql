-- step 1: transaction
BEGIN;
-- statement 1.1 ~ exclusion app."Odd ""T x"."Exc ""X x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" CLUSTER ON "Exc ""X x";
COMMIT;
