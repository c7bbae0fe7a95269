-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.low
CREATE TABLE app.low (
  id integer NOT NULL,
  n integer
);

-- statement 1.2 + index app.low.low_one
CREATE INDEX low_one ON app.low USING btree (n);

-- statement 1.3 + partition app.low.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.low FOR VALUES FROM (0) TO (100);

-- statement 1.4 + index app.low.a_local
CREATE INDEX a_local ON app.low USING btree (n);

-- statement 1.5 + index_partition app.low.low_one.partition_of
ALTER INDEX app."One ""I x" ATTACH PARTITION app.low_one;

-- statement 1.6 + comment index.app.low.low_one
COMMENT ON INDEX app.low_one IS 'one';
COMMIT;
