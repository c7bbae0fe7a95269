-- step 1: transaction
BEGIN;
-- statement 1.1 - column app.two.b  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app.two DROP COLUMN b;

-- statement 1.2 + column app."One ""T x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."One ""T x" ADD COLUMN more text;
COMMIT;
