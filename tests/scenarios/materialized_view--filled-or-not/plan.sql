-- step 1: transaction
BEGIN;
-- statement 1.1 - materialized_view app.emptied  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.emptied;

-- statement 1.2 - materialized_view app.over  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.over;

-- statement 1.3 - materialized_view app.filled  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC507]
DROP MATERIALIZED VIEW app.filled;

-- statement 1.4 ~ column app."Odd ""T x".a  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Odd ""T x" ALTER COLUMN a SET DATA TYPE bigint;

-- statement 1.5 + materialized_view app.emptied
CREATE MATERIALIZED VIEW app.emptied AS
SELECT a
   FROM app."Odd ""T x"
WITH NO DATA;

-- statement 1.6 + materialized_view app.filled
CREATE MATERIALIZED VIEW app.filled AS
SELECT a
   FROM app."Odd ""T x";

-- statement 1.7 + index app.filled.fa  lock: SHARE  blocks: writes  [SC101]
CREATE UNIQUE INDEX fa ON app.filled USING btree (a);

-- statement 1.8 ~ index app.filled.fa  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.filled CLUSTER ON fa;

-- statement 1.9 + materialized_view app.over
CREATE MATERIALIZED VIEW app.over AS
SELECT a
   FROM app.filled
WITH NO DATA;
COMMIT;
