-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" ADD VALUE 'blue' BEFORE 'green';

-- statement 1.2 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" ADD VALUE 'it''s' AFTER 'green';

-- statement 1.3 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" ADD VALUE 'white';
COMMIT;

-- step 2: transaction
BEGIN;
-- statement 2.1 - enum app.gone  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.gone;

-- statement 2.2 + enum app.new
CREATE TYPE app.new AS ENUM ('x', 'y');

-- statement 2.3 ~ default app.items.color.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN color SET DEFAULT 'it''s'::app."Col ""E x";
COMMIT;
