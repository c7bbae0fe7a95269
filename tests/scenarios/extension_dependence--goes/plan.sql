-- step 1: transaction
BEGIN;
-- statement 1.1 - extension_dependence function.app."Fu ""N c".vector
ALTER FUNCTION app."Fu ""N c"() NO DEPENDS ON EXTENSION vector;

-- statement 1.2 - function app.goes
DROP FUNCTION app.goes();

-- statement 1.3 - extension vector  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP EXTENSION vector;
COMMIT;
