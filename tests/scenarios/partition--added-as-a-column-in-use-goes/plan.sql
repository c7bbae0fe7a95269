-- step 1: transaction
BEGIN;
-- statement 1.1 + table app.high
CREATE TABLE app.high (
  id integer CONSTRAINT "Par ""T x_id_not_null" NOT NULL,
  new text
);

-- statement 1.2 ~ view app.notes  lock: ACCESS EXCLUSIVE  blocks: reads, writes
CREATE OR REPLACE VIEW app.notes AS
SELECT id,
    new AS note
   FROM app."Par ""T x";

-- statement 1.3 - column app."Par ""T x".old  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
ALTER TABLE app."Par ""T x" DROP COLUMN old;

-- statement 1.4 + partition app.high.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Par ""T x" ATTACH PARTITION app.high FOR VALUES FROM (100) TO (200);
COMMIT;
