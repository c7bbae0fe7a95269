-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.log
CREATE TABLE app.log (
  "Odd ""C x" text CONSTRAINT "Odd ""T x_Odd ""C x_not_null" NOT NULL,
  id integer
);

-- statement 1.2 ~ column app."Odd ""T x"."Odd ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT "Odd ""T x_Odd ""C x_not_null" NOT NULL "Odd ""C x";

-- statement 1.3 ~ column app."Odd ""T x".id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ALTER COLUMN id DROP NOT NULL;

-- statement 1.4 + partition app.log.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.log FOR VALUES WITH (modulus 5, remainder 4);
COMMIT;
