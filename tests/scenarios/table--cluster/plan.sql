-- step 1: transaction
BEGIN;
-- statement 1.1 ~ index app."Odd ""T x"."Ind ""X x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" CLUSTER ON "Ind ""X x";
COMMIT;
