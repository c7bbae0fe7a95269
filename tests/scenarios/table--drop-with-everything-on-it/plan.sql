-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.kept."Ref ""F x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.kept DROP CONSTRAINT "Ref ""F x";

-- statement 1.2 ~ view app."Vie ""W x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app."Vie ""W x" AS
SELECT id,
    NULL::text AS name
   FROM app.kept k;

-- statement 1.3 - table app."Big ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Big ""T x";
COMMIT;
