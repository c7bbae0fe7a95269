-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.high
CREATE TABLE app.high (
  id integer CONSTRAINT "Ti ""M e_id_not_null" NOT NULL,
  ref integer
);

-- statement 1.2 + table app.keyed_high
CREATE TABLE app.keyed_high (
  id integer CONSTRAINT keyed_id_not_null NOT NULL,
  ref integer
);

-- statement 1.3 + partition app.high.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Ti ""M e" ATTACH PARTITION app.high FOR VALUES FROM (10) TO (20);

-- statement 1.4 + partition app.keyed_high.partition_of  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.keyed ATTACH PARTITION app.keyed_high FOR VALUES FROM (10) TO (20);
COMMIT;
