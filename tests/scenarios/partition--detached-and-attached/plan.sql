-- step 1: transaction
BEGIN;
-- statement 1.1 - partition app.inside.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Eve ""T x" DETACH PARTITION app.inside;

-- statement 1.2 - index app.inside.inside_n_idx  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC102]
DROP INDEX app.inside_n_idx;

-- statement 1.3 - primary_key app.inside.inside_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.inside DROP CONSTRAINT inside_pkey;

-- statement 1.4 + primary_key app.outside.outside_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC204]
ALTER TABLE app.outside ADD CONSTRAINT outside_pkey PRIMARY KEY (id);

-- statement 1.5 + index app.outside.outside_n_idx  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX outside_n_idx ON app.outside USING btree (n);

-- statement 1.6 + partition app.outside.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Eve ""T x" ATTACH PARTITION app.outside FOR VALUES FROM (100) TO (200);
COMMIT;
