-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x"."Pri ""C e" and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305 SC307]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Pri ""C e" SET DATA TYPE integer, ALTER COLUMN at SET DATA TYPE timestamp(0) with time zone, ALTER COLUMN wide SET DATA TYPE real[];
COMMIT;
