-- step 1: transaction
BEGIN;
-- statement 1.1 - range_type app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.dropped;

-- statement 1.2 ~ range_type app."Pri ""R x"
ALTER TYPE app."Pri ""R x" RENAME TO "Pri ""R x_old";

-- statement 1.3 ~ range_type app."Pri ""R x"
ALTER FUNCTION app."Pri ""R x"(numeric, numeric) RENAME TO "Pri ""R x_old";

-- statement 1.4 ~ range_type app."Pri ""R x"
ALTER FUNCTION app."Pri ""R x"(numeric, numeric, text) RENAME TO "Pri ""R x_old";

-- statement 1.5 ~ range_type app."Pri ""R x"
ALTER TYPE app."Pri ""R x_multirange" RENAME TO "Pri ""R x_old_multirange";

-- statement 1.6 ~ range_type app."Pri ""R x"
ALTER FUNCTION app."Pri ""R x_multirange"() RENAME TO "Pri ""R x_old_multirange";

-- statement 1.7 ~ range_type app."Pri ""R x"
ALTER FUNCTION app."Pri ""R x_multirange"(app."Pri ""R x_old") RENAME TO "Pri ""R x_old_multirange";

-- statement 1.8 ~ range_type app."Pri ""R x"
ALTER FUNCTION app."Pri ""R x_multirange"(app."Pri ""R x_old"[]) RENAME TO "Pri ""R x_old_multirange";

-- statement 1.9 ~ range_type app."Pri ""R x"
CREATE TYPE app."Pri ""R x" AS RANGE (SUBTYPE = bigint);

-- statement 1.10 ~ range_type app."Pri ""R x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN price SET DATA TYPE app."Pri ""R x" USING price::text::app."Pri ""R x";

-- statement 1.11 ~ range_type app."Pri ""R x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Pri ""R x_old";
COMMIT;
