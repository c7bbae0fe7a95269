-- step 1: transaction
BEGIN;
-- statement 1.1 - primary_key app.low.low_pkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.low DROP CONSTRAINT low_pkey;

-- statement 1.2 ~ index app."Eve ""T x".eve_later  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER INDEX app.eve_later ATTACH PARTITION app.low_at;
COMMIT;
