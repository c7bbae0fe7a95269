-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger_state app.kept_2.kept  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE ONLY app.kept_2 ENABLE TRIGGER kept;

-- statement 1.2 - partition app.kept_1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.kept DETACH PARTITION app.kept_1;

-- statement 1.3 - partition app.lately.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders DETACH PARTITION app.lately;

-- statement 1.4 - primary_key app.orders.orders_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.orders DROP CONSTRAINT orders_pkey;

-- statement 1.5 - table app.lately  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.lately;

-- statement 1.6 - table app.orders  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.orders;
COMMIT;
