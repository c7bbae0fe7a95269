-- step 1: transaction
BEGIN;
-- statement 1.1 + index app.low.low_one  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX low_one ON app.low USING btree (n);

-- statement 1.2 + index app."Eve ""T x"."One ""I x"  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX "One ""I x" ON ONLY app."Eve ""T x" USING btree (n);

-- statement 1.3 + index app.low.low_two  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX low_two ON app.low USING btree (n);

-- statement 1.4 + index app."Eve ""T x".two  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX two ON ONLY app."Eve ""T x" USING btree (n);

-- statement 1.5 + index_partition app.low.low_one.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX app."One ""I x" ATTACH PARTITION app.low_one;

-- statement 1.6 + index_partition app.low.low_two.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX app.two ATTACH PARTITION app.low_two;

-- statement 1.7 + comment index.app.low.low_one  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.low_one IS 'one';

-- statement 1.8 + comment index.app.low.low_two  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
COMMENT ON INDEX app.low_two IS 'two';
COMMIT;
