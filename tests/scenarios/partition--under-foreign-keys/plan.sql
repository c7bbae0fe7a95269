-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.child."Ref ""F x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.child DROP CONSTRAINT "Ref ""F x";

-- statement 1.2 + table app.child_high
CREATE TABLE app.child_high (
  id integer NOT NULL,
  parent integer
);

-- statement 1.3 + table app.high
CREATE TABLE app.high (
  id integer NOT NULL,
  CONSTRAINT high_pkey PRIMARY KEY (id)
);

-- statement 1.4 + partition app.child_high.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.child ATTACH PARTITION app.child_high FOR VALUES FROM (100) TO (200);

-- statement 1.5 + partition app.high.partition_of  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app."Par ""T x" ATTACH PARTITION app.high FOR VALUES FROM (100) TO (200);

-- statement 1.6 + foreign_key app.child."Ref ""F x"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.child ADD CONSTRAINT "Ref ""F x" FOREIGN KEY (parent) REFERENCES app."Par ""T x"(id) ON DELETE CASCADE;
COMMIT;
