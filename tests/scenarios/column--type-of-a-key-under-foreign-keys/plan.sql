-- step 1: transaction
BEGIN;
-- statement 1.1 - foreign_key app.child.child_parent_fkey  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC211]
ALTER TABLE app.child DROP CONSTRAINT child_parent_fkey;

-- statement 1.2 ~ column app."Par ""T x"."Id ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app."Par ""T x" ALTER COLUMN "Id ""C x" SET DATA TYPE bigint;

-- statement 1.3 ~ column app.child.parent  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC305]
ALTER TABLE app.child ALTER COLUMN parent SET DATA TYPE bigint;

-- statement 1.4 + foreign_key app.child.child_parent_fkey  lock: SHARE ROW EXCLUSIVE  blocks: writes  [SC202]
ALTER TABLE app.child ADD CONSTRAINT child_parent_fkey FOREIGN KEY (parent) REFERENCES app."Par ""T x"("Id ""C x") ON DELETE CASCADE;
COMMIT;
