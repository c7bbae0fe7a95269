-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.low
CREATE TABLE app.low (
  id integer NOT NULL,
  n integer,
  active boolean
);

-- statement 1.2 + index app.low."low ""some"
CREATE INDEX "low ""some" ON app.low USING btree (n) WHERE (active = false);

-- statement 1.3 + index app.low.low_down
CREATE INDEX low_down ON app.low USING btree (n DESC);

-- statement 1.4 + index app.low.low_up
CREATE INDEX low_up ON app.low USING btree (n);

-- statement 1.5 + partition app.low.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.low FOR VALUES FROM (0) TO (100);

-- statement 1.6 + index app."Eve ""T x".up  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX up ON ONLY app."Eve ""T x" USING btree (n);

-- statement 1.7 + index app."Eve ""T x".down  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX down ON ONLY app."Eve ""T x" USING btree (n DESC);

-- statement 1.8 + index_partition app.low.low_down.partition_of
ALTER INDEX app.down ATTACH PARTITION app.low_down;

-- statement 1.9 + index_partition app.low.low_up.partition_of
ALTER INDEX app.up ATTACH PARTITION app.low_up;
COMMIT;
