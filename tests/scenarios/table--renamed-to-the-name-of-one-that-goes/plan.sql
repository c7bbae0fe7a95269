-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.orders_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.orders RENAME TO orders_old;

-- statement 1.2 ~ table app.orders  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.orders_new RENAME TO orders;

-- statement 1.3 ~ primary_key app.orders_old.orders_pkey_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders_old RENAME CONSTRAINT orders_pkey TO orders_pkey_old;

-- statement 1.4 ~ primary_key app.orders.orders_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT orders_new_pkey TO orders_pkey;

-- statement 1.5 - view app.seen  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.seen;

-- statement 1.6 - foreign_key app.lines.lines_order_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.lines DROP CONSTRAINT lines_order_fkey;

-- statement 1.7 - table app.orders_old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.orders_old;

-- statement 1.8 ~ column app.orders.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT orders_new_id_not_null TO orders_id_not_null;

-- statement 1.9 ~ column app.orders.note  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT orders_new_note_not_null TO orders_note_not_null;

-- statement 1.10 + foreign_key app.lines.lines_order_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.lines ADD CONSTRAINT lines_order_fkey FOREIGN KEY (order_id) REFERENCES app.orders(id);

-- statement 1.11 + view app.seen
CREATE VIEW app.seen AS
SELECT id
   FROM app.orders;
COMMIT;
