-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x"."Pr ""I c".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Pr ""I c" DROP DEFAULT;

-- statement 1.2 - default app."Odd ""T x".total.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN total DROP DEFAULT;

-- statement 1.3 ~ column app."Odd ""T x"."Pr ""I c"
SET LOCAL search_path TO app, public;

-- statement 1.4 ~ column app."Odd ""T x"."Pr ""I c" and 4 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Pr ""I c" SET DATA TYPE integer USING "Pr ""I c" * 100, ALTER COLUMN total SET DATA TYPE integer USING "Odd ""T x"."Pr ""I c" * qty * 100, ALTER COLUMN qty SET DATA TYPE bigint, ALTER COLUMN note SET DATA TYPE text, ALTER COLUMN numbered SET DATA TYPE integer USING qty;

-- statement 1.5 ~ column app."Odd ""T x"."Pr ""I c"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.6 ~ column app."Odd ""T x"."Pr ""I c"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Pr ""I c" SET NOT NULL;

-- statement 1.7 ~ column app."Odd ""T x".note  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN note SET NOT NULL;

-- statement 1.8 ~ column app."Odd ""T x".numbered  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ALTER COLUMN numbered SET NOT NULL;

-- statement 1.9 ~ column app."Odd ""T x".numbered  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN numbered ADD GENERATED ALWAYS AS IDENTITY;

-- statement 1.10 ~ column app."Odd ""T x".numbered  lock: ACCESS SHARE  blocks: nothing
SELECT pg_catalog.setval('app."Odd ""T x_numbered_seq"', max(numbered)) FROM app."Odd ""T x" WHERE numbered >= 1;

-- statement 1.11 + default app."Odd ""T x"."Pr ""I c".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Pr ""I c" SET DEFAULT 5;

-- statement 1.12 + default app."Odd ""T x".total.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN total SET DEFAULT 6;

-- statement 1.13 + default app."Odd ""T x".qty.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN qty SET DEFAULT 2;
COMMIT;
