-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.p1;

-- statement 1.2 - partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.p2;

-- statement 1.3 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Odd ""T x";

-- statement 1.4 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  k integer CONSTRAINT "Odd ""T x_k_not_null" NOT NULL,
  j integer CONSTRAINT "Odd ""T x_j_not_null" NOT NULL
) PARTITION BY LIST (j);

-- statement 1.5 + partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.p1 FOR VALUES IN (1);

-- statement 1.6 + partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.p2 DEFAULT;
COMMIT;
