-- step 1: transaction
BEGIN;
-- statement 1.1 - range_type app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.dropped;

-- statement 1.2 + range_type app."Pri ""R x"
CREATE TYPE app."Pri ""R x" AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = app.prices);

-- statement 1.3 + table app.items
CREATE TABLE app.items (
  id integer,
  price app."Pri ""R x" NOT NULL DEFAULT 'empty'::app."Pri ""R x",
  many app.prices
);
COMMIT;
