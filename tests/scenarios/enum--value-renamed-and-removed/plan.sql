-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Col ""E x"  [SC310]
ALTER TYPE app."Col ""E x" RENAME VALUE 'red' TO 'crimson';

-- statement 1.2 - check app.items.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.items DROP CONSTRAINT c;

-- statement 1.3 - default app.items.color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN color DROP DEFAULT;

-- statement 1.4 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.5 ~ enum app."Col ""E x"
CREATE TYPE app."Col ""E x" AS ENUM ('blue', 'green', 'crimson');

-- statement 1.6 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN color SET DATA TYPE app."Col ""E x" USING color::text::app."Col ""E x";

-- statement 1.7 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.8 + default app.items.color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN color SET DEFAULT 'crimson'::app."Col ""E x";

-- statement 1.9 + check app.items.c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app.items ADD CONSTRAINT c CHECK (((color <> 'crimson'::app."Col ""E x") OR (id > 0)));
COMMIT;
