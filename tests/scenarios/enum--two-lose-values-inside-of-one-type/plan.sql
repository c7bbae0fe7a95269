-- step 1: transaction
BEGIN;
-- statement 1.1 - function app.f."app.loose"
DROP FUNCTION app.f(app.loose);

-- statement 1.2 - composite_type app.loose  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.loose;

-- statement 1.3 - enum app.size  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.size;

-- statement 1.4 ~ enum app."Odd ""T x"
ALTER TYPE app.held RENAME TO held_old;

-- statement 1.5 ~ enum app."Odd ""T x"
ALTER TYPE app."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.6 ~ enum app."Odd ""T x"
CREATE TYPE app."Odd ""T x" AS ENUM ('a', 'c');

-- statement 1.7 ~ enum app."Odd ""T x"
CREATE TYPE app.held AS (
  kind app."Odd ""T x"
);

-- statement 1.8 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN kind SET DATA TYPE app."Odd ""T x" USING kind::text::app."Odd ""T x", ALTER COLUMN held SET DATA TYPE app.held USING held::text::app.held;

-- statement 1.9 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.held_old;

-- statement 1.10 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Odd ""T x_old";

-- statement 1.11 + enum app.size
CREATE TYPE app.size AS ENUM ('s', 'l');

-- statement 1.12 + composite_type app.loose
CREATE TYPE app.loose AS (
  kind app."Odd ""T x",
  size app.size,
  inside app.held
);

-- statement 1.13 + function app.f."app.loose"
CREATE FUNCTION app.f(app.loose)
RETURNS boolean
LANGUAGE sql
AS $$select true$$;
COMMIT;
