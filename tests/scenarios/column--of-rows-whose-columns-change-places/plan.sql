-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app.t.v and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN v SET DATA TYPE text USING CASE WHEN v IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((v).last, (v)."Odd ""First x")::text END, ALTER COLUMN m SET DATA TYPE text USING CASE WHEN m IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((m).last, (m)."Odd ""First x")::text END;

-- statement 1.2 - materialized_view app.kept  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.kept;

-- statement 1.3 ~ column app.t.t and 6 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN t SET DATA TYPE text USING CASE WHEN t IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((t).last, (t)."Odd ""First x")::text END, ALTER COLUMN c SET DATA TYPE text USING CASE WHEN c IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((c).last, (c)."Odd ""First x")::text END, ALTER COLUMN o SET DATA TYPE text USING CASE WHEN o IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN (o).v IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(((o).v).last, ((o).v)."Odd ""First x")::text END, (o).z)::text END, ALTER COLUMN d SET DATA TYPE text USING CASE WHEN d IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(((d)::app.below).last, ((d)::app.below)."Odd ""First x")::text END, ALTER COLUMN p SET DATA TYPE text USING CASE WHEN p IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((p).k, (p).b, (p).a)::text END, ALTER COLUMN s SET DATA TYPE text USING CASE WHEN s IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((s).last, (s)."Odd ""First x")::text END, ALTER COLUMN x SET DATA TYPE text USING CASE WHEN x IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((x).last, (x)."Odd ""First x")::text END;

-- statement 1.4 - view app.becomes_composite  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.becomes_composite;

-- statement 1.5 ~ column app.t.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305 SC401 SC307]
ALTER TABLE app.t ALTER COLUMN n SET DATA TYPE text USING CASE WHEN n IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((n).at)::text END;

-- statement 1.6 - view app.narrow  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.narrow;

-- statement 1.7 - table app.becomes_type  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.becomes_type;

-- statement 1.8 - table app.moved  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.moved;

-- statement 1.9 - table app.parted  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.parted;

-- statement 1.10 - domain app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP DOMAIN app.over;

-- statement 1.11 - table app.below  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.below;

-- statement 1.12 - composite_type app.around  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.around;

-- statement 1.13 - view app."Odd ""V x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app."Odd ""V x";

-- statement 1.14 - composite_type app.becomes_table  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.becomes_table;

-- statement 1.15 + composite_type app.becomes_composite
CREATE TYPE app.becomes_composite AS (
  last text,
  "Odd ""First x" text
);

-- statement 1.16 + composite_type app.becomes_type
CREATE TYPE app.becomes_type AS (
  last text,
  "Odd ""First x" text
);

-- statement 1.17 + composite_type app.below
CREATE TYPE app.below AS (
  last text,
  "Odd ""First x" text
);

-- statement 1.18 + domain app.over
CREATE DOMAIN app.over AS app.below
  CONSTRAINT c CHECK (((VALUE)."Odd ""First x" <> 'z'::text));

-- statement 1.19 + table app.becomes_table
CREATE TABLE app.becomes_table (
  last text,
  "Odd ""First x" text
);

-- statement 1.20 + table app.parted
CREATE TABLE app.parted (
  k integer,
  b text,
  a integer
) PARTITION BY RANGE (k);

-- statement 1.21 ~ column app.t.y and 5 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN y SET DATA TYPE app.other USING (CASE WHEN y IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((y).last, (y)."Odd ""First x", NULL)::text END)::app.other, ALTER COLUMN t SET DATA TYPE app.becomes_type USING t::app.becomes_type, ALTER COLUMN c SET DATA TYPE app.becomes_table USING c::app.becomes_table, ALTER COLUMN d SET DATA TYPE app.over USING d::app.over, ALTER COLUMN p SET DATA TYPE app.parted USING p::app.parted, ALTER COLUMN x SET DATA TYPE app.becomes_composite USING x::app.becomes_composite;

-- statement 1.22 + view app."Odd ""V x"
CREATE VIEW app."Odd ""V x" AS
SELECT last,
    "Odd ""First x"
   FROM app.base;

-- statement 1.23 + composite_type app.around
CREATE TYPE app.around AS (
  v app."Odd ""V x",
  z integer
);

-- statement 1.24 ~ column app.t.v and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN v SET DATA TYPE app."Odd ""V x" USING v::app."Odd ""V x", ALTER COLUMN o SET DATA TYPE app.around USING o::app.around;

-- statement 1.25 + view app.moved
CREATE VIEW app.moved AS
SELECT last,
    "Odd ""First x"
   FROM app.base;

-- statement 1.26 ~ column app.t.s  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN s SET DATA TYPE app.moved USING s::app.moved;

-- statement 1.27 + view app.narrow
CREATE VIEW app.narrow AS
SELECT (at)::date AS at
   FROM app.base;

-- statement 1.28 ~ column app.t.n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN n SET DATA TYPE app.narrow USING n::app.narrow;

-- statement 1.29 + materialized_view app.kept
CREATE MATERIALIZED VIEW app.kept AS
SELECT last,
    "Odd ""First x"
   FROM app.base;

-- statement 1.30 ~ column app.t.m  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN m SET DATA TYPE app.kept USING m::app.kept;
COMMIT;
