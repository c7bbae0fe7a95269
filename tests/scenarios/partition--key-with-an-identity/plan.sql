-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.p1;

-- statement 1.2 - partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" DETACH PARTITION app.p2;

-- statement 1.3 - table app."Odd ""T x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
DROP TABLE app."Odd ""T x";

-- statement 1.4 + table app."Odd ""T x"
CREATE TABLE app."Odd ""T x" (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "Odd ""T x_id_not_null" NOT NULL,
  k integer CONSTRAINT "Odd ""T x_k_not_null" NOT NULL
) PARTITION BY RANGE (id);

-- statement 1.5 ~ column app.p1.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.p1 ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.6 ~ column app.p2.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.p2 ALTER COLUMN id SET DATA TYPE bigint;

-- statement 1.7 + partition app.p1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.p1 FOR VALUES FROM ('0') TO ('10');

-- statement 1.8 + partition app.p2.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Odd ""T x" ATTACH PARTITION app.p2 DEFAULT;

-- statement 1.9 ~ column app."Odd ""T x".id  lock: ACCESS SHARE  blocks: nothing
SELECT pg_catalog.setval('app."Odd ""T x_id_seq"', max(id)) FROM app."Odd ""T x" WHERE id >= 1;
COMMIT;
