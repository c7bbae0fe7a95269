-- step 1: transaction
BEGIN;
-- statement 1.1 ~ table app.visits  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.visits NOT OF;

-- statement 1.2 ~ composite_type app."Vi ""S it"
ALTER TYPE app."Vi ""S it" RENAME TO "Vi ""S it_old";

-- statement 1.3 ~ composite_type app."Vi ""S it"
CREATE TYPE app."Vi ""S it" AS (
  felt int4range,
  paid boolean
);

-- statement 1.4 ~ composite_type app."Vi ""S it"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.orders ALTER COLUMN visit SET DATA TYPE app."Vi ""S it" USING CASE WHEN visit IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((visit).felt::text::int4range, (visit).paid)::app."Vi ""S it" END;

-- statement 1.5 ~ composite_type app."Vi ""S it"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Vi ""S it_old";

-- statement 1.6 ~ table app.visits  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.visits ALTER COLUMN felt SET DATA TYPE int4range USING felt::text::int4range;

-- statement 1.7 ~ table app.visits  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.visits OF app."Vi ""S it";
COMMIT;
