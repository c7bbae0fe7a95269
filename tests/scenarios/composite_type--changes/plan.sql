-- step 1: transaction
BEGIN;
-- statement 1.1 - composite_type app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.dropped;

-- statement 1.2 ~ composite_type app."Add ""T x"
ALTER TYPE app."Add ""T x" RENAME TO "Add ""T x_old";

-- statement 1.3 ~ composite_type app."Add ""T x"
CREATE TYPE app."Add ""T x" AS (
  street text,
  "Zip ""A x" character varying(10),
  country character(2)
);

-- statement 1.4 ~ composite_type app."Add ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN home SET DATA TYPE app."Add ""T x" USING CASE WHEN home IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((home).street, (home)."Zip ""A x"::text, NULL)::text::app."Add ""T x" END;

-- statement 1.5 ~ composite_type app."Add ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Add ""T x_old";

-- statement 1.6 ~ composite_type app.moved
ALTER TYPE app.moved RENAME TO moved_old;

-- statement 1.7 ~ composite_type app.moved
CREATE TYPE app.moved AS (
  c date,
  a bigint
);

-- statement 1.8 ~ composite_type app.moved  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN moved SET DATA TYPE app.moved USING CASE WHEN moved IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((moved).c, (moved).a)::app.moved END;

-- statement 1.9 ~ composite_type app.moved  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.moved_old;

-- statement 1.10 + composite_type app.added
CREATE TYPE app.added AS (
  a integer,
  b app."Add ""T x"
);
COMMIT;
