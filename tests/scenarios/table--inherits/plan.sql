-- step 1: transaction
BEGIN;
-- statement 1.1 + inheritance app.loner."app.""Par """"T x"""  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loner INHERIT app."Par ""T x";
COMMIT;
