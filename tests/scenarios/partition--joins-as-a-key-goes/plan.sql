-- step 1: transaction
BEGIN;
-- statement 1.1 - primary_key shop."Odd ""T x"."Odd ""T x_pkey"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE shop."Odd ""T x" DROP CONSTRAINT "Odd ""T x_pkey";

-- statement 1.2 + table shop.other
CREATE TABLE shop.other (
  x3 boolean CONSTRAINT "Odd ""T x_x3_not_null" NOT NULL,
  log text CONSTRAINT "Odd ""T x_log_not_null" NOT NULL
);

-- statement 1.3 + index shop.other.other_x3_log_idx
CREATE UNIQUE INDEX other_x3_log_idx ON shop.other USING btree (x3, log);

-- statement 1.4 + partition shop.other.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE shop."Odd ""T x" ATTACH PARTITION shop.other FOR VALUES WITH (modulus 2, remainder 1);

-- statement 1.5 ~ index shop."Odd ""T x".c  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX shop.c ATTACH PARTITION shop.other_x3_log_idx;
COMMIT;
