-- step 1: transaction
BEGIN;
-- statement 1.1 + function app.twice.text
CREATE FUNCTION app.twice(x text)
RETURNS text
LANGUAGE sql
AS $$select x || x$$;

-- statement 1.2 + column app."Odd ""T x"."B x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN "B x" text;

-- statement 1.3 ~ column app."Odd ""T x"."B x"
SET LOCAL search_path TO app, public;

-- statement 1.4 ! column app."Odd ""T x"."B x"  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET "B x" = a || '!' WHERE "B x" IS NULL;

-- statement 1.5 ~ column app."Odd ""T x"."B x"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.6 ~ column app."Odd ""T x"."B x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "B x" SET NOT NULL;

-- statement 1.7 + column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN c text;

-- statement 1.8 ~ column app."Odd ""T x".c
SET LOCAL search_path TO app, public;

-- statement 1.9 ! column app."Odd ""T x".c  lock: ROW EXCLUSIVE  blocks: nothing
UPDATE app."Odd ""T x" SET c = app.twice("Odd ""T x"."B x") WHERE c IS NULL AND (a <> '');

-- statement 1.10 ~ column app."Odd ""T x".c
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.11 ~ column app."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN c SET NOT NULL;
COMMIT;
