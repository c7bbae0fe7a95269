-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x"."Tex ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Tex ""C x" DROP DEFAULT;

-- statement 1.2 ~ column app."Odd ""T x"."Tex ""C x"
SET LOCAL search_path TO app, public;

-- statement 1.3 ~ column app."Odd ""T x"."Tex ""C x" and 2 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Tex ""C x" SET DATA TYPE boolean USING "Tex ""C x" = 'yes', ALTER COLUMN number SET DATA TYPE integer USING number::integer, ALTER COLUMN epoch SET DATA TYPE timestamp with time zone USING to_timestamp(epoch);

-- statement 1.4 ~ column app."Odd ""T x"."Tex ""C x"
SET LOCAL search_path TO pg_catalog, pg_temp;

-- statement 1.5 + default app."Odd ""T x"."Tex ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Tex ""C x" SET DEFAULT false;
COMMIT;
