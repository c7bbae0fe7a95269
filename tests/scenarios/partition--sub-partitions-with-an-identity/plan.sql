-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Top ""T x" DETACH PARTITION app."Mid ""M x";

-- statement 1.2 - partition app.leaves.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Top ""T x" DETACH PARTITION app.leaves;

-- statement 1.3 + table app.comes
CREATE TABLE app.comes (
  id bigint CONSTRAINT comes_id_not_null NOT NULL,
  k integer CONSTRAINT comes_k_not_null NOT NULL
) PARTITION BY LIST (k);

-- statement 1.4 + table app.thirty
CREATE TABLE app.thirty (
  id bigint CONSTRAINT comes_id_not_null NOT NULL,
  k integer CONSTRAINT comes_k_not_null NOT NULL,
  CONSTRAINT thirty_pkey PRIMARY KEY (id, k)
);

-- statement 1.5 + primary_key app.comes.comes_pkey
ALTER TABLE app.comes ADD CONSTRAINT comes_pkey PRIMARY KEY (id, k);

-- statement 1.6 + index app.thirty.thirty_k_idx
CREATE INDEX thirty_k_idx ON app.thirty USING btree (k);

-- statement 1.7 + index app.comes.comes_k_idx
CREATE INDEX comes_k_idx ON app.comes USING btree (k);

-- statement 1.8 ~ partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Mid ""M x" DETACH PARTITION app.deep;

-- statement 1.9 ~ partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.deep DETACH PARTITION app.deepest;

-- statement 1.10 ~ partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Mid ""M x" DETACH PARTITION app.one;

-- statement 1.11 + partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Top ""T x" ATTACH PARTITION app."Mid ""M x" FOR VALUES FROM (0) TO (15);

-- statement 1.12 ~ partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Mid ""M x" ATTACH PARTITION app.deep FOR VALUES IN (2);

-- statement 1.13 ~ partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.deep ATTACH PARTITION app.deepest FOR VALUES IN (2);

-- statement 1.14 ~ partition app."Mid ""M x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Mid ""M x" ATTACH PARTITION app.one FOR VALUES IN (1);

-- statement 1.15 + partition app.comes.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Top ""T x" ATTACH PARTITION app.comes FOR VALUES FROM (30) TO (40);

-- statement 1.16 + partition app.thirty.partition_of
ALTER TABLE app.comes ATTACH PARTITION app.thirty FOR VALUES IN (30);
COMMIT;
