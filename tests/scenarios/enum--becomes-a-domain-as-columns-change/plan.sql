-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.items.n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN n DROP DEFAULT;

-- statement 1.2 ~ domain app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.3 ~ domain app."Col ""E x"
CREATE DOMAIN app."Col ""E x" AS text
  CONSTRAINT c CHECK ((VALUE = ANY (ARRAY['a'::text, 'b'::text])));

-- statement 1.4 ~ domain app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN color SET DATA TYPE app."Col ""E x" USING color::text::app."Col ""E x", ALTER COLUMN n SET DATA TYPE app."Col ""E x" USING n::text::app."Col ""E x";

-- statement 1.5 ~ domain app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.6 ~ column app.items.color  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN color DROP NOT NULL;

-- statement 1.7 ~ column app.items.n  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.items ALTER COLUMN n SET STATISTICS 6;

-- statement 1.8 + default app.items.n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN n SET DEFAULT 'a'::text;
COMMIT;
