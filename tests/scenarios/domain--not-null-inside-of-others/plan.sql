-- step 1: transaction
BEGIN;
-- statement 1.1 ~ domain app."Odd ""D x"
ALTER TYPE app.pair RENAME TO pair_old;

-- statement 1.2 ~ domain app."Odd ""D x"
ALTER DOMAIN app."Odd ""D x" RENAME TO "Odd ""D x_old";

-- statement 1.3 ~ domain app."Odd ""D x"
CREATE DOMAIN app."Odd ""D x" AS integer NOT NULL;

-- statement 1.4 ~ domain app."Odd ""D x"
COMMENT ON DOMAIN app."Odd ""D x" IS 'A number';

-- statement 1.5 ~ domain app."Odd ""D x"
CREATE TYPE app.pair AS (
  a app."Odd ""D x",
  b text
);

-- statement 1.6 ~ domain app."Odd ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN p SET DATA TYPE app.pair USING p::text::app.pair;

-- statement 1.7 ~ domain app."Odd ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.pair_old;

-- statement 1.8 ~ domain app."Odd ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app."Odd ""D x_old";

-- statement 1.9 ~ domain app.inner
ALTER DOMAIN app."inner" RENAME TO inner_old;

-- statement 1.10 ~ domain app.inner
CREATE DOMAIN app."inner" AS text NOT NULL
  DEFAULT 'x'::text;

-- statement 1.11 ~ domain app.inner  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN n SET DATA TYPE app."inner"[] USING n::text[]::app."inner"[];

-- statement 1.12 ~ domain app.inner  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.inner_old;

-- statement 1.13 ~ domain app.plain  [SC209]
ALTER DOMAIN app.plain SET NOT NULL;
COMMIT;
