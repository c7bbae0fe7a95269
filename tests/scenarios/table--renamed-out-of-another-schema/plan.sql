-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table "New ""S x".items  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE old."Odd ""T x" SET SCHEMA "New ""S x";

-- statement 1.2 ~ table "New ""S x".items  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE "New ""S x"."Odd ""T x" RENAME TO items;

-- statement 1.3 ~ table "New ""S x".stays  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE old.stays SET SCHEMA "New ""S x";

-- statement 1.4 ~ sequence "New ""S x".items_id_seq  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER SEQUENCE "New ""S x"."Odd ""T x_id_seq" RENAME TO items_id_seq;

-- statement 1.5 ~ primary_key "New ""S x".items.items_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "New ""S x".items RENAME CONSTRAINT "Odd ""T x_pkey" TO items_pkey;

-- statement 1.6 ~ column "New ""S x".items.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "New ""S x".items RENAME CONSTRAINT "Odd ""T x_id_not_null" TO items_id_not_null;
COMMIT;
