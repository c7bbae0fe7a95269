-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.2 ~ enum app."Col ""E x"
CREATE TYPE app."Col ""E x" AS ENUM ('small', 'middle', 'large');

-- statement 1.3 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN size SET DATA TYPE app."Col ""E x" USING size::text::app."Col ""E x";

-- statement 1.4 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";
COMMIT;
