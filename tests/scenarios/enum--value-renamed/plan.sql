-- step 1: transaction
BEGIN;
-- statement 1.1 - check app.items.red  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.items DROP CONSTRAINT red;

-- statement 1.2 ~ enum app."Col ""E x"  [SC310]
ALTER TYPE app."Col ""E x" RENAME VALUE 'crimson' TO 'red';

-- statement 1.3 ~ default app.items.color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN color SET DEFAULT 'red'::app."Col ""E x";

-- statement 1.4 + check app.items.red  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app.items ADD CONSTRAINT red CHECK (((color <> 'red'::app."Col ""E x") OR (id > 0)));

-- statement 1.5 ~ view app.reds  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.reds AS
SELECT id
   FROM app.items
  WHERE (color = 'red'::app."Col ""E x");
COMMIT;
