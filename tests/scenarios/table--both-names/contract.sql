-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app.orders."!orders_amount_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "!orders_amount_both" ON app.orders;

-- statement 1.2 - trigger app.orders."~orders_amount_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "~orders_amount_both" ON app.orders;

-- statement 1.3 - function app.orders_amount_both
DROP FUNCTION app.orders_amount_both();

-- statement 1.4 - column app.orders.amount  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.orders DROP COLUMN amount;

-- statement 1.5 - trigger app.orders."!orders_remark_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "!orders_remark_both" ON app.orders;

-- statement 1.6 - trigger app.orders."~orders_remark_both"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER "~orders_remark_both" ON app.orders;

-- statement 1.7 - function app.orders_remark_both
DROP FUNCTION app.orders_remark_both();

-- statement 1.8 - column app.orders.remark  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.orders DROP COLUMN remark;

-- statement 1.9 ~ column app.orders.amount  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.orders RENAME COLUMN "tot ""A l" TO amount;

-- statement 1.10 ~ column app.orders.remark  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE app.orders RENAME COLUMN note TO remark;

-- statement 1.11 - view app."Pur ""C hases"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Pur ""C hases";

-- statement 1.12 ~ column app.orders.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT "Pur ""C hases_id_not_null" TO orders_id_not_null;

-- statement 1.13 ~ column app.orders.id
ALTER SEQUENCE app."Pur ""C hases_id_seq" RENAME TO orders_id_seq;

-- statement 1.14 ~ column app.orders.amount  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.orders RENAME CONSTRAINT "Pur ""C hases_tot ""A l_not_null" TO orders_amount_not_null;
COMMIT;
