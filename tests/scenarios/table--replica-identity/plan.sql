-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.other  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.other REPLICA IDENTITY FULL;

-- statement 1.2 ~ index app."Odd ""T x"."Ind ""X x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" REPLICA IDENTITY USING INDEX "Ind ""X x";
COMMIT;
