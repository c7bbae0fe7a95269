-- step 1: transaction
BEGIN;
-- statement 1.1 ~ composite_type app."Odd ""T x"
ALTER TYPE app."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.2 ~ composite_type app."Odd ""T x"
CREATE TYPE app."Odd ""T x" AS (
  n boolean,
  f numeric(8,1),
  ns boolean[],
  at date
);

-- statement 1.3 ~ composite_type app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC307 SC305]
ALTER TABLE app.t ALTER COLUMN x SET DATA TYPE app."Odd ""T x" USING CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((x).n::boolean, (x).f, (x).ns::boolean[], (x).at)::app."Odd ""T x" END;

-- statement 1.4 ~ composite_type app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Odd ""T x_old";

-- statement 1.5 ~ composite_type app.row  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC307 SC305]
ALTER TYPE app."row" ALTER ATTRIBUTE n SET DATA TYPE bigint CASCADE, ALTER ATTRIBUTE f SET DATA TYPE numeric(8,1) CASCADE;
COMMIT;
