-- step 1: transaction
BEGIN;
-- statement 1.1 ~ view app.was  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER VIEW app.orders RENAME TO was;

-- statement 1.2 ~ table app.orders  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app."Odd ""T x" RENAME TO orders;

-- statement 1.3 ~ primary_key app.orders.orders_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT "Odd ""T x_pkey" TO orders_pkey;

-- statement 1.4 ~ column app.orders.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT "Odd ""T x_id_not_null" TO orders_id_not_null;
COMMIT;
