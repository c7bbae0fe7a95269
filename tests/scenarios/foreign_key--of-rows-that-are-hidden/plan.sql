-- step 1: transaction
BEGIN;
-- statement 1.1 ~ partition app.part.partition_of
SET LOCAL row_security TO off;

-- statement 1.2 + partition app.part.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.whole ATTACH PARTITION app.part FOR VALUES IN (1);

-- statement 1.3 ~ partition app.part.partition_of
SET LOCAL row_security TO on;

-- statement 1.4 ~ foreign_key app."Odd ""T x".late
SET LOCAL row_security TO off;

-- statement 1.5 ~ foreign_key app."Odd ""T x".late  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Odd ""T x" VALIDATE CONSTRAINT late;

-- statement 1.6 ~ foreign_key app."Odd ""T x".late
SET LOCAL row_security TO on;

-- statement 1.7 ~ foreign_key app."Odd ""T x".new
SET LOCAL row_security TO off;

-- statement 1.8 + foreign_key app."Odd ""T x".new  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app."Odd ""T x" ADD CONSTRAINT new FOREIGN KEY (parent) REFERENCES app.parents(id);

-- statement 1.9 ~ foreign_key app."Odd ""T x".new
SET LOCAL row_security TO on;
COMMIT;
