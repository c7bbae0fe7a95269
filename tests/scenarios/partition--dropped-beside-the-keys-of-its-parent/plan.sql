-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.lately.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders DETACH PARTITION app.lately;

-- statement 1.2 - unique app.orders.orders_no  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.orders DROP CONSTRAINT orders_no;

-- statement 1.3 - primary_key app.orders.orders_id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.orders DROP CONSTRAINT orders_id;

-- statement 1.4 - table app.lately  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.lately;

-- statement 1.5 ~ column app.orders."No ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders ALTER COLUMN "No ""T x" DROP NOT NULL;
COMMIT;
