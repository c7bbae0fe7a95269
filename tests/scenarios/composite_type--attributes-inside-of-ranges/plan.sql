-- step 1: transaction
BEGIN;
-- statement 1.1 ~ composite_type app."Com ""C x"
ALTER TYPE app."Ra ""N x" RENAME TO "Ra ""N x_old";

-- statement 1.2 ~ composite_type app."Com ""C x"
ALTER FUNCTION app."Ra ""N x"(app."Com ""C x", app."Com ""C x") RENAME TO "Ra ""N x_old";

-- statement 1.3 ~ composite_type app."Com ""C x"
ALTER FUNCTION app."Ra ""N x"(app."Com ""C x", app."Com ""C x", text) RENAME TO "Ra ""N x_old";

-- statement 1.4 ~ composite_type app."Com ""C x"
ALTER TYPE app."Ra ""N x_multirange" RENAME TO "Ra ""N x_old_multirange";

-- statement 1.5 ~ composite_type app."Com ""C x"
ALTER FUNCTION app."Ra ""N x_multirange"() RENAME TO "Ra ""N x_old_multirange";

-- statement 1.6 ~ composite_type app."Com ""C x"
ALTER FUNCTION app."Ra ""N x_multirange"(app."Ra ""N x_old") RENAME TO "Ra ""N x_old_multirange";

-- statement 1.7 ~ composite_type app."Com ""C x"
ALTER FUNCTION app."Ra ""N x_multirange"(app."Ra ""N x_old"[]) RENAME TO "Ra ""N x_old_multirange";

-- statement 1.8 ~ composite_type app."Com ""C x"
ALTER TYPE app."Com ""C x" RENAME TO "Com ""C x_old";

-- statement 1.9 ~ composite_type app."Com ""C x"
CREATE TYPE app."Com ""C x" AS (
  y bigint,
  x integer
);

-- statement 1.10 ~ composite_type app."Com ""C x"
CREATE TYPE app."Ra ""N x" AS RANGE (SUBTYPE = app."Com ""C x");

-- statement 1.11 ~ composite_type app."Com ""C x"
CREATE FUNCTION app."Com ""C x_converted"(app."Com ""C x_old") RETURNS app."Com ""C x" LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1).y, ($1).x)::app."Com ""C x" END$$;

-- statement 1.12 ~ composite_type app."Com ""C x"
CREATE FUNCTION app."Com ""C x_converted"(app."Com ""C x_old"[]) RETURNS app."Com ""C x"[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app."Com ""C x"[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app."Com ""C x_converted"($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app."Com ""C x"[] ELSE ARRAY(SELECT app."Com ""C x_converted"($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.13 ~ composite_type app."Com ""C x"
CREATE FUNCTION app."Ra ""N x_converted"(app."Ra ""N x_old") RETURNS app."Ra ""N x" LANGUAGE sql AS $$SELECT CASE WHEN pg_catalog.isempty($1) THEN 'empty'::app."Ra ""N x" WHEN $1 IS NOT NULL THEN app."Ra ""N x"(app."Com ""C x_converted"(pg_catalog.lower($1)), app."Com ""C x_converted"(pg_catalog.upper($1)), CASE WHEN pg_catalog.lower_inc($1) THEN '[' ELSE '(' END || CASE WHEN pg_catalog.upper_inc($1) THEN ']' ELSE ')' END) END$$;

-- statement 1.14 ~ composite_type app."Com ""C x"
CREATE FUNCTION app."Ra ""N x_converted"(app."Ra ""N x_old"[]) RETURNS app."Ra ""N x"[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app."Ra ""N x"[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app."Ra ""N x_converted"($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app."Ra ""N x"[] ELSE ARRAY(SELECT app."Ra ""N x_converted"($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.15 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN r SET DATA TYPE app."Ra ""N x" USING app."Ra ""N x_converted"(r), ALTER COLUMN rs SET DATA TYPE app."Ra ""N x"[] USING app."Ra ""N x_converted"(rs), ALTER COLUMN l SET DATA TYPE app."Com ""C x"[] USING app."Com ""C x_converted"(l);

-- statement 1.16 ~ composite_type app."Com ""C x"
DROP FUNCTION app."Ra ""N x_converted"(app."Ra ""N x_old"[]);

-- statement 1.17 ~ composite_type app."Com ""C x"
DROP FUNCTION app."Ra ""N x_converted"(app."Ra ""N x_old");

-- statement 1.18 ~ composite_type app."Com ""C x"
DROP FUNCTION app."Com ""C x_converted"(app."Com ""C x_old"[]);

-- statement 1.19 ~ composite_type app."Com ""C x"
DROP FUNCTION app."Com ""C x_converted"(app."Com ""C x_old");

-- statement 1.20 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Ra ""N x_old";

-- statement 1.21 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Com ""C x_old";
COMMIT;
