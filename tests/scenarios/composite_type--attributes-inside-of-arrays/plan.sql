-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.2 - index app.t.j  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.j;

-- statement 1.3 - function app.f."app.""Com """"C x"""
DROP FUNCTION app.f(app."Com ""C x");

-- statement 1.4 ~ composite_type app."Com ""C x"
ALTER DOMAIN app.doma RENAME TO doma_old;

-- statement 1.5 ~ composite_type app."Com ""C x"
ALTER DOMAIN app.dom RENAME TO dom_old;

-- statement 1.6 ~ composite_type app."Com ""C x"
ALTER TYPE app."outer" RENAME TO outer_old;

-- statement 1.7 ~ composite_type app."Com ""C x"
ALTER TYPE app."Com ""C x" RENAME TO "Com ""C x_old";

-- statement 1.8 ~ composite_type app."Com ""C x"
CREATE TYPE app."Com ""C x" AS (
  b character varying(20),
  a bigint,
  d date
);

-- statement 1.9 ~ composite_type app."Com ""C x"
CREATE TYPE app."outer" AS (
  x app."Com ""C x",
  l app."Com ""C x"[]
);

-- statement 1.10 ~ composite_type app."Com ""C x"
CREATE DOMAIN app.dom AS app."Com ""C x";

-- statement 1.11 ~ composite_type app."Com ""C x"
CREATE DOMAIN app.doma AS app."Com ""C x"[];

-- statement 1.12 ~ composite_type app."Com ""C x"
CREATE FUNCTION app."Com ""C x_converted"(app."Com ""C x_old") RETURNS app."Com ""C x" LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1).b::text, ($1).a::bigint, NULL)::text::app."Com ""C x" END$$;

-- statement 1.13 ~ composite_type app."Com ""C x"
CREATE FUNCTION app."Com ""C x_converted"(app."Com ""C x_old"[]) RETURNS app."Com ""C x"[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app."Com ""C x"[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app."Com ""C x_converted"($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app."Com ""C x"[] ELSE ARRAY(SELECT app."Com ""C x_converted"($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.14 ~ composite_type app."Com ""C x"
CREATE FUNCTION app.outer_converted(app.outer_old) RETURNS app."outer" LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(app."Com ""C x_converted"(($1).x), app."Com ""C x_converted"(($1).l))::app."outer" END$$;

-- statement 1.15 ~ composite_type app."Com ""C x"
CREATE FUNCTION app.outer_converted(app.outer_old[]) RETURNS app."outer"[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app."outer"[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.outer_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app."outer"[] ELSE ARRAY(SELECT app.outer_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.16 ~ composite_type app."Com ""C x"
CREATE FUNCTION app.dom_converted(app.dom_old) RETURNS app.dom LANGUAGE sql AS $$SELECT app."Com ""C x_converted"($1::app."Com ""C x_old")$$;

-- statement 1.17 ~ composite_type app."Com ""C x"
CREATE FUNCTION app.dom_converted(app.dom_old[]) RETURNS app.dom[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app.dom[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.dom_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app.dom[] ELSE ARRAY(SELECT app.dom_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.18 ~ composite_type app."Com ""C x"
CREATE FUNCTION app.doma_converted(app.doma_old) RETURNS app.doma LANGUAGE sql AS $$SELECT app."Com ""C x_converted"($1::app."Com ""C x_old"[])$$;

-- statement 1.19 ~ composite_type app."Com ""C x"
CREATE FUNCTION app.doma_converted(app.doma_old[]) RETURNS app.doma[] LANGUAGE sql AS $$SELECT CASE WHEN $1 IS NULL THEN NULL WHEN pg_catalog.array_ndims($1) > 1 THEN (pg_catalog.array_ndims($1)::text || ' dimensions: cannot be converted')::app.doma[] WHEN pg_catalog.array_lower($1, 1) <> 1 THEN ('[' || pg_catalog.array_lower($1, 1) || ':' || pg_catalog.array_upper($1, 1) || ']=' || ARRAY(SELECT app.doma_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i)::text)::app.doma[] ELSE ARRAY(SELECT app.doma_converted($1[i]) FROM pg_catalog.generate_subscripts($1, 1) i ORDER BY i) END$$;

-- statement 1.20 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.t ALTER COLUMN one SET DATA TYPE app."Com ""C x" USING app."Com ""C x_converted"(one), ALTER COLUMN many SET DATA TYPE app."Com ""C x"[] USING app."Com ""C x_converted"(many), ALTER COLUMN o SET DATA TYPE app."outer" USING app.outer_converted(o), ALTER COLUMN os SET DATA TYPE app."outer"[] USING app.outer_converted(os), ALTER COLUMN d SET DATA TYPE app.dom USING app.dom_converted(d), ALTER COLUMN da SET DATA TYPE app.doma USING app.doma_converted(da), ALTER COLUMN dl SET DATA TYPE app.dom[] USING app.dom_converted(dl);

-- statement 1.21 ~ composite_type app."Com ""C x"
DROP FUNCTION app.doma_converted(app.doma_old[]);

-- statement 1.22 ~ composite_type app."Com ""C x"
DROP FUNCTION app.doma_converted(app.doma_old);

-- statement 1.23 ~ composite_type app."Com ""C x"
DROP FUNCTION app.dom_converted(app.dom_old[]);

-- statement 1.24 ~ composite_type app."Com ""C x"
DROP FUNCTION app.dom_converted(app.dom_old);

-- statement 1.25 ~ composite_type app."Com ""C x"
DROP FUNCTION app.outer_converted(app.outer_old[]);

-- statement 1.26 ~ composite_type app."Com ""C x"
DROP FUNCTION app.outer_converted(app.outer_old);

-- statement 1.27 ~ composite_type app."Com ""C x"
DROP FUNCTION app."Com ""C x_converted"(app."Com ""C x_old"[]);

-- statement 1.28 ~ composite_type app."Com ""C x"
DROP FUNCTION app."Com ""C x_converted"(app."Com ""C x_old");

-- statement 1.29 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.doma_old;

-- statement 1.30 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.dom_old;

-- statement 1.31 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.outer_old;

-- statement 1.32 ~ composite_type app."Com ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Com ""C x_old";

-- statement 1.33 + function app.f."app.""Com """"C x"""
CREATE FUNCTION app.f(app."Com ""C x")
RETURNS bigint
LANGUAGE sql
RETURN ($1).a;

-- statement 1.34 + index app.t.j  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX j ON app.t USING btree (((one).b));

-- statement 1.35 + view app.v
CREATE VIEW app.v AS
SELECT (one).b AS b
   FROM app.t;
COMMIT;
