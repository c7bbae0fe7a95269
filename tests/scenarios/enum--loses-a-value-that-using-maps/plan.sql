-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."St ""A x"
ALTER TYPE app."St ""A x" RENAME TO "St ""A x_old";

-- statement 1.2 ~ enum app."St ""A x"
CREATE TYPE app."St ""A x" AS ENUM ('a', 'b');

-- statement 1.3 ~ enum app."St ""A x"
SET LOCAL search_path TO app, public;

-- statement 1.4 ~ enum app."St ""A x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN s SET DATA TYPE app."St ""A x" USING case s::text when 'c "D' then 'b' else s::text end::"St ""A x", ALTER COLUMN u SET DATA TYPE app."St ""A x" USING u::text::app."St ""A x", ALTER COLUMN l SET DATA TYPE app."St ""A x"[] USING array_replace(l::text[], 'c "D', 'a')::"St ""A x"[];

-- statement 1.5 ~ enum app."St ""A x"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.6 ~ enum app."St ""A x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."St ""A x_old";
COMMIT;
