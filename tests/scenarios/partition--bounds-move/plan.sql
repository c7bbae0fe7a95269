-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.high.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Eve ""T x" DETACH PARTITION app.high;

-- statement 1.2 - partition app.low.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Eve ""T x" DETACH PARTITION app.low;

-- statement 1.3 + partition app.high.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.high FOR VALUES FROM (50) TO (200);

-- statement 1.4 + partition app.low.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.low FOR VALUES FROM (0) TO (50);
COMMIT;
