-- step 1: transaction
BEGIN;
-- statement 1.1 - collation app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP COLLATION app.dropped;

-- statement 1.2 ~ collation app."Ger ""L x"
ALTER COLLATION app."Ger ""L x" RENAME TO "Ger ""L x_old";

-- statement 1.3 ~ collation app."Ger ""L x"
CREATE COLLATION app."Ger ""L x" (LOCALE = 'POSIX');

-- statement 1.4 ~ collation app."Ger ""L x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN name SET DATA TYPE text COLLATE app."Ger ""L x";

-- statement 1.5 ~ collation app."Ger ""L x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP COLLATION app."Ger ""L x_old";
COMMIT;
