-- step 1: transaction
BEGIN;
-- statement 1.1 ~ range_type app.other_range
ALTER TYPE app.renamed_range RENAME TO other_range;

-- statement 1.2 ~ range_type app.other_range
ALTER FUNCTION app.renamed_range(double precision, double precision) RENAME TO other_range;

-- statement 1.3 ~ range_type app.other_range
ALTER FUNCTION app.renamed_range(double precision, double precision, text) RENAME TO other_range;

-- statement 1.4 ~ range_type app.other_range
ALTER TYPE app.renamed_multirange RENAME TO other_multirange;

-- statement 1.5 ~ range_type app.other_range
ALTER FUNCTION app.renamed_multirange() RENAME TO other_multirange;

-- statement 1.6 ~ range_type app.other_range
ALTER FUNCTION app.renamed_multirange(app.other_range) RENAME TO other_multirange;

-- statement 1.7 ~ range_type app.other_range
ALTER FUNCTION app.renamed_multirange(app.other_range[]) RENAME TO other_multirange;

-- statement 1.8 - multirange_comment range_type.app.said
COMMENT ON TYPE app.said_of IS NULL;

-- statement 1.9 - comment range_type.app."Odd ""T x"
COMMENT ON TYPE app."Odd ""T x" IS NULL;

-- statement 1.10 - range_type app.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.dropped;

-- statement 1.11 ~ range_type app.replaced
ALTER TYPE app.replaced RENAME TO replaced_old;

-- statement 1.12 ~ range_type app.replaced
ALTER FUNCTION app.replaced(double precision, double precision) RENAME TO replaced_old;

-- statement 1.13 ~ range_type app.replaced
ALTER FUNCTION app.replaced(double precision, double precision, text) RENAME TO replaced_old;

-- statement 1.14 ~ range_type app.replaced
ALTER TYPE app.replaced_multirange RENAME TO replaced_old_multirange;

-- statement 1.15 ~ range_type app.replaced
ALTER FUNCTION app.replaced_multirange() RENAME TO replaced_old_multirange;

-- statement 1.16 ~ range_type app.replaced
ALTER FUNCTION app.replaced_multirange(app.replaced_old) RENAME TO replaced_old_multirange;

-- statement 1.17 ~ range_type app.replaced
ALTER FUNCTION app.replaced_multirange(app.replaced_old[]) RENAME TO replaced_old_multirange;

-- statement 1.18 ~ range_type app.replaced
CREATE TYPE app.replaced AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = pg_catalog.float8mi, MULTIRANGE_TYPE_NAME = app."Rep ""T x");

-- statement 1.19 ~ range_type app.replaced
COMMENT ON TYPE app."Rep ""T x" IS 'stays';

-- statement 1.20 ~ range_type app.replaced  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN f1 SET DATA TYPE app.replaced USING f1::text::app.replaced;

-- statement 1.21 ~ range_type app.replaced  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.replaced_old;

-- statement 1.22 + range_type app.added
CREATE TYPE app.added AS RANGE (SUBTYPE = double precision);

-- statement 1.23 ~ multirange_comment range_type.app."Odd ""T x"
COMMENT ON TYPE app."Odd ""T x_multirange" IS 'changed';

-- statement 1.24 + multirange_comment range_type.app.added
COMMENT ON TYPE app.added_multirange IS 'of a new type';
COMMIT;
