-- step 1: transaction
BEGIN;
-- statement 1.1 ~ composite_type app.holder
ALTER TYPE app.holder RENAME TO holder_old;

-- statement 1.2 ~ composite_type app.holder
CREATE TYPE app.holder AS (
  v app.new,
  z integer
);

-- statement 1.3 ~ composite_type app.holder  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.t ALTER COLUMN x SET DATA TYPE app.holder USING CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((CASE WHEN (x).v IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(((x).v).b, ((x).v).a)::text END)::app.new, (x).z)::app.holder END;

-- statement 1.4 ~ composite_type app.holder  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.holder_old;
COMMIT;
