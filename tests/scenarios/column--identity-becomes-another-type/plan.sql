-- step 1: transaction
BEGIN;
-- statement 1.1 ~ column app."Odd ""T x".text  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Odd ""T x" ALTER COLUMN text DROP IDENTITY;

-- statement 1.2 ~ column app."Odd ""T x".both
CREATE SEQUENCE app.other;

-- statement 1.3 ~ column app."Odd ""T x".both  lock: ROW EXCLUSIVE  blocks: nothing
SELECT pg_catalog.setval('app.other', last_value, is_called) FROM app."Odd ""T x_both_seq";

-- statement 1.4 ~ column app."Odd ""T x".both  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "both" DROP IDENTITY;

-- statement 1.5 ~ column app."Odd ""T x".text
SET LOCAL search_path TO app, public;

-- statement 1.6 ~ column app."Odd ""T x".text and 1 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN text SET DATA TYPE text USING "text"::text, ALTER COLUMN "both" SET DATA TYPE numeric;

-- statement 1.7 ~ column app."Odd ""T x".text
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.8 ~ column app."Odd ""T x".text  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN text DROP NOT NULL;

-- statement 1.9 ~ column app."Odd ""T x"."Counted ""C x"
CREATE SEQUENCE app."Next ""S x";

-- statement 1.10 ~ column app."Odd ""T x"."Counted ""C x"  lock: ROW EXCLUSIVE  blocks: nothing
SELECT pg_catalog.setval('app."Next ""S x"', last_value, is_called) FROM app."Odd ""T x_Counted ""C x_seq";

-- statement 1.11 ~ column app."Odd ""T x"."Counted ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Counted ""C x" DROP IDENTITY;

-- statement 1.12 ~ column app."Odd ""T x"."Counted ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Counted ""C x" DROP NOT NULL;

-- statement 1.13 + default app."Odd ""T x"."Counted ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Counted ""C x" SET DEFAULT nextval('app."Next ""S x"'::regclass);

-- statement 1.14 + default app."Odd ""T x".both.default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "both" SET DEFAULT nextval('app.other'::regclass);
COMMIT;
