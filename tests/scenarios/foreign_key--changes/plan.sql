-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.child."Dro ""F x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.child DROP CONSTRAINT "Dro ""F x";

-- statement 1.2 - foreign_key app.child.actions  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.child DROP CONSTRAINT actions;

-- statement 1.3 ~ foreign_key app.child.checked  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.child VALIDATE CONSTRAINT checked;

-- statement 1.4 ~ foreign_key app.child.deferred  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ALTER CONSTRAINT deferred DEFERRABLE INITIALLY DEFERRED;

-- statement 1.5 ~ foreign_key app.child.enforced  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC202]
ALTER TABLE app.child ALTER CONSTRAINT enforced ENFORCED;

-- statement 1.6 + foreign_key app.child."Add ""F x"  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.child ADD CONSTRAINT "Add ""F x" FOREIGN KEY (third) REFERENCES app."Par ""T x"("Uni ""C x") MATCH FULL;

-- statement 1.7 + foreign_key app.child.actions  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.child ADD CONSTRAINT actions FOREIGN KEY (id) REFERENCES app."Par ""T x"(id) ON UPDATE CASCADE ON DELETE SET NULL (id);
COMMIT;
