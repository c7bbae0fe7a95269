-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC509]
ALTER TABLE app."Odd ""T x" SET LOGGED;
COMMIT;
