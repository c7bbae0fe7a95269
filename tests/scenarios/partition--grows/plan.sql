-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.low.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Eve ""T x" DETACH PARTITION app.low;

-- statement 1.2 + partition app.low.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.low FOR VALUES FROM ('-10') TO (200);
COMMIT;
