-- step 1: transaction
BEGIN;
-- statement 1.1 - comment typed_column.app."Odd ""T x"."Nam ""N x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Odd ""T x"."Nam ""N x" IS NULL;

-- statement 1.2 - typed_column app."Odd ""T x".said  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN said DROP NOT NULL;

-- statement 1.3 - typed_column app."Odd ""T x".said  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN said SET STORAGE DEFAULT;

-- statement 1.4 - typed_column app."Odd ""T x".said  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN said SET COMPRESSION default;

-- statement 1.5 - typed_column app."Odd ""T x".said  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN said RESET (n_distinct);

-- statement 1.6 + table app.other
CREATE TABLE app.other OF app."Typ ""T x" (
  kept WITH OPTIONS NOT NULL
);

-- statement 1.7 ~ typed_column app."Odd ""T x"."Nam ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""N x" DROP NOT NULL;

-- statement 1.8 ~ typed_column app."Odd ""T x"."Nam ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT renamed NOT NULL "Nam ""N x";

-- statement 1.9 ~ typed_column app."Odd ""T x"."Nam ""N x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""N x" SET STORAGE MAIN;

-- statement 1.10 ~ typed_column app."Odd ""T x"."Nam ""N x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""N x" SET STATISTICS 8;

-- statement 1.11 ~ typed_column app."Odd ""T x".kept  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT named NOT NULL kept;

-- statement 1.12 ~ default app."Odd ""T x"."Nam ""N x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN "Nam ""N x" SET DEFAULT 'y'::text;

-- statement 1.13 + default app.other.kept.default
ALTER TABLE app.other ALTER COLUMN kept SET DEFAULT 'z'::text;

-- statement 1.14 + comment typed_column.app."Odd ""T x".id  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON COLUMN app."Odd ""T x".id IS 'the key';
COMMIT;
