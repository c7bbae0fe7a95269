-- step 1: transaction
BEGIN;
-- statement 1.1 ~ domain app."Dom ""D x"
ALTER DOMAIN app."Dom ""D x" RENAME TO "Dom ""D x_old";

-- statement 1.2 ~ domain app."Dom ""D x"
CREATE DOMAIN app."Dom ""D x" AS text NOT NULL;

-- statement 1.3 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN one SET DATA TYPE app."Dom ""D x" USING one::text, ALTER COLUMN many SET DATA TYPE app."Dom ""D x"[] USING many::text[]::app."Dom ""D x"[];

-- statement 1.4 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app."Dom ""D x_old";
COMMIT;
