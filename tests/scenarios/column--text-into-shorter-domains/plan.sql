-- step 1: transaction
BEGIN;
-- statement 1.1 ~ composite_type app.pair
ALTER TYPE app.pair RENAME TO pair_old;

-- statement 1.2 ~ composite_type app.pair
CREATE TYPE app.pair AS (
  two boolean,
  one app."Sho ""D x"
);

-- statement 1.3 ~ composite_type app.pair  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN j SET DATA TYPE app.pair USING CASE WHEN j IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((j).two, (j).one::text)::text::app.pair END;

-- statement 1.4 ~ composite_type app.pair  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app.pair_old;

-- statement 1.5 ~ domain app.code
ALTER DOMAIN app.code RENAME TO code_old;

-- statement 1.6 ~ domain app.code
CREATE DOMAIN app.code AS character varying(5);

-- statement 1.7 ~ domain app.code  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN i SET DATA TYPE app.code[] USING i::text[];

-- statement 1.8 ~ domain app.code  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP DOMAIN app.code_old;

-- statement 1.9 ~ column app."Odd ""T x".a and 6 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN a SET DATA TYPE app."Sho ""D x", ALTER COLUMN b SET DATA TYPE app."Sho ""D x", ALTER COLUMN c SET DATA TYPE app."Sho ""D x", ALTER COLUMN e SET DATA TYPE app.few, ALTER COLUMN f SET DATA TYPE app.three, ALTER COLUMN g SET DATA TYPE app."Sho ""D x"[], ALTER COLUMN h SET DATA TYPE bit(3) USING h::bit varying;
COMMIT;
