-- step 1: transaction
BEGIN;
-- statement 1.1 - statistics_object app."Sta ""S x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
DROP STATISTICS app."Sta ""S x";

-- statement 1.2 - statistics_object app.dropped  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
DROP STATISTICS app.dropped;

-- statement 1.3 ~ column app.items.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.items ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.4 ~ statistics_object app.target
ALTER STATISTICS app.target SET STATISTICS -1;

-- statement 1.5 + statistics_object app."Sta ""S x"  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
CREATE STATISTICS app."Sta ""S x" (dependencies, mcv) ON "Not ""C x", id FROM app.items;

-- statement 1.6 ~ statistics_object app."Sta ""S x"
ALTER STATISTICS app."Sta ""S x" SET STATISTICS 100;

-- statement 1.7 + statistics_object app.added  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
CREATE STATISTICS app.added ON lower("Not ""C x") FROM app.items;
COMMIT;
