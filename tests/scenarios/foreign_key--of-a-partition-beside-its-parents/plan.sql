-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.deep.own  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.deep DROP CONSTRAINT own;

-- statement 1.2 - foreign_key app.joining.own  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.joining DROP CONSTRAINT own;

-- statement 1.3 - foreign_key app.part."Own ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.part DROP CONSTRAINT "Own ""K x";

-- statement 1.4 + partition app.joining.partition_of  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC505]
ALTER TABLE app.main ATTACH PARTITION app.joining FOR VALUES FROM (20) TO (30);

-- statement 1.5 + foreign_key app.joining.own  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.joining ADD CONSTRAINT own FOREIGN KEY (ref) REFERENCES app.target(id) ON DELETE CASCADE DEFERRABLE;

-- statement 1.6 + foreign_key app.main.whole  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.main ADD CONSTRAINT whole FOREIGN KEY (ref) REFERENCES app.target(id);

-- statement 1.7 + foreign_key app.deep.own  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.deep ADD CONSTRAINT own FOREIGN KEY (ref) REFERENCES app.target(id);

-- statement 1.8 + foreign_key app.part."Own ""K x"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.part ADD CONSTRAINT "Own ""K x" FOREIGN KEY (ref) REFERENCES app.target(id);
COMMIT;
