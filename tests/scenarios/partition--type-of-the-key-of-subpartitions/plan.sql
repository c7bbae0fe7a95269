-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.leaf.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.mid DETACH PARTITION app.leaf;

-- statement 1.2 - table app.mid  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app.mid;

-- statement 1.3 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Odd ""T x";

-- statement 1.4 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  k bigint NOT NULL,
  j bigint NOT NULL,
  n text
) PARTITION BY RANGE (k);

-- statement 1.5 + table app.mid
CREATE TABLE app.mid (
  k bigint NOT NULL,
  j bigint NOT NULL,
  n text
) PARTITION BY LIST (j);

-- statement 1.6 ~ column app.leaf.k and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.leaf ALTER COLUMN k SET DATA TYPE bigint, ALTER COLUMN j SET DATA TYPE bigint;

-- statement 1.7 + partition app.leaf.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.mid ATTACH PARTITION app.leaf FOR VALUES IN ('1', '2');

-- statement 1.8 + partition app.mid.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.mid FOR VALUES FROM ('0') TO ('10');
COMMIT;
