-- step 1: transaction
BEGIN;
-- statement 1.1 ~ primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER INDEX app."Odd ""T x_pkey" SET (fillfactor=80);

-- statement 1.2 ~ primary_key app."Odd ""T x"."Odd ""T x_pkey"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" CLUSTER ON "Odd ""T x_pkey";
COMMIT;
