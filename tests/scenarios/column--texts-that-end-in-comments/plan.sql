-- step 1: transaction
BEGIN;
-- statement 1.1 ~ enum app."Mo ""O d"
ALTER TYPE app."Mo ""O d" RENAME TO "Mo ""O d_old";

-- statement 1.2 ~ enum app."Mo ""O d"
CREATE TYPE app."Mo ""O d" AS ENUM ('sad', 'happy');

-- statement 1.3 ~ enum app."Mo ""O d"
SET LOCAL search_path TO app, public;

-- statement 1.4 ~ enum app."Mo ""O d"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401 SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Mo ""O d" SET DATA TYPE app."Mo ""O d" USING case when "Mo ""O d" = 'mad' then 'sad' else "Mo ""O d"::text end::app."Mo ""O d";

-- statement 1.5 ~ enum app."Mo ""O d"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.6 ~ enum app."Mo ""O d"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TYPE app."Mo ""O d_old";

-- statement 1.7 ~ column app."Odd ""T x".x
SET LOCAL search_path TO app, public;

-- statement 1.8 ~ column app."Odd ""T x".x and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN x SET DATA TYPE bigint USING x * 2, ALTER COLUMN y SET DATA TYPE bigint USING x + 1, ALTER COLUMN n SET DATA TYPE bigint USING n;

-- statement 1.9 ~ column app."Odd ""T x".x
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.10 ~ column app."Odd ""T x".filled
SET LOCAL search_path TO app, public;

-- statement 1.11 ! column app."Odd ""T x".filled  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET filled = x WHERE filled IS NULL AND (true);

-- statement 1.12 ~ column app."Odd ""T x".filled
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.13 ~ column app."Odd ""T x".filled  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN filled SET NOT NULL;

-- statement 1.14 + default app."Odd ""T x".n.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN n SET DEFAULT 7;

-- statement 1.15 + check app."Odd ""T x".positive  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC201]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT positive CHECK ((x > 0));
COMMIT;
