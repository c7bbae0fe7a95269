-- step 1: transaction
BEGIN;
-- statement 1.1 - schema "Odd ""S x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP SCHEMA "Odd ""S x";
COMMIT;
