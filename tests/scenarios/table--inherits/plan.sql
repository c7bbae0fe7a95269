-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.loner  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loner INHERIT app."Par ""T x";
COMMIT;
