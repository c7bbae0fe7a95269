-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Odd ""T x"
ALTER TYPE app.moved RENAME TO moved_old;

-- statement 1.2 ~ enum app."Odd ""T x"
ALTER TYPE app."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.3 ~ enum app."Odd ""T x"
CREATE TYPE app."Odd ""T x" AS ENUM ('c', 'b', 'a');

-- statement 1.4 ~ enum app."Odd ""T x"
CREATE TYPE app.moved AS (
  r app."Odd ""T x",
  w text,
  q text
);

-- statement 1.5 ~ enum app."Odd ""T x"
CREATE FUNCTION app.moved_converted(app.moved_old) RETURNS app.moved LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1).r::text::app."Odd ""T x", ($1).w, ($1).q)::app.moved END$$;

-- statement 1.6 ~ enum app."Odd ""T x"
CREATE FUNCTION app.moved_converted(app.moved_old[]) RETURNS app.moved[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app.moved[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.moved_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app.moved[] ELSE ARRAY(SELECT app.moved_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.7 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.a ALTER COLUMN x SET DATA TYPE app.moved USING app.moved_converted(x);

-- statement 1.8 ~ enum app."Odd ""T x"
DROP FUNCTION app.moved_converted(app.moved_old[]);

-- statement 1.9 ~ enum app."Odd ""T x"
DROP FUNCTION app.moved_converted(app.moved_old);

-- statement 1.10 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.moved_old;

-- statement 1.11 ~ enum app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Odd ""T x_old";

-- statement 1.12 ~ enum app.one
ALTER TYPE app.cut RENAME TO cut_old;

-- statement 1.13 ~ enum app.one
ALTER TYPE app.one RENAME TO one_old;

-- statement 1.14 ~ enum app.one
CREATE TYPE app.one AS ENUM ('c', 'b', 'a');

-- statement 1.15 ~ enum app.one
CREATE TYPE app.cut AS (
  r app.one,
  w text
);

-- statement 1.16 ~ enum app.one
CREATE FUNCTION app.cut_converted(app.cut_old) RETURNS app.cut LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1).r::text::app.one, ($1).w)::app.cut END$$;

-- statement 1.17 ~ enum app.one
CREATE FUNCTION app.cut_converted(app.cut_old[]) RETURNS app.cut[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app.cut[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.cut_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app.cut[] ELSE ARRAY(SELECT app.cut_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.18 ~ enum app.one  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.b ALTER COLUMN x SET DATA TYPE app.cut USING app.cut_converted(x);

-- statement 1.19 ~ enum app.one
DROP FUNCTION app.cut_converted(app.cut_old[]);

-- statement 1.20 ~ enum app.one
DROP FUNCTION app.cut_converted(app.cut_old);

-- statement 1.21 ~ enum app.one  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.cut_old;

-- statement 1.22 ~ enum app.one  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.one_old;

-- statement 1.23 ~ enum app.three
ALTER TYPE app.retyped RENAME TO retyped_old;

-- statement 1.24 ~ enum app.three
ALTER TYPE app.three RENAME TO three_old;

-- statement 1.25 ~ enum app.three
CREATE TYPE app.three AS ENUM ('c', 'b', 'a');

-- statement 1.26 ~ enum app.three
CREATE TYPE app.retyped AS (
  r app.three,
  at date
);

-- statement 1.27 ~ enum app.three  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC307 SC305]
ALTER TABLE app.f ALTER COLUMN x SET DATA TYPE app.retyped USING x::text::app.retyped;

-- statement 1.28 ~ enum app.three  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.retyped_old;

-- statement 1.29 ~ enum app.three  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.three_old;

-- statement 1.30 ~ enum app.two
ALTER TYPE app.listed RENAME TO listed_old;

-- statement 1.31 ~ enum app.two
ALTER TYPE app.two RENAME TO two_old;

-- statement 1.32 ~ enum app.two
CREATE TYPE app.two AS ENUM ('c', 'b', 'a');

-- statement 1.33 ~ enum app.two
CREATE TYPE app.listed AS (
  r app.two,
  w text
);

-- statement 1.34 ~ enum app.two
CREATE FUNCTION app.listed_converted(app.listed_old) RETURNS app.listed LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1).r::text::app.two, ($1).w)::app.listed END$$;

-- statement 1.35 ~ enum app.two
CREATE FUNCTION app.listed_converted(app.listed_old[]) RETURNS app.listed[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app.listed[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.listed_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app.listed[] ELSE ARRAY(SELECT app.listed_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.36 ~ enum app.two  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.c ALTER COLUMN x SET DATA TYPE app.listed[] USING app.listed_converted(x);

-- statement 1.37 ~ enum app.two
DROP FUNCTION app.listed_converted(app.listed_old[]);

-- statement 1.38 ~ enum app.two
DROP FUNCTION app.listed_converted(app.listed_old);

-- statement 1.39 ~ enum app.two  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.listed_old;

-- statement 1.40 ~ enum app.two  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.two_old;

-- statement 1.41 ~ domain app.code
ALTER TYPE app.coded RENAME TO coded_old;

-- statement 1.42 ~ domain app.code
ALTER DOMAIN app.code RENAME TO code_old;

-- statement 1.43 ~ domain app.code
CREATE DOMAIN app.code AS character varying(9);

-- statement 1.44 ~ domain app.code
CREATE TYPE app.coded AS (
  c app.code,
  w text,
  q text
);

-- statement 1.45 ~ domain app.code
CREATE FUNCTION app.coded_converted(app.coded_old) RETURNS app.coded LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1).c::text, ($1).w, ($1).q)::text::app.coded END$$;

-- statement 1.46 ~ domain app.code
CREATE FUNCTION app.coded_converted(app.coded_old[]) RETURNS app.coded[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app.coded[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.coded_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app.coded[] ELSE ARRAY(SELECT app.coded_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.47 ~ domain app.code  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.d ALTER COLUMN x SET DATA TYPE app.coded USING app.coded_converted(x);

-- statement 1.48 ~ domain app.code
DROP FUNCTION app.coded_converted(app.coded_old[]);

-- statement 1.49 ~ domain app.code
DROP FUNCTION app.coded_converted(app.coded_old);

-- statement 1.50 ~ domain app.code  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.coded_old;

-- statement 1.51 ~ domain app.code  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.code_old;

-- statement 1.52 ~ range_type app.span
ALTER TYPE app.spanned RENAME TO spanned_old;

-- statement 1.53 ~ range_type app.span
ALTER TYPE app.span RENAME TO span_old;

-- statement 1.54 ~ range_type app.span
ALTER FUNCTION app.span(text, text) RENAME TO span_old;

-- statement 1.55 ~ range_type app.span
ALTER FUNCTION app.span(text, text, text) RENAME TO span_old;

-- statement 1.56 ~ range_type app.span
ALTER TYPE app.span_multirange RENAME TO span_old_multirange;

-- statement 1.57 ~ range_type app.span
ALTER FUNCTION app.span_multirange() RENAME TO span_old_multirange;

-- statement 1.58 ~ range_type app.span
ALTER FUNCTION app.span_multirange(app.span_old) RENAME TO span_old_multirange;

-- statement 1.59 ~ range_type app.span
ALTER FUNCTION app.span_multirange(app.span_old[]) RENAME TO span_old_multirange;

-- statement 1.60 ~ range_type app.span
CREATE TYPE app.span AS RANGE (SUBTYPE = text, COLLATION = pg_catalog."C");

-- statement 1.61 ~ range_type app.span
CREATE TYPE app.spanned AS (
  s app.span,
  w text,
  q text
);

-- statement 1.62 ~ range_type app.span
CREATE FUNCTION app.spanned_converted(app.spanned_old) RETURNS app.spanned LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1).s::text::app.span, ($1).w, ($1).q)::app.spanned END$$;

-- statement 1.63 ~ range_type app.span
CREATE FUNCTION app.spanned_converted(app.spanned_old[]) RETURNS app.spanned[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app.spanned[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.spanned_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app.spanned[] ELSE ARRAY(SELECT app.spanned_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.64 ~ range_type app.span  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.e ALTER COLUMN x SET DATA TYPE app.spanned USING app.spanned_converted(x);

-- statement 1.65 ~ range_type app.span
DROP FUNCTION app.spanned_converted(app.spanned_old[]);

-- statement 1.66 ~ range_type app.span
DROP FUNCTION app.spanned_converted(app.spanned_old);

-- statement 1.67 ~ range_type app.span  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.spanned_old;

-- statement 1.68 ~ range_type app.span  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.span_old;
COMMIT;
