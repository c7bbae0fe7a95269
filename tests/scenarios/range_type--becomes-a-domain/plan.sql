-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.parts DETACH PARTITION app.part;

-- statement 1.2 - index app."Ite ""T x".by_range  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.by_range;

-- statement 1.3 - default app."Ite ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" DROP DEFAULT;

-- statement 1.4 ~ column app."Ite ""T x"."Col ""C x" and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DATA TYPE text, ALTER COLUMN m SET DATA TYPE text, ALTER COLUMN p SET DATA TYPE text;

-- statement 1.5 ~ column app.part.h  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.part ALTER COLUMN h SET DATA TYPE text;

-- statement 1.6 - table app.parts  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app.parts;

-- statement 1.7 - composite_type app.pair  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.pair;

-- statement 1.8 ~ column app."Ite ""T x".r  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN r SET DATA TYPE text;

-- statement 1.9 - range_type app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app."Odd ""T x";

-- statement 1.10 + domain app."Odd ""T x"
CREATE DOMAIN app."Odd ""T x" AS text
  CONSTRAINT short CHECK ((length(VALUE) < 20));

-- statement 1.11 + composite_type app.pair
CREATE TYPE app.pair AS (
  one app."Odd ""T x",
  two integer
);

-- statement 1.12 ~ column app."Ite ""T x".t
SET LOCAL search_path TO app, public;

-- statement 1.13 ~ column app."Ite ""T x".t and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN t SET DATA TYPE app."Odd ""T x", ALTER COLUMN u SET DATA TYPE integer USING extract(year from lower(u))::integer;

-- statement 1.14 ~ column app."Ite ""T x".t
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.15 - range_type app.held  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TYPE app.held;

-- statement 1.16 + domain app.held
CREATE DOMAIN app.held AS text;

-- statement 1.17 + table app.parts
CREATE TABLE app.parts (
  id integer CONSTRAINT parts_id_not_null NOT NULL,
  h app.held
) PARTITION BY RANGE (h);

-- statement 1.18 ~ column app."Ite ""T x"."Col ""C x" and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DATA TYPE app."Odd ""T x", ALTER COLUMN m SET DATA TYPE app."Odd ""T x", ALTER COLUMN p SET DATA TYPE app.pair USING p::app.pair;

-- statement 1.19 ~ column app.part.h  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.part ALTER COLUMN h SET DATA TYPE app.held;

-- statement 1.20 + default app."Ite ""T x"."Col ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ite ""T x" ALTER COLUMN "Col ""C x" SET DEFAULT '[1,2)'::text;

-- statement 1.21 + index app."Ite ""T x".by_range  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_range ON app."Ite ""T x" USING btree ("Col ""C x");

-- statement 1.22 + partition app.part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.parts ATTACH PARTITION app.part FOR VALUES FROM ('[2020-01-01,2021-01-01)') TO ('[2021-01-01,2022-01-01)');
COMMIT;
