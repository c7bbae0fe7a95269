-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.2 - partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parts DETACH PARTITION app.p1;

-- statement 1.3 - table app.parts  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app.parts;

-- statement 1.4 - function app.f."app.""Dom """"D x"""
DROP FUNCTION app.f(app."Dom ""D x");

-- statement 1.5 ~ domain app."Dom ""D x"
ALTER TYPE app.r RENAME TO r_old;

-- statement 1.6 ~ domain app."Dom ""D x"
ALTER FUNCTION app.r(app."Dom ""D x", app."Dom ""D x") RENAME TO r_old;

-- statement 1.7 ~ domain app."Dom ""D x"
ALTER FUNCTION app.r(app."Dom ""D x", app."Dom ""D x", text) RENAME TO r_old;

-- statement 1.8 ~ domain app."Dom ""D x"
ALTER TYPE app.r_multirange RENAME TO r_old_multirange;

-- statement 1.9 ~ domain app."Dom ""D x"
ALTER FUNCTION app.r_multirange() RENAME TO r_old_multirange;

-- statement 1.10 ~ domain app."Dom ""D x"
ALTER FUNCTION app.r_multirange(app.r_old) RENAME TO r_old_multirange;

-- statement 1.11 ~ domain app."Dom ""D x"
ALTER FUNCTION app.r_multirange(app.r_old[]) RENAME TO r_old_multirange;

-- statement 1.12 ~ domain app."Dom ""D x"
ALTER TYPE app.comp RENAME TO comp_old;

-- statement 1.13 ~ domain app."Dom ""D x"
ALTER DOMAIN app."Dom ""D x" RENAME TO "Dom ""D x_old";

-- statement 1.14 ~ domain app."Dom ""D x"
CREATE DOMAIN app."Dom ""D x" AS character varying(50)
  DEFAULT 'y'::character varying
  CONSTRAINT old CHECK (((VALUE)::text <> 'b'::text));

-- statement 1.15 ~ domain app."Dom ""D x"
COMMENT ON DOMAIN app."Dom ""D x" IS 'd';

-- statement 1.16 ~ domain app."Dom ""D x"
CREATE TYPE app.comp AS (
  d app."Dom ""D x"
);

-- statement 1.17 ~ domain app."Dom ""D x"
CREATE TYPE app.r AS RANGE (SUBTYPE = app."Dom ""D x");

-- statement 1.18 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.p1 ALTER COLUMN k SET DATA TYPE app."Dom ""D x" USING k::text;

-- statement 1.19 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN one SET DATA TYPE app."Dom ""D x" USING one::text, ALTER COLUMN many SET DATA TYPE app."Dom ""D x"[] USING many::text[], ALTER COLUMN c SET DATA TYPE app.comp USING c::text::app.comp, ALTER COLUMN r SET DATA TYPE app.r USING r::text::app.r;

-- statement 1.20 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.r_old;

-- statement 1.21 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.comp_old;

-- statement 1.22 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app."Dom ""D x_old";

-- statement 1.23 + function app.f."app.""Dom """"D x"""
CREATE FUNCTION app.f(app."Dom ""D x")
RETURNS app."Dom ""D x"
LANGUAGE sql
RETURN $1;

-- statement 1.24 + table app.parts
CREATE TABLE app.parts (
  k app."Dom ""D x"
) PARTITION BY LIST (k);

-- statement 1.25 + partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.parts ATTACH PARTITION app.p1 FOR VALUES IN ('x');

-- statement 1.26 + view app.v
CREATE VIEW app.v AS
SELECT one,
    app.f(one) AS two
   FROM app.t;
COMMIT;
