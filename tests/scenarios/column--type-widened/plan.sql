-- step 1: transaction
BEGIN;
-- statement 1.1 - default app."Odd ""T x"."Nam ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""C x" DROP DEFAULT;

-- statement 1.2 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.3 ~ column app."Odd ""T x"."Nam ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""C x" SET DATA TYPE text;

-- statement 1.4 ~ column app."Odd ""T x".n  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN n SET DATA TYPE numeric;

-- statement 1.5 ~ column app."Odd ""T x".at  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN at SET DATA TYPE timestamp without time zone;

-- statement 1.6 ~ column app."Odd ""T x".list  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN list SET DATA TYPE text[];

-- statement 1.7 + default app."Odd ""T x"."Nam ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""C x" SET DEFAULT 'a'::text;
COMMIT;
