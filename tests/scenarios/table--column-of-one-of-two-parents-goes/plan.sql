-- step 1: transaction
BEGIN;
-- statement 1.1 - column app.two.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.two DROP COLUMN id;
COMMIT;
