-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Tot ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME COLUMN amount TO "Tot ""C x";

-- statement 1.2 ~ column app."Odd ""T x"."Tot ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" RENAME CONSTRAINT "Odd ""T x_amount_not_null" TO "Odd ""T x_Tot ""C x_not_null";
COMMIT;
