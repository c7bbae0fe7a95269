-- step 1: transaction
BEGIN;
-- statement 1.1 - materialized_view "Odd ""S x".stored  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW "Odd ""S x".stored;

-- statement 1.2 - view "Odd ""S x".over  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW "Odd ""S x".over;

-- statement 1.3 - table "Odd ""S x".low  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE "Odd ""S x".low;

-- statement 1.4 - table "Odd ""S x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE "Odd ""S x".more;

-- statement 1.5 - table "Odd ""S x".items  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE "Odd ""S x".items;

-- statement 1.6 - table "Odd ""S x".parts  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE "Odd ""S x".parts;

-- statement 1.7 - function "Odd ""S x".f.integer
DROP FUNCTION "Odd ""S x".f(integer);

-- statement 1.8 - domain "Odd ""S x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP DOMAIN "Odd ""S x".positive;

-- statement 1.9 - enum "Odd ""S x".color  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE "Odd ""S x".color;

-- statement 1.10 - schema "Odd ""S x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP SCHEMA "Odd ""S x";

-- statement 1.11 + schema app
CREATE SCHEMA app;
COMMIT;
