-- step 1: transaction
BEGIN;
-- statement 1.1 ~ schema "Odd ""S x"
ALTER SCHEMA app RENAME TO "Odd ""S x";

-- statement 1.2 ~ table "Odd ""S x"."Ite ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE "Odd ""S x".items RENAME TO "Ite ""T x";

-- statement 1.3 ~ column "Odd ""S x"."Ite ""T x"."Nam ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC310]
ALTER TABLE "Odd ""S x"."Ite ""T x" RENAME COLUMN name TO "Nam ""C x";

-- statement 1.4 ~ primary_key "Odd ""S x"."Ite ""T x"."Ite ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "Odd ""S x"."Ite ""T x" RENAME CONSTRAINT items_pkey TO "Ite ""T x_pkey";

-- statement 1.5 ~ column "Odd ""S x"."Ite ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE "Odd ""S x"."Ite ""T x" RENAME CONSTRAINT items_id_not_null TO "Ite ""T x_id_not_null";

-- statement 1.6 ~ column "Odd ""S x"."Ite ""T x".id
ALTER SEQUENCE "Odd ""S x".items_id_seq RENAME TO "Ite ""T x_id_seq";
COMMIT;
