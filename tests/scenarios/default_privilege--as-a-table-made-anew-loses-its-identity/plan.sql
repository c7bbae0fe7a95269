-- step 1: transaction
BEGIN;
-- statement 1.1 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Odd ""T x";

-- statement 1.2 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id bigint
) PARTITION BY HASH (id);
COMMIT;
