-- step 1: transaction
BEGIN;
-- statement 1.1 ~ extension vector
ALTER EXTENSION vector SET SCHEMA "Ext ""S x";

-- statement 1.2 ~ column app.items.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN v SET DATA TYPE "Ext ""S x".vector(3) USING v::"Ext ""S x".vector(3);
COMMIT;
