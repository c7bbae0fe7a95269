-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.items.arr.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN arr DROP DEFAULT;

-- statement 1.2 - function app.f."app.comp, app.dom"
DROP FUNCTION app.f(app.comp, app.dom);

-- statement 1.3 - function app.g."app.comp[]"
DROP FUNCTION app.g(app.comp[]);

-- statement 1.4 ~ enum app."Col ""E x"
ALTER TYPE app."outer" RENAME TO outer_old;

-- statement 1.5 ~ enum app."Col ""E x"
ALTER DOMAIN app.doms RENAME TO doms_old;

-- statement 1.6 ~ enum app."Col ""E x"
ALTER DOMAIN app.dom RENAME TO dom_old;

-- statement 1.7 ~ enum app."Col ""E x"
ALTER TYPE app.comp RENAME TO comp_old;

-- statement 1.8 ~ enum app."Col ""E x"
ALTER TYPE app."Col ""E x" RENAME TO "Col ""E x_old";

-- statement 1.9 ~ enum app."Col ""E x"
CREATE TYPE app."Col ""E x" AS ENUM ('red', 'green');

-- statement 1.10 ~ enum app."Col ""E x"
CREATE TYPE app.comp AS (
  c app."Col ""E x",
  n integer
);

-- statement 1.11 ~ enum app."Col ""E x"
CREATE DOMAIN app.dom AS app."Col ""E x" NOT NULL
  DEFAULT 'red'::app."Col ""E x"
  CONSTRAINT nb CHECK ((VALUE <> 'green'::app."Col ""E x"));

-- statement 1.12 ~ enum app."Col ""E x"
CREATE DOMAIN app.doms AS app."Col ""E x"[];

-- statement 1.13 ~ enum app."Col ""E x"
CREATE TYPE app."outer" AS (
  x app.comp,
  arr app.comp[],
  e app."Col ""E x"[]
);

-- statement 1.14 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app.items ALTER COLUMN comp SET DATA TYPE app.comp USING comp::text::app.comp, ALTER COLUMN comps SET DATA TYPE app.comp[] USING comps::text[]::app.comp[], ALTER COLUMN "outer" SET DATA TYPE app."outer" USING "outer"::text::app."outer", ALTER COLUMN outers SET DATA TYPE app."outer"[] USING outers::text[]::app."outer"[], ALTER COLUMN dom SET DATA TYPE app.dom USING dom::text::app.dom, ALTER COLUMN domarr SET DATA TYPE app.dom[] USING domarr::text[]::app.dom[], ALTER COLUMN doms SET DATA TYPE app.doms USING doms::text::app.doms, ALTER COLUMN arr SET DATA TYPE app."Col ""E x"[] USING arr::text[]::app."Col ""E x"[];

-- statement 1.15 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.outer_old;

-- statement 1.16 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.doms_old;

-- statement 1.17 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.dom_old;

-- statement 1.18 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.comp_old;

-- statement 1.19 ~ enum app."Col ""E x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Col ""E x_old";

-- statement 1.20 + function app.f."app.comp, app.dom"
CREATE FUNCTION app.f(c app.comp, d app.dom)
RETURNS app."Col ""E x"
LANGUAGE sql
RETURN (c).c;

-- statement 1.21 + function app.g."app.comp[]"
CREATE FUNCTION app.g(app.comp[])
RETURNS SETOF app."Col ""E x"
LANGUAGE plpgsql
AS $$begin end$$;

-- statement 1.22 + default app.items.arr.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.items ALTER COLUMN arr SET DEFAULT ARRAY['red'::app."Col ""E x"];

-- statement 1.23 ~ domain app.dom
ALTER DOMAIN app.dom RENAME CONSTRAINT dom_not_null1 TO dom_not_null;
COMMIT;
