-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.part_only.of_c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.part_only DROP CONSTRAINT of_c;

-- statement 1.2 - partition app."Ev ""A x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ev ""T x" DETACH PARTITION app."Ev ""A x";

-- statement 1.3 - partition app.ev_b1.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.ev_b DETACH PARTITION app.ev_b1;

-- statement 1.4 - partition app.ev_c.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ev ""T x" DETACH PARTITION app.ev_c;

-- statement 1.5 - table app.notes_1  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.notes_1;

-- statement 1.6 ~ foreign_key app."Ev ""T x".again  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Ev ""T x" ALTER CONSTRAINT again DEFERRABLE INITIALLY IMMEDIATE;

-- statement 1.7 - table app."Ev ""A x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app."Ev ""A x";

-- statement 1.8 - table app.ev_b1  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.ev_b1;

-- statement 1.9 - table app.ev_c  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC401]
DROP TABLE app.ev_c;
COMMIT;
