-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app."Main ""T x".late_fk  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app."Main ""T x" DROP CONSTRAINT late_fk;

-- statement 1.2 - partition app."Sub ""S x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Main ""T x" DETACH PARTITION app."Sub ""S x";

-- statement 1.3 - partition app."Sub ""S x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Sub ""S x" DROP CONSTRAINT IF EXISTS late_fk;

-- statement 1.4 - partition app."Sub ""S x".partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Sub ""S x" DROP CONSTRAINT IF EXISTS part_fk;

-- statement 1.5 - partition app.deep.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Sub ""S x" DETACH PARTITION app.deep;

-- statement 1.6 - partition app.deep.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.deep DROP CONSTRAINT IF EXISTS "Ref ""K x";

-- statement 1.7 - partition app.deep.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.deep DROP CONSTRAINT IF EXISTS late_fk;

-- statement 1.8 - partition app.deep.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.deep DROP CONSTRAINT IF EXISTS part_fk;

-- statement 1.9 - partition app.differs.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Main ""T x" DETACH PARTITION app.differs;

-- statement 1.10 - partition app.differs.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.differs DROP CONSTRAINT "Ref ""K x";

-- statement 1.11 - partition app.differs.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.differs DROP CONSTRAINT IF EXISTS late_fk;

-- statement 1.12 - partition app.differs.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.differs DROP CONSTRAINT IF EXISTS part_fk;

-- statement 1.13 - partition app.keeps.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Main ""T x" DETACH PARTITION app.keeps;

-- statement 1.14 - partition app.keeps.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.keeps DROP CONSTRAINT IF EXISTS late_fk;

-- statement 1.15 - partition app.keeps.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.keeps DROP CONSTRAINT IF EXISTS part_fk;

-- statement 1.16 - partition app.loses.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Main ""T x" DETACH PARTITION app.loses;

-- statement 1.17 - partition app.loses.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loses DROP CONSTRAINT "Ref ""K x";

-- statement 1.18 - partition app.loses.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loses DROP CONSTRAINT IF EXISTS late_fk;

-- statement 1.19 - partition app.loses.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.loses DROP CONSTRAINT IF EXISTS part_fk;

-- statement 1.20 - partition app.moves.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Main ""T x" DETACH PARTITION app.moves;

-- statement 1.21 - partition app.renames.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Main ""T x" DETACH PARTITION app.renames;

-- statement 1.22 - partition app.renames.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.renames DROP CONSTRAINT IF EXISTS late_fk;

-- statement 1.23 - partition app.renames.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.renames DROP CONSTRAINT IF EXISTS part_fk;

-- statement 1.24 ~ partition app.renames.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.renames RENAME CONSTRAINT "Ref ""K x" TO "Its ""K x";

-- statement 1.25 - partition app.unproved.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app."Main ""T x" DETACH PARTITION app.unproved;

-- statement 1.26 - partition app.unproved.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.unproved DROP CONSTRAINT "Ref ""K x";

-- statement 1.27 - partition app.unproved.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.unproved DROP CONSTRAINT IF EXISTS late_fk;

-- statement 1.28 - partition app.unproved.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.unproved DROP CONSTRAINT IF EXISTS part_fk;

-- statement 1.29 + partition app.moves.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app."Main ""T x" ATTACH PARTITION app.moves FOR VALUES FROM (50) TO (70);

-- statement 1.30 + foreign_key app.deep."Ref ""K x"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.deep ADD CONSTRAINT "Ref ""K x" FOREIGN KEY (ref) REFERENCES app.target(id) ON DELETE CASCADE DEFERRABLE;

-- statement 1.31 + foreign_key app.differs."Ref ""K x"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.differs ADD CONSTRAINT "Ref ""K x" FOREIGN KEY (ref) REFERENCES app.other(id);

-- statement 1.32 + foreign_key app.keeps.late_fk  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.keeps ADD CONSTRAINT late_fk FOREIGN KEY (late) REFERENCES app.target(id);

-- statement 1.33 + foreign_key app.keeps.part_fk  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.keeps ADD CONSTRAINT part_fk FOREIGN KEY (part) REFERENCES app.parted(id);

-- statement 1.34 + foreign_key app.unproved."Ref ""K x"  lock: SHARE ROW EXCLUSIVE  blocks: writes
ALTER TABLE app.unproved ADD CONSTRAINT "Ref ""K x" FOREIGN KEY (ref) REFERENCES app.target(id) ON DELETE CASCADE DEFERRABLE NOT VALID;
COMMIT;
