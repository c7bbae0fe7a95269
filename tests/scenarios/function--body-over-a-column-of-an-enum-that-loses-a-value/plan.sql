-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.more.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.t DETACH PARTITION app.more;

-- statement 1.2 - function app.counted
DROP FUNCTION app.counted();

-- statement 1.3 ~ foreign_key app.t.again  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.t ALTER CONSTRAINT again DEFERRABLE INITIALLY IMMEDIATE;

-- statement 1.4 - table app.more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.more;

-- statement 1.5 ~ enum app."Le ""V x"
ALTER TYPE app."Le ""V x" RENAME TO "Le ""V x_old";

-- statement 1.6 ~ enum app."Le ""V x"
CREATE TYPE app."Le ""V x" AS ENUM ('b', 'a');

-- statement 1.7 ~ enum app."Le ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.t ALTER COLUMN lv SET DATA TYPE app."Le ""V x" USING lv::text::app."Le ""V x";

-- statement 1.8 ~ enum app."Le ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Le ""V x_old";

-- statement 1.9 + function app.counted
CREATE FUNCTION app.counted()
RETURNS bigint
LANGUAGE sql
RETURN (SELECT count(t.lv) AS count FROM app.t);
COMMIT;
