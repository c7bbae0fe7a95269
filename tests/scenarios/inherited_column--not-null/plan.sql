-- step 1: transaction
BEGIN;
-- statement 1.1 - default app.child."Not ""C x".default  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ALTER COLUMN "Not ""C x" DROP DEFAULT;

-- statement 1.2 ~ column app.child.id  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ALTER COLUMN id SET NOT NULL;

-- statement 1.3 ~ column app.child."Not ""C x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes  [SC207]
ALTER TABLE app.child ALTER COLUMN "Not ""C x" SET NOT NULL;

-- statement 1.4 ~ column app.child.free  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ALTER COLUMN free SET STORAGE EXTERNAL;

-- statement 1.5 ~ column app.child.free  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.child ALTER COLUMN free SET STATISTICS 50;

-- statement 1.6 ~ column app.child.free  lock: SHARE UPDATE EXCLUSIVE  blocks: DDL
ALTER TABLE app.child ALTER COLUMN free SET (n_distinct=5);

-- statement 1.7 + check app.child."Che ""K x"  lock: ACCESS EXCLUSIVE  blocks: reads, writes
ALTER TABLE app.child ADD CONSTRAINT "Che ""K x" CHECK ((id > 0));
COMMIT;
