-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.stays.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.stays;

-- statement 1.2 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Odd ""T x";

-- statement 1.3 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id integer
);
COMMIT;
