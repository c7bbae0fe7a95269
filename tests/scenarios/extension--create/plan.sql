-- step 1: transaction
BEGIN;
-- statement 1.1 + extension vector
CREATE EXTENSION vector SCHEMA app;

-- statement 1.2 + column app."Odd ""T x".v  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Odd ""T x" ADD COLUMN v app.vector(3);

-- statement 1.3 + index app."Odd ""T x".by_v  lock: SHARE  blocks: writes  [SC101]
CREATE INDEX by_v ON app."Odd ""T x" USING hnsw (v app.vector_l2_ops);
COMMIT;
