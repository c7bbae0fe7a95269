-- step 1: transaction
BEGIN;
-- statement 1.1 - inheritance app.child."app.two"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child NO INHERIT app.two;

-- statement 1.2 - table app.two  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.two;
COMMIT;
