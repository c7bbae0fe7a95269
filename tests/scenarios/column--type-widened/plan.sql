-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x"."Nam ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""C x" DROP DEFAULT;

-- statement 1.2 ~ column app."Odd ""T x".id and 4 more  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DATA TYPE bigint, ALTER COLUMN "Nam ""C x" SET DATA TYPE text, ALTER COLUMN n SET DATA TYPE numeric, ALTER COLUMN at SET DATA TYPE timestamp without time zone, ALTER COLUMN list SET DATA TYPE text[];

-- statement 1.3 + default app."Odd ""T x"."Nam ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""C x" SET DEFAULT 'a'::text;
COMMIT;
