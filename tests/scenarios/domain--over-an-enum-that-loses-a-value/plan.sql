-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.items.direct.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN direct DROP DEFAULT;

-- statement 1.2 ~ enum app."Col ""E x"
ALTER DOMAIN app.color RENAME TO color_old;

-- statement 1.3 ~ enum app."Col ""E x"
ALTER TYPE app.pair RENAME TO pair_old;

-- statement 1.4 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.5 ~ enum app."Col ""E x"
CREATE TYPE app."Col ""E x" AS ENUM ('a', 'b');

-- statement 1.6 ~ enum app."Col ""E x"
CREATE TYPE app.pair AS (
  one app."Col ""E x",
  two integer
);

-- statement 1.7 ~ enum app."Col ""E x"
CREATE DOMAIN app.color AS app."Col ""E x"
  DEFAULT 'a'::app."Col ""E x"
  CONSTRAINT color_check CHECK ((VALUE <> 'b'::app."Col ""E x"));

-- statement 1.8 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN color SET DATA TYPE app.color USING color::text::app.color, ALTER COLUMN pair SET DATA TYPE app.pair USING pair::text::app.pair, ALTER COLUMN direct SET DATA TYPE app."Col ""E x" USING direct::text::app."Col ""E x";

-- statement 1.9 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.color_old;

-- statement 1.10 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.pair_old;

-- statement 1.11 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.12 + default app.items.direct.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN direct SET DEFAULT 'a'::app."Col ""E x";
COMMIT;
