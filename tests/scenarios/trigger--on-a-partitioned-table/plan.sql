-- step 1: transaction
BEGIN;
-- statement 1.1 - trigger app.parts.dropped  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TRIGGER dropped ON app.parts;

-- statement 1.2 + table app.high
CREATE TABLE app.high (
  id integer
);

-- statement 1.3 + partition app.high.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.parts ATTACH PARTITION app.high FOR VALUES FROM (10) TO (20);

-- statement 1.4 ~ trigger app.parts."Tri ""G x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
CREATE OR REPLACE TRIGGER "Tri ""G x" BEFORE INSERT OR UPDATE ON app.parts FOR EACH ROW EXECUTE FUNCTION app.touch('a');
COMMIT;
