-- step 1: transaction
BEGIN;
-- statement 1.1 + column app.loner.more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loner ADD COLUMN more integer;

-- statement 1.2 + column app."Par ""T x".more  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Par ""T x" ADD COLUMN more integer;

-- statement 1.3 + inheritance app.loner."app.""Par """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loner INHERIT app."Par ""T x";
COMMIT;
