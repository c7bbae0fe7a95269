-- step 1: transaction
BEGIN;
-- statement 1.1 - view app.v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP VIEW app.v;

-- statement 1.2 ~ domain app."Dom ""D x"
ALTER DOMAIN app.over RENAME TO over_old;

-- statement 1.3 ~ domain app."Dom ""D x"
ALTER TYPE app.comp RENAME TO comp_old;

-- statement 1.4 ~ domain app."Dom ""D x"
ALTER DOMAIN app."Dom ""D x" RENAME TO "Dom ""D x_old";

-- statement 1.5 ~ domain app."Dom ""D x"
CREATE DOMAIN app."Dom ""D x" AS text
  CONSTRAINT fresh CHECK ((VALUE <> 'b'::text));

-- statement 1.6 ~ domain app."Dom ""D x"
CREATE TYPE app.comp AS (
  d app."Dom ""D x"
);

-- statement 1.7 ~ domain app."Dom ""D x"
CREATE DOMAIN app.over AS app."Dom ""D x";

-- statement 1.8 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.t ALTER COLUMN one SET DATA TYPE app."Dom ""D x" USING one::text, ALTER COLUMN many SET DATA TYPE app."Dom ""D x"[] USING many::text[]::app."Dom ""D x"[], ALTER COLUMN c SET DATA TYPE app.comp USING c::text::app.comp, ALTER COLUMN o SET DATA TYPE app.over USING o::text::app.over;

-- statement 1.9 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.over_old;

-- statement 1.10 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.comp_old;

-- statement 1.11 ~ domain app."Dom ""D x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app."Dom ""D x_old";

-- statement 1.12 + view app.v
CREATE VIEW app.v AS
SELECT one
   FROM app.t;
COMMIT;
