-- step 1: transaction
BEGIN;
-- statement 1.1 ~ range_type app."Odd ""T x"
ALTER TYPE app."Odd ""T x" RENAME TO "Odd ""T x_old";

-- statement 1.2 ~ range_type app."Odd ""T x"
ALTER FUNCTION app."Odd ""T x"(integer, integer) RENAME TO "Odd ""T x_old";

-- statement 1.3 ~ range_type app."Odd ""T x"
ALTER FUNCTION app."Odd ""T x"(integer, integer, text) RENAME TO "Odd ""T x_old";

-- statement 1.4 ~ range_type app."Odd ""T x"
ALTER TYPE app."Odd ""T x_multirange" RENAME TO "Odd ""T x_old_multirange";

-- statement 1.5 ~ range_type app."Odd ""T x"
ALTER FUNCTION app."Odd ""T x_multirange"() RENAME TO "Odd ""T x_old_multirange";

-- statement 1.6 ~ range_type app."Odd ""T x"
ALTER FUNCTION app."Odd ""T x_multirange"(app."Odd ""T x_old") RENAME TO "Odd ""T x_old_multirange";

-- statement 1.7 ~ range_type app."Odd ""T x"
ALTER FUNCTION app."Odd ""T x_multirange"(app."Odd ""T x_old"[]) RENAME TO "Odd ""T x_old_multirange";

-- statement 1.8 ~ range_type app."Odd ""T x"
CREATE TYPE app."Odd ""T x";

-- statement 1.9 ~ range_type app."Odd ""T x"
CREATE FUNCTION app.other_cut(app."Odd ""T x")
RETURNS app."Odd ""T x"
LANGUAGE internal
IMMUTABLE STRICT
AS $$int4range_canonical$$;

-- statement 1.10 ~ range_type app."Odd ""T x"
CREATE TYPE app."Odd ""T x" AS RANGE (SUBTYPE = integer, CANONICAL = app.other_cut);

-- statement 1.11 ~ range_type app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN f2 SET DATA TYPE app."Odd ""T x" USING f2::text::app."Odd ""T x";

-- statement 1.12 ~ range_type app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Odd ""T x_old" CASCADE;

-- statement 1.13 ~ range_type app.plain
ALTER TYPE app.plain RENAME TO plain_old;

-- statement 1.14 ~ range_type app.plain
ALTER FUNCTION app.plain(integer, integer) RENAME TO plain_old;

-- statement 1.15 ~ range_type app.plain
ALTER FUNCTION app.plain(integer, integer, text) RENAME TO plain_old;

-- statement 1.16 ~ range_type app.plain
ALTER TYPE app.plain_multirange RENAME TO plain_old_multirange;

-- statement 1.17 ~ range_type app.plain
ALTER FUNCTION app.plain_multirange() RENAME TO plain_old_multirange;

-- statement 1.18 ~ range_type app.plain
ALTER FUNCTION app.plain_multirange(app.plain_old) RENAME TO plain_old_multirange;

-- statement 1.19 ~ range_type app.plain
ALTER FUNCTION app.plain_multirange(app.plain_old[]) RENAME TO plain_old_multirange;

-- statement 1.20 ~ range_type app.plain
CREATE TYPE app.plain;

-- statement 1.21 ~ range_type app.plain
CREATE FUNCTION app.new_cut(app.plain)
RETURNS app.plain
LANGUAGE internal
IMMUTABLE STRICT
AS $$int4range_canonical$$;

-- statement 1.22 ~ range_type app.plain
CREATE TYPE app.plain AS RANGE (SUBTYPE = integer, CANONICAL = app.new_cut);

-- statement 1.23 ~ range_type app.plain  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN f1 SET DATA TYPE app.plain USING f1::text::app.plain;

-- statement 1.24 ~ range_type app.plain  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.plain_old;

-- statement 1.25 + function app.apart."integer, integer"
CREATE FUNCTION app.apart(integer, integer)
RETURNS double precision
LANGUAGE internal
IMMUTABLE STRICT
AS $$int4range_subdiff$$;

-- statement 1.26 ~ range_type app.diffed
ALTER TYPE app.diffed RENAME TO diffed_old;

-- statement 1.27 ~ range_type app.diffed
ALTER FUNCTION app.diffed(integer, integer) RENAME TO diffed_old;

-- statement 1.28 ~ range_type app.diffed
ALTER FUNCTION app.diffed(integer, integer, text) RENAME TO diffed_old;

-- statement 1.29 ~ range_type app.diffed
ALTER TYPE app.many RENAME TO diffed_old_multirange;

-- statement 1.30 ~ range_type app.diffed
ALTER FUNCTION app.many() RENAME TO diffed_old_multirange;

-- statement 1.31 ~ range_type app.diffed
ALTER FUNCTION app.many(app.diffed_old) RENAME TO diffed_old_multirange;

-- statement 1.32 ~ range_type app.diffed
ALTER FUNCTION app.many(app.diffed_old[]) RENAME TO diffed_old_multirange;

-- statement 1.33 ~ range_type app.diffed
CREATE TYPE app.diffed;

-- statement 1.34 ~ range_type app.diffed
CREATE FUNCTION app.cut(app.diffed)
RETURNS app.diffed
LANGUAGE internal
IMMUTABLE STRICT
AS $$int4range_canonical$$;

-- statement 1.35 ~ range_type app.diffed
COMMENT ON FUNCTION app.cut(app.diffed) IS 'cuts';

-- statement 1.36 ~ range_type app.diffed
CREATE TYPE app.diffed AS RANGE (SUBTYPE = integer, CANONICAL = app.cut, SUBTYPE_DIFF = app.apart, MULTIRANGE_TYPE_NAME = app.many);

-- statement 1.37 ~ range_type app.diffed  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN f3 SET DATA TYPE app.diffed USING f3::text::app.diffed, ALTER COLUMN f4 SET DATA TYPE app.many[] USING f4::text[]::app.many[];

-- statement 1.38 ~ range_type app.diffed  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.diffed_old CASCADE;

-- statement 1.39 + comment function.app.new_cut."app.plain"
COMMENT ON FUNCTION app.new_cut(app.plain) IS 'new';
COMMIT;
