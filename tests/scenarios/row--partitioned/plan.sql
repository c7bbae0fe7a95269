-- step 1: transaction
BEGIN;
-- statement 1.1 - row app."Ti ""M x"."us, 1"  lock: ROW EXCLUSIVE  blocks: nothing  [SC403]
DELETE FROM app."Ti ""M x" WHERE (region, id) IN (('us', 1));

-- statement 1.2 + table app.times_as
CREATE TABLE app.times_as (
  region text CONSTRAINT "Ti ""M x_region_not_null" NOT NULL,
  id integer CONSTRAINT "Ti ""M x_id_not_null" NOT NULL,
  name text,
  CONSTRAINT times_as_pkey PRIMARY KEY (region, id)
);

-- statement 1.3 + partition app.times_as.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Ti ""M x" ATTACH PARTITION app.times_as FOR VALUES IN ('as');

-- statement 1.4 ~ row app."Ti ""M x"."eu, 1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Ti ""M x" (region, id, name) VALUES ('eu', 1, 'uno')
ON CONFLICT (region, id) DO UPDATE SET name = excluded.name;

-- statement 1.5 + row app."Ti ""M x"."as, 1"  lock: ROW EXCLUSIVE  blocks: nothing
INSERT INTO app."Ti ""M x" (region, id, name) VALUES ('as', 1, 'three')
ON CONFLICT (region, id) DO UPDATE SET name = excluded.name;
COMMIT;
