-- step 1: transaction
BEGIN;
-- statement 1.1 - collation app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP COLLATION app.dropped;

-- statement 1.2 + collation app."Ger ""L x"
CREATE COLLATION app."Ger ""L x" (LOCALE = 'C');

-- statement 1.3 ~ column app.items.name  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN name SET DATA TYPE text COLLATE app."Ger ""L x";
COMMIT;
